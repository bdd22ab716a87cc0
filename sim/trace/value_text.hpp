// sim/trace/value_text.hpp — values as recordings write them. Strict: what would have to be rounded
// or guessed is refused.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/text.hpp"
#include "core/data/data_type.hpp"

namespace millrace {

inline constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// An optional sign and digits that fit int64.
inline std::optional<std::int64_t> read_bigint(std::string_view text) {
  constexpr std::size_t kDigitsAlwaysFit = 18;
  const bool is_negative = !text.empty() && text.front() == '-';
  const std::size_t digits = text.size() - (is_negative ? 1 : 0);
  if (digits == 0 || digits > kDigitsAlwaysFit) return parse_int64(text);
  std::int64_t value = 0;
  for (const char c : text.substr(is_negative ? 1 : 0)) {
    if (!is_digit(c)) return parse_int64(text);
    value = value * 10 + (c - '0');
  }
  return is_negative ? -value : value;
}

/// The unscaled value of a number with optional point and exponent ("-12.50", "1.25e3") as
/// DECIMAL(precision, scale); nothing where it does not fit exactly.
std::optional<std::int64_t> read_decimal(std::string_view text, DataType type);

/// true and false in any case, 1 and 0.
std::optional<bool> read_boolean(std::string_view text);

/// ISO 8601 as parse_timestamp, or digits: milliseconds since the epoch.
std::optional<std::int64_t> read_timestamp(std::string_view text);

}  // namespace millrace
