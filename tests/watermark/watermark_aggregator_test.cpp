// tests/watermark/watermark_aggregator_test.cpp — W is the least of the partitions that count, and
// never goes back.
#include "core/watermark/watermark_aggregator.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/base/prng.hpp"

namespace millrace {

TEST_CASE("W is the least watermark, and nothing before every partition has one") {
  WatermarkAggregator aggregator(3);
  CHECK(aggregator.advance({0}, {100}) == EventTime::min());
  CHECK(aggregator.advance({1}, {50}) == EventTime::min());
  CHECK(aggregator.advance({2}, {70}) == EventTime{50});
  CHECK(aggregator.advance({2}, {80}) == EventTime{50});
  CHECK(aggregator.advance({1}, {90}) == EventTime{80});
  CHECK(aggregator.current() == EventTime{80});
}

TEST_CASE("W never goes back, and neither does a partition's watermark") {
  WatermarkAggregator aggregator(2);
  aggregator.advance({0}, {100});
  CHECK(aggregator.advance({1}, {100}) == EventTime{100});
  CHECK(aggregator.advance({0}, {20}) == EventTime{100});
  CHECK(aggregator.advance({1}, {150}) == EventTime{100});
  CHECK(aggregator.advance({0}, {120}) == EventTime{120});
}

TEST_CASE("an ended partition holds nothing back, and W is +infinity when all have ended") {
  WatermarkAggregator aggregator(3);
  aggregator.advance({0}, {100});
  aggregator.advance({1}, {50});
  CHECK(aggregator.finish({2}) == EventTime{50});
  CHECK(aggregator.finish({1}) == EventTime{100});
  CHECK(aggregator.finish({1}) == EventTime{100});
  CHECK(aggregator.finish({0}) == EventTime::max());
  WatermarkAggregator at_once(5);
  CHECK(at_once.finish_all() == EventTime::max());
}

TEST_CASE("an idle partition is left out, and one that wakes up behind W does not pull it back") {
  WatermarkAggregator aggregator(2);
  aggregator.advance({0}, {100});
  CHECK(aggregator.mark_idle({1}) == EventTime{100});
  CHECK(aggregator.is_idle({1}));
  CHECK(aggregator.advance({0}, {200}) == EventTime{200});
  CHECK(aggregator.advance({1}, {150}) == EventTime{200});
  CHECK_FALSE(aggregator.is_idle({1}));
  CHECK(aggregator.advance({0}, {300}) == EventTime{200});
  CHECK(aggregator.advance({1}, {250}) == EventTime{250});
  CHECK(aggregator.mark_idle({1}) == EventTime{300});
  CHECK(aggregator.mark_active({1}) == EventTime{300});
}

TEST_CASE("silence makes a partition idle from the timeout on, 30 s by default") {
  WatermarkAggregator aggregator(2);
  aggregator.advance({0}, {100});
  aggregator.note_silence({1}, {29'999});
  CHECK_FALSE(aggregator.is_idle({1}));
  CHECK(aggregator.current() == EventTime::min());
  CHECK(aggregator.note_silence({1}, {30'000}) == EventTime{100});
  CHECK(aggregator.is_idle({1}));
  WatermarkAggregator impatient(1, {5});
  impatient.note_silence({0}, {5});
  CHECK(impatient.is_idle({0}));
}

TEST_CASE("when all fall silent W is the furthest of them, in whatever order they did") {
  WatermarkAggregator forwards(2);
  WatermarkAggregator backwards(2);
  for (WatermarkAggregator* each : {&forwards, &backwards}) {
    each->advance({0}, {100});
    each->advance({1}, {50});
  }
  forwards.mark_idle({0});
  backwards.mark_idle({1});
  CHECK(forwards.mark_idle({1}) == EventTime{100});
  CHECK(backwards.mark_idle({0}) == EventTime{100});
  CHECK(forwards.finish({1}) == EventTime{100});
  CHECK(forwards.finish({0}) == EventTime::max());
}

TEST_CASE("an ended partition stays ended") {
  WatermarkAggregator aggregator(2);
  aggregator.advance({0}, {10});
  aggregator.finish({1});
  aggregator.mark_idle({1});
  CHECK_FALSE(aggregator.is_idle({1}));
  aggregator.mark_active({1});
  CHECK(aggregator.current() == EventTime{10});
}

TEST_CASE("W equals the minimum worked out from scratch after every change") {
  Prng random(2);
  for (int round = 0; round < 30; ++round) {
    constexpr std::uint32_t kPartitions = 5;
    WatermarkAggregator aggregator(kPartitions);
    std::vector<std::int64_t> watermarks(kPartitions, EventTime::min().ms);
    std::vector<char> is_finished(kPartitions, 0);
    EventTime previous = EventTime::min();
    for (int step = 0; step < 200; ++step) {
      const auto partition = static_cast<std::uint32_t>(random.below(kPartitions));
      if (is_finished[partition]) continue;
      if (random.chance(1, 60)) {
        is_finished[partition] = 1;
        watermarks[partition] = EventTime::max().ms;
        aggregator.finish({partition});
      } else {
        const std::int64_t time = random.between(0, 100 + step * 10);
        watermarks[partition] = std::max(watermarks[partition], time);
        aggregator.advance({partition}, {time});
      }
      CHECK(aggregator.current().ms == *std::min_element(watermarks.begin(), watermarks.end()));
      CHECK(aggregator.current() >= previous);
      previous = aggregator.current();
    }
  }
}

}  // namespace millrace
