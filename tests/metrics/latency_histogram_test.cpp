// tests/metrics/latency_histogram_test.cpp — HdrHistogram's own published properties, and exact merging.
#include "core/metrics/latency_histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <vector>

#include "core/base/prng.hpp"
#include "core/metrics/packed_histogram.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

bool is_close(std::int64_t value, std::int64_t expected) {
  return value * 1000 >= expected * 999 && value * 1000 <= expected * 1001;
}

/// HdrHistogram's example, in µs: 10,000 values of 1 ms, then one pause of 100 s; with the samples that the pause hid.
LatencyHistogram published_example(bool with_hidden_samples) {
  LatencyHistogram histogram;
  histogram.record(1'000, 10'000);
  histogram.record(100'000'000);
  if (!with_hidden_samples) return histogram;
  for (std::int64_t value = 100'000'000 - 10'000; value >= 10'000; value -= 10'000) {
    histogram.record(value);
  }
  return histogram;
}

}  // namespace

TEST_CASE("the steps of values are HdrHistogram's for 3 significant digits") {
  struct Step {
    std::int64_t value;
    std::int64_t lowest;
    std::int64_t highest;
    std::int64_t median;
  };
  const Step steps[] = {{0, 0, 0, 0},
                        {1, 1, 1, 1},
                        {2047, 2047, 2047, 2047},
                        {2048, 2048, 2049, 2049},
                        {2500, 2500, 2501, 2501},
                        {4000, 4000, 4001, 4001},
                        {8000, 8000, 8003, 8002},
                        {8180, 8180, 8183, 8182},
                        {8191, 8188, 8191, 8190},
                        {8193, 8192, 8199, 8196},
                        {9995, 9992, 9999, 9996},
                        {10007, 10000, 10007, 10004},
                        {10008, 10008, 10015, 10012}};
  for (const Step& step : steps) {
    CHECK(LatencyHistogram::lowest_equivalent(step.value) == step.lowest);
    CHECK(LatencyHistogram::highest_equivalent(step.value) == step.highest);
    CHECK(LatencyHistogram::median_equivalent(step.value) == step.median);
  }
}

TEST_CASE("every value lies in its step, steps meet without gap, and none is wider than 0.1 %") {
  std::vector<std::int64_t> values = {0, 1, 2046, 2047, 2048, 2049, kMax - 1, kMax};
  Prng random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = random.next();
    values.push_back(static_cast<std::int64_t>(bits >> (1 + random.below(62))));
  }
  for (const std::int64_t value : values) {
    const std::int64_t lowest = LatencyHistogram::lowest_equivalent(value);
    const std::int64_t highest = LatencyHistogram::highest_equivalent(value);
    CHECK(lowest <= value);
    CHECK(value <= highest);
    CHECK((highest - lowest) <= lowest / 1000);
    if (lowest > 0) CHECK(LatencyHistogram::highest_equivalent(lowest - 1) == lowest - 1);
    if (highest < kMax) CHECK(LatencyHistogram::lowest_equivalent(highest + 1) == highest + 1);
  }
}

TEST_CASE("the published example: a pause seen and a pause hidden") {
  const LatencyHistogram hidden = published_example(false);
  CHECK(hidden.count() == 10'001);
  for (const std::int64_t part : {30'000, 50'000, 99'000, 99'990}) {
    CHECK(hidden.value_at_quantile(part, 100'000) == 1'000);
  }
  CHECK(is_close(hidden.value_at_quantile(99'999, 100'000), 100'000'000));
  CHECK(hidden.value_at_quantile(1, 1) == 100'000'000);

  const LatencyHistogram seen = published_example(true);
  CHECK(seen.count() == 20'000);
  const std::pair<std::int64_t, std::int64_t> quantiles[] = {
      {30'000, 1'000},      {50'000, 1'000},      {75'000, 50'000'000},
      {90'000, 80'000'000}, {99'000, 98'000'000}, {99'999, 100'000'000}};
  for (const auto& [part, expected] : quantiles) {
    CHECK(is_close(seen.value_at_quantile(part, 100'000), expected));
  }
  CHECK(seen.mean() == 25'003'000.0);
  CHECK(seen.standard_deviation() > 32'276'000.0);
  CHECK(seen.standard_deviation() < 32'277'000.0);
}

TEST_CASE("small values are exact, and so are minimum, maximum and mean of all") {
  LatencyHistogram histogram;
  for (std::int64_t value = 1; value <= 1000; ++value) histogram.record(value);
  CHECK(figures_of(histogram) == LatencyFigures{.count = 1000,
                                                .p50 = 500,
                                                .p90 = 900,
                                                .p95 = 950,
                                                .p99 = 990,
                                                .p999 = 999,
                                                .maximum = 1000});
  CHECK(histogram.mean() == 500.5);
  CHECK(histogram.value_at_quantile(0, 100) == 1);
  histogram.record(123'456'789);
  CHECK(histogram.maximum() == 123'456'789);
  CHECK(histogram.value_at_quantile(1, 1) == 123'456'789);
  CHECK(histogram.minimum() == 1);
  CHECK(histogram.count_at_or_below(10) == 10);
  CHECK(histogram.count_at_or_below(-1) == 0);
  CHECK(histogram.count_at_or_below(kMax) == 1001);
}

TEST_CASE("quantiles are within 0.1 % of the sorted values") {
  Prng random(2);
  LatencyHistogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 10'000; ++i) {
    values.push_back(static_cast<std::int64_t>(random.below(1ull << (1 + random.below(40)))));
    histogram.record(values.back());
  }
  std::sort(values.begin(), values.end());
  for (std::int64_t part = 1; part <= 1000; ++part) {
    const std::int64_t exact = values[static_cast<std::size_t>((part * 10'000 + 999) / 1000 - 1)];
    const std::int64_t read = histogram.value_at_quantile(part, 1000);
    CHECK(read >= exact);
    CHECK(read <= exact + exact / 1000);
  }
}

TEST_CASE("merging is recording both streams, in any order") {
  Prng random(3);
  LatencyHistogram together;
  LatencyHistogram parts[3];
  for (int i = 0; i < 3'000; ++i) {
    const auto value = static_cast<std::int64_t>(random.below(1ull << (1 + random.below(50))));
    together.record(value);
    parts[random.below(3)].record(value);
  }
  LatencyHistogram forwards;
  LatencyHistogram backwards;
  for (int i = 0; i < 3; ++i) {
    forwards.merge(parts[i]);
    backwards.merge(parts[2 - i]);
  }
  CHECK(forwards == together);
  CHECK(backwards == together);
  forwards.merge(LatencyHistogram());
  CHECK(forwards == together);
}

TEST_CASE("an empty histogram says 0, and recording no rows changes nothing") {
  LatencyHistogram histogram;
  histogram.record(5, 0);
  CHECK(histogram == LatencyHistogram());
  CHECK(figures_of(histogram) == LatencyFigures());
  CHECK(histogram.mean() == 0.0);
  CHECK(histogram.standard_deviation() == 0.0);
  CHECK(histogram.minimum() == 0);
  histogram.record(7);
  histogram.clear();
  CHECK(histogram.is_empty());
}

TEST_CASE("a packed histogram merges as the histogram itself does, in less memory") {
  LatencyHistogram histogram;
  for (std::int64_t i = 0; i < 500; ++i)
    histogram.record(i * i * 977, i % 3 == 0 ? 5'000'000'000 : 1);
  const PackedHistogram packed(histogram);
  LatencyHistogram before;
  before.record(123'456);
  LatencyHistogram expected = before;
  expected.merge(histogram);
  LatencyHistogram got = before;
  packed.merge_into(got);
  CHECK(got == expected);
  LatencyHistogram alone;
  packed.merge_into(alone);
  CHECK(alone == histogram);
  CHECK(packed.byte_count() < histogram.byte_count() / 4);
  PackedHistogram().merge_into(got);
  PackedHistogram(LatencyHistogram()).merge_into(got);
  CHECK(got == expected);
}

TEST_CASE("the largest values fit, and their sum does not overflow") {
  LatencyHistogram histogram;
  histogram.record(kMax, 1'000);
  CHECK(histogram.maximum() == kMax);
  CHECK(histogram.value_at_quantile(1, 2) == kMax);
  CHECK(histogram.mean() == static_cast<double>(kMax));
  CHECK(histogram.counts().size() <= 65'536);
}

}  // namespace millrace
