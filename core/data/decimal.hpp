// core/data/decimal.hpp — exact decimals: a scaled int64 outside, 128 bits inside (semantics §2).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/int128.hpp"

namespace millrace {

/// unscaled / 10^scale. 0 <= scale <= 18.
struct Decimal {
  std::int64_t unscaled = 0;
  int scale = 0;
};

/// 10^exponent. REQUIRES: 0 <= exponent <= 38.
Int128 power_of_ten(int exponent);

// Each returns nothing where the result does not fit int64; the caller makes that an error of the row.
std::optional<Decimal> add(Decimal a, Decimal b);       // scale max(s1, s2)
std::optional<Decimal> subtract(Decimal a, Decimal b);  // scale max(s1, s2)
std::optional<Decimal> multiply(Decimal a,
                                Decimal b);  // scale s1 + s2; nothing when that is above 18
/// Scale max(s1, s2) + 4 capped at 18, rounded half away from zero. REQUIRES: b != 0.
std::optional<Decimal> divide(Decimal a, Decimal b);
/// The same value at another scale, rounded half away from zero when digits go.
std::optional<Decimal> rescale(Decimal value, int scale);
/// -1, 0 or 1, exact whatever the scales.
int compare(Decimal a, Decimal b);

/// Nearest double.
double to_double(Decimal value);
/// Rounded half away from zero; nothing for NaN, infinity and overflow.
std::optional<Decimal> decimal_of_double(double value, int scale);
/// "-0.05", always with `scale` digits after the point. 128-bit form for exact sums.
std::string to_text(Decimal value);
void append_decimal(std::string& out, Int128 unscaled, int scale);
/// Reads "-12.345" at the scale that the text has (at most 18 digits in all); nothing for anything else.
std::optional<Decimal> parse_decimal(std::string_view text);

}  // namespace millrace
