// core/exec/kernels/date_pattern.hpp — the patterns of DATE_FORMAT: Java's letters, or strftime's
// where a % occurs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/exec/kernels/time_field.hpp"

namespace millrace {

/// One field of a pattern, or the text between two.
struct DatePart {
  enum class Kind : std::uint8_t {
    kText,
    kNumber,       // `field` padded with zeros to `width`
    kBlankPadded,  // `field` padded with blanks
    kYear,         // with its sign, at least `width` digits
    kTwoDigitYear,
    kHour12,
    kFraction,   // `width` digits of the second
    kHalfDay,    // AM, PM
    kMonthName,  // `width` letters, 0 = all
    kDayName,
  };
  Kind kind = Kind::kText;
  TimeField field = TimeField::kYear;
  int width = 0;
  std::string text;
};

/// A pattern, read once. English names, UTC.
///   Java:     yyyy yy MM M MMM MMMM dd d HH H hh h mm m ss s S… (fraction) a D DDD E EEEE Q w ww z
///   Z X 'text' '' strftime: %Y %y %m %d %e %H %I %M %S %p %j %a %A %b %B %h %u %w %V %G %s %f (6
///   digits) %L (3 digits) %F %T %R %D %z
///             %Z %n %t %%
/// Other letters are an error, so that a misspelt pattern does not pass for text.
class DatePattern {
 public:
  static Result<DatePattern> read(std::string_view pattern);
  void append(std::string& out, std::int64_t epoch_ms) const;

 private:
  std::vector<DatePart> parts_;
};

// The two ways to write a pattern; parts are appended.
Status read_java_pattern(std::string_view pattern, std::vector<DatePart>& parts);
Status read_strftime_pattern(std::string_view pattern, std::vector<DatePart>& parts);
/// Joins the text to a text before it.
void add_text(std::vector<DatePart>& parts, std::string_view text);

}  // namespace millrace
