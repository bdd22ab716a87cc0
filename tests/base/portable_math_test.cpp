// tests/base/portable_math_test.cpp — log, exp and power against correctly rounded values, against
// libm within its error, and bit for bit against what every platform must give.
#include "core/base/portable_math.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/hash.hpp"
#include "core/base/prng.hpp"

namespace millrace {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Distance in units in the last place of `expected`.
double ulps_between(double got, double expected) {
  if (got == expected) return 0.0;
  const double ulp = std::nextafter(std::fabs(expected), kInfinity) - std::fabs(expected);
  return std::fabs(got - expected) / ulp;
}

std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}

/// Any finite positive double, every exponent as likely as any other.
double any_positive(Prng& prng) {
  while (true) {
    const double x = __builtin_bit_cast(double, prng.next() >> 1);
    if (x - x == 0.0 && x > 0.0) return x;
  }
}

struct Sample {
  double x;
  double expected;  // correctly rounded, from 200-bit arithmetic
};

TEST_CASE("portable_log is within one ulp of the true logarithm") {
  const std::vector<Sample> samples = {
      {0x1.0000000000000p+1, 0x1.62e42fefa39efp-1},
      {0x1.8000000000000p+1, 0x1.193ea7aad030bp+0},
      {0x1.4000000000000p+3, 0x1.26bb1bbb55516p+1},
      {0x1.0000000000000p-1, -0x1.62e42fefa39efp-1},
      {0x1.999999999999ap-4, -0x1.26bb1bbb55515p+1},
      {0x1.000001ad7f29bp+0, 0x1.ad7f2847b6492p-24},
      {0x1.fffffca501acbp-1, -0x1.ad7f2b1049b9fp-24},
      {0x1.56e1fc2f8f359p-997, -0x1.5963447f87fb5p+9},
      {0x1.7e43c8800759cp+996, 0x1.5963447f87fb5p+9},
      {0x0.0000000000001p-1022, -0x1.74385446d71c3p+9},
      {0x1.0000000000000p-1022, -0x1.6232bdd7abcd2p+9},
      {0x1.6a09e667f3bccp-1, -0x1.62e42fefa39f1p-2},
      {0x1.6a09e667f3bcdp-1, -0x1.62e42fefa39eep-2},
      {0x1.6a09e667f3bcdp+0, 0x1.62e42fefa39f0p-2},
      {0x1.e240c9fbe76c9p+16, 0x1.77281cad8a844p+3},
  };
  for (const Sample& sample : samples) {
    CAPTURE(sample.x);
    CHECK(ulps_between(portable_log(sample.x), sample.expected) <= 1.0);
  }
}

TEST_CASE("portable_exp is within one ulp of the true exponential, down to the last subnormal") {
  const std::vector<Sample> samples = {
      {0x1.0000000000000p+0, 0x1.5bf0a8b145769p+1},
      {-0x1.0000000000000p+0, 0x1.78b56362cef38p-2},
      {0x1.0000000000000p-1, 0x1.a61298e1e069cp+0},
      {0x1.4000000000000p+3, 0x1.5829dcf950560p+14},
      {-0x1.4000000000000p+3, 0x1.7cd79b5647c9bp-15},
      {0x1.b7cdfd9d7bdbbp-34, 0x1.000000006df38p+0},
      {-0x1.b7cdfd9d7bdbbp-34, 0x1.ffffffff24190p-1},
      {0x1.9000000000000p+6, 0x1.3494a9b171bf5p+144},
      {-0x1.9000000000000p+6, 0x1.a8c1f14e2af5dp-145},
      {0x1.62e3d70a3d70ap+9, 0x1.fe9ce5c4c52b4p+1023},
      {-0x1.6240000000000p+9, 0x0.e6cf6d08897acp-1022},
      {-0x1.7200000000000p+9, 0x0.0000000000055p-1022},
      {-0x1.7490a3d70a3d7p+9, 0x0.0000000000001p-1022},
      {0x1.62e42fefa39efp-2, 0x1.6a09e667f3bccp+0},
      {-0x1.62e42fefa39efp-1, 0x1.0000000000000p-1},
  };
  for (const Sample& sample : samples) {
    CAPTURE(sample.x);
    CHECK(ulps_between(portable_exp(sample.x), sample.expected) <= 1.0);
  }
}

TEST_CASE("portable_power is within one ulp, also where its exponent magnifies every error") {
  struct Power {
    double base;
    double exponent;
    double expected;
  };
  const std::vector<Power> samples = {
      {2.0, 0.5, 0x1.6a09e667f3bcdp+0},
      {10.0, 0.5, 0x1.94c583ada5b53p+1},
      {2.0, -0.5, 0x1.6a09e667f3bcdp-1},
      {0x1.199999999999ap+0, 100.0, 0x1.aea4e6126bb95p+13},
      {0x1.ff7ced916872bp-1, -100000.0, 0x1.4469adc1762d6p+144},
      {0x1.000001ad7f29bp+0, 1e9, 0x1.349445c228792p+144},
      {10.0, -5.0, 0x1.4f8b588e368f1p-17},
      {10.0, 308.0, 0x1.1ccf385ebc8a0p+1023},
      {10.0, -308.0, 0x0.730d67819e8d2p-1022},
      {7.5, 2.25, 0x1.7458d394934a4p+6},
      {0x1.000000000afecp+0, 5e10, 0x1.a6129a06cf446p+0},
      {0x1.4f8b588e368f1p-17, 3.5, 0x1.d2ab78e5b8625p-59},
      {2.0, -1074.0, 0x0.0000000000001p-1022},
      {-2.5, -3.0, -0x1.0624dd2f1a9fcp-4},
  };
  for (const Power& sample : samples) {
    CAPTURE(sample.base);
    CAPTURE(sample.exponent);
    CHECK(ulps_between(portable_power(sample.base, sample.exponent), sample.expected) <= 1.0);
  }
}

TEST_CASE("log, exp and power stay beside libm everywhere") {
  Prng prng(1);
  for (int i = 0; i < 20000; ++i) {
    const double x = any_positive(prng);
    CHECK(ulps_between(portable_log(x), std::log(x)) <= 2.0);
    const double near_one = 0.5 + 1.5 * prng.unit();
    CHECK(ulps_between(portable_log(near_one), std::log(near_one)) <= 2.0);
    const double y = (prng.unit() - 0.5) * 1480.0;
    CHECK(ulps_between(portable_exp(y), std::exp(y)) <= 2.0);
    const double base = prng.unit() * 20.0;
    const double exponent = (prng.unit() - 0.5) * 200.0;
    CHECK(ulps_between(portable_power(base, exponent), std::pow(base, exponent)) <= 2.0);
  }
}

TEST_CASE("integer powers are exact where a double can hold them") {
  std::int64_t exact = 1;
  for (int n = 0; n <= 33; ++n) {
    CHECK(portable_power(3.0, n) == static_cast<double>(exact));
    CHECK(portable_power(-3.0, n) == static_cast<double>(n % 2 == 0 ? exact : -exact));
    exact *= 3;
  }
  CHECK(portable_power(2.0, 1023.0) == 0x1p1023);
  CHECK(portable_power(2.0, -1074.0) == 0x1p-1074);
  CHECK(portable_power(0.5, 1074.0) == 0x1p-1074);
  CHECK(portable_power(10.0, 22.0) == 1e22);
}

TEST_CASE("the ends of the range and the special values follow IEEE") {
  CHECK(portable_log(0.0) == -kInfinity);
  CHECK(portable_log(kInfinity) == kInfinity);
  CHECK(std::isnan(portable_log(-1.0)));
  CHECK(std::isnan(portable_log(kNaN)));
  CHECK(portable_log(1.0) == 0.0);
  CHECK(portable_exp(0.0) == 1.0);
  CHECK(portable_exp(709.782712893384) < kInfinity);
  CHECK(portable_exp(709.7827128933841) == kInfinity);
  CHECK(portable_exp(-745.1332191019411) > 0.0);
  CHECK(portable_exp(-745.1332191019412) == 0.0);
  CHECK(portable_exp(kInfinity) == kInfinity);
  CHECK(portable_exp(-kInfinity) == 0.0);
  CHECK(std::isnan(portable_exp(kNaN)));
}

TEST_CASE("power agrees with IEEE's pow on every pair of special values") {
  const std::vector<double> values = {0.0,       -0.0,       1.0,  -1.0, 2.0,   -2.0,
                                      0.5,       -0.5,       3.0,  -3.0, 1e300, -1e300,
                                      kInfinity, -kInfinity, kNaN, 2.5,  -2.5};
  for (const double base : values) {
    for (const double exponent : values) {
      CAPTURE(base);
      CAPTURE(exponent);
      const double expected = std::pow(base, exponent);
      const double got = portable_power(base, exponent);
      if (std::isnan(expected)) {
        CHECK(std::isnan(got));
        continue;
      }
      CHECK(ulps_between(got, expected) <= 1.0);
      CHECK(std::signbit(got) == std::signbit(expected));
    }
  }
}

TEST_CASE("log, exp and power give the same bits on every platform") {
  Prng prng(2);
  std::uint64_t log_bits = 0;
  std::uint64_t exp_bits = 0;
  std::uint64_t power_bits = 0;
  for (int i = 0; i < 20000; ++i) {
    log_bits = combine_hash(log_bits, bits_of(portable_log(any_positive(prng))));
    const double y = (prng.unit() - 0.5) * 1480.0;
    exp_bits = combine_hash(exp_bits, bits_of(portable_exp(y)));
    const double base = prng.unit() * 20.0;
    const double exponent = (prng.unit() - 0.5) * 200.0;
    power_bits = combine_hash(power_bits, bits_of(portable_power(base, exponent)));
  }
  CHECK(log_bits == 1556625101488546208ull);
  CHECK(exp_bits == 8874977826067571296ull);
  CHECK(power_bits == 12629445962788606109ull);
}

}  // namespace
}  // namespace millrace
