// core/sql/duration.cpp — units of time: one table, read and written.
#include "core/sql/duration.hpp"

#include <array>
#include <span>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

struct UnitNames {
  DurationUnit unit;
  std::int64_t ns;
  std::string_view symbol;
  std::string_view interval_word;
  std::array<std::string_view, 4> others;
};

constexpr std::array<UnitNames, 8> kUnits = {{
    {DurationUnit::kNanosecond, 1, "ns", "NANOSECOND", {"nanoseconds", "nano", "nanos", ""}},
    {DurationUnit::kMicrosecond, 1'000, "us", "MICROSECOND", {"microseconds", "micros", "µs", ""}},
    {DurationUnit::kMillisecond,
     1'000'000,
     "ms",
     "MILLISECOND",
     {"milliseconds", "millis", "", ""}},
    {DurationUnit::kSecond, 1'000'000'000, "s", "SECOND", {"seconds", "sec", "secs", ""}},
    {DurationUnit::kMinute, 60'000'000'000, "m", "MINUTE", {"minutes", "min", "mins", ""}},
    {DurationUnit::kHour, 3'600'000'000'000, "h", "HOUR", {"hours", "hr", "hrs", ""}},
    {DurationUnit::kDay, 86'400'000'000'000, "d", "DAY", {"days", "", "", ""}},
    {DurationUnit::kWeek, 604'800'000'000'000, "w", "WEEK", {"weeks", "", "", ""}},
}};
constexpr std::int64_t kNsPerMs = 1'000'000;

const UnitNames& names_of(DurationUnit unit) {
  return kUnits[static_cast<std::size_t>(unit)];
}

bool is_named(const UnitNames& unit, std::string_view text) {
  if (equals_ignoring_case(unit.symbol, text)) return true;
  if (equals_ignoring_case(unit.interval_word, text)) return true;
  for (const std::string_view other : unit.others) {
    if (!other.empty() && equals_ignoring_case(other, text)) return true;
  }
  return false;
}

bool is_calendar_unit(std::string_view text) {
  constexpr std::array<std::string_view, 7> kCalendarUnits = {"month", "months",  "mon",     "year",
                                                              "years", "quarter", "quarters"};
  for (const std::string_view unit : kCalendarUnits) {
    if (equals_ignoring_case(unit, text)) return true;
  }
  return false;
}

}  // namespace

Result<DurationUnit> parse_duration_unit(std::string_view text, SourceSpan span) {
  for (const UnitNames& unit : kUnits) {
    if (is_named(unit, text)) return unit.unit;
  }
  if (is_calendar_unit(text)) {
    return unsupported_error(span,
                             "months and years have no fixed length; use days or weeks, got '" +
                                 std::string(text) + "'");
  }
  std::array<std::string_view, kUnits.size()> words{};
  for (std::size_t i = 0; i < kUnits.size(); ++i) words[i] = kUnits[i].interval_word;
  return syntax_error(span,
                      "expected a unit of time (ns us ms s m h d w or SECOND, MINUTE, …), got '" +
                          std::string(text) + "'" + did_you_mean(text, words));
}

Result<AstDuration> make_duration(std::string_view digits, std::string_view unit, SourceSpan span) {
  const std::optional<std::int64_t> count = parse_int64(digits);
  if (!count || *count < 0) {
    return syntax_error(span,
                        "a duration is a whole number of units up to 9223372036854775807, got '" +
                            std::string(digits) + "'");
  }
  AstDuration duration{*count, DurationUnit::kSecond, span};
  if (!unit.empty()) {
    MILLRACE_TRY(duration.unit, parse_duration_unit(unit, span));
  }
  return duration;
}

Result<std::int64_t> milliseconds_of(const AstDuration& duration) {
  const std::int64_t unit_ns = names_of(duration.unit).ns;
  if (unit_ns < kNsPerMs) {
    const std::int64_t per_ms = kNsPerMs / unit_ns;
    if (duration.count % per_ms == 0) return duration.count / per_ms;
    return binding_error(duration.span,
                         "event time is counted in whole milliseconds, got " + to_text(duration));
  }
  std::int64_t ms = 0;
  if (__builtin_mul_overflow(duration.count, unit_ns / kNsPerMs, &ms)) {
    return binding_error(
        duration.span, "duration is too long to be counted in milliseconds: " + to_text(duration));
  }
  return ms;
}

std::string to_text(const AstDuration& duration) {
  std::string text;
  append_int64(text, duration.count);
  return text += names_of(duration.unit).symbol;
}

std::string_view interval_unit(DurationUnit unit) {
  return names_of(unit).interval_word;
}

}  // namespace millrace
