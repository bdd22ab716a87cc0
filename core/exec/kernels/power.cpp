// core/exec/kernels/power.cpp — POWER and SQRT; what has no real result is an error of the row.
#include <utility>

#include "core/base/portable_math.hpp"
#include "core/exec/kernels/compile.hpp"

namespace millrace {
namespace {

class Power final : public StrictNode {
 public:
  explicit Power(NodeArgs args) : StrictNode(DataType::real(), std::move(args)) {}

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    double* out = double_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    for_each_row(rows, [&](std::uint32_t row) {
      if (result.is_null(row)) return;
      const double base = args[0].double_at(row);
      const double exponent = args[1].double_at(row);
      if (base == 0.0 && exponent < 0.0) {
        writable_validity(result, rows)[row] = 0;
        call.reports.division_by_zero(row);
        return;
      }
      out[row] = portable_power(base, exponent);
      const bool is_undefined = out[row] != out[row] && base == base && exponent == exponent;
      if (!is_undefined) return;
      writable_validity(result, rows)[row] = 0;
      call.reports.error(row, "POWER of a negative number with a fractional exponent: " +
                                  text_of(args[0], row) + " to the " + text_of(args[1], row));
    });
    return result;
  }
};

class SquareRoot final : public StrictNode {
 public:
  explicit SquareRoot(NodeArgs args) : StrictNode(DataType::real(), std::move(args)) {}

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    double* out = double_results(rows);
    std::uint8_t has_negative = 0;
    with_values<double>(args[0], [&](auto x) {
      std::uint8_t any = 0;
      sweep(rows, [out, x, &any](std::uint32_t row) {
        const double value = x[row];
        any |= static_cast<std::uint8_t>(value < 0.0);
        out[row] = __builtin_sqrt(value < 0.0 ? 0.0 : value);
      });
      has_negative = any;
    });
    Operand result = computed(out, common_validity(args, rows));
    if (has_negative == 0) return result;
    std::uint8_t* validity = writable_validity(result, rows);
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity[row] == 0 || !(args[0].double_at(row) < 0.0)) return;
      validity[row] = 0;
      call.reports.error(row, "SQRT of a negative number: " + text_of(args[0], row));
    });
    return result;
  }
};

}  // namespace

NodePtr make_power(NodeArgs args) {
  for (NodePtr& arg : args) arg = converted(std::move(arg), DataType::real());
  return std::make_unique<Power>(std::move(args));
}

NodePtr make_square_root(NodeArgs args) {
  for (NodePtr& arg : args) arg = converted(std::move(arg), DataType::real());
  return std::make_unique<SquareRoot>(std::move(args));
}

}  // namespace millrace
