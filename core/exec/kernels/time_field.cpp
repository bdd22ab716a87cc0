// core/exec/kernels/time_field.cpp — calendar arithmetic of single fields.
#include "core/exec/kernels/time_field.hpp"

#include <array>

#include "core/base/civil_date.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

struct FieldName {
  std::string_view name;
  TimeField field;
};

constexpr std::array<FieldName, 17> kFieldNames = {{
    {"YEAR", TimeField::kYear},
    {"QUARTER", TimeField::kQuarter},
    {"MONTH", TimeField::kMonth},
    {"WEEK", TimeField::kWeek},
    {"ISOYEAR", TimeField::kIsoYear},
    {"DAY", TimeField::kDay},
    {"DOW", TimeField::kDayOfWeek},
    {"DAYOFWEEK", TimeField::kDayOfWeek},
    {"ISODOW", TimeField::kIsoDayOfWeek},
    {"DOY", TimeField::kDayOfYear},
    {"DAYOFYEAR", TimeField::kDayOfYear},
    {"HOUR", TimeField::kHour},
    {"MINUTE", TimeField::kMinute},
    {"SECOND", TimeField::kSecond},
    {"MILLISECOND", TimeField::kMillisecond},
    {"MILLISECONDS", TimeField::kMillisecond},
    {"EPOCH", TimeField::kEpoch},
}};

constexpr std::int64_t floor_modulo(std::int64_t a, std::int64_t b) {
  return a - floor_divide(a, b) * b;
}

/// Monday 0 … Sunday 6; the epoch was a Thursday.
constexpr std::int64_t weekday_of(std::int64_t days) {
  return floor_modulo(days + 3, 7);
}

/// An ISO week belongs to the year of its Thursday.
constexpr std::int64_t thursday_of(std::int64_t days) {
  return days - weekday_of(days) + 3;
}

constexpr std::int64_t day_of_year(std::int64_t days) {
  return days - days_from_civil({civil_from_days(days).year, 1, 1}) + 1;
}

}  // namespace

std::optional<TimeField> time_field_of(std::string_view name) {
  for (const FieldName& known : kFieldNames) {
    if (equals_ignoring_case(known.name, name)) return known.field;
  }
  return std::nullopt;
}

std::int64_t value_of(TimeField field, std::int64_t epoch_ms) {
  const std::int64_t days = floor_divide(epoch_ms, kMsPerDay);
  const std::int64_t ms_of_day = epoch_ms - days * kMsPerDay;
  switch (field) {
    case TimeField::kYear:
      return civil_from_days(days).year;
    case TimeField::kQuarter:
      return (civil_from_days(days).month + 2) / 3;
    case TimeField::kMonth:
      return civil_from_days(days).month;
    case TimeField::kWeek:
      return (day_of_year(thursday_of(days)) - 1) / 7 + 1;
    case TimeField::kIsoYear:
      return civil_from_days(thursday_of(days)).year;
    case TimeField::kDay:
      return civil_from_days(days).day;
    case TimeField::kDayOfWeek:
      return floor_modulo(weekday_of(days) + 1, 7);
    case TimeField::kIsoDayOfWeek:
      return weekday_of(days) + 1;
    case TimeField::kDayOfYear:
      return day_of_year(days);
    case TimeField::kHour:
      return ms_of_day / 3'600'000;
    case TimeField::kMinute:
      return ms_of_day / 60'000 % 60;
    case TimeField::kSecond:
      return ms_of_day / 1000 % 60;
    case TimeField::kMillisecond:
      return ms_of_day % 1000;
    case TimeField::kEpoch:
      break;
  }
  return floor_divide(epoch_ms, 1000);
}

}  // namespace millrace
