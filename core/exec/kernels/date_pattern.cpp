// core/exec/kernels/date_pattern.cpp — applying DATE_FORMAT patterns.
#include "core/exec/kernels/date_pattern.hpp"

#include <array>
#include <utility>

#include "core/base/text.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                   "Friday", "Saturday", "Sunday"};

void append_number(std::string& out, std::int64_t value, int width, char pad) {
  std::string digits;
  append_int64(digits, value);
  const auto wanted = static_cast<std::size_t>(width);
  if (digits.size() < wanted) out.append(wanted - digits.size(), pad);
  out += digits;
}

std::string_view shortened(std::string_view name, int width) {
  return width == 0 ? name : name.substr(0, static_cast<std::size_t>(width));
}

void append_fraction(std::string& out, std::int64_t milliseconds, int width) {
  std::string digits;
  append_number(digits, milliseconds, 3, '0');
  digits.resize(static_cast<std::size_t>(width), '0');
  out += digits;
}

void append_part(std::string& out, const DatePart& part, std::int64_t epoch_ms) {
  using Kind = DatePart::Kind;
  const std::int64_t value = value_of(part.field, epoch_ms);
  switch (part.kind) {
    case Kind::kText:
      out += part.text;
      return;
    case Kind::kNumber:
      return append_number(out, value, part.width, '0');
    case Kind::kBlankPadded:
      return append_number(out, value, part.width, ' ');
    case Kind::kYear:
      if (value < 0) out += '-';
      return append_number(out, value < 0 ? -value : value, part.width, '0');
    case Kind::kTwoDigitYear:
      return append_number(out, (value < 0 ? -value : value) % 100, 2, '0');
    case Kind::kHour12:
      return append_number(out, value % 12 == 0 ? 12 : value % 12, part.width, '0');
    case Kind::kFraction:
      return append_fraction(out, value, part.width);
    case Kind::kHalfDay:
      out += value < 12 ? "AM" : "PM";
      return;
    case Kind::kMonthName:
      out += shortened(kMonths[static_cast<std::size_t>(value - 1)], part.width);
      return;
    case Kind::kDayName:
      out += shortened(kDays[static_cast<std::size_t>(value - 1)], part.width);
      return;
  }
}

}  // namespace

Result<DatePattern> DatePattern::read(std::string_view pattern) {
  DatePattern result;
  if (pattern.find('%') != std::string_view::npos) {
    MILLRACE_CHECK(read_strftime_pattern(pattern, result.parts_));
  } else {
    MILLRACE_CHECK(read_java_pattern(pattern, result.parts_));
  }
  return result;
}

void DatePattern::append(std::string& out, std::int64_t epoch_ms) const {
  for (const DatePart& part : parts_) append_part(out, part, epoch_ms);
}

void add_text(std::vector<DatePart>& parts, std::string_view text) {
  if (parts.empty() || parts.back().kind != DatePart::Kind::kText) parts.push_back({});
  parts.back().text += text;
}

}  // namespace millrace
