// sim/scenario/quantity.hpp — numbers with units as people write them, and back: 1.5ms, 200k/s, 64KiB, 40%.
// Exact: decimal digits are moved, never multiplied in floating point; the text of a value reads back to the
// same value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/value_problem.hpp"

namespace millrace {

/// `30s`, `1.5ms`, `80ns`, `1m30s`, with a sign; ns us µs ms s m h d w. A number without a unit, and more than
/// a nanosecond can
/// hold, are problems.
ValueReading<VirtualDuration> parse_duration(std::string_view text);
/// The largest unit that needs no fraction from one second on; below, up to three decimals: 90s, 1.5ms, 80ns.
std::string duration_text(VirtualDuration duration);

/// A cost in nanoseconds, which may be a fraction of one: `60ns`, `0.8ns`, `4us`.
ValueReading<double> parse_cost(std::string_view text);
std::string cost_text(double ns);

/// Records per second: `200k/s`, `12.5k/s`, `60/m`, `1M/s`; k M G, per ms s m h d.
ValueReading<double> parse_rate(std::string_view text);
std::string rate_text(double records_per_second);

/// `1048576`, `64KiB`, `1.5MiB`, `10MB` (powers of ten); B kB KB MB GB KiB MiB GiB.
ValueReading<std::int64_t> parse_bytes(std::string_view text);
std::string bytes_text(std::int64_t bytes);

/// 0 … 1, or percent: `0.4`, `40%`.
ValueReading<double> parse_share(std::string_view text);

/// Any finite decimal number; not `0x10`, `1_000` or `.inf`.
ValueReading<double> parse_number(std::string_view text);
/// Decimal digits with an optional sign; underscores between digits are read over, leading zeros are a problem
/// (octal to
/// some readers of YAML).
ValueReading<std::int64_t> parse_integer(std::string_view text);
ValueReading<std::uint64_t> parse_unsigned(std::string_view text);
ValueReading<bool> parse_flag(std::string_view text);

std::string number_text(double number);

}  // namespace millrace
