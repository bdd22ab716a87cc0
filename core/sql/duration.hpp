// core/sql/duration.hpp — lengths of time as SQL writes them: 10m, 30 SECONDS, INTERVAL '1' MINUTE.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/base/source_span.hpp"

namespace millrace {

enum class DurationUnit : std::uint8_t {
  kNanosecond,
  kMicrosecond,
  kMillisecond,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
};

/// A count of units, kept as written: 60s and 1m are different texts of one length.
struct AstDuration {
  std::int64_t count = 0;
  DurationUnit unit = DurationUnit::kSecond;
  SourceSpan span;
  friend bool operator==(const AstDuration& a, const AstDuration& b) {
    return a.count == b.count && a.unit == b.unit;  // not the place
  }
};

/// `s`, `SECOND`, `seconds`, …, any case. Errors name the units there are, and say why months and
/// years are none.
Result<DurationUnit> parse_duration_unit(std::string_view text, SourceSpan span);
/// Reads `10` and `m` apart: digits, and a unit that may be empty (seconds).
Result<AstDuration> make_duration(std::string_view digits, std::string_view unit, SourceSpan span);
/// Event time is counted in whole milliseconds: an error where the duration is none, or too long.
Result<std::int64_t> milliseconds_of(const AstDuration& duration);
/// Shortest spelling: 10m, 500ms.
std::string to_text(const AstDuration& duration);
/// `MINUTE`, for INTERVAL '10' MINUTE.
std::string_view interval_unit(DurationUnit unit);

}  // namespace millrace
