// core/exec/kernels/node.cpp — result buffers, validity and the default filter, the same for every
// node.
#include "core/exec/kernels/node.hpp"

#include <utility>

#include "core/exec/kernels/selection.hpp"

namespace millrace {

void Node::filter(const Call& call, const Rows& rows, Selection& kept) {
  append_true(evaluate(call, rows), rows, kept);
}

void Node::append_true(const Operand& condition, const Rows& rows, Selection& kept) {
  if (condition.is_constant) {
    if (condition.is_null_constant() || !condition.boolean_at(0)) return;
    kept.insert(kept.end(), rows.selected.begin(), rows.selected.end());
    return;
  }
  const auto* values = condition.as<std::uint8_t>();
  const std::uint8_t* validity = condition.validity;
  if (validity == nullptr) {
    append_kept(rows, kept, [values](std::uint32_t row) { return values[row]; });
  } else {
    append_kept(rows, kept, [values, validity](std::uint32_t row) {
      return static_cast<std::uint8_t>(values[row] & validity[row]);
    });
  }
}

std::uint32_t* Node::code_results(const Rows& rows) {
  // Zeroed, unlike the others: a stale code could lie beyond the dictionary.
  buffers_.codes.assign(rows.row_count, 0);
  return buffers_.codes.data();
}

Operand Node::computed(const void* values, const std::uint8_t* validity, DictionaryPtr dictionary) {
  Operand operand;
  operand.type = type_;
  operand.values = values;
  operand.validity = validity;
  operand.dictionary = std::move(dictionary);
  operand.buffers = &buffers_;
  return operand;
}

const std::uint8_t* Node::common_validity(std::span<const Operand> operands, const Rows& rows) {
  const std::uint8_t* common = nullptr;
  for (const Operand& operand : operands) {
    if (operand.validity == nullptr) continue;
    if (common == nullptr) {
      common = operand.validity;
      continue;
    }
    std::uint8_t* both = validity_results(rows);
    sweep(rows, [both, a = common, b = operand.validity](std::uint32_t row) {
      both[row] = a[row] & b[row];
    });
    common = both;
  }
  return common;
}

std::uint8_t* Node::writable_validity(Operand& operand, const Rows& rows) {
  std::vector<std::uint8_t>& own = buffers_.validity;
  if (operand.validity == nullptr) {
    own.assign(rows.row_count, 1);
  } else if (operand.validity != own.data()) {
    own.assign(operand.validity, operand.validity + rows.row_count);
  }
  operand.validity = own.data();
  operand.column = nullptr;
  operand.buffers = &buffers_;
  return own.data();
}

Operand StrictNode::evaluate(const Call& call, const Rows& rows) {
  const std::span<const Operand> operands = evaluate_args(call, rows);
  if (operands.empty()) return null_constant(type());
  return compute(call, rows, operands);
}

bool StrictNode::are_args_cheap() const {
  for (const NodePtr& arg : args_) {
    if (!arg->is_cheap()) return false;
  }
  return true;
}

std::span<const Operand> StrictNode::evaluate_args(const Call& call, const Rows& rows) {
  bool is_null = false;
  for (std::size_t i = 0; i < args_.size(); ++i) {
    operands_[i] = args_[i]->evaluate(call, rows);
    is_null |= operands_[i].is_null_constant();
  }
  if (is_null) return {};
  return operands_;
}

}  // namespace millrace
