// core/data/decimal.cpp — exact decimals: every step is worked out in 128 bits and narrowed once at
// the end.
#include "core/data/decimal.hpp"

#include <algorithm>
#include <array>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

constexpr int kScaleMax = 18;
constexpr int kPowerMax = 38;

constexpr std::array<Int128, kPowerMax + 1> powers_of_ten() {
  std::array<Int128, kPowerMax + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto kPowersOfTen = powers_of_ten();

std::optional<Decimal> narrow(Int128 unscaled, int scale) {
  const auto value = narrow_to_int64(unscaled);
  if (!value) return std::nullopt;
  return Decimal{*value, scale};
}

Int128 unscaled_at(Decimal value, int scale) {
  return Int128{value.unscaled} * power_of_ten(scale - value.scale);
}

int bit_width(UInt128 value) {
  const auto high = static_cast<std::uint64_t>(value >> 64);
  if (high != 0) return 128 - __builtin_clzll(high);
  const auto low = static_cast<std::uint64_t>(value);
  return low == 0 ? 0 : 64 - __builtin_clzll(low);
}

/// 2^exponent. REQUIRES: -1022 <= exponent <= 1023.
double power_of_two(int exponent) {
  return __builtin_bit_cast(double, static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace

Int128 power_of_ten(int exponent) {
  MILLRACE_ASSERT(exponent >= 0);
  MILLRACE_ASSERT(exponent <= kPowerMax);
  return kPowersOfTen[static_cast<std::size_t>(exponent)];
}

std::optional<Decimal> add(Decimal a, Decimal b) {
  const int scale = std::max(a.scale, b.scale);
  return narrow(unscaled_at(a, scale) + unscaled_at(b, scale), scale);
}

std::optional<Decimal> subtract(Decimal a, Decimal b) {
  const int scale = std::max(a.scale, b.scale);
  return narrow(unscaled_at(a, scale) - unscaled_at(b, scale), scale);
}

std::optional<Decimal> multiply(Decimal a, Decimal b) {
  if (a.scale + b.scale > kScaleMax) return std::nullopt;
  return narrow(Int128{a.unscaled} * b.unscaled, a.scale + b.scale);
}

std::optional<Decimal> divide(Decimal a, Decimal b) {
  MILLRACE_ASSERT(b.unscaled != 0);
  const int scale = std::min(std::max(a.scale, b.scale) + 4, kScaleMax);
  const Int128 factor = power_of_ten(scale - a.scale + b.scale);
  // A numerator beyond 2^126 gives a quotient beyond 2^63 whatever the divisor, so the guard loses
  // no result.
  const Int128 numerator_max = (Int128{1} << 126) / factor;
  if (a.unscaled > numerator_max || a.unscaled < -numerator_max) return std::nullopt;
  return narrow(divide_half_away(a.unscaled * factor, b.unscaled), scale);
}

std::optional<Decimal> rescale(Decimal value, int scale) {
  if (scale >= value.scale) return narrow(unscaled_at(value, scale), scale);
  return narrow(divide_half_away(value.unscaled, power_of_ten(value.scale - scale)), scale);
}

int compare(Decimal a, Decimal b) {
  const int scale = std::max(a.scale, b.scale);
  const Int128 left = unscaled_at(a, scale);
  const Int128 right = unscaled_at(b, scale);
  return left < right ? -1 : (left > right ? 1 : 0);
}

double to_double(Decimal value) {
  constexpr std::int64_t kExactMax = std::int64_t{1} << 53;
  if (value.unscaled <= kExactMax && value.unscaled >= -kExactMax) {
    // Both operands are exact, so the division rounds once.
    return static_cast<double>(value.unscaled) / static_cast<double>(power_of_ten(value.scale));
  }
  // Else the quotient is formed with 56 bits or more in integers and rounded to 53 by hand, ties to
  // even.
  constexpr int kShift = 63;
  const bool is_negative = value.unscaled < 0;
  const Int128 wide = value.unscaled;
  const auto dividend = static_cast<UInt128>(is_negative ? -wide : wide) << kShift;
  const auto divisor = static_cast<UInt128>(power_of_ten(value.scale));
  const UInt128 quotient = dividend / divisor;
  const int dropped = bit_width(quotient) - 53;
  auto mantissa = static_cast<std::uint64_t>(quotient >> dropped);
  const UInt128 half = UInt128{1} << (dropped - 1);
  const UInt128 rest = quotient & ((half << 1) - 1);
  const bool is_above_half = rest > half || (rest == half && dividend % divisor != 0);
  if (is_above_half || (rest == half && (mantissa & 1u) != 0)) ++mantissa;
  const double result = static_cast<double>(mantissa) * power_of_two(dropped - kShift);
  return is_negative ? -result : result;
}

std::optional<Decimal> decimal_of_double(double value, int scale) {
  if (value - value != 0.0) return std::nullopt;
  // value = mantissa * 2^exponent exactly, so mantissa * 10^scale needs 53 + 60 bits and the
  // rounding is exact too.
  const auto bits = __builtin_bit_cast(std::uint64_t, value);
  const auto biased = static_cast<int>(bits >> 52 & 0x7ff);
  const std::uint64_t fraction = bits & 0x000fffffffffffffull;
  const std::uint64_t mantissa = biased == 0 ? fraction : fraction | (1ull << 52);
  const int exponent = (biased == 0 ? 1 : biased) - 1075;
  UInt128 size = static_cast<UInt128>(mantissa) * static_cast<UInt128>(power_of_ten(scale));
  if (exponent > 0) {
    if (exponent > 11) return std::nullopt;  // 2^52 * 2^12 is out of range already
    size <<= exponent;
  } else if (exponent <= -120) {
    size = 0;
  } else if (exponent < 0) {
    const UInt128 half = UInt128{1} << (-exponent - 1);
    size = (size + half) >> -exponent;
  }
  const auto unscaled = static_cast<Int128>(size);
  return narrow(value < 0 ? -unscaled : unscaled, scale);
}

void append_decimal(std::string& out, Int128 unscaled, int scale) {
  std::string digits = to_text(unscaled);
  if (digits.front() == '-') {
    out += '-';
    digits.erase(0, 1);
  }
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  out.append(digits, 0, digits.size() - places);
  if (scale == 0) return;
  out += '.';
  out.append(digits, digits.size() - places);
}

std::string to_text(Decimal value) {
  std::string text;
  append_decimal(text, value.unscaled, value.scale);
  return text;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
  Decimal result;
  int significant = 0;  // digits without leading zeros
  bool has_digits = false;
  bool has_point = false;
  for (const char c : text) {
    if (c == '.') {
      if (has_point) return std::nullopt;
      has_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    has_digits = true;
    if (has_point) ++result.scale;
    if (c != '0' || significant > 0) ++significant;
    if (significant > kScaleMax || result.scale > kScaleMax) return std::nullopt;
    result.unscaled = result.unscaled * 10 + (c - '0');
  }
  if (!has_digits || text.back() == '.') return std::nullopt;
  if (is_negative) result.unscaled = -result.unscaled;
  return result;
}

}  // namespace millrace
