// tests/data/decimal_test.cpp — exact decimals: examples, the ends of the range, and laws held on
// random numbers.
#include "core/data/decimal.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

std::string text_of(const std::optional<Decimal>& value) {
  return value ? to_text(*value) : "overflow";
}

Decimal decimal(std::string_view text) {
  const auto value = parse_decimal(text);
  REQUIRE(value.has_value());
  return *value;
}

/// Small, large and extreme numbers in equal parts.
Decimal any_decimal(Prng& prng) {
  const int scale = static_cast<int>(prng.below(19));
  switch (prng.below(3)) {
    case 0:
      return {prng.between(-1000, 1000), scale};
    case 1:
      return {prng.between(-1'000'000'000'000, 1'000'000'000'000), scale};
    default:
      return {prng.between(kMin, kMax), scale};
  }
}

TEST_CASE("decimals print with their sign and every digit of their scale") {
  CHECK(to_text(Decimal{-5, 2}) == "-0.05");
  CHECK(to_text(Decimal{5, 2}) == "0.05");
  CHECK(to_text(Decimal{0, 3}) == "0.000");
  CHECK(to_text(Decimal{-12345, 3}) == "-12.345");
  CHECK(to_text(Decimal{100, 0}) == "100");
  CHECK(to_text(Decimal{-100, 2}) == "-1.00");
  CHECK(to_text(Decimal{kMin, 18}) == "-9.223372036854775808");
  std::string wide;
  append_decimal(wide, Int128{kMax} * 1000, 4);
  CHECK(wide == "922337203685477580.7000");
}

TEST_CASE("decimals are read at the scale that their text has") {
  struct Row {
    std::string text;
    std::int64_t unscaled;
    int scale;
  };
  const std::vector<Row> rows = {{"-12.345", -12345, 3},
                                 {"0", 0, 0},
                                 {"1.00", 100, 2},
                                 {"-0.05", -5, 2},
                                 {"+7", 7, 0},
                                 {".5", 5, 1},
                                 {"000000000000000000000012", 12, 0},
                                 {"999999999999999999", 999'999'999'999'999'999, 0},
                                 {"0.999999999999999999", 999'999'999'999'999'999, 18}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto value = parse_decimal(row.text);
    REQUIRE(value.has_value());
    CHECK(value->unscaled == row.unscaled);
    CHECK(value->scale == row.scale);
  }
  for (const std::string_view text :
       {"", "-", ".", "5.", "1.2.3", "1e5", " 1", "1 ", "--1", "1,5", "abc", "1000000000000000000",
        "0.1234567890123456789", "NaN"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_decimal(text).has_value());
  }
}

TEST_CASE("sums keep the larger scale and products add the scales") {
  CHECK(text_of(add(decimal("1.5"), decimal("0.25"))) == "1.75");
  CHECK(text_of(subtract(decimal("1"), decimal("0.001"))) == "0.999");
  CHECK(text_of(multiply(decimal("1.5"), decimal("-0.25"))) == "-0.375");
  CHECK(text_of(multiply(decimal("0.0000000001"), decimal("0.000000001"))) == "overflow");
}

TEST_CASE("quotients have four more digits and round half away from zero") {
  CHECK(text_of(divide(decimal("1"), decimal("3"))) == "0.3333");
  CHECK(text_of(divide(decimal("2"), decimal("3"))) == "0.6667");
  CHECK(text_of(divide(decimal("-2"), decimal("3"))) == "-0.6667");
  CHECK(text_of(divide(decimal("1.00"), decimal("8.0"))) == "0.125000");
  CHECK(text_of(divide(decimal("1"), decimal("20000"))) == "0.0001");  // 0.00005 is a tie
  CHECK(text_of(divide(decimal("-1"), decimal("20000"))) == "-0.0001");
  CHECK(text_of(divide(Decimal{1, 18}, Decimal{3, 18})) == "0.333333333333333333");
  CHECK(text_of(divide(Decimal{84, 0}, Decimal{9'200'000'000'000'000'000, 18})) ==
        "9.130434782608695652");
  CHECK(text_of(divide(Decimal{kMax, 0}, Decimal{1, 18})) == "overflow");
  CHECK(text_of(divide(Decimal{kMin, 0}, Decimal{-1, 0})) == "overflow");
}

TEST_CASE("results that leave int64 are refused, never wrapped") {
  CHECK(text_of(add({kMax, 0}, {1, 0})) == "overflow");
  CHECK(text_of(add({kMax, 0}, {-1, 0})) == "9223372036854775806");
  CHECK(text_of(add({kMax, 0}, {0, 1})) == "overflow");  // the scale alone is too much
  CHECK(text_of(subtract({kMin, 0}, {1, 0})) == "overflow");
  CHECK(text_of(multiply({kMax, 0}, {2, 0})) == "overflow");
  CHECK(text_of(multiply({kMin, 0}, {-1, 0})) == "overflow");
  CHECK(text_of(rescale({kMax, 0}, 1)) == "overflow");
}

TEST_CASE("rescale rounds half away from zero when digits go") {
  CHECK(text_of(rescale(decimal("1.005"), 2)) == "1.01");
  CHECK(text_of(rescale(decimal("-1.005"), 2)) == "-1.01");
  CHECK(text_of(rescale(decimal("1.004"), 2)) == "1.00");
  CHECK(text_of(rescale(decimal("0.5"), 0)) == "1");
  CHECK(text_of(rescale(decimal("-0.4"), 0)) == "0");
  CHECK(text_of(rescale(decimal("7"), 3)) == "7.000");
}

TEST_CASE("compare looks at the value and not at the scale") {
  CHECK(compare(decimal("1.0"), decimal("1.00")) == 0);
  CHECK(compare(decimal("-0.05"), decimal("0")) == -1);
  CHECK(compare({kMax, 0}, {kMax, 18}) == 1);
  CHECK(compare({kMin, 0}, {kMax, 18}) == -1);
}

TEST_CASE("add and subtract agree with 128-bit arithmetic, or overflow with it") {
  Prng prng(1);
  for (int i = 0; i < 20000; ++i) {
    const Decimal a = any_decimal(prng);
    const Decimal b = any_decimal(prng);
    const int scale = std::max(a.scale, b.scale);
    const Int128 left = Int128{a.unscaled} * power_of_ten(scale - a.scale);
    const Int128 right = Int128{b.unscaled} * power_of_ten(scale - b.scale);
    const auto sum = add(a, b);
    CHECK(sum.has_value() == narrow_to_int64(left + right).has_value());
    if (sum) CHECK((sum->unscaled == left + right));
    const auto difference = subtract(a, b);
    CHECK(difference.has_value() == narrow_to_int64(left - right).has_value());
    if (difference) CHECK((difference->unscaled == left - right));
    CHECK(compare(a, b) == (left < right ? -1 : (left > right ? 1 : 0)));
  }
}

TEST_CASE("a product is exact or overflows") {
  Prng prng(2);
  for (int i = 0; i < 20000; ++i) {
    const Decimal a = any_decimal(prng);
    const Decimal b = any_decimal(prng);
    const auto product = multiply(a, b);
    const Int128 exact = Int128{a.unscaled} * b.unscaled;
    CHECK(product.has_value() == (a.scale + b.scale <= 18 && narrow_to_int64(exact).has_value()));
    if (!product) continue;
    CHECK((product->unscaled == exact));
    CHECK(product->scale == a.scale + b.scale);
  }
}

TEST_CASE("a quotient is the nearest one of its scale, ties away from zero") {
  Prng prng(3);
  int checked = 0;
  for (int i = 0; i < 20000; ++i) {
    const Decimal a{prng.between(-1'000'000'000, 1'000'000'000), static_cast<int>(prng.below(7))};
    const Decimal b{prng.chance(1, 2) ? prng.between(1, 50) : prng.between(-1'000'000'000, -1),
                    static_cast<int>(prng.below(7))};
    const auto quotient = divide(a, b);
    const int scale = std::min(std::max(a.scale, b.scale) + 4, 18);
    const Int128 numerator = a.unscaled * power_of_ten(scale - a.scale + b.scale);
    if (!quotient) {
      CHECK_FALSE(narrow_to_int64(numerator / b.unscaled).has_value());
      continue;
    }
    ++checked;
    CHECK(quotient->scale == scale);
    // |a/b - q| <= 1/2 in the last place of q, by cross-multiplying: |2 (A - q B)| <= |B|, and away
    // from zero if equal.
    const Int128 rest = numerator - Int128{quotient->unscaled} * b.unscaled;
    const Int128 doubled = rest < 0 ? -2 * rest : 2 * rest;
    const Int128 divisor = b.unscaled < 0 ? -Int128{b.unscaled} : Int128{b.unscaled};
    CHECK((doubled <= divisor));
    if (doubled == divisor && numerator != 0) {
      const bool is_away = (rest < 0) != (numerator < 0);  // q lies beyond a/b
      CHECK(is_away);
    }
  }
  CHECK(checked > 15000);
}

TEST_CASE("every decimal of 18 digits survives printing and reading") {
  Prng prng(4);
  for (int i = 0; i < 20000; ++i) {
    const Decimal value{prng.between(-999'999'999'999'999'999, 999'999'999'999'999'999),
                        static_cast<int>(prng.below(19))};
    const auto back = parse_decimal(to_text(value));
    REQUIRE(back.has_value());
    CHECK(back->unscaled == value.unscaled);
    CHECK(back->scale == value.scale);
  }
}

TEST_CASE("to_double gives the nearest double, as a correct reader of the text does") {
  Prng prng(5);
  for (int i = 0; i < 20000; ++i) {
    const Decimal value = any_decimal(prng);
    CHECK(to_double(value) == parse_double(to_text(value)));
  }
  CHECK(to_double({kMin, 0}) == -0x1p63);
  CHECK(to_double({kMax, 0}) == 0x1p63);
  CHECK(to_double({(1ll << 53) + 1, 0}) == 0x1p53);        // tie, to even
  CHECK(to_double({(1ll << 53) + 3, 0}) == 0x1p53 + 4.0);  // tie, to even
}

TEST_CASE("decimal_of_double rounds the exact value of the double") {
  CHECK(text_of(decimal_of_double(0.5, 0)) == "1");
  CHECK(text_of(decimal_of_double(-0.5, 0)) == "-1");
  CHECK(text_of(decimal_of_double(2.5, 0)) == "3");
  CHECK(text_of(decimal_of_double(0.49999999999999994, 0)) == "0");
  CHECK(text_of(decimal_of_double(1.005, 2)) == "1.00");  // the double lies below 1.005
  CHECK(text_of(decimal_of_double(1.015625, 5)) == "1.01563");
  CHECK(text_of(decimal_of_double(0.1, 18)) == "0.100000000000000006");
  CHECK(text_of(decimal_of_double(-0.0, 2)) == "0.00");
  CHECK(text_of(decimal_of_double(5e-324, 18)) == "0.000000000000000000");
  CHECK(text_of(decimal_of_double(0x1p62, 0)) == "4611686018427387904");
  CHECK(text_of(decimal_of_double(-0x1p63, 0)) == "-9223372036854775808");
  CHECK(text_of(decimal_of_double(0x1p63, 0)) == "overflow");
  CHECK(text_of(decimal_of_double(1e300, 0)) == "overflow");
  CHECK(text_of(decimal_of_double(100.0, 17)) == "overflow");
  CHECK(text_of(decimal_of_double(std::numeric_limits<double>::infinity(), 0)) == "overflow");
  CHECK(text_of(decimal_of_double(std::numeric_limits<double>::quiet_NaN(), 0)) == "overflow");
}

TEST_CASE("a decimal of up to 15 digits comes back from its double") {
  Prng prng(6);
  for (int i = 0; i < 20000; ++i) {
    const Decimal value{prng.between(-999'999'999'999'999, 999'999'999'999'999),
                        static_cast<int>(prng.below(19))};
    const auto back = decimal_of_double(to_double(value), value.scale);
    REQUIRE(back.has_value());
    CHECK(back->unscaled == value.unscaled);
  }
}

}  // namespace
}  // namespace millrace
