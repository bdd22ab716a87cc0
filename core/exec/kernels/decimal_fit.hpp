// core/exec/kernels/decimal_fit.hpp — whether an exact result can be held by its type.
#pragma once

#include "core/base/int128.hpp"
#include "core/data/data_type.hpp"
#include "core/data/decimal.hpp"

namespace millrace {

/// Greatest unscaled value of the DECIMALs with 18 digits. Results are held to it rather than to
/// their own precision, which is only a bound worked out from the operands.
inline constexpr std::int64_t kDecimalMax = 999'999'999'999'999'999;

/// A result as its type holds it: int64, and 18 digits for DECIMAL; nothing where it does not fit.
inline std::optional<std::int64_t> narrow_to(DataType type, Int128 result) {
  if (type.kind != TypeKind::kDecimal) return narrow_to_int64(result);
  if (result > kDecimalMax || result < -kDecimalMax) return std::nullopt;
  return static_cast<std::int64_t>(result);
}

/// Whether CAST may give this value: a DECIMAL target has no more digits than its precision says.
inline bool fits_cast(DataType type, Int128 value) {
  if (type.kind != TypeKind::kDecimal) return narrow_to_int64(value).has_value();
  const Int128 bound = power_of_ten(type.precision);
  return value < bound && value > -bound;
}

}  // namespace millrace
