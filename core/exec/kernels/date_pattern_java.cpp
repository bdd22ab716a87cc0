// core/exec/kernels/date_pattern_java.cpp — java.time's letters: a run of one letter is a field,
// its length says how it is shown.
#include <array>
#include <utility>

#include "core/exec/kernels/date_pattern.hpp"

namespace millrace {
namespace {

using Kind = DatePart::Kind;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// From a quote to the one that closes it; two in a row are a quote.
Status read_quoted(std::string_view pattern, std::size_t& at, std::vector<DatePart>& parts) {
  if (pattern.substr(at, 2) == "''") {
    add_text(parts, "'");
    at += 2;
    return {};
  }
  for (++at; at < pattern.size(); ++at) {
    if (pattern[at] != '\'') {
      add_text(parts, pattern.substr(at, 1));
    } else if (pattern.substr(at, 2) == "''") {
      add_text(parts, "'");
      ++at;
    } else {
      ++at;
      return {};
    }
  }
  return Error{ErrorCode::kInput, "date pattern without closing quote"};
}

/// UTC in the spellings of z, Z and X.
bool read_zone(char letter, int count, DatePart& part) {
  const std::string_view text =
      letter == 'z' ? "UTC" : (letter == 'Z' ? "+0000" : (letter == 'X' ? "Z" : ""));
  if (text.empty() || count > 3) return false;
  part.text = std::string(text);
  return true;
}

bool read_number(char letter, int count, DatePart& part) {
  struct Number {
    char letter;
    TimeField field;
    int width_max;
  };
  constexpr std::array<Number, 9> kNumbers = {{{'M', TimeField::kMonth, 2},
                                               {'L', TimeField::kMonth, 2},
                                               {'d', TimeField::kDay, 2},
                                               {'H', TimeField::kHour, 2},
                                               {'m', TimeField::kMinute, 2},
                                               {'s', TimeField::kSecond, 2},
                                               {'D', TimeField::kDayOfYear, 3},
                                               {'Q', TimeField::kQuarter, 2},
                                               {'w', TimeField::kWeek, 2}}};
  for (const Number& number : kNumbers) {
    if (number.letter != letter) continue;
    part = {Kind::kNumber, number.field, count, {}};
    return count <= number.width_max;
  }
  return false;
}

/// Whether the run of letters is a field.
bool read_letters(char letter, int count, DatePart& part) {
  switch (letter) {
    case 'y':
    case 'u':
      part = {count == 2 ? Kind::kTwoDigitYear : Kind::kYear, TimeField::kYear, count, {}};
      return true;
    case 'E':
      part = {Kind::kDayName, TimeField::kIsoDayOfWeek, count <= 3 ? 3 : 0, {}};
      return count <= 4;
    case 'S':
      part = {Kind::kFraction, TimeField::kMillisecond, count, {}};
      return count <= 9;
    case 'a':
      part = {Kind::kHalfDay, TimeField::kHour, 0, {}};
      return count == 1;
    case 'h':
      part = {Kind::kHour12, TimeField::kHour, count, {}};
      return count <= 2;
    case 'M':
    case 'L':
      if (count <= 2) break;
      part = {Kind::kMonthName, TimeField::kMonth, count == 3 ? 3 : 0, {}};
      return count <= 4;
    default:
      break;
  }
  return read_zone(letter, count, part) || read_number(letter, count, part);
}

}  // namespace

Status read_java_pattern(std::string_view pattern, std::vector<DatePart>& parts) {
  for (std::size_t at = 0; at < pattern.size();) {
    const char c = pattern[at];
    if (c == '\'') {
      MILLRACE_CHECK(read_quoted(pattern, at, parts));
      continue;
    }
    if (!is_letter(c)) {
      add_text(parts, pattern.substr(at++, 1));
      continue;
    }
    std::size_t end = at;
    while (end < pattern.size() && pattern[end] == c) ++end;
    DatePart part;
    if (!read_letters(c, static_cast<int>(end - at), part)) {
      std::string message = "unknown letters in date pattern: '";
      message.append(pattern.substr(at, end - at)).append("'");
      return Error{ErrorCode::kInput, std::move(message)};
    }
    parts.push_back(std::move(part));
    at = end;
  }
  return {};
}

}  // namespace millrace
