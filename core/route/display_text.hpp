// core/route/display_text.hpp — the text Velostream hashes for a value (its
// FieldValue::to_display_string), bit for bit. Not how results are printed: that is append_text in
// core/data/column.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "core/data/column.hpp"

namespace millrace {

/// Positional notation whatever the magnitude, without exponent: "100", "0.1", "-0", "inf", "NaN".
void append_display_double(std::string& out, double value);
/// Trailing zeros trimmed: "1.5", "-2". Values between -1 and 0 lose their sign, as Velostream's
/// do. REQUIRES: 0 <= scale <= 18.
void append_display_decimal(std::string& out, std::int64_t unscaled, int scale);
/// "2001-01-31 23:59:59.123".
void append_display_timestamp(std::string& out, std::int64_t epoch_ms);
/// Of one row; NULL is "NULL", booleans "true" and "false".
void append_display_text(std::string& out, const Column& column, std::uint32_t row);

}  // namespace millrace
