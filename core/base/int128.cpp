// core/base/int128.cpp — text and rounding division of 128-bit integers.
#include "core/base/int128.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

constexpr UInt128 magnitude_of(Int128 value) {
  return value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value);
}

}  // namespace

std::string to_text(Int128 value) {
  UInt128 rest = magnitude_of(value);
  std::string digits;
  do {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    rest /= 10;
  } while (rest != 0);
  if (value < 0) digits.push_back('-');
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Int128 divide_half_away(Int128 numerator, Int128 denominator) {
  MILLRACE_ASSERT(denominator != 0);
  const UInt128 divisor = magnitude_of(denominator);
  const UInt128 dividend = magnitude_of(numerator);
  UInt128 quotient = dividend / divisor;
  const UInt128 remainder = dividend % divisor;
  // remainder >= divisor / 2 without doubling, which could overflow.
  if (remainder >= divisor - remainder) ++quotient;
  const bool is_negative = (numerator < 0) != (denominator < 0);
  return static_cast<Int128>(is_negative ? UInt128{0} - quotient : quotient);
}

}  // namespace millrace
