// core/exec/kernels/cast.cpp — CAST between numbers, times and booleans; digits that go are rounded
// half away from zero.
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/decimal_fit.hpp"
#include "core/exec/kernels/symbol.hpp"

namespace millrace {
namespace {

/// The same values under another type: BIGINT and TIMESTAMP, or a DECIMAL with more room.
class Relabel final : public StrictNode {
 public:
  using StrictNode::StrictNode;
  bool is_cheap() const override { return are_args_cheap(); }

 protected:
  Operand compute(const Call&, const Rows&, std::span<const Operand> args) override {
    Operand same = args[0];
    same.type = type();
    return same;
  }
};

/// From scaled integers to scaled integers: BIGINT, DECIMAL and TIMESTAMP.
class Rescale final : public StrictNode {
 public:
  Rescale(DataType type, NodeArgs args) : StrictNode(type, std::move(args)) {
    const int digits = type.scale - this->args()[0]->type().scale;
    grow_ = power_of_ten(digits > 0 ? digits : 0);
    shrink_ = power_of_ten(digits < 0 ? -digits : 0);
  }

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    with_values<std::int64_t>(args[0], [&](auto values) {
      for_each_row(rows, [&](std::uint32_t row) {
        if (result.is_null(row)) return;
        Int128 value = values[row] * grow_;
        if (shrink_ != 1) value = divide_half_away(value, shrink_);
        if (fits_cast(type(), value)) {
          out[row] = static_cast<std::int64_t>(value);
          return;
        }
        writable_validity(result, rows)[row] = 0;
        call.reports.error(row, misfit_message("value", type(), args[0], row));
      });
    });
    return result;
  }

 private:
  Int128 grow_ = 1;
  Int128 shrink_ = 1;
};

/// From scaled integers to the nearest DOUBLE.
class IntegerToDouble final : public StrictNode {
 public:
  explicit IntegerToDouble(NodeArgs args) : StrictNode(DataType::real(), std::move(args)) {}
  bool is_cheap() const override { return are_args_cheap(); }

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    double* out = double_results(rows);
    const int scale = args[0].type.scale;
    const auto divisor = static_cast<double>(power_of_ten(scale));
    with_values<std::int64_t>(args[0], [&](auto values) {
      if (scale == 0) {
        sweep(rows,
              [out, values](std::uint32_t row) { out[row] = static_cast<double>(values[row]); });
        return;
      }
      // Up to 2^53 both are exact and the division rounds once; beyond, one by one.
      constexpr std::uint64_t kExactMax = 1ull << 53;
      std::uint8_t has_large = 0;
      sweep(rows, [out, values, divisor, &has_large](std::uint32_t row) {
        const std::int64_t value = values[row];
        has_large |= static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) + kExactMax >
                                               2 * kExactMax);
        out[row] = static_cast<double>(value) / divisor;
      });
      if (has_large == 0) return;
      for_each_row(rows, [out, values, scale](std::uint32_t row) {
        out[row] = to_double(Decimal{values[row], scale});
      });
    });
    return computed(out, common_validity(args, rows));
  }
};

class DoubleToInteger final : public StrictNode {
 public:
  using StrictNode::StrictNode;

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    with_values<double>(args[0], [&](auto values) {
      for_each_row(rows, [&](std::uint32_t row) {
        if (result.is_null(row)) return;
        const auto value = decimal_of_double(values[row], type().scale);
        if (value && fits_cast(type(), value->unscaled)) {
          out[row] = value->unscaled;
          return;
        }
        writable_validity(result, rows)[row] = 0;
        call.reports.error(row, misfit_message("value", type(), args[0], row));
      });
    });
    return result;
  }
};

/// TRUE for anything but 0.
template <typename T>
class ToBoolean final : public StrictNode {
 public:
  explicit ToBoolean(NodeArgs args) : StrictNode(DataType::boolean(), std::move(args)) {}
  bool is_cheap() const override { return are_args_cheap(); }

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::uint8_t* out = boolean_results(rows);
    with_values<T>(args[0], [&](auto values) {
      sweep(rows, [out, values](std::uint32_t row) { out[row] = values[row] != T{0}; });
    });
    return computed(out, common_validity(args, rows));
  }
};

/// 1 for TRUE, 0 for FALSE.
class BooleanToNumber final : public StrictNode {
 public:
  using StrictNode::StrictNode;

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    const std::uint8_t* validity = common_validity(args, rows);
    if (type().kind == TypeKind::kDouble) {
      double* out = double_results(rows);
      with_values<std::uint8_t>(args[0], [&](auto values) {
        sweep(rows, [out, values](std::uint32_t row) { out[row] = values[row]; });
      });
      return computed(out, validity);
    }
    std::int64_t* out = int64_results(rows);
    const auto one = static_cast<std::int64_t>(power_of_ten(type().scale));
    with_values<std::uint8_t>(args[0], [&](auto values) {
      sweep(rows, [out, values, one](std::uint32_t row) { out[row] = values[row] * one; });
    });
    return computed(out, validity);
  }
};

bool is_relabelling(DataType from, DataType to) {
  if (from.physical() != to.physical() || from.scale != to.scale) return false;
  if (to.kind != TypeKind::kDecimal) return true;
  return from.kind == TypeKind::kDecimal && from.precision <= to.precision;
}

}  // namespace

NodePtr make_cast(DataType type, NodePtr arg) {
  const DataType from = arg->type();
  if (from == type) return arg;
  if (from.kind == TypeKind::kString) return make_cast_from_text(type, std::move(arg));
  if (type.kind == TypeKind::kString) return make_cast_to_text(std::move(arg));
  const bool is_relabelled = is_relabelling(from, type);
  NodeArgs args;
  args.push_back(std::move(arg));
  if (is_relabelled) return std::make_unique<Relabel>(type, std::move(args));
  if (from.kind == TypeKind::kBoolean) {
    return std::make_unique<BooleanToNumber>(type, std::move(args));
  }
  if (type.kind == TypeKind::kBoolean) {
    if (from.kind == TypeKind::kDouble) return std::make_unique<ToBoolean<double>>(std::move(args));
    return std::make_unique<ToBoolean<std::int64_t>>(std::move(args));
  }
  if (from.kind == TypeKind::kDouble) {
    return std::make_unique<DoubleToInteger>(type, std::move(args));
  }
  if (type.kind == TypeKind::kDouble) return std::make_unique<IntegerToDouble>(std::move(args));
  return std::make_unique<Rescale>(type, std::move(args));
}

}  // namespace millrace
