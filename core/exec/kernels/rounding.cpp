// core/exec/kernels/rounding.cpp — ABS, CEIL, FLOOR and ROUND; halves go away from zero.
#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/decimal_fit.hpp"
#include "core/exec/kernels/symbol.hpp"

namespace millrace {
namespace {

constexpr int kDoubleDigitsMax = 308;

std::string_view name_of(ExprOp op) {
  switch (op) {
    case ExprOp::kAbs:
      return "ABS";
    case ExprOp::kCeil:
      return "CEIL";
    case ExprOp::kFloor:
      return "FLOOR";
    default:
      return "ROUND";
  }
}

Int128 floor_to(Int128 value, Int128 unit) {
  const Int128 rest = value % unit;
  return value - rest - (rest < 0 ? unit : 0);
}

/// A BIGINT or a DECIMAL's unscaled value, as a multiple of `unit`.
Int128 rounded(ExprOp op, Int128 value, Int128 unit) {
  switch (op) {
    case ExprOp::kAbs:
      return value < 0 ? -value : value;
    case ExprOp::kCeil:
      return -floor_to(-value, unit);
    case ExprOp::kFloor:
      return floor_to(value, unit);
    default:
      return divide_half_away(value, unit) * unit;
  }
}

class IntegerRounding final : public StrictNode {
 public:
  /// args: the value, and for ROUND perhaps the digits to keep after the point.
  IntegerRounding(ExprOp op, DataType type, NodeArgs args)
      : StrictNode(type, std::move(args)), op_(op) {}

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    const Int128 whole = power_of_ten(type().scale);
    for_each_row(rows, [&](std::uint32_t row) {
      if (result.is_null(row)) return;
      const Int128 unit = args.size() == 1 ? whole : unit_of(args[1].int64_at(row));
      const auto value = narrow_to(type(), rounded(op_, args[0].int64_at(row), unit));
      if (value) {
        out[row] = *value;
        return;
      }
      writable_validity(result, rows)[row] = 0;
      call.reports.error(row, misfit_message(name_of(op_), type(), args[0], row));
    });
    return result;
  }

 private:
  /// 10^(scale - digits); beyond 10^20 everything rounds to 0, whatever the exact power.
  Int128 unit_of(std::int64_t digits) const {
    if (digits >= type().scale) return 1;
    const std::int64_t lost = digits < -20 ? 20 + type().scale : type().scale - digits;
    return power_of_ten(static_cast<int>(std::min<std::int64_t>(lost, 38)));
  }

  ExprOp op_;
};

double round_to_integer(double x) {
  const double size = __builtin_fabs(x);
  const double whole = __builtin_floor(size);
  // The difference is exact, unlike size + 0.5.
  return __builtin_copysign(size - whole >= 0.5 ? whole + 1.0 : whole, x);
}

/// 10^exponent to the nearest double or next to it. REQUIRES: 0 <= exponent <= 308.
double power_of_ten_double(int exponent) {
  double power = 1.0;
  for (; exponent > 22; exponent -= 22)
    power *= 1e22;  // the largest power that a double holds exactly
  return power * static_cast<double>(power_of_ten(exponent));
}

/// Rounds x * 10^digits to an integer and back, as far as doubles can hold that.
double round_to_digits(double x, std::int64_t digits) {
  if (x - x != 0.0 || digits > kDoubleDigitsMax) return x;
  if (digits < -kDoubleDigitsMax) return __builtin_copysign(0.0, x);
  if (digits == 0) return round_to_integer(x);
  const double power = power_of_ten_double(static_cast<int>(digits < 0 ? -digits : digits));
  if (digits < 0) return round_to_integer(x / power) * power;
  const double shifted = x * power;
  if (!(__builtin_fabs(shifted) < 0x1p52)) return x;  // no digits left to lose
  return round_to_integer(shifted) / power;
}

class DoubleRounding final : public StrictNode {
 public:
  DoubleRounding(ExprOp op, NodeArgs args)
      : StrictNode(DataType::real(), std::move(args)), op_(op) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    double* out = double_results(rows);
    const std::uint8_t* validity = common_validity(args, rows);
    with_values<double>(args[0], [&](auto x) {
      switch (op_) {
        case ExprOp::kAbs:
          return sweep(rows, [out, x](std::uint32_t row) { out[row] = __builtin_fabs(x[row]); });
        case ExprOp::kCeil:
          return sweep(rows, [out, x](std::uint32_t row) { out[row] = -__builtin_floor(-x[row]); });
        case ExprOp::kFloor:
          return sweep(rows, [out, x](std::uint32_t row) { out[row] = __builtin_floor(x[row]); });
        default:
          return for_each_row(rows, [&](std::uint32_t row) {
            if (validity != nullptr && validity[row] == 0) return;
            out[row] = round_to_digits(x[row], args.size() == 1 ? 0 : args[1].int64_at(row));
          });
      }
    });
    return computed(out, validity);
  }

 private:
  ExprOp op_;
};

}  // namespace

NodePtr make_rounding(ExprOp op, DataType type, NodeArgs args) {
  const DataType arg_type = args[0]->type();
  NodePtr node;
  if (arg_type.kind == TypeKind::kDouble) {
    node = std::make_unique<DoubleRounding>(op, std::move(args));
  } else {
    MILLRACE_ASSERT(arg_type.physical() == PhysicalKind::kInt64);
    node = std::make_unique<IntegerRounding>(op, arg_type, std::move(args));
  }
  return converted(std::move(node), type);
}

}  // namespace millrace
