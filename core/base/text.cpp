// core/base/text.cpp — numbers and words to and from text.
#include "core/base/text.hpp"

#include <fast_float/fast_float.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

char lower_of(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The words for what no digits can say; everything else is left to the number reader.
std::optional<double> parse_special_double(std::string_view text) {
  double sign = 1.0;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    sign = text.front() == '-' ? -1.0 : 1.0;
    text.remove_prefix(1);
  }
  if (equals_ignoring_case(text, "nan")) return std::numeric_limits<double>::quiet_NaN();
  if (equals_ignoring_case(text, "infinity") || equals_ignoring_case(text, "inf")) {
    return sign * std::numeric_limits<double>::infinity();
  }
  return std::nullopt;
}

}  // namespace

void append_double(std::string& out, double value) {
  if (value != value) {
    out += "NaN";
    return;
  }
  if (value - value != 0.0) {
    out += value > 0 ? "Infinity" : "-Infinity";
    return;
  }
  // fmt gives the shortest digits (Dragonbox), with an exponent below 1e-4 and from 1e16: "1e+21",
  // "1.5e-07".
  std::array<char, 40> buffer{};
  const auto written = fmt::format_to_n(buffer.data(), buffer.size(), "{}", value);
  const std::string_view text(buffer.data(), written.size);
  const std::size_t e = text.find('e');
  if (e == std::string_view::npos) {
    out += text;
    return;
  }
  out += text.substr(0, e + 1);
  if (text[e + 1] == '-') out += '-';
  std::string_view digits = text.substr(e + 2);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  out += digits;
}

void append_int64(std::string& out, std::int64_t value) {
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out.append(buffer.data(), end);
}

std::optional<std::int64_t> parse_int64(std::string_view text) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (text.empty() || !is_digit(text.front())) return std::nullopt;
  }
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, value);
  if (problem != std::errc{} || stop != end || text.empty()) return std::nullopt;
  return value;
}

std::optional<double> parse_double(std::string_view text) {
  std::string_view digits = text;
  if (!digits.empty() && digits.front() == '+') digits.remove_prefix(1);
  const std::size_t start =
      !digits.empty() && digits.front() == '-' && digits.size() == text.size();
  if (start >= digits.size()) return std::nullopt;
  if (!is_digit(digits[start]) && digits[start] != '.') return parse_special_double(text);
  double value = 0.0;
  const char* end = digits.data() + digits.size();
  const auto [stop, problem] = fast_float::from_chars(digits.data(), end, value);
  if (problem != std::errc{} || stop != end) return std::nullopt;
  if (value - value != 0.0) return std::nullopt;  // 1e999 is not infinity but a number out of range
  return value;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_of(c);
  return lower;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower_of(a[i]) != lower_of(b[i])) return false;
  }
  return true;
}

bool is_valid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const DecodedUtf8 decoded = decode_utf8(text.substr(i));
    if (!decoded.is_valid) return false;
    i += decoded.byte_count;
  }
  return true;
}

std::string duration_text(std::int64_t ms) {
  struct Unit {
    std::uint64_t ms;
    std::string_view name;
  };
  constexpr std::array<Unit, 5> kUnits = {
      {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1000, "s"}, {1, "ms"}}};
  if (ms == 0) return "0s";
  std::string text = ms < 0 ? "-" : "";
  auto rest = ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
  bool is_first = true;
  for (const Unit& unit : kUnits) {
    const std::uint64_t count = rest / unit.ms;
    rest %= unit.ms;
    if (count == 0) continue;
    if (!is_first) text += ' ';
    text += std::to_string(count);
    text += unit.name;
    is_first = false;
  }
  return text;
}

}  // namespace millrace
