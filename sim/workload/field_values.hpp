// sim/workload/field_values.hpp — what the value numbers of a field stand for: texts, an enum's
// values, or the numbers of a lattice from min to max.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/column.hpp"
#include "sim/scenario/scenario.hpp"

namespace millrace {

/// Turns value numbers into columns. Used by one thread; text columns keep one dictionary for the topic.
class FieldValues {
 public:
  virtual ~FieldValues() = default;
  /// How many values there are; numbers are below it.
  virtual std::uint64_t value_count() const = 0;
  /// A row a number. `validity` as Column's; the numbers of NULL rows are ignored.
  virtual Column column_of(std::span<const std::uint64_t> numbers,
                           std::vector<std::uint8_t> validity) = 0;
  /// The number of a value as text: what the fault hot_key names. Nothing when the field never has it.
  virtual std::optional<std::uint64_t> number_of(std::string_view text) const = 0;
};

/// Errors (kOption) name the field: bounds that are none of its type, or empty.
Result<std::unique_ptr<FieldValues>> make_field_values(const FieldSpec& field,
                                                       std::int64_t start_time_ms);

}  // namespace millrace
