// core/exec/kernels/time_field.hpp — the parts of a point in time (UTC) that EXTRACT and
// DATE_FORMAT give.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace millrace {

enum class TimeField : std::uint8_t {
  kYear,
  kQuarter,       // 1-4
  kMonth,         // 1-12
  kWeek,          // ISO 8601, 1-53
  kIsoYear,       // the year that the ISO week belongs to
  kDay,           // 1-31
  kDayOfWeek,     // Sunday 0 … Saturday 6
  kIsoDayOfWeek,  // Monday 1 … Sunday 7
  kDayOfYear,     // 1-366
  kHour,
  kMinute,
  kSecond,
  kMillisecond,  // of the second, 0-999
  kEpoch,        // whole seconds since 1970, toward minus infinity
};

/// YEAR QUARTER MONTH WEEK ISOYEAR DAY DOW ISODOW DOY HOUR MINUTE SECOND MILLISECOND EPOCH, any
/// case; also DAYOFWEEK, DAYOFYEAR, MILLISECONDS.
std::optional<TimeField> time_field_of(std::string_view name);
std::int64_t value_of(TimeField field, std::int64_t epoch_ms);

}  // namespace millrace
