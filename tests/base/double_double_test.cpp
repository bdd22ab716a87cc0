// tests/base/double_double_test.cpp — sums that plain doubles get wrong.
#include "core/base/double_double.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <utility>
#include <vector>

#include "core/base/int128.hpp"
#include "core/base/prng.hpp"

namespace millrace {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMaxDouble = std::numeric_limits<double>::max();

DoubleDouble sum_of(const std::vector<double>& values) {
  DoubleDouble sum;
  for (const double value : values) sum.add(value);
  return sum;
}

TEST_CASE("DoubleDouble keeps small terms beside large ones that cancel") {
  CHECK(sum_of({1e16, 1.0, -1e16}).value() == 1.0);
  CHECK(sum_of({1.0, 1e100 * 0x1p-300, -1.0}).value() == 1e100 * 0x1p-300);
  CHECK(sum_of(std::vector<double>(10, 0.1)).value() == 1.0);
}

TEST_CASE("a sum of many amounts is the same in any order") {
  Prng prng(1);
  std::vector<double> values;
  for (int i = 0; i < 10000; ++i)
    values.push_back(static_cast<double>(prng.between(-1000000, 1000000)) / 100.0);
  const double forward = sum_of(values).value();
  for (std::size_t i = values.size() - 1; i > 0; --i) {
    std::swap(values[i], values[static_cast<std::size_t>(prng.below(i + 1))]);
  }
  CHECK(sum_of(values).value() == forward);
}

TEST_CASE("partial sums added together give the sum of all") {
  DoubleDouble all;
  DoubleDouble left;
  DoubleDouble right;
  for (int i = 1; i <= 1000; ++i) {
    all.add(1.0 / i);
    (i % 3 == 0 ? left : right).add(1.0 / i);
  }
  left.add(right);
  CHECK(left.value() == all.value());
}

TEST_CASE("infinities and NaN stay what they are") {
  CHECK(sum_of({1.0, kInfinity, 2.0}).value() == kInfinity);
  CHECK(sum_of({-kInfinity, 5.0}).value() == -kInfinity);
  CHECK(sum_of({kMaxDouble, kMaxDouble}).value() == kInfinity);
  const double undefined = sum_of({kInfinity, -kInfinity}).value();
  CHECK(undefined != undefined);
  DoubleDouble squares;
  squares.add_square(1e200);
  CHECK(squares.value() == kInfinity);
}

TEST_CASE("add_square is exact: squares of 53-bit integers agree with 128-bit arithmetic") {
  Prng prng(2);
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t x = prng.between(-(1ll << 53), 1ll << 53);
    DoubleDouble sum;
    sum.add_square(static_cast<double>(x));
    const Int128 exact = Int128{x} * x;
    const Int128 got = static_cast<Int128>(sum.hi) + static_cast<Int128>(sum.lo);
    CHECK((got == exact));
  }
}

TEST_CASE("products, differences and quotients carry 100 bits") {
  const DoubleDouble third = DoubleDouble{1.0, 0.0} / 3.0;
  const DoubleDouble one = third * DoubleDouble{3.0, 0.0};
  const DoubleDouble rest = one - DoubleDouble{1.0, 0.0};
  CHECK(rest.value() < 0x1p-100);
  CHECK(rest.value() > -0x1p-100);
  CHECK(third.lo != 0.0);
}

TEST_CASE("operators do not overflow on the way to a finite result") {
  const DoubleDouble huge{0x1p1000, 0.0};
  const DoubleDouble tiny{0x1p-1000, 0.0};
  CHECK((huge * tiny).value() == 1.0);
  CHECK((tiny * huge).value() == 1.0);
  CHECK((DoubleDouble{kMaxDouble, 0.0} * DoubleDouble{1.0, 0.0}).value() == kMaxDouble);
  CHECK((DoubleDouble{kMaxDouble, 0.0} / 1.0).value() == kMaxDouble);
  CHECK((DoubleDouble{1.0, 0.0} / 0x1p1000).value() == 0x1p-1000);
}

TEST_CASE("division by zero and by infinity follow IEEE") {
  CHECK((DoubleDouble{1.0, 0.0} / 0.0).value() == kInfinity);
  CHECK((DoubleDouble{1.0, 0.0} / kInfinity).value() == 0.0);
}

}  // namespace
}  // namespace millrace
