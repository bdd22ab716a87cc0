// core/exec/kernels/compare.hpp — what `=` and `<` mean: one total order per type, the one of ORDER
// BY and of MIN and MAX. DOUBLE: NaN equals NaN and is greater than everything else (as in
// PostgreSQL and DuckDB), -0 equals 0.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/sql/expression.hpp"

namespace millrace {

constexpr bool is_less(std::int64_t a, std::int64_t b) {
  return a < b;
}
constexpr bool is_less(std::uint8_t a, std::uint8_t b) {
  return a < b;
}
/// Written with & and not &&, so that loops over it vectorise.
constexpr bool is_less(double a, double b) {
  return (a == a) & !(b <= a);
}
inline bool is_less(std::string_view a, std::string_view b) {
  return a < b;
}

constexpr bool is_equal(std::int64_t a, std::int64_t b) {
  return a == b;
}
constexpr bool is_equal(std::uint8_t a, std::uint8_t b) {
  return a == b;
}
constexpr bool is_equal(double a, double b) {
  return (a == b) | ((a != a) & (b != b));
}
inline bool is_equal(std::string_view a, std::string_view b) {
  return a == b;
}

/// Which of "less", "equal", "greater" make a comparison TRUE: bits 0, 1 and 2.
constexpr std::uint8_t outcomes_of(ExprOp op) {
  switch (op) {
    case ExprOp::kEqual:
      return 0b010;
    case ExprOp::kNotEqual:
      return 0b101;
    case ExprOp::kLess:
      return 0b001;
    case ExprOp::kLessEqual:
      return 0b011;
    case ExprOp::kGreater:
      return 0b100;
    default:
      return 0b110;
  }
}
/// Whether a three-way answer (negative, 0, positive) makes the comparison TRUE.
constexpr bool is_outcome(std::uint8_t outcomes, int order) {
  return (outcomes >> (order < 0 ? 0 : (order == 0 ? 1 : 2)) & 1) != 0;
}

/// The comparison with its sides exchanged: a < b is b > a.
constexpr ExprOp mirrored(ExprOp op) {
  switch (op) {
    case ExprOp::kLess:
      return ExprOp::kGreater;
    case ExprOp::kLessEqual:
      return ExprOp::kGreaterEqual;
    case ExprOp::kGreater:
      return ExprOp::kLess;
    case ExprOp::kGreaterEqual:
      return ExprOp::kLessEqual;
    default:
      return op;
  }
}

}  // namespace millrace
