// ui/draw/number_text.hpp — numbers as people read them: three significant digits, SI prefix, unit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

/// "—": what stands where there is no value yet.
inline constexpr std::string_view kNoValue = "\xe2\x80\x94";

/// 12345.6, "rows/s" -> "12.3 k rows/s"; 0.00123, "s" -> "1.23 ms". Not finite: kNoValue.
std::string si_text(double value, std::string_view unit);
/// Whole numbers to 9,999, then SI: "8,192", "12.3 k".
std::string count_text(std::int64_t count);
/// A length of time: "38.1 ms", "4.20 s", "3 min 05 s".
std::string length_text(std::int64_t ns);
/// 0.0234 -> "2.3 %", 1 -> "100 %".
std::string share_text(double share);
/// Binary prefixes: "1.5 MiB".
std::string size_text(std::int64_t bytes);
/// "00:01:23.456".
std::string clock_text(std::int64_t ns);
/// A multiple: "1.4×".
std::string times_text(double factor);

}  // namespace millrace
