// core/exec/kernels/extreme.cpp — LEAST and GREATEST: NULLs are passed over, NULL only where all
// are (as in PostgreSQL).
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/assembler.hpp"
#include "core/exec/kernels/compare.hpp"
#include "core/exec/kernels/compile.hpp"

namespace millrace {
namespace {

template <typename T, bool kWantsLeast>
bool is_better(T candidate, T best) {
  return kWantsLeast ? is_less(candidate, best) : is_less(best, candidate);
}

template <typename T, bool kWantsLeast>
class NumberExtreme final : public Node {
 public:
  NumberExtreme(DataType type, NodeArgs args) : Node(type), args_(std::move(args)) {}

  Operand evaluate(const Call& call, const Rows& rows) override {
    T* best = room(rows);
    buffers_.validity.assign(rows.row_count, 0);
    std::uint8_t* has_best = buffers_.validity.data();
    for (const NodePtr& arg : args_) {
      const Operand operand = arg->evaluate(call, rows);
      if (operand.is_null_constant()) continue;
      with_values<T>(operand, [&](auto values) {
        const std::uint8_t* valid = operand.validity;
        sweep(rows, [best, has_best, values, valid](std::uint32_t row) {
          const T value = values[row];
          const bool is_valid = valid == nullptr || valid[row] != 0;
          const bool is_taken =
              is_valid & ((has_best[row] == 0) | is_better<T, kWantsLeast>(value, best[row]));
          best[row] = is_taken ? value : best[row];
          has_best[row] = static_cast<std::uint8_t>(has_best[row] | static_cast<int>(is_valid));
        });
      });
    }
    return computed(best, has_best);
  }

 private:
  T* room(const Rows& rows) {
    if constexpr (std::is_same_v<T, double>) {
      return double_results(rows);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return int64_results(rows);
    } else {
      return boolean_results(rows);
    }
  }

  NodeArgs args_;
};

template <bool kWantsLeast>
class TextExtreme final : public Node {
 public:
  TextExtreme(DataType type, NodeArgs args)
      : Node(type),
        args_(std::move(args)),
        operands_(args_.size()),
        winners_(args_.size()),
        assembler_(type, args_.size()) {}

  Operand evaluate(const Call& call, const Rows& rows) override {
    for (std::size_t i = 0; i < args_.size(); ++i) {
      operands_[i] = args_[i]->evaluate(call, rows);
      winners_[i].clear();
    }
    for_each_row(rows, [this](std::uint32_t row) {
      std::size_t winner = operands_.size();
      for (std::size_t i = 0; i < operands_.size(); ++i) {
        if (operands_[i].is_null(row)) continue;
        const bool is_first = winner == operands_.size();
        if (is_first || is_better<std::string_view, kWantsLeast>(
                            operands_[i].string_at(row), operands_[winner].string_at(row))) {
          winner = i;
        }
      }
      if (winner < operands_.size()) winners_[winner].push_back(row);
    });
    assembler_.begin(rows.row_count, buffers_);
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      assembler_.put(i, operands_[i], winners_[i]);
    }
    return assembler_.finish();
  }

 private:
  NodeArgs args_;
  std::vector<Operand> operands_;
  std::vector<Selection> winners_;  // per operand, the rows that it wins
  Assembler assembler_;
};

template <bool kWantsLeast>
NodePtr make_extreme_of(DataType type, NodeArgs args) {
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return std::make_unique<NumberExtreme<std::int64_t, kWantsLeast>>(type, std::move(args));
    case PhysicalKind::kDouble:
      return std::make_unique<NumberExtreme<double, kWantsLeast>>(type, std::move(args));
    case PhysicalKind::kBoolean:
      return std::make_unique<NumberExtreme<std::uint8_t, kWantsLeast>>(type, std::move(args));
    case PhysicalKind::kCode:
      break;
  }
  return std::make_unique<TextExtreme<kWantsLeast>>(type, std::move(args));
}

}  // namespace

NodePtr make_extreme(ExprOp op, DataType type, NodeArgs args) {
  for (NodePtr& arg : args) arg = converted(std::move(arg), type);
  if (op == ExprOp::kLeast) return make_extreme_of<true>(type, std::move(args));
  return make_extreme_of<false>(type, std::move(args));
}

}  // namespace millrace
