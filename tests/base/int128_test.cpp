// tests/base/int128_test.cpp — text, narrowing and rounding division of 128-bit integers.
#include "core/base/int128.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace millrace {
namespace {

constexpr Int128 kMax128 = static_cast<Int128>(~UInt128{0} >> 1);
constexpr Int128 kMin128 = -kMax128 - 1;

TEST_CASE("to_text prints 128-bit integers to their ends") {
  CHECK(to_text(Int128{0}) == "0");
  CHECK(to_text(Int128{-7}) == "-7");
  CHECK(to_text(kMax128) == "170141183460469231731687303715884105727");
  CHECK(to_text(kMin128) == "-170141183460469231731687303715884105728");
}

TEST_CASE("narrow_to_int64 keeps what fits and refuses the first that does not") {
  constexpr Int128 kMax = std::numeric_limits<std::int64_t>::max();
  constexpr Int128 kMin = std::numeric_limits<std::int64_t>::min();
  CHECK(narrow_to_int64(kMax) == std::numeric_limits<std::int64_t>::max());
  CHECK(narrow_to_int64(kMin) == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(narrow_to_int64(kMax + 1).has_value());
  CHECK_FALSE(narrow_to_int64(kMin - 1).has_value());
}

TEST_CASE("divide_half_away rounds halves away from zero in all four sign cases") {
  struct Row {
    int numerator, denominator, quotient;
  };
  const std::vector<Row> rows = {{5, 2, 3},   {-5, 2, -3}, {5, -2, -3}, {-5, -2, 3}, {4, 3, 1},
                                 {-4, 3, -1}, {5, 3, 2},   {-5, 3, -2}, {0, 3, 0},   {1, 2, 1},
                                 {1, 3, 0},   {-1, 3, 0},  {6, 3, 2},   {7, 1, 7},   {-7, -1, 7}};
  for (const Row& row : rows) {
    CAPTURE(row.numerator);
    CAPTURE(row.denominator);
    CHECK(divide_half_away(row.numerator, row.denominator) == row.quotient);
  }
}

TEST_CASE("divide_half_away does not overflow at the ends of the range") {
  CHECK(divide_half_away(kMax128, kMax128) == 1);
  CHECK(divide_half_away(kMin128, kMax128) == -1);
  CHECK(divide_half_away(kMax128 / 2, kMax128) == 0);
  CHECK(divide_half_away(kMax128 / 2 + 1, kMax128) == 1);
  CHECK(divide_half_away(kMin128, kMin128) == 1);
  CHECK(divide_half_away(kMin128, 1) == kMin128);
}

}  // namespace
}  // namespace millrace
