// core/base/int128.hpp — the 128-bit integers of g++, clang and Emscripten under one name.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace millrace {

__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

/// The value as int64, or nothing where it does not fit.
constexpr std::optional<std::int64_t> narrow_to_int64(Int128 value) {
  if (value < std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  if (value > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// Decimal digits with a leading '-' where negative.
std::string to_text(Int128 value);

/// numerator / denominator rounded half away from zero. REQUIRES: denominator != 0.
Int128 divide_half_away(Int128 numerator, Int128 denominator);

}  // namespace millrace
