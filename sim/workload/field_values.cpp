// sim/workload/field_values.cpp — numbers between min and max in even steps, exact as decimals; enums
// of values; true and false.
#include "sim/workload/field_values.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/workload/text_values.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;
/// Of a DOUBLE without a step: that many steps from min to max, of six more digits.
constexpr int kRealDigits = 6;

Error bad_field(const FieldSpec& field, const std::string& problem) {
  return {ErrorCode::kOption, "field " + field.name + ": " + problem, {}};
}

/// The slot of an int64 column, or the unscaled value of a DOUBLE at `scale`.
std::optional<std::int64_t> slot_of(DataType type, int scale, std::string_view text) {
  if (type.kind == TypeKind::kTimestamp) {
    if (const std::optional<std::int64_t> ms = parse_timestamp(text)) return ms;
  }
  if (type.kind == TypeKind::kTimestamp || type.kind == TypeKind::kBigint) {
    return parse_int64(text);
  }
  std::optional<Decimal> value = parse_decimal(text);
  if (!value && type.kind == TypeKind::kDouble) {
    const auto number = parse_double(text);
    if (number) value = decimal_of_double(*number, scale);
  }
  if (!value) return std::nullopt;
  const std::optional<Decimal> scaled = rescale(*value, scale);
  if (!scaled) return std::nullopt;
  if (type.kind == TypeKind::kDecimal && compare(*scaled, *value) != 0) return std::nullopt;
  return scaled->unscaled;
}

/// min, min + step, … up to max. Slots are scaled int64s; DOUBLEs are divided by their power of ten, and so are the
/// doubles nearest to the decimals.
class Lattice final : public FieldValues {
 public:
  Lattice(DataType type, int scale, std::int64_t first, std::int64_t step, std::uint64_t count)
      : type_(type), scale_(scale), first_(first), step_(step), count_(count) {}

  std::uint64_t value_count() const override { return count_; }

  Column column_of(std::span<const std::uint64_t> numbers,
                   std::vector<std::uint8_t> validity) override {
    if (type_.physical() == PhysicalKind::kDouble) {
      const auto divisor = static_cast<double>(power_of_ten(scale_));
      std::vector<double> values(numbers.size());
      for (std::size_t row = 0; row < numbers.size(); ++row) {
        values[row] = static_cast<double>(value_of(numbers[row])) / divisor;
      }
      return Column::of_double(std::move(values), std::move(validity));
    }
    std::vector<std::int64_t> values(numbers.size());
    for (std::size_t row = 0; row < numbers.size(); ++row) values[row] = value_of(numbers[row]);
    return Column::of_int64(type_, std::move(values), std::move(validity));
  }

  std::optional<std::uint64_t> number_of(std::string_view text) const override {
    const std::optional<std::int64_t> value = slot_of(type_, scale_, text);
    if (!value || *value < first_) return std::nullopt;
    const std::uint64_t distance =
        static_cast<std::uint64_t>(*value) - static_cast<std::uint64_t>(first_);
    const auto step = static_cast<std::uint64_t>(step_);
    if (distance % step != 0 || distance / step >= count_) return std::nullopt;
    return distance / step;
  }

 private:
  /// Unsigned: from the least int64 to the greatest, the distance fits no signed one.
  std::int64_t value_of(std::uint64_t number) const {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(first_) +
                                     number * static_cast<std::uint64_t>(step_));
  }

  DataType type_;
  int scale_;
  std::int64_t first_;
  std::int64_t step_;
  std::uint64_t count_;
};

/// Spelled-out values of a type that is not STRING.
class EnumValues final : public FieldValues {
 public:
  EnumValues(DataType type, int scale, std::vector<std::int64_t> slots)
      : type_(type), scale_(scale), slots_(std::move(slots)) {}

  std::uint64_t value_count() const override { return slots_.size(); }

  Column column_of(std::span<const std::uint64_t> numbers,
                   std::vector<std::uint8_t> validity) override {
    std::vector<std::int64_t> values(numbers.size());
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      values[row] = slots_[static_cast<std::size_t>(numbers[row])];
    }
    if (type_.physical() == PhysicalKind::kInt64) {
      return Column::of_int64(type_, std::move(values), std::move(validity));
    }
    if (type_.physical() == PhysicalKind::kBoolean) {
      return Column::of_boolean({values.begin(), values.end()}, std::move(validity));
    }
    const auto divisor = static_cast<double>(power_of_ten(scale_));
    std::vector<double> reals(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
      reals[row] = static_cast<double>(values[row]) / divisor;
    }
    return Column::of_double(std::move(reals), std::move(validity));
  }

  std::optional<std::uint64_t> number_of(std::string_view text) const override {
    std::optional<std::int64_t> slot;
    if (type_.kind == TypeKind::kBoolean) {
      const std::optional<bool> flag = parse_flag(text).value;
      if (flag) slot = *flag ? 1 : 0;
    } else {
      slot = slot_of(type_, scale_, text);
    }
    const auto found = slot ? std::find(slots_.begin(), slots_.end(), *slot) : slots_.end();
    if (found == slots_.end()) return std::nullopt;
    return static_cast<std::uint64_t>(found - slots_.begin());
  }

 private:
  DataType type_;
  int scale_;
  std::vector<std::int64_t> slots_;
};

/// Digits behind the point that all of the texts need.
int scale_of(DataType type, std::span<const std::string> texts) {
  if (type.kind == TypeKind::kDecimal) return type.scale;
  if (type.kind != TypeKind::kDouble) return 0;
  int scale = 0;
  for (const std::string& text : texts) {
    if (const std::optional<Decimal> value = parse_decimal(text)) {
      scale = std::max(scale, value->scale);
    } else if (!text.empty()) {
      scale = std::max(scale, 2 * kRealDigits);  // 1e-3 and the like
    }
  }
  return scale;
}

Result<std::unique_ptr<FieldValues>> make_enum(const FieldSpec& field) {
  const int scale = scale_of(field.type, field.values);
  std::vector<std::int64_t> slots;
  for (const std::string& text : field.values) {
    std::optional<std::int64_t> slot;
    if (field.type.kind == TypeKind::kBoolean) {
      const std::optional<bool> flag = parse_flag(text).value;
      if (flag) slot = *flag ? 1 : 0;
    } else {
      slot = slot_of(field.type, scale, text);
    }
    if (!slot) return bad_field(field, "cannot read '" + text + "' as " + to_text(field.type));
    slots.push_back(*slot);
  }
  return std::unique_ptr<FieldValues>(
      std::make_unique<EnumValues>(field.type, scale, std::move(slots)));
}

/// The scale of a DOUBLE whose values have no step of their own: as many digits as fit.
int free_scale(const FieldSpec& field, int scale) {
  int digits = std::min(scale + kRealDigits, kDecimalPrecisionMax - 3);
  const auto fits = [&](const std::string& text) {
    return text.empty() || slot_of(field.type, digits, text).has_value();
  };
  while (digits > 0 && !(fits(field.min) && fits(field.max))) --digits;
  return digits;
}

Result<std::unique_ptr<FieldValues>> make_lattice(const FieldSpec& field,
                                                  std::int64_t start_time_ms) {
  const DataType type = field.type;
  const std::string texts[] = {field.min, field.max, field.step};
  int scale = scale_of(type, texts);
  const bool is_free_real = type.kind == TypeKind::kDouble && field.step.empty();
  if (is_free_real) scale = free_scale(field, scale);
  const auto one = static_cast<std::int64_t>(power_of_ten(scale));
  const bool is_time = type.kind == TypeKind::kTimestamp;

  const auto read = [&](const std::string& text, std::string_view what) -> Result<std::int64_t> {
    const std::optional<std::int64_t> slot = slot_of(type, scale, text);
    if (slot) return *slot;
    return bad_field(field, std::string(what) + " '" + text + "' is no " + to_text(type));
  };
  std::int64_t first = is_time ? start_time_ms : 0;
  if (!field.min.empty()) {
    MILLRACE_TRY(first, read(field.min, "min"));
  }
  std::int64_t span = is_time ? kMsPerDay : field.cardinality - 1;
  if (!is_time && type.kind != TypeKind::kBigint && __builtin_mul_overflow(100, one, &span)) {
    return bad_field(field, "0 to 100 does not fit " + to_text(type) + "; give min and max");
  }
  std::int64_t last = 0;
  if (!field.max.empty()) {
    MILLRACE_TRY(last, read(field.max, "max"));
  } else if (__builtin_add_overflow(first, span, &last)) {
    return bad_field(field, "min + " + std::to_string(span) + " does not fit its type; give max");
  }
  if (last < first) {
    return bad_field(field, "max " + field.max + " is below min " +
                                (field.min.empty() ? std::string("(default)") : field.min));
  }
  const std::uint64_t width = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  std::int64_t step = 1;
  if (!field.step.empty()) {
    MILLRACE_TRY(step, read(field.step, "step"));
    if (step <= 0) return bad_field(field, "step must be more than 0");
  } else if (is_free_real) {
    step = std::max<std::int64_t>(
        1,
        static_cast<std::int64_t>(width / static_cast<std::uint64_t>(power_of_ten(kRealDigits))));
  }
  const std::uint64_t steps = width / static_cast<std::uint64_t>(step);
  const std::uint64_t count = steps + 1 == 0 ? steps : steps + 1;  // of all int64s, one is left out
  return std::unique_ptr<FieldValues>(std::make_unique<Lattice>(type, scale, first, step, count));
}

}  // namespace

Result<std::unique_ptr<FieldValues>> make_field_values(const FieldSpec& field,
                                                       std::int64_t start_time_ms) {
  if (field.cardinality < 1) return bad_field(field, "cardinality must be at least 1");
  if (field.type.kind == TypeKind::kString) return make_text_values(field);
  if (!field.values.empty()) return make_enum(field);
  if (field.type.kind == TypeKind::kBoolean) {
    return std::unique_ptr<FieldValues>(
        std::make_unique<EnumValues>(field.type, 0, std::vector<std::int64_t>{0, 1}));
  }
  return make_lattice(field, start_time_ms);
}

}  // namespace millrace
