// tests/ui/number_text_test.cpp — numbers as people read them.
#include "ui/draw/number_text.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "ui/draw/plot.hpp"
#include "ui/draw/time_axis.hpp"

namespace millrace::test {

TEST_CASE("numbers have three digits, a prefix and a unit") {
  CHECK(si_text(12345.6, "rows/s") == "12.3 k rows/s");
  CHECK(si_text(0.00123, "s") == "1.23 ms");
  CHECK(si_text(999.6, "s") == "1.00 ks");
  CHECK(si_text(-1500.0, "B") == "-1.50 kB");
  CHECK(si_text(0.0, "s") == "0 s");
  CHECK(si_text(std::numeric_limits<double>::quiet_NaN(), "s") == kNoValue);
  CHECK(si_text(std::numeric_limits<double>::infinity(), "s") == kNoValue);
}

TEST_CASE("counts are whole until they are long") {
  CHECK(count_text(0) == "0");
  CHECK(count_text(8192) == "8,192");
  CHECK(count_text(-9999) == "-9,999");
  CHECK(count_text(12'345'678) == "12.3 M");
}

TEST_CASE("times, shares and sizes say what they are in") {
  CHECK(length_text(38'100'000) == "38.1 ms");
  CHECK(length_text(185'000'000'000) == "3 min 05 s");
  CHECK(clock_text(83'456'000'000) == "00:01:23.456");
  CHECK(share_text(0.0234) == "2.3 %");
  CHECK(share_text(1.0) == "100 %");
  CHECK(size_text(1536) == "1.50 KiB");
  CHECK(times_text(1.44) == "1.4\xc3\x97");
}

TEST_CASE("the time axis keeps to what there is and stands still where the mouse is") {
  TimeAxis axis;
  axis.limit_s = 10.0;
  axis.fit();
  axis.zoom(0.5, 4.0);
  CHECK(axis.begin_s == doctest::Approx(2.0));
  CHECK(axis.end_s == doctest::Approx(7.0));
  CHECK_FALSE(axis.is_following);
  axis.pan(100.0);
  CHECK(axis.end_s == doctest::Approx(10.0));
  CHECK(axis.span_s() == doctest::Approx(5.0));
  axis.zoom(100.0, 8.0);
  CHECK(axis.begin_s == doctest::Approx(0.0));
  CHECK(axis.end_s == doctest::Approx(10.0));
}

TEST_CASE("ticks are round and within") {
  CHECK(round_ticks(0.0, 1.0, 5) ==
        std::vector<double>{0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0});
  CHECK(round_ticks(3.0, 3.0, 5).empty());
  CHECK(round_up(123.0) == doctest::Approx(150.0));
  CHECK(round_up(0.0) == doctest::Approx(1.0));
}

}  // namespace millrace::test
