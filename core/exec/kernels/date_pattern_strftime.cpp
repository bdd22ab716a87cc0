// core/exec/kernels/date_pattern_strftime.cpp — C's letters, one after each %.
#include <array>
#include <utility>

#include "core/exec/kernels/date_pattern.hpp"

namespace millrace {
namespace {

using Kind = DatePart::Kind;

/// What a letter stands for that does not depend on the time; empty for the others.
std::string_view fixed_text_of(char letter) {
  switch (letter) {
    case '%':
      return "%";
    case 'n':
      return "\n";
    case 't':
      return "\t";
    case 'z':
      return "+0000";
    case 'Z':
      return "UTC";
    default:
      return "";
  }
}

/// Letters that stand for several others.
std::string_view combination_of(char letter) {
  switch (letter) {
    case 'F':
      return "%Y-%m-%d";
    case 'T':
      return "%H:%M:%S";
    case 'R':
      return "%H:%M";
    case 'D':
      return "%m/%d/%y";
    default:
      return "";
  }
}

struct Field {
  char letter;
  Kind kind;
  TimeField field;
  int width;
};

constexpr std::array<Field, 23> kFields = {{{'Y', Kind::kYear, TimeField::kYear, 4},
                                            {'G', Kind::kYear, TimeField::kIsoYear, 4},
                                            {'y', Kind::kTwoDigitYear, TimeField::kYear, 2},
                                            {'m', Kind::kNumber, TimeField::kMonth, 2},
                                            {'d', Kind::kNumber, TimeField::kDay, 2},
                                            {'e', Kind::kBlankPadded, TimeField::kDay, 2},
                                            {'H', Kind::kNumber, TimeField::kHour, 2},
                                            {'I', Kind::kHour12, TimeField::kHour, 2},
                                            {'M', Kind::kNumber, TimeField::kMinute, 2},
                                            {'S', Kind::kNumber, TimeField::kSecond, 2},
                                            {'p', Kind::kHalfDay, TimeField::kHour, 0},
                                            {'j', Kind::kNumber, TimeField::kDayOfYear, 3},
                                            {'V', Kind::kNumber, TimeField::kWeek, 2},
                                            {'u', Kind::kNumber, TimeField::kIsoDayOfWeek, 1},
                                            {'w', Kind::kNumber, TimeField::kDayOfWeek, 1},
                                            {'s', Kind::kNumber, TimeField::kEpoch, 1},
                                            {'f', Kind::kFraction, TimeField::kMillisecond, 6},
                                            {'L', Kind::kFraction, TimeField::kMillisecond, 3},
                                            {'a', Kind::kDayName, TimeField::kIsoDayOfWeek, 3},
                                            {'A', Kind::kDayName, TimeField::kIsoDayOfWeek, 0},
                                            {'b', Kind::kMonthName, TimeField::kMonth, 3},
                                            {'h', Kind::kMonthName, TimeField::kMonth, 3},
                                            {'B', Kind::kMonthName, TimeField::kMonth, 0}}};

bool add_field(char letter, std::vector<DatePart>& parts) {
  for (const Field& field : kFields) {
    if (field.letter != letter) continue;
    parts.push_back({field.kind, field.field, field.width, {}});
    return true;
  }
  return false;
}

}  // namespace

Status read_strftime_pattern(std::string_view pattern, std::vector<DatePart>& parts) {
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') {
      add_text(parts, pattern.substr(at, 1));
      continue;
    }
    ++at;
    if (at == pattern.size()) return Error{ErrorCode::kInput, "date pattern ends with '%'"};
    const char letter = pattern[at];
    if (const std::string_view text = fixed_text_of(letter); !text.empty()) {
      add_text(parts, text);
    } else if (const std::string_view fields = combination_of(letter); !fields.empty()) {
      MILLRACE_CHECK(read_strftime_pattern(fields, parts));  // once: no combination holds another
    } else if (!add_field(letter, parts)) {
      std::string message = "unknown field in date pattern: '";
      message.append(pattern.substr(at - 1, 2)).append("'");
      return Error{ErrorCode::kInput, std::move(message)};
    }
  }
  return {};
}

}  // namespace millrace
