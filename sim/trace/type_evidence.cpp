// sim/trace/type_evidence.cpp — the shapes of numbers, and what a mixture of shapes amounts to.
#include "sim/trace/type_evidence.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "sim/trace/value_text.hpp"

namespace millrace {
namespace {

std::size_t digits_at(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - begin;
}

/// `-?digits[.digits][e[sign]digits]`, cut into the counts of its digits.
struct NumberShape {
  bool is_number = false;
  std::size_t whole = 0;
  std::size_t fraction = 0;
  bool has_leading_zero = false;  // "00", "01.5", but not "0" and "0.5"
  bool has_exponent = false;
};

NumberShape shape_of(std::string_view text) {
  NumberShape shape;
  std::size_t i = !text.empty() && text.front() == '-' ? 1 : 0;
  shape.whole = digits_at(text, i);
  shape.has_leading_zero = shape.whole > 1 && text[i] == '0';
  i += shape.whole;
  if (i < text.size() && text[i] == '.') {
    shape.fraction = digits_at(text, i + 1);
    if (shape.fraction == 0) return shape;
    i += 1 + shape.fraction;
  }
  if (shape.whole + shape.fraction == 0) return shape;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    const std::size_t exponent = digits_at(text, i);
    if (exponent == 0) return shape;
    i += exponent;
    shape.has_exponent = true;
  }
  shape.is_number = i == text.size();
  return shape;
}

bool is_special_double(std::string_view text) {
  return text == "NaN" || text == "Infinity" || text == "-Infinity";
}

}  // namespace

bool TypeEvidence::see_number(std::string_view text) {
  const NumberShape shape = shape_of(text);
  if (!shape.is_number || shape.has_leading_zero) return false;
  if (shape.has_exponent) {
    has_double_ = true;
    return parse_double(text).has_value();
  }
  // Counts beyond any type's digits need not be told apart.
  constexpr std::size_t kMany = 100;
  whole_digits_max_ = std::max(whole_digits_max_, static_cast<int>(std::min(shape.whole, kMany)));
  scale_max_ = std::max(scale_max_, static_cast<int>(std::min(shape.fraction, kMany)));
  if (shape.fraction > 0) {
    has_decimal_ = true;
    return true;
  }
  has_integer_ = true;
  return parse_int64(text).has_value();
}

void TypeEvidence::see_text(std::string_view text) {
  if (see_number(text)) return;
  if (is_special_double(text)) {
    has_double_ = true;
  } else if (equals_ignoring_case(text, "true") || equals_ignoring_case(text, "false")) {
    has_boolean_ = true;
  } else if (parse_timestamp(text)) {
    has_time_ = true;
  } else {
    has_string_ = true;
  }
}

void TypeEvidence::see_json_number(std::string_view text) {
  if (!see_number(text)) has_string_ = true;
}

void TypeEvidence::see_json_string(std::string_view text) {
  if (parse_timestamp(text)) {
    has_time_ = true;
  } else {
    has_string_ = true;
  }
}

DataType TypeEvidence::type() const {
  const bool has_number = has_integer_ || has_decimal_ || has_double_;
  const int kinds =
      static_cast<int>(has_boolean_) + static_cast<int>(has_time_) + static_cast<int>(has_number);
  if (has_string_ || kinds != 1) return DataType::string();
  if (has_boolean_) return DataType::boolean();
  if (has_time_) return DataType::timestamp();
  if (has_double_) return DataType::real();
  if (!has_decimal_) return DataType::bigint();
  if (whole_digits_max_ + scale_max_ > kDecimalPrecisionMax) return DataType::real();
  return DataType::decimal(kDecimalPrecisionMax, scale_max_);
}

}  // namespace millrace
