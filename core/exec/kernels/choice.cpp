// core/exec/kernels/choice.cpp — CASE, COALESCE and NULLIF: a branch is evaluated for the rows that
// take it, no others.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/assembler.hpp"
#include "core/exec/kernels/borrowed.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/selection.hpp"

namespace millrace {
namespace {

class Case final : public Node {
 public:
  /// `args` as ExprOp::kCase has them: condition, value, condition, value, …, else value.
  Case(DataType type, NodeArgs args) : Node(type), assembler_(type, args.size() / 2 + 1) {
    MILLRACE_ASSERT(args.size() % 2 == 1);
    for (std::size_t i = 0; i + 1 < args.size(); i += 2) {
      conditions_.push_back(std::move(args[i]));
      values_.push_back(converted(std::move(args[i + 1]), type));
    }
    values_.push_back(converted(std::move(args.back()), type));
  }

  Operand evaluate(const Call& call, const Rows& rows) override {
    assembler_.begin(rows.row_count, buffers_);
    rest_.assign(rows.selected.begin(), rows.selected.end());
    for (std::size_t i = 0; i < conditions_.size() && !rest_.empty(); ++i) {
      taken_.clear();
      conditions_[i]->filter(call, {rows.row_count, rest_}, taken_);
      put(i, call, rows.row_count, taken_);
      subtract_subset(rest_, taken_);
    }
    put(conditions_.size(), call, rows.row_count, rest_);
    return assembler_.finish();
  }

 private:
  void put(std::size_t branch, const Call& call, std::uint32_t row_count, const Selection& taken) {
    if (taken.empty()) return;
    assembler_.put(branch, values_[branch]->evaluate(call, {row_count, taken}), taken);
  }

  NodeArgs conditions_;
  NodeArgs values_;  // one more than conditions: ELSE
  Assembler assembler_;
  Selection rest_;
  Selection taken_;
};

class Coalesce final : public Node {
 public:
  Coalesce(DataType type, NodeArgs args)
      : Node(type), args_(std::move(args)), assembler_(type, args_.size()) {
    for (NodePtr& arg : args_) arg = converted(std::move(arg), type);
  }

  Operand evaluate(const Call& call, const Rows& rows) override {
    const Operand first = args_[0]->evaluate(call, rows);
    if (first.validity == nullptr) return first;
    assembler_.begin(rows.row_count, buffers_);
    assembler_.put(0, first, rows.selected);
    rest_.clear();
    keep_nulls(first, rows, rest_);
    for (std::size_t i = 1; i < args_.size() && !rest_.empty(); ++i) {
      const Rows left{rows.row_count, rest_};
      const Operand next = args_[i]->evaluate(call, left);
      assembler_.put(i, next, rest_);
      still_null_.clear();
      keep_nulls(next, left, still_null_);
      std::swap(rest_, still_null_);
    }
    return assembler_.finish();
  }

 private:
  static void keep_nulls(const Operand& operand, const Rows& rows, Selection& nulls) {
    if (operand.is_null_constant()) {
      nulls.assign(rows.selected.begin(), rows.selected.end());
    } else if (operand.validity != nullptr) {
      append_kept(rows, nulls, [validity = operand.validity](std::uint32_t row) {
        return static_cast<std::uint8_t>(validity[row] ^ 1);
      });
    }
  }

  NodeArgs args_;
  Assembler assembler_;
  Selection rest_;
  Selection still_null_;
};

/// The value where `equal`, its comparison with the other one, is not TRUE.
class Nullif final : public Node {
 public:
  Nullif(NodePtr value, Borrowed* borrowed, NodePtr equal)
      : Node(value->type()),
        value_(std::move(value)),
        borrowed_(borrowed),
        equal_(std::move(equal)) {}

  Operand evaluate(const Call& call, const Rows& rows) override {
    Operand result = value_->evaluate(call, rows);
    borrowed_->set(result);
    equals_.clear();
    equal_->filter(call, rows, equals_);
    if (equals_.empty() || result.is_null_constant()) return result;
    if (equals_.size() == rows.selected.size()) return null_constant(type());
    if (result.is_constant) result = spread(result, rows);
    std::uint8_t* validity = writable_validity(result, rows);
    for (const std::uint32_t row : equals_) validity[row] = 0;
    return result;
  }

 private:
  Operand spread(const Operand& value, const Rows& rows) {
    assembler_.begin(rows.row_count, buffers_);
    assembler_.put(0, value, rows.selected);
    return assembler_.finish();
  }

  NodePtr value_;
  Borrowed* borrowed_;  // in `equal_`
  NodePtr equal_;
  Assembler assembler_{type(), 1};
  Selection equals_;
};

}  // namespace

NodePtr make_case(DataType type, NodeArgs args) {
  return std::make_unique<Case>(type, std::move(args));
}

NodePtr make_coalesce(DataType type, NodeArgs args) {
  return std::make_unique<Coalesce>(type, std::move(args));
}

NodePtr make_nullif(DataType type, NodeArgs args) {
  NodeArgs pair;
  pair.push_back(std::make_unique<Borrowed>(args[0]->type()));
  auto* borrowed = static_cast<Borrowed*>(pair[0].get());
  pair.push_back(std::move(args[1]));
  NodePtr equal = make_comparison(ExprOp::kEqual, std::move(pair));
  NodePtr node = std::make_unique<Nullif>(std::move(args[0]), borrowed, std::move(equal));
  return converted(std::move(node), type);
}

}  // namespace millrace
