// sim/scenario/quantity.cpp — digits and units apart, then integer arithmetic.
#include "sim/scenario/quantity.hpp"

#include <limits>
#include <optional>
#include <span>
#include <utility>

#include "core/base/int128.hpp"
#include "core/base/text.hpp"

namespace millrace {

namespace {

struct Unit {
  std::string_view text;
  std::int64_t factor = 1;
};

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr Unit kTimeUnits[] = {
    {"ns", 1},
    {"us", 1'000},
    {"µs", 1'000},  // U+00B5
    {"μs", 1'000},  // U+03BC, which keyboards and Go's time package write as well
    {"ms", 1'000'000},
    {"s", kSecondNs},
    {"m", 60 * kSecondNs},
    {"h", 3'600 * kSecondNs},
    {"d", 86'400 * kSecondNs},
    {"w", 604'800 * kSecondNs},
};
constexpr std::string_view kTimeUnitsText = "ns, us, ms, s, m, h, d or w";

constexpr Unit kByteUnits[] = {
    {"B", 1},          {"kB", 1'000},    {"KB", 1'000},    {"MB", 1'000'000},
    {"GB", kSecondNs}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
};

const Unit* find_unit(std::span<const Unit> units, std::string_view text) {
  for (const Unit& unit : units) {
    if (unit.text == text) return &unit;
  }
  return nullptr;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Digits with at most one point at the front of `text`; empty when there are none.
std::string_view leading_decimal(std::string_view text) {
  std::size_t end = 0;
  bool has_point = false;
  bool has_digit = false;
  while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && !has_point))) {
    has_point = has_point || text[end] == '.';
    has_digit = has_digit || is_digit(text[end]);
    ++end;
  }
  return has_digit ? text.substr(0, end) : std::string_view{};
}

/// The same with an exponent, if there is one: "1.5e-7".
std::string_view leading_number(std::string_view text) {
  const std::size_t end = leading_decimal(text).size();
  if (end == 0 || end == text.size() || text[end] != 'e') return text.substr(0, end);
  std::size_t digit = end + 1;
  if (digit < text.size() && (text[digit] == '-' || text[digit] == '+')) ++digit;
  const std::size_t first_digit = digit;
  while (digit < text.size() && is_digit(text[digit])) ++digit;
  return text.substr(0, digit == first_digit ? end : digit);
}

/// `decimal` × `factor` as an integer; nothing when it is none, or too large.
std::optional<std::int64_t> scaled_exactly(std::string_view decimal, std::int64_t factor) {
  constexpr int kDigitsMax = 27;  // times the largest factor still in 128 bits
  Int128 whole = 0;
  Int128 divisor = 1;
  bool is_fraction = false;
  int digit_count = 0;
  for (const char c : decimal) {
    if (c == '.') {
      is_fraction = true;
      continue;
    }
    if (whole == 0 && c == '0' && !is_fraction) continue;
    if (++digit_count > kDigitsMax) return std::nullopt;
    whole = whole * 10 + (c - '0');
    if (is_fraction) divisor *= 10;
  }
  Int128 product = 0;
  if (__builtin_mul_overflow(whole, Int128{factor}, &product)) return std::nullopt;
  if (product % divisor != 0) return std::nullopt;
  const Int128 result = product / divisor;
  if (result > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return static_cast<std::int64_t>(result);
}

/// With a fraction of up to three digits: 1500 of 1000 is "1.5"; nothing when that does not reach.
std::optional<std::string> in_thousandths(std::int64_t value, std::int64_t unit) {
  std::string text;
  append_int64(text, value / unit);
  const std::int64_t rest = value % unit;
  if (rest == 0) return text;
  if (rest % (unit / 1000) != 0) return std::nullopt;
  std::string digits = std::to_string(1000 + rest / (unit / 1000)).substr(1);
  while (digits.back() == '0') digits.pop_back();
  return text + "." + digits;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// One `1.5ms` of a duration: taken off the front of `rest`.
ValueReading<std::int64_t> take_duration_part(std::string_view& rest, std::string_view whole) {
  const std::string_view digits = leading_decimal(rest);
  if (digits.empty()) {
    return bad_value("expected a duration such as 30s or 1.5ms, got " + in_quotes(whole));
  }
  rest.remove_prefix(digits.size());
  std::size_t unit_end = 0;
  while (unit_end < rest.size() && !is_digit(rest[unit_end]) && rest[unit_end] != '.') ++unit_end;
  const std::string_view unit_text = without_blanks(rest.substr(0, unit_end));
  rest.remove_prefix(unit_end);
  if (unit_text.empty()) {
    return ValueProblem{
        "missing-unit",
        "a unit is missing: " + in_quotes(whole) + " of " + std::string(kTimeUnitsText),
        std::string(whole) + "s"};
  }
  const Unit* unit = find_unit(kTimeUnits, unit_text);
  if (unit == nullptr) {
    return bad_value("unknown unit of time " + in_quotes(unit_text) + ", expected " +
                     std::string(kTimeUnitsText));
  }
  const std::optional<std::int64_t> ns = scaled_exactly(digits, unit->factor);
  if (!ns.has_value()) {
    return bad_value("a duration is a whole number of nanoseconds, at most 292 years, got " +
                     in_quotes(whole));
  }
  return *ns;
}

struct Prefix {
  char text;
  int exponent;
};
constexpr Prefix kRatePrefixes[] = {{'k', 3}, {'K', 3}, {'M', 6}, {'G', 9}};

/// "12.5" with an exponent of 3 → "12500" as a double, correctly rounded from its digits.
std::optional<double> with_exponent(std::string_view decimal, int exponent) {
  if (exponent == 0) return parse_double(decimal);
  return parse_double(std::string(decimal) + "e" + std::to_string(exponent));
}

}  // namespace

ValueReading<VirtualDuration> parse_duration(std::string_view text) {
  std::string_view rest = text;
  const bool is_negative = !rest.empty() && rest.front() == '-';
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  std::int64_t total = 0;
  do {
    const ValueReading<std::int64_t> part = take_duration_part(rest, text);
    if (!part.value.has_value()) return part.problem;
    if (__builtin_add_overflow(total, *part.value, &total)) {
      return bad_value("a duration is at most 292 years, got " + in_quotes(text));
    }
  } while (!rest.empty());
  return VirtualDuration{is_negative ? -total : total};
}

std::string duration_text(VirtualDuration duration) {
  if (duration.ns == std::numeric_limits<std::int64_t>::min()) return "-9223372036854775808ns";
  if (duration.ns < 0) return "-" + duration_text(VirtualDuration{-duration.ns});
  if (duration.ns == 0) return "0s";
  constexpr Unit kWholeUnits[] = {
      {"d", 86'400 * kSecondNs}, {"h", 3'600 * kSecondNs}, {"m", 60 * kSecondNs}, {"s", kSecondNs}};
  for (const Unit& unit : kWholeUnits) {
    if (duration.ns % unit.factor == 0) {
      return std::to_string(duration.ns / unit.factor) + std::string(unit.text);
    }
  }
  constexpr Unit kFractionUnits[] = {{"s", kSecondNs}, {"ms", 1'000'000}, {"us", 1'000}};
  for (const Unit& unit : kFractionUnits) {
    if (duration.ns < unit.factor) continue;
    const std::optional<std::string> number = in_thousandths(duration.ns, unit.factor);
    if (number.has_value()) return *number + std::string(unit.text);
  }
  return std::to_string(duration.ns) + "ns";
}

ValueReading<double> parse_cost(std::string_view text) {
  const std::string_view digits = leading_number(text);
  const std::string_view unit = text.substr(digits.size());
  if (digits.empty()) {
    return bad_value("expected a duration such as 60ns or 0.8ns, got " + in_quotes(text));
  }
  if (unit.empty()) {
    return ValueProblem{"missing-unit",
                        "a unit is missing: " + in_quotes(text) + " of ns, us, ms or s",
                        std::string(text) + "ns"};
  }
  constexpr std::pair<std::string_view, int> kExponents[] = {{"ns", 0}, {"us", 3}, {"µs", 3},
                                                             {"μs", 3}, {"ms", 6}, {"s", 9}};
  for (const auto& [name, exponent] : kExponents) {
    if (unit != name) continue;
    // An exponent of the digits' own and one of the unit's cannot both be written.
    const bool is_plain = digits.find('e') == std::string_view::npos;
    const std::optional<double> ns =
        is_plain ? with_exponent(digits, exponent) : parse_double(digits);
    if (ns.has_value() && (is_plain || exponent == 0)) return *ns;
  }
  return bad_value("expected a duration such as 60ns or 0.8ns, got " + in_quotes(text));
}

std::string cost_text(double ns) {
  constexpr double kExactMax =
      9'007'199'254'740'992.0;  // 2^53: below it doubles hold every integer
  const bool is_whole =
      ns >= 0 && ns < kExactMax && ns == static_cast<double>(static_cast<std::int64_t>(ns));
  if (is_whole) return duration_text(VirtualDuration{static_cast<std::int64_t>(ns)});
  return number_text(ns) + "ns";
}

ValueReading<double> parse_rate(std::string_view text) {
  const std::string_view digits = leading_number(text);
  const std::size_t slash = text.find('/');
  if (digits.empty()) {
    return bad_value("expected a rate such as 200k/s or 60/m, got " + in_quotes(text));
  }
  if (slash == std::string_view::npos) {
    return ValueProblem{"missing-unit",
                        "a unit is missing: " + in_quotes(text) + " records per what, such as /s",
                        std::string(text) + "/s"};
  }
  const std::string_view prefix_text = text.substr(digits.size(), slash - digits.size());
  int exponent = 0;
  bool is_known = prefix_text.empty();
  for (const Prefix& prefix : kRatePrefixes) {
    if (prefix_text.size() != 1 || prefix.text != prefix_text.front()) continue;
    exponent = prefix.exponent;
    is_known = true;
  }
  const Unit* per = find_unit(kTimeUnits, text.substr(slash + 1));
  const std::optional<double> records = with_exponent(digits, exponent);
  if (!is_known || per == nullptr || !records.has_value()) {
    return bad_value("expected a rate such as 200k/s, 1M/s or 60/m, got " + in_quotes(text));
  }
  if (per->factor == kSecondNs) return *records;
  return *records * static_cast<double>(kSecondNs) / static_cast<double>(per->factor);
}

std::string rate_text(double records_per_second) {
  std::string digits = number_text(records_per_second);
  const bool is_plain = digits.find_first_not_of("0123456789") == std::string::npos;
  for (const Prefix& prefix : {Prefix{'M', 6}, Prefix{'k', 3}}) {
    const auto places = static_cast<std::size_t>(prefix.exponent);
    if (!is_plain || digits.size() <= places) continue;
    std::string fraction = digits.substr(digits.size() - places);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    if (fraction.size() > 3) continue;  // 1234567 reads better as 1234.567k
    digits.resize(digits.size() - places);
    return digits + (fraction.empty() ? "" : "." + fraction) + prefix.text + "/s";
  }
  return digits + "/s";
}

ValueReading<std::int64_t> parse_bytes(std::string_view text) {
  const std::string_view digits = leading_decimal(text);
  const std::string_view unit_text = without_blanks(text.substr(digits.size()));
  const Unit* unit = find_unit(kByteUnits, unit_text.empty() ? "B" : unit_text);
  if (digits.empty() || unit == nullptr) {
    return bad_value("expected a number of bytes such as 1048576, 64KiB or 10MB, got " +
                     in_quotes(text));
  }
  const std::optional<std::int64_t> bytes = scaled_exactly(digits, unit->factor);
  if (!bytes.has_value())
    return bad_value("expected a whole number of bytes, got " + in_quotes(text));
  return *bytes;
}

std::string bytes_text(std::int64_t bytes) {
  for (const Unit& unit : {Unit{"GiB", 1 << 30}, Unit{"MiB", 1 << 20}, Unit{"KiB", 1 << 10}}) {
    if (bytes > 0 && bytes % unit.factor == 0) {
      return std::to_string(bytes / unit.factor) + std::string(unit.text);
    }
  }
  return std::to_string(bytes);
}

ValueReading<double> parse_share(std::string_view text) {
  const bool is_percent = !text.empty() && text.back() == '%';
  const std::string_view digits = is_percent ? text.substr(0, text.size() - 1) : text;
  std::optional<double> share = parse_number(digits).value;
  // The point moves in the digits, so that 40% is exactly 0.4.
  if (is_percent && share.has_value()) {
    share = digits == leading_decimal(digits) ? with_exponent(digits, -2) : std::nullopt;
  }
  if (share.has_value() && *share >= 0.0 && *share <= 1.0) return *share;
  return ValueProblem{"out-of-range", "expected a share from 0 to 1, or percent up to 100%, got " +
                                          in_quotes(text)};
}

}  // namespace millrace
