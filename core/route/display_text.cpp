// core/route/display_text.cpp — Rust's Display of numbers, rebuilt from our shortest round-trip
// text.
#include "core/route/display_text.hpp"

#include <string_view>

#include "core/base/text.hpp"
#include "core/data/decimal.hpp"

namespace millrace {
namespace {

/// Digits and the place of the point of a finite shortest text such as "1.5e-7": 0.d1d2d3… ×
/// 10^point.
struct Digits {
  std::string digits;
  std::int64_t point = 0;
};

Digits digits_of(std::string_view shortest) {
  Digits result;
  const std::size_t exponent_at = shortest.find_first_of("eE");
  std::int64_t exponent = 0;
  if (exponent_at != std::string_view::npos) {
    std::string_view text = shortest.substr(exponent_at + 1);
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    exponent = parse_int64(text).value_or(0);
  }
  const std::string_view mantissa = shortest.substr(0, exponent_at);
  const std::size_t point_at = mantissa.find('.');
  result.digits = mantissa.substr(0, point_at);
  result.point = static_cast<std::int64_t>(result.digits.size()) + exponent;
  if (point_at != std::string_view::npos) result.digits += mantissa.substr(point_at + 1);
  return result;
}

void append_positional(std::string& out, const Digits& number) {
  const auto digit_count = static_cast<std::int64_t>(number.digits.size());
  if (number.point <= 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-number.point), '0');
    out += number.digits;
    return;
  }
  if (number.point >= digit_count) {
    out += number.digits;
    out.append(static_cast<std::size_t>(number.point - digit_count), '0');
    return;
  }
  const auto point = static_cast<std::size_t>(number.point);
  out.append(number.digits, 0, point);
  out += '.';
  out.append(number.digits, point, std::string::npos);
}

}  // namespace

void append_display_double(std::string& out, double value) {
  if (value != value) {
    out += "NaN";
    return;
  }
  if (__builtin_signbit(value)) out += '-';
  const double magnitude = __builtin_fabs(value);
  if (magnitude - magnitude != 0.0) {
    out += "inf";
    return;
  }
  std::string shortest;
  append_double(shortest, magnitude);
  const std::string_view text = shortest;
  if (text.find_first_of("eE") == std::string_view::npos) {
    out += text;
    return;
  }
  append_positional(out, digits_of(text));
}

void append_display_decimal(std::string& out, std::int64_t unscaled, int scale) {
  const auto divisor = static_cast<std::int64_t>(power_of_ten(scale));
  append_int64(out, unscaled / divisor);
  std::int64_t fraction = unscaled % divisor;
  if (fraction == 0) return;
  if (fraction < 0) fraction = -fraction;
  std::string digits;
  append_int64(digits, fraction);
  out += '.';
  out.append(static_cast<std::size_t>(scale) - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  out += digits;
}

void append_display_timestamp(std::string& out, std::int64_t epoch_ms) {
  std::string text;
  append_timestamp(text, epoch_ms);
  const std::size_t separator = text.find('T');
  if (separator != std::string::npos) text[separator] = ' ';
  if (!text.empty() && text.back() == 'Z') text.pop_back();
  out += text;
}

void append_display_text(std::string& out, const Column& column, std::uint32_t row) {
  if (column.is_null(row)) {
    out += "NULL";
    return;
  }
  switch (column.type().kind) {
    case TypeKind::kBoolean:
      out += column.booleans()[row] != 0 ? "true" : "false";
      return;
    case TypeKind::kBigint:
      append_int64(out, column.int64s()[row]);
      return;
    case TypeKind::kDouble:
      append_display_double(out, column.doubles()[row]);
      return;
    case TypeKind::kDecimal:
      append_display_decimal(out, column.int64s()[row], column.type().scale);
      return;
    case TypeKind::kString:
      out += column.string_at(row);
      return;
    case TypeKind::kTimestamp:
      append_display_timestamp(out, column.int64s()[row]);
      return;
  }
}

}  // namespace millrace
