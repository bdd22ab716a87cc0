// sim/study/figure_text.hpp — figures as people read them: three digits, a unit, the same width whatever the value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

/// 1234567 -> "1.23M/s", 950 -> "950/s", 12.5 -> "12.5/s".
std::string rate_figure(double per_second);
/// Microseconds: 0.42 -> "0.42 µs", 1250 -> "1.25 ms", 2.5e6 -> "2.50 s", 90e6 -> "90.0 s".
std::string latency_figure(double microseconds);
/// 0.1234 -> "12.3 %"; below 0 -> "—" (not known).
std::string share_figure(double share);
/// 2 digits after the point: "1.12".
std::string ratio_figure(double ratio);
/// 1536 -> "1.50 KiB".
std::string bytes_figure(std::int64_t bytes);
/// 1234567 -> "1,234,567".
std::string grouped_count(std::int64_t count);
/// "1 row", "2,000 rows".
std::string counted(std::int64_t count, std::string_view thing);
/// Nanoseconds of virtual time: "1m 30s", "12.5 s", "250 ms".
std::string time_figure(std::int64_t ns);

/// Columns that a terminal needs: one per character of UTF-8, for the characters that reports use.
std::size_t display_width(std::string_view text);
/// With blanks on the right, or on the left, up to `width` columns.
std::string padded_right(std::string_view text, std::size_t width);
std::string padded_left(std::string_view text, std::size_t width);
/// Cut to `width` columns with "…" as the last.
std::string shortened(std::string_view text, std::size_t width);
/// Broken at blanks into lines of at most `width` columns, each begun with `indent`.
std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

}  // namespace millrace
