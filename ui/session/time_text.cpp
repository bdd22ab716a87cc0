// ui/session/time_text.cpp — clocks, lengths, shares.
#include "ui/session/time_text.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "core/base/text.hpp"
#include "sim/scenario/quantity.hpp"
#include "ui/session/command.hpp"

namespace millrace {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "23.4", seconds in digits.
std::optional<std::int64_t> seconds_ns(std::string_view text) {
  const std::size_t dot = text.find_first_of(".,");
  const std::string_view whole = text.substr(0, dot);
  const std::string_view part =
      dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
  if (!is_digits(whole) || whole.size() > 9 || (!part.empty() && !is_digits(part))) return {};
  std::int64_t ns = 0;
  for (const char digit : whole) ns = ns * 10 + (digit - '0');
  std::int64_t unit = 1'000'000'000;
  ns *= unit;
  for (const char digit : part) {
    unit /= 10;
    ns += (digit - '0') * unit;
  }
  return ns;
}

/// "1:23.4", "00:01:23.456", "12.5".
std::optional<std::int64_t> clock_ns(std::string_view text) {
  std::int64_t above = 0;  // minutes, of hours too
  int colons = 0;
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':')) {
    const std::string_view field = text.substr(0, colon);
    if (!is_digits(field) || field.size() > 6 || ++colons > 2) return {};
    std::int64_t number = 0;
    for (const char digit : field) number = number * 10 + (digit - '0');
    above = above * 60 + number;
    text.remove_prefix(colon + 1);
  }
  const std::optional<std::int64_t> seconds = seconds_ns(text);
  if (!seconds.has_value()) return {};
  if (colons > 0 && *seconds >= 60'000'000'000) return {};
  return above * 60'000'000'000 + *seconds;
}

std::optional<std::int64_t> length_ns(std::string_view text) {
  if (const std::optional<std::int64_t> clock = clock_ns(text)) return clock;
  std::string packed;
  for (const char c : text) {
    if (c != ' ') packed += c;
  }
  const ValueReading<VirtualDuration> length = parse_duration(packed);
  if (!length.value.has_value() || length.value->ns < 0) return {};
  return length.value->ns;
}

}  // namespace

Result<VirtualTime> read_time(std::string_view text, VirtualTime now, VirtualTime duration) {
  const std::string_view given = trimmed(text);
  const Error error = {ErrorCode::kInput,
                       "cannot read this time; write 1:23.4, 12.5s, +10s, -2s, 80 % or end: '" +
                           std::string(given) + "'",
                       {}};
  if (given.empty()) return error;
  const std::string word = to_lower(given);
  std::int64_t ns = 0;
  if (word == "start") return VirtualTime{0};
  if (word == "end") return kEndOfRuns;
  if (given.back() == '%') {
    const ValueReading<double> share = parse_number(trimmed(given.substr(0, given.size() - 1)));
    if (!share.value.has_value() || *share.value < 0.0 || *share.value > 100.0) return error;
    ns = static_cast<std::int64_t>(static_cast<double>(duration.ns) * *share.value / 100.0);
  } else {
    const bool is_relative = given.front() == '+' || given.front() == '-';
    const std::optional<std::int64_t> length =
        length_ns(trimmed(given.substr(is_relative ? 1 : 0)));
    if (!length.has_value()) return error;
    ns = *length;
    if (given.front() == '+')
      ns = now.ns > std::numeric_limits<std::int64_t>::max() - ns ? kEndOfRuns.ns : now.ns + ns;
    if (given.front() == '-') ns = now.ns - ns;
  }
  if (ns >= duration.ns) return kEndOfRuns;
  return VirtualTime{std::max<std::int64_t>(0, ns)};
}

}  // namespace millrace
