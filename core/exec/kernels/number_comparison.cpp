// core/exec/kernels/number_comparison.cpp — comparisons of numbers, times and booleans, as a column
// or straight to a selection.
#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compare.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/selection.hpp"

namespace millrace {
namespace {

template <typename T, ExprOp kOp>
bool holds(T a, T b) {
  if constexpr (kOp == ExprOp::kEqual) return is_equal(a, b);
  if constexpr (kOp == ExprOp::kNotEqual) return !is_equal(a, b);
  if constexpr (kOp == ExprOp::kLess) return is_less(a, b);
  if constexpr (kOp == ExprOp::kLessEqual) return !is_less(b, a);
  if constexpr (kOp == ExprOp::kGreater) return is_less(b, a);
  if constexpr (kOp == ExprOp::kGreaterEqual) return !is_less(a, b);
}

template <typename T, ExprOp kOp>
class Comparison final : public StrictNode {
 public:
  explicit Comparison(NodeArgs args) : StrictNode(DataType::boolean(), std::move(args)) {}
  bool is_cheap() const override { return are_args_cheap(); }

  void filter(const Call& call, const Rows& rows, Selection& kept) override {
    const std::span<const Operand> args = evaluate_args(call, rows);
    if (args.empty()) return;
    const bool is_plain = args[0].validity == nullptr && args[1].validity == nullptr;
    if (!is_plain) return append_true(compute(call, rows, args), rows, kept);
    with_right(args, rows, [&](Lane<T> a, auto b) {
      append_kept(rows, kept, [a, b](std::uint32_t row) { return holds<T, kOp>(a[row], b[row]); });
    });
  }

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::uint8_t* out = boolean_results(rows);
    with_right(args, rows, [&](Lane<T> a, auto b) {
      sweep(rows, [out, a, b](std::uint32_t row) { out[row] = holds<T, kOp>(a[row], b[row]); });
    });
    return computed(out, common_validity(args, rows));
  }

 private:
  /// Calls f with the left values in a lane: literals stand on the right, other constants are rare
  /// enough to be spread.
  template <typename F>
  void with_right(std::span<const Operand> args, const Rows& rows, F&& f) {
    Lane<T> left{args[0].as<T>()};
    if (args[0].is_constant) {
      spread_.assign(rows.row_count, *args[0].as<T>());
      left.values = spread_.data();
    }
    with_values<T>(args[1], [&](auto right) { f(left, right); });
  }

  std::vector<T> spread_;
};

/// Of BIGINTs and DECIMALs whose scales differ: both at the larger scale, in 128 bits.
class WideComparison final : public StrictNode {
 public:
  WideComparison(ExprOp op, NodeArgs args)
      : StrictNode(DataType::boolean(), std::move(args)), outcomes_(outcomes_of(op)) {
    const int left = this->args()[0]->type().scale;
    const int right = this->args()[1]->type().scale;
    factor_left_ = power_of_ten(std::max(0, right - left));
    factor_right_ = power_of_ten(std::max(0, left - right));
  }

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::uint8_t* out = boolean_results(rows);
    with_values<std::int64_t>(args[0], args[1], [&](auto a, auto b) {
      sweep(rows, [&](std::uint32_t row) {
        const Int128 left = a[row] * factor_left_;
        const Int128 right = b[row] * factor_right_;
        out[row] = is_outcome(outcomes_, (left > right) - (left < right));
      });
    });
    return computed(out, common_validity(args, rows));
  }

 private:
  std::uint8_t outcomes_;
  Int128 factor_left_ = 1;
  Int128 factor_right_ = 1;
};

template <typename T>
NodePtr make_of(ExprOp op, NodeArgs args) {
  switch (op) {
    case ExprOp::kEqual:
      return std::make_unique<Comparison<T, ExprOp::kEqual>>(std::move(args));
    case ExprOp::kNotEqual:
      return std::make_unique<Comparison<T, ExprOp::kNotEqual>>(std::move(args));
    case ExprOp::kLess:
      return std::make_unique<Comparison<T, ExprOp::kLess>>(std::move(args));
    case ExprOp::kLessEqual:
      return std::make_unique<Comparison<T, ExprOp::kLessEqual>>(std::move(args));
    case ExprOp::kGreater:
      return std::make_unique<Comparison<T, ExprOp::kGreater>>(std::move(args));
    case ExprOp::kGreaterEqual:
      return std::make_unique<Comparison<T, ExprOp::kGreaterEqual>>(std::move(args));
    default:
      break;
  }
  MILLRACE_ASSERT(false && "not a comparison");
  return nullptr;
}

}  // namespace

NodePtr make_number_comparison(ExprOp op, NodeArgs args) {
  const DataType left = args[0]->type();
  const DataType right = args[1]->type();
  MILLRACE_ASSERT(left.physical() == right.physical());
  switch (left.physical()) {
    case PhysicalKind::kDouble:
      return make_of<double>(op, std::move(args));
    case PhysicalKind::kBoolean:
      return make_of<std::uint8_t>(op, std::move(args));
    case PhysicalKind::kInt64:
      if (left.scale == right.scale) return make_of<std::int64_t>(op, std::move(args));
      return std::make_unique<WideComparison>(op, std::move(args));
    case PhysicalKind::kCode:
      break;
  }
  MILLRACE_ASSERT(false && "strings are compared elsewhere");
  return nullptr;
}

}  // namespace millrace
