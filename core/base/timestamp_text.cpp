// core/base/timestamp_text.cpp — points in time to and from text (text.hpp): UTC, proleptic
// Gregorian calendar, no leap seconds.
#include <array>

#include "core/base/civil_date.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

constexpr bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

constexpr std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
  constexpr std::array<std::int64_t, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

void append_padded(std::string& out, std::int64_t value, std::size_t digits) {
  const std::string text = std::to_string(value);
  if (text.size() < digits) out.append(digits - text.size(), '0');
  out += text;
}

/// Reads a timestamp from left to right; each step says whether it fitted.
class TimestampReader {
 public:
  explicit TimestampReader(std::string_view text) : rest_(text) {}

  bool is_at_end() const { return rest_.empty(); }
  bool take(char expected) {
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `digits` digits with a value of at most `max`.
  bool take_number(std::size_t digits, std::int64_t max, std::int64_t& value) {
    if (rest_.size() < digits) return false;
    value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value <= max;
  }
  /// One digit or more after the point; beyond milliseconds they are cut off.
  bool take_fraction(std::int64_t& ms) {
    std::int64_t weight = 100;
    std::size_t count = 0;
    for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count) {
      ms += weight * (rest_[count] - '0');
      weight /= 10;
    }
    rest_.remove_prefix(count);
    return count > 0;
  }

 private:
  std::string_view rest_;
};

/// [T| ]hh:mm[:ss[.fff]], in milliseconds of the day.
bool take_time_of_day(TimestampReader& reader, std::int64_t& ms) {
  if (!reader.take('T') && !reader.take(' ')) return false;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  std::int64_t second = 0;
  std::int64_t fraction = 0;
  if (!reader.take_number(2, 23, hour)) return false;
  if (!reader.take(':') || !reader.take_number(2, 59, minute)) return false;
  if (reader.take(':')) {
    if (!reader.take_number(2, 59, second)) return false;
    if (reader.take('.') && !reader.take_fraction(fraction)) return false;
  }
  ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  return true;
}

/// `Z`, `+hh:mm` or `-hh:mm` to the end of the text, in milliseconds east of UTC; nothing there
/// means UTC.
bool take_zone(TimestampReader& reader, std::int64_t& east_ms) {
  if (reader.is_at_end() || reader.take('Z')) return reader.is_at_end();
  const bool is_east = reader.take('+');
  if (!is_east && !reader.take('-')) return false;
  std::int64_t hour = 0;
  std::int64_t minute = 0;
  if (!reader.take_number(2, 23, hour)) return false;
  if (!reader.take(':') || !reader.take_number(2, 59, minute)) return false;
  east_ms = (hour * 60 + minute) * 60'000;
  if (!is_east) east_ms = -east_ms;
  return reader.is_at_end();
}

}  // namespace

void append_timestamp(std::string& out, std::int64_t epoch_ms) {
  const std::int64_t days = floor_divide(epoch_ms, kMsPerDay);
  std::int64_t ms = epoch_ms % kMsPerDay;  // days * kMsPerDay could leave the range
  if (ms < 0) ms += kMsPerDay;
  const CivilDate date = civil_from_days(days);
  const bool is_expanded = date.year < 0 || date.year > 9999;  // ISO 8601 wants a sign then
  if (is_expanded) out += date.year < 0 ? '-' : '+';
  append_padded(out, date.year < 0 ? -date.year : date.year, 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  out += 'T';
  append_padded(out, ms / 3'600'000, 2);
  out += ':';
  append_padded(out, ms / 60'000 % 60, 2);
  out += ':';
  append_padded(out, ms / 1000 % 60, 2);
  out += '.';
  append_padded(out, ms % 1000, 3);
  out += 'Z';
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
  TimestampReader reader(text);
  CivilDate date{};
  if (!reader.take_number(4, 9999, date.year)) return std::nullopt;
  if (!reader.take('-') || !reader.take_number(2, 12, date.month)) return std::nullopt;
  if (!reader.take('-') || !reader.take_number(2, 31, date.day)) return std::nullopt;
  if (date.month == 0 || date.day == 0) return std::nullopt;
  if (date.day > days_in_month(date.year, date.month)) return std::nullopt;
  std::int64_t ms_of_day = 0;
  std::int64_t east_ms = 0;
  if (!reader.is_at_end()) {
    if (!take_time_of_day(reader, ms_of_day)) return std::nullopt;
    if (!take_zone(reader, east_ms)) return std::nullopt;
  }
  return days_from_civil(date) * kMsPerDay + ms_of_day - east_ms;
}

}  // namespace millrace
