// core/base/text.hpp — numbers to and from text without locale, the same bytes on every platform.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millrace {

/// Appends the shortest text that reads back to the same double; integers without ".0" ("100"), below 1e-4 and
/// from 1e16
/// with an exponent ("1.5e-7", "1e21"), and "NaN", "Infinity", "-Infinity". All but these three words are JSON numbers.
void append_double(std::string& out, double value);
void append_int64(std::string& out, std::int64_t value);
std::optional<std::int64_t> parse_int64(
    std::string_view text);  // the whole text, optional sign, no blanks
/// The whole text: digits with an optional sign, point and exponent, or "NaN", "Infinity", "inf" in any case.
/// Nothing for numbers beyond the range of double, so that "1e999" does not pass as infinity.
std::optional<double> parse_double(std::string_view text);
/// 2001-01-31T23:59:59.123Z, always 24 characters for years 0000 to 9999; other years with their sign, as ISO
/// 8601 has it.
void append_timestamp(std::string& out, std::int64_t epoch_ms);
/// Reads `2001-01-31`, `2001-01-31 23:59[:59[.123]]`, with 'T' or a blank between and an optional `Z` or `+hh:mm`.
/// Years 0000 to 9999; digits beyond milliseconds are cut off.
std::optional<std::int64_t> parse_timestamp(std::string_view text);
std::string to_lower(std::string_view text);                        // ASCII only
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII only
bool is_valid_utf8(std::string_view text);
/// A length of time as people write it: "90s" -> "1m 30s", 60000 ms -> "1m".
std::string duration_text(std::int64_t ms);

}  // namespace millrace
