// core/exec/kernels/arithmetic_double.cpp — + - * / % of DOUBLE: IEEE, but for division by zero,
// which is NULL.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/float_remainder.hpp"

namespace millrace {
namespace {

struct Add {
  static double apply(double a, double b) { return a + b; }
};
struct Subtract {
  static double apply(double a, double b) { return a - b; }
};
struct Multiply {
  static double apply(double a, double b) { return a * b; }
};
struct Divide {
  template <typename T>
  static double apply(T a, T b) {
    return static_cast<double>(a) / static_cast<double>(b);
  }
};
struct Remainder {
  static double apply(double a, double b) { return float_remainder(a, b); }
};

template <typename Op>
class PlainArithmetic final : public StrictNode {
 public:
  using StrictNode::StrictNode;
  bool is_cheap() const override { return are_args_cheap(); }

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    double* out = double_results(rows);
    with_values<double>(args[0], args[1], [&](auto a, auto b) {
      sweep(rows, [out, a, b](std::uint32_t row) { out[row] = Op::apply(a[row], b[row]); });
    });
    return computed(out, common_validity(args, rows));
  }
};

/// Of DOUBLEs, or of BIGINTs each taken as the nearest double.
template <typename Op, typename T>
class Division final : public StrictNode {
 public:
  using StrictNode::StrictNode;

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    double* out = double_results(rows);
    std::uint8_t has_zero = 0;
    with_values<T>(args[0], args[1], [&](auto a, auto b) {
      std::uint8_t any = 0;
      sweep(rows, [out, a, b, &any](std::uint32_t row) {
        any |= static_cast<std::uint8_t>(b[row] == 0);
        out[row] = Op::apply(a[row], b[row] == 0 ? 1 : b[row]);
      });
      has_zero = any;
    });
    Operand result = computed(out, common_validity(args, rows));
    if (has_zero == 0) return result;
    std::uint8_t* validity = writable_validity(result, rows);
    const T* divisors = args[1].as<T>();
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity[row] == 0 || divisors[args[1].is_constant ? 0 : row] != 0) return;
      validity[row] = 0;
      call.reports.division_by_zero(row);
    });
    return result;
  }
};

}  // namespace

NodePtr make_double_arithmetic(ExprOp op, NodeArgs args) {
  const DataType type = DataType::real();
  const bool are_bigints =
      args[0]->type().kind == TypeKind::kBigint && args[1]->type().kind == TypeKind::kBigint;
  if (op == ExprOp::kDivide && are_bigints) {
    return std::make_unique<Division<Divide, std::int64_t>>(type, std::move(args));
  }
  for (NodePtr& arg : args) arg = converted(std::move(arg), type);
  switch (op) {
    case ExprOp::kAdd:
      return std::make_unique<PlainArithmetic<Add>>(type, std::move(args));
    case ExprOp::kSubtract:
      return std::make_unique<PlainArithmetic<Subtract>>(type, std::move(args));
    case ExprOp::kMultiply:
      return std::make_unique<PlainArithmetic<Multiply>>(type, std::move(args));
    case ExprOp::kDivide:
      return std::make_unique<Division<Divide, double>>(type, std::move(args));
    case ExprOp::kModulo:
      return std::make_unique<Division<Remainder, double>>(type, std::move(args));
    default:
      break;
  }
  MILLRACE_ASSERT(false && "not arithmetic");
  return nullptr;
}

}  // namespace millrace
