// sim/scenario/plain_number.cpp — numbers without units, read as JSON would: what YAML 1.1 makes of 010, 0x10,
// 1:30 or yes is
// a problem here, never a surprise.
#include <limits>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The digits of an integer without sign and underscores; empty when the text is none.
std::string digits_of(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_between =
        i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (text[i] == '_' && is_between) continue;
    if (!is_digit(text[i])) return {};
    digits += text[i];
  }
  return digits;
}

std::optional<ValueProblem> problem_of_digits(std::string_view digits, std::string_view text) {
  if (digits.empty()) return bad_value("expected a whole number, got " + in_quotes(text));
  if (digits.size() > 1 && digits.front() == '0') {
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    return bad_value(
        "a leading zero, which some readers of YAML take for octal: " + in_quotes(text),
        std::string(digits.substr(first)));
  }
  return std::nullopt;
}

}  // namespace

ValueProblem bad_value(std::string message, std::string suggestion) {
  return {"bad-value", std::move(message), std::move(suggestion)};
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kShownMax = 40;
  if (text.size() <= kShownMax) return "'" + std::string(text) + "'";
  std::size_t cut = kShownMax;
  while (cut > 0 && is_utf8_continuation(text[cut])) --cut;
  return "'" + std::string(text.substr(0, cut)) + "…'";
}

ValueReading<double> parse_number(std::string_view text) {
  std::string_view rest = text;
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  const bool is_number = !rest.empty() && (is_digit(rest.front()) || rest.front() == '.') &&
                         rest.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
  const std::optional<double> number = is_number ? parse_double(text) : std::nullopt;
  if (!number.has_value()) return bad_value("expected a number, got " + in_quotes(text));
  return *number;
}

ValueReading<std::int64_t> parse_integer(std::string_view text) {
  std::string_view rest = text;
  const bool is_negative = !rest.empty() && rest.front() == '-';
  if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) rest.remove_prefix(1);
  const std::string digits = digits_of(rest);
  if (auto problem = problem_of_digits(digits, text)) return *std::move(problem);
  const std::optional<std::int64_t> value = parse_int64((is_negative ? "-" : "") + digits);
  if (!value.has_value()) return bad_value("a number beyond 64 bits: " + in_quotes(text));
  return *value;
}

ValueReading<std::uint64_t> parse_unsigned(std::string_view text) {
  const std::string digits = digits_of(text);
  if (auto problem = problem_of_digits(digits, text)) return *std::move(problem);
  std::uint64_t value = 0;
  for (const char c : digits) {
    const bool is_too_large =
        __builtin_mul_overflow(value, std::uint64_t{10}, &value) ||
        __builtin_add_overflow(value, static_cast<std::uint64_t>(c - '0'), &value);
    if (is_too_large) return bad_value("a number beyond 64 bits: " + in_quotes(text));
  }
  return value;
}

ValueReading<bool> parse_flag(std::string_view text) {
  if (equals_ignoring_case(text, "true")) return true;
  if (equals_ignoring_case(text, "false")) return false;
  std::string suggestion;
  for (const std::string_view yes : {"yes", "on", "y", "1"}) {
    if (equals_ignoring_case(text, yes)) suggestion = "true";
  }
  for (const std::string_view no : {"no", "off", "n", "0"}) {
    if (equals_ignoring_case(text, no)) suggestion = "false";
  }
  return bad_value("expected true or false, got " + in_quotes(text), std::move(suggestion));
}

std::string number_text(double number) {
  std::string text;
  append_double(text, number);
  return text;
}

}  // namespace millrace
