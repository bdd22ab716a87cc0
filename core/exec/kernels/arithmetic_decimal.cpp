// core/exec/kernels/arithmetic_decimal.cpp — exact + - * / % where a DECIMAL takes part, 128 bits
// inside (semantics §2).
#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/decimal_fit.hpp"
#include "core/exec/kernels/scaled_literal.hpp"
#include "core/exec/kernels/symbol.hpp"

namespace millrace {
namespace {

constexpr DataType kAnyDecimal = DataType::decimal(kDecimalPrecisionMax, 0);
constexpr Int128 kInt128Max = static_cast<Int128>(~UInt128{0} >> 1);

/// divide_half_away with the 64-bit division that nearly every row can do, many times faster than
/// the 128-bit one.
Int128 divide_rounded(Int128 numerator, std::int64_t denominator) {
  constexpr std::int64_t kSafe = std::int64_t{1} << 62;
  if (numerator > kSafe || numerator < -kSafe || denominator > kSafe || denominator < -kSafe) {
    return divide_half_away(numerator, denominator);
  }
  const auto dividend = static_cast<std::int64_t>(numerator);
  const std::int64_t quotient = dividend / denominator;
  const std::int64_t rest = dividend % denominator;
  const std::int64_t rest_size = rest < 0 ? -rest : rest;
  const std::int64_t size = denominator < 0 ? -denominator : denominator;
  if (rest_size < size - rest_size) return quotient;
  return (dividend < 0) == (denominator < 0) ? quotient + 1 : quotient - 1;
}

/// The operation on unscaled values; what the scales demand is worked out once.
struct Step {
  ExprOp op;
  Int128 factor_a = 1;  // of + - %: to the larger scale; of /: to the scale of the quotient
  Int128 factor_b = 1;
  int drop_digits = 0;  // digits of the exact result beyond the type's scale, rounded half away
  Int128 left_max = kInt128Max / factor_a;

  /// Nothing where the result does not fit. REQUIRES: b != 0 for / and %.
  std::optional<std::int64_t> apply(std::int64_t a, std::int64_t b) const {
    // A numerator beyond 128 bits is more than any divisor can bring back into 64. Checked by hand,
    // for clang's
    // __builtin_mul_overflow of 128 bits needs a function that libgcc does not have.
    if (a > left_max || a < -left_max) return std::nullopt;
    const Int128 left = a * factor_a;
    const Int128 right = Int128{b} * factor_b;
    Int128 result = 0;
    switch (op) {
      case ExprOp::kAdd:
        result = left + right;
        break;
      case ExprOp::kSubtract:
        result = left - right;
        break;
      case ExprOp::kMultiply:
        result = left * right;
        break;
      case ExprOp::kDivide:
        return narrow_to(kAnyDecimal, divide_rounded(left, b));
      default:
        result = left % right;
        break;
    }
    if (drop_digits > 0) result = divide_half_away(result, power_of_ten(drop_digits));
    return narrow_to(kAnyDecimal, result);
  }
};

class DecimalArithmetic final : public StrictNode {
 public:
  DecimalArithmetic(DataType type, NodeArgs args, Step step)
      : StrictNode(type, std::move(args)), step_(step) {}

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    const bool divides = step_.op == ExprOp::kDivide || step_.op == ExprOp::kModulo;
    std::uint8_t* cleared = nullptr;  // copied only once a row needs it
    const auto clear = [&](std::uint32_t row) {
      if (cleared == nullptr) cleared = writable_validity(result, rows);
      cleared[row] = 0;
      out[row] = 0;
    };
    with_values<std::int64_t>(args[0], args[1], [&](auto a, auto b) {
      for_each_row(rows, [&](std::uint32_t row) {
        if (result.validity != nullptr && result.validity[row] == 0) return;
        if (divides && b[row] == 0) {
          clear(row);
          call.reports.division_by_zero(row);
          return;
        }
        const std::optional<std::int64_t> value = step_.apply(a[row], b[row]);
        if (value) {
          out[row] = *value;
          return;
        }
        clear(row);
        call.reports.error(row, overflow_message(type(), step_.op, args[0], args[1], row));
      });
    });
    return result;
  }

 private:
  Step step_;
};

int scale_of(const NodePtr& node) {
  return node->type().scale;
}

NodePtr make_quotient(DataType type, NodeArgs args) {
  // (a / 10^sa) / (b / 10^sb) at scale s is a * 10^(s + sb - sa) / b.
  const int shift = type.scale + scale_of(args[1]) - scale_of(args[0]);
  MILLRACE_ASSERT(shift >= 0);
  const Step step = {ExprOp::kDivide, power_of_ten(shift)};
  return std::make_unique<DecimalArithmetic>(type, std::move(args), step);
}

NodePtr make_product(DataType type, NodeArgs args) {
  const int exact_scale = scale_of(args[0]) + scale_of(args[1]);
  MILLRACE_ASSERT(exact_scale >= type.scale);
  if (exact_scale == type.scale) {
    return make_int64_arithmetic(ExprOp::kMultiply, type, std::move(args));
  }
  const Step step = {ExprOp::kMultiply, 1, 1, exact_scale - type.scale};
  return std::make_unique<DecimalArithmetic>(type, std::move(args), step);
}

}  // namespace

NodePtr make_decimal_arithmetic(ExprOp op, DataType type, NodeArgs args) {
  if (op == ExprOp::kDivide) return make_quotient(type, std::move(args));
  if (op == ExprOp::kMultiply) return make_product(type, std::move(args));
  bring_literals_to_one_scale(args);
  const int scale = std::max(scale_of(args[0]), scale_of(args[1]));
  MILLRACE_ASSERT(scale >= type.scale);
  const bool is_plain = scale == type.scale && scale_of(args[0]) == scale_of(args[1]);
  if (is_plain) return make_int64_arithmetic(op, type, std::move(args));
  const Step step = {op, power_of_ten(scale - scale_of(args[0])),
                     power_of_ten(scale - scale_of(args[1])), scale - type.scale};
  return std::make_unique<DecimalArithmetic>(type, std::move(args), step);
}

}  // namespace millrace
