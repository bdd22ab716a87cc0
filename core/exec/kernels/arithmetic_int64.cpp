// core/exec/kernels/arithmetic_int64.cpp — checked + - * % of BIGINT and TIMESTAMP (and of DECIMALs
// of one scale).
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/decimal_fit.hpp"
#include "core/exec/kernels/symbol.hpp"

namespace millrace {
namespace {

// Each returns the wrapped result and sets the sign bit of `bad` where it is wrong: no branch per
// row, and loops over addition and subtraction vectorise.
struct Add {
  static constexpr ExprOp kOp = ExprOp::kAdd;
  static std::int64_t apply(std::int64_t a, std::int64_t b, std::int64_t& bad) {
    const auto sum =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
    bad |= (a ^ sum) & (b ^ sum);
    return sum;
  }
};
struct Subtract {
  static constexpr ExprOp kOp = ExprOp::kSubtract;
  static std::int64_t apply(std::int64_t a, std::int64_t b, std::int64_t& bad) {
    const auto difference =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
    bad |= (a ^ b) & (a ^ difference);
    return difference;
  }
};
struct Multiply {
  static constexpr ExprOp kOp = ExprOp::kMultiply;
  static std::int64_t apply(std::int64_t a, std::int64_t b, std::int64_t& bad) {
    std::int64_t product = 0;
    const bool is_bad = __builtin_mul_overflow(a, b, &product);
    bad |= -static_cast<std::int64_t>(is_bad);
    return product;
  }
};

/// Sets the sign bit of `bad` where a DECIMAL would have more than 18 digits.
void check_digits(std::int64_t value, std::int64_t& bad) {
  constexpr auto kMax = static_cast<std::uint64_t>(kDecimalMax);
  const auto bits = static_cast<std::uint64_t>(value);
  bad |= static_cast<std::int64_t>((kMax - bits) | (bits + kMax));
}

template <typename Op, bool kIsDecimal>
class CheckedArithmetic final : public StrictNode {
 public:
  using StrictNode::StrictNode;

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    std::int64_t bad = 0;
    with_values<std::int64_t>(args[0], args[1], [&](auto a, auto b) {
      std::int64_t any = 0;
      sweep(rows,
            [out, a, b, &any](std::uint32_t row) { out[row] = checked(a[row], b[row], any); });
      bad = any;
    });
    Operand result = computed(out, common_validity(args, rows));
    if (bad < 0) report(call, rows, args, result);
    return result;
  }

 private:
  static std::int64_t checked(std::int64_t a, std::int64_t b, std::int64_t& bad) {
    const std::int64_t result = Op::apply(a, b, bad);
    if constexpr (kIsDecimal) check_digits(result, bad);
    return result;
  }

  /// Finds which rows overflowed; NULL rows and those nobody asked for may have raised the alarm.
  void report(const Call& call, const Rows& rows, std::span<const Operand> args, Operand& result) {
    std::uint8_t* validity = writable_validity(result, rows);
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity[row] == 0) return;
      std::int64_t bad = 0;
      checked(args[0].int64_at(row), args[1].int64_at(row), bad);
      if (bad >= 0) return;
      validity[row] = 0;
      call.reports.error(row, overflow_message(type(), Op::kOp, args[0], args[1], row));
    });
  }
};

/// a % b with the sign of a; NULL and counted where b is 0.
class Modulo final : public StrictNode {
 public:
  using StrictNode::StrictNode;

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    std::uint8_t has_zero = 0;
    with_values<std::int64_t>(args[0], args[1], [&](auto a, auto b) {
      std::uint8_t any = 0;
      sweep(rows, [out, a, b, &any](std::uint32_t row) {
        const std::int64_t divisor = b[row];
        any |= static_cast<std::uint8_t>(divisor == 0);
        // Anything % -1 is 0; dividing the smallest integer by -1 would trap.
        const bool is_harmless = divisor != 0 && divisor != -1;
        out[row] = a[row] % (is_harmless ? divisor : 1);
      });
      has_zero = any;
    });
    Operand result = computed(out, common_validity(args, rows));
    if (has_zero == 0) return result;
    std::uint8_t* validity = writable_validity(result, rows);
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity[row] == 0 || args[1].int64_at(row) != 0) return;
      validity[row] = 0;
      call.reports.division_by_zero(row);
    });
    return result;
  }
};

template <typename Op>
NodePtr make_checked(DataType type, NodeArgs args) {
  if (type.kind == TypeKind::kDecimal) {
    return std::make_unique<CheckedArithmetic<Op, true>>(type, std::move(args));
  }
  return std::make_unique<CheckedArithmetic<Op, false>>(type, std::move(args));
}

}  // namespace

NodePtr make_int64_arithmetic(ExprOp op, DataType type, NodeArgs args) {
  switch (op) {
    case ExprOp::kAdd:
      return make_checked<Add>(type, std::move(args));
    case ExprOp::kSubtract:
      return make_checked<Subtract>(type, std::move(args));
    case ExprOp::kMultiply:
      return make_checked<Multiply>(type, std::move(args));
    case ExprOp::kModulo:
      return std::make_unique<Modulo>(type, std::move(args));
    default:
      break;
  }
  MILLRACE_ASSERT(false && "BIGINT / BIGINT is a DOUBLE");
  return nullptr;
}

NodePtr make_negate(DataType type, NodePtr arg) {
  NodeArgs args;
  if (type.kind == TypeKind::kDouble) {
    // -1 * x and not 0 - x, which would lose the sign of zero.
    args.push_back(make_literal(Value::real(-1.0)));
    args.push_back(std::move(arg));
    return make_double_arithmetic(ExprOp::kMultiply, std::move(args));
  }
  args.push_back(make_literal(Value::bigint(0)));
  args.push_back(std::move(arg));
  return make_int64_arithmetic(ExprOp::kSubtract, type, std::move(args));
}

}  // namespace millrace
