// sim/trace/value_text.cpp — decimals digit by digit, so that no value passes through a double.
#include "sim/trace/value_text.hpp"

#include <algorithm>

#include "core/base/int128.hpp"
#include "core/data/decimal.hpp"

namespace millrace {
namespace {

// What Int128 holds; a longer number is no DECIMAL(18, s) but for its zeros.
constexpr int kDigitsMax = 36;

/// digits × 10^exponent, as it is written.
struct WrittenNumber {
  Int128 digits = 0;
  int exponent = 0;
};

/// Digits with at most one point; `text` is left behind them.
std::optional<WrittenNumber> take_digits(std::string_view& text) {
  WrittenNumber number;
  int count = 0;
  int significant = 0;
  bool has_point = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    const char c = text.front();
    if (c == '.' && !has_point) {
      has_point = true;
      continue;
    }
    if (!is_digit(c)) break;
    ++count;
    if (significant > 0 || c != '0') ++significant;
    if (significant > kDigitsMax) return std::nullopt;
    number.digits = number.digits * 10 + (c - '0');
    if (has_point) --number.exponent;
  }
  if (count == 0) return std::nullopt;
  return number;
}

/// number × 10^scale where that is a whole number.
std::optional<Int128> scaled(WrittenNumber number, int scale) {
  int shift = scale + number.exponent;
  while (shift > 0 && number.digits != 0) {
    number.digits *= 10;
    --shift;
    if (number.digits > power_of_ten(kDigitsMax)) return std::nullopt;
  }
  for (; shift < 0 && number.digits != 0; ++shift) {
    if (number.digits % 10 != 0) return std::nullopt;
    number.digits /= 10;
  }
  return number.digits;
}

/// The plain case, in 64 bits: at most 18 digits, a point perhaps, no exponent and nothing to cut.
std::optional<std::int64_t> read_short_decimal(std::string_view text, DataType type) {
  constexpr std::size_t kDigitsAlwaysFit = 18;
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  if (text.size() > kDigitsAlwaysFit) return std::nullopt;
  std::int64_t value = 0;
  std::size_t point = text.size();  // where it stands; at the end when there is none
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      value = value * 10 + (text[i] - '0');
    } else if (text[i] == '.' && point == text.size()) {
      point = i;
    } else {
      return std::nullopt;
    }
  }
  const std::size_t fraction = point == text.size() ? 0 : text.size() - point - 1;
  const std::size_t whole = std::min(point, text.size());
  const bool fits = whole + fraction > 0 && fraction <= type.scale &&
                    whole <= static_cast<std::size_t>(type.precision - type.scale);
  if (!fits) return std::nullopt;
  for (std::size_t i = fraction; i < type.scale; ++i) value *= 10;
  return is_negative ? -value : value;
}

}  // namespace

std::optional<std::int64_t> read_decimal(std::string_view text, DataType type) {
  if (const auto value = read_short_decimal(text, type)) return value;
  bool is_negative = false;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    is_negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::optional<WrittenNumber> number = take_digits(text);
  if (!number) return std::nullopt;
  if (!text.empty()) {
    constexpr std::int64_t kExponentMax = 999;
    if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
    const std::optional<std::int64_t> exponent = parse_int64(text.substr(1));
    if (!exponent || *exponent > kExponentMax || *exponent < -kExponentMax) return std::nullopt;
    number->exponent += static_cast<int>(*exponent);
  }
  const std::optional<Int128> value = scaled(*number, type.scale);
  if (!value || *value >= power_of_ten(type.precision)) return std::nullopt;
  return static_cast<std::int64_t>(is_negative ? -*value : *value);
}

std::optional<bool> read_boolean(std::string_view text) {
  if (equals_ignoring_case(text, "true") || text == "1") return true;
  if (equals_ignoring_case(text, "false") || text == "0") return false;
  return std::nullopt;
}

std::optional<std::int64_t> read_timestamp(std::string_view text) {
  if (const std::optional<std::int64_t> time = parse_timestamp(text)) return time;
  return read_bigint(text);
}

}  // namespace millrace
