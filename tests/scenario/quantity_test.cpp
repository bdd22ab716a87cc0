// tests/scenario/quantity_test.cpp — numbers with units, in and out.
#include "sim/scenario/quantity.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

namespace millrace::test {

namespace {

/// The value's canonical text, or the problem: "missing-unit (30s)".
template <typename T>
std::string outcome(const ValueReading<T>& reading, const std::string& text) {
  if (reading.value.has_value()) return text;
  const std::string& suggestion = reading.problem.suggestion;
  return reading.problem.rule_id + (suggestion.empty() ? "" : " (" + suggestion + ")");
}

struct Case {
  std::string text;
  std::string expected;
};

}  // namespace

TEST_CASE("durations carry units, are exact, and print with at most three decimals") {
  const std::vector<Case> cases = {
      {"30s", "30s"},
      {"60s", "1m"},
      {"90s", "90s"},
      {"1m30s", "90s"},
      {"1.5ms", "1.5ms"},
      {"1500us", "1.5ms"},
      {"80ns", "80ns"},
      {"1500ns", "1.5us"},
      {"1500µs", "1.5ms"},
      {"2 m", "2m"},
      {"1h", "1h"},
      {"24h", "1d"},
      {"1w", "7d"},
      {"0s", "0s"},
      {"0.5s", "500ms"},
      {"1.25s", "1.25s"},
      {"1.0005s", "1000.5ms"},
      {"1000000001ns", "1000000.001us"},
      {"-5s", "-5s"},
      {".5s", "500ms"},
      {"30", "missing-unit (30s)"},
      {"0", "missing-unit (0s)"},
      {"1m30", "missing-unit (1m30s)"},
      {"", "bad-value"},
      {"s", "bad-value"},
      {"-", "bad-value"},
      {"5 parsecs", "bad-value"},
      {"5S", "bad-value"},
      {"1:30", "bad-value"},
      {"0.3ns", "bad-value"},
      {"1e3s", "bad-value"},
      {"9223372036854775807ns", "9223372036854775.807us"},
      {"9223372036854775808ns", "bad-value"},
      {"300y", "bad-value"},
      {"15251w", "bad-value"},
      {"9223372036s855ms", "bad-value"},
      {"99999999999999999999999999999999999999999999s", "bad-value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const ValueReading<VirtualDuration> reading = parse_duration(c.text);
    CHECK(outcome(reading, reading.value ? duration_text(*reading.value) : "") == c.expected);
  }
}

TEST_CASE("a duration's text reads back to the same nanoseconds") {
  for (std::int64_t ns :
       {std::int64_t{1}, std::int64_t{999}, std::int64_t{1'000}, std::int64_t{1'001},
        std::int64_t{123'456'789}, std::int64_t{60'000'000'000}, std::int64_t{86'399'999'999'999},
        std::numeric_limits<std::int64_t>::max()}) {
    for (int i = 0; i < 40 && ns > 0; ++i, ns /= 3) {
      CAPTURE(ns);
      CHECK(parse_duration(duration_text(VirtualDuration{ns})).value == VirtualDuration{ns});
      CHECK(parse_duration(duration_text(VirtualDuration{-ns})).value == VirtualDuration{-ns});
    }
  }
}

TEST_CASE("rates say per what") {
  const std::vector<Case> cases = {
      {"200k/s", "200k/s"},
      {"12.5k/s", "12.5k/s"},
      {"1M/s", "1M/s"},
      {"60/m", "1/s"},
      {"1000/s", "1k/s"},
      {"999/s", "999/s"},
      {"0.5/s", "0.5/s"},
      {"1234567/s", "1234.567k/s"},
      {"1/ms", "1k/s"},
      {"1e21/s", "1e21/s"},
      {"1.5G/s", "1500M/s"},
      {"0/s", "0/s"},
      {"200k", "missing-unit (200k/s)"},
      {"200", "missing-unit (200/s)"},
      {"fast", "bad-value"},
      {"200q/s", "bad-value"},
      {"200k/parsec", "bad-value"},
      {"-1/s", "bad-value"},
      {"1e999/s", "bad-value"},
      {"/s", "bad-value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const ValueReading<double> reading = parse_rate(c.text);
    CHECK(outcome(reading, reading.value ? rate_text(*reading.value) : "") == c.expected);
    if (reading.value) CHECK(parse_rate(rate_text(*reading.value)).value == reading.value);
  }
}

TEST_CASE("costs may be fractions of a nanosecond") {
  const std::vector<Case> cases = {
      {"60ns", "60ns"},     {"0.8ns", "0.8ns"},     {"4us", "4us"},
      {"1.5us", "1.5us"},   {"2ms", "2ms"},         {"60", "missing-unit (60ns)"},
      {"1e-7ns", "1e-7ns"}, {"1e3us", "bad-value"}, {"cheap", "bad-value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const ValueReading<double> reading = parse_cost(c.text);
    CHECK(outcome(reading, reading.value ? cost_text(*reading.value) : "") == c.expected);
    if (reading.value) CHECK(parse_cost(cost_text(*reading.value)).value == reading.value);
  }
}

TEST_CASE("bytes are counts or have units of two kinds") {
  const std::vector<Case> cases = {
      {"1048576", "1MiB"},
      {"64KiB", "64KiB"},
      {"1.5MiB", "1536KiB"},
      {"10MB", "10000000"},
      {"100", "100"},
      {"0", "0"},
      {"2 GiB", "2GiB"},
      {"1.5B", "bad-value"},
      {"10 apples", "bad-value"},
      {"", "bad-value"},
      {"99999999999999999999GiB", "bad-value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const ValueReading<std::int64_t> reading = parse_bytes(c.text);
    CHECK(outcome(reading, reading.value ? bytes_text(*reading.value) : "") == c.expected);
  }
}

TEST_CASE("shares lie between 0 and 1, or are percent") {
  const std::vector<Case> cases = {
      {"0.4", "0.4"},
      {"40%", "0.4"},
      {"12.5%", "0.125"},
      {"1", "1"},
      {"0", "0"},
      {"100%", "1"},
      {"1.1", "out-of-range"},
      {"101%", "out-of-range"},
      {"-0.1", "out-of-range"},
      {"%", "out-of-range"},
      {"many", "out-of-range"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const ValueReading<double> reading = parse_share(c.text);
    CHECK(outcome(reading, reading.value ? number_text(*reading.value) : "") == c.expected);
  }
}

TEST_CASE("what YAML 1.1 takes for numbers and flags is none here") {
  const std::vector<Case> integers = {
      {"42", "42"},
      {"-7", "-7"},
      {"1_000", "1000"},
      {"0", "0"},
      {"010", "bad-value (10)"},
      {"000", "bad-value (0)"},
      {"0x10", "bad-value"},
      {"0o17", "bad-value"},
      {"1:30", "bad-value"},
      {"1e3", "bad-value"},
      {"1.0", "bad-value"},
      {"_1", "bad-value"},
      {"1__0", "bad-value"},
      {"", "bad-value"},
      {"99999999999999999999", "bad-value"},
  };
  for (const Case& c : integers) {
    CAPTURE(c.text);
    const ValueReading<std::int64_t> reading = parse_integer(c.text);
    CHECK(outcome(reading, reading.value ? std::to_string(*reading.value) : "") == c.expected);
  }
  CHECK(parse_unsigned("18446744073709551615").value == std::numeric_limits<std::uint64_t>::max());
  CHECK(!parse_unsigned("18446744073709551616").value.has_value());
  CHECK(!parse_unsigned("-1").value.has_value());
  for (const char* text : {".inf", ".nan", "0x10", "1_0.5", "inf", "NaN", "1.2.3", "", "+", "."}) {
    CAPTURE(text);
    CHECK(!parse_number(text).value.has_value());
  }
  CHECK(parse_number("-1.5e3").value == -1500.0);
  const std::vector<Case> flags = {{"true", "true"},
                                   {"False", "false"},
                                   {"yes", "bad-value (true)"},
                                   {"off", "bad-value (false)"},
                                   {"maybe", "bad-value"}};
  for (const Case& c : flags) {
    CAPTURE(c.text);
    const ValueReading<bool> reading = parse_flag(c.text);
    CHECK(outcome(reading, reading.value == true ? "true" : "false") == c.expected);
  }
}

}  // namespace millrace::test
