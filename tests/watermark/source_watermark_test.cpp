// tests/watermark/source_watermark_test.cpp — wm_p before each row, whatever the batches.
#include "core/watermark/source_watermark.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <optional>
#include <vector>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::min();
using Times = std::vector<std::optional<std::int64_t>>;

RecordBatch batch_of(const Times& event_times) {
  RecordBatch batch;
  ColumnBuilder builder(DataType::timestamp());
  for (const auto& time : event_times) {
    if (time) {
      builder.append_int64(*time);
    } else {
      builder.append_null();
    }
  }
  batch.event_times = builder.take();
  batch.row_count = static_cast<std::uint32_t>(event_times.size());
  return batch;
}

std::vector<std::int64_t> stamped(SourceWatermark& watermark, const Times& event_times) {
  RecordBatch batch = batch_of(event_times);
  watermark.stamp(batch);
  const auto values = batch.watermarks_before.int64s();
  CHECK(batch.watermarks_before.type() == DataType::timestamp());
  return {values.begin(), values.end()};
}

bool is_late(SourceWatermark& watermark, std::int64_t time) {
  return time < stamped(watermark, {time}).front();
}

}  // namespace

TEST_CASE("each row is stamped with the watermark before it, which never goes back") {
  SourceWatermark watermark({10});
  CHECK(watermark.current() == EventTime::min());
  CHECK(stamped(watermark, {100, 105, 90, 120, 119}) ==
        std::vector<std::int64_t>{kNone, 90, 95, 95, 110});
  CHECK(watermark.current() == EventTime{110});
  CHECK(stamped(watermark, {0, 130}) == std::vector<std::int64_t>{110, 110});
  CHECK(watermark.current() == EventTime{120});
}

TEST_CASE("rows without event time leave the watermark") {
  SourceWatermark watermark({10});
  CHECK(stamped(watermark, {std::nullopt, 50, std::nullopt, 60}) ==
        std::vector<std::int64_t>{kNone, kNone, 40, 40});
  CHECK(watermark.current() == EventTime{50});
  SourceWatermark untouched;
  CHECK(stamped(untouched, {std::nullopt, std::nullopt}) ==
        std::vector<std::int64_t>{kNone, kNone});
  CHECK(untouched.current() == EventTime::min());
}

TEST_CASE("a batch without event times gets no watermarks") {
  SourceWatermark watermark;
  RecordBatch batch;
  batch.row_count = 3;
  batch.watermarks_before = Column::of_constant(Value::timestamp(1), 3);
  watermark.stamp(batch);
  CHECK(batch.watermarks_before.row_count() == 0);
  CHECK(watermark.current() == EventTime::min());
}

TEST_CASE("Velostream's cases: 60 s of tolerance by default, 10 s and 120 s when asked") {
  constexpr std::int64_t kNow = 1'000'000'000;
  SourceWatermark usual;
  CHECK_FALSE(is_late(usual, kNow));
  CHECK(usual.current() == EventTime{kNow - 60'000});
  CHECK(is_late(usual, kNow - 90'000));
  CHECK_FALSE(is_late(usual, kNow - 60'000));
  CHECK(usual.current() == EventTime{kNow - 60'000});
  SourceWatermark strict({10'000});
  strict.observe({kNow});
  CHECK(strict.current() == EventTime{kNow - 10'000});
  strict.observe({kNow - 5'000});
  CHECK(strict.current() == EventTime{kNow - 10'000});
  CHECK(is_late(strict, kNow - 15'000));
  strict.observe({kNow + 1});
  CHECK(strict.current() == EventTime{kNow - 9'999});
  SourceWatermark tolerant({120'000});
  tolerant.observe({kNow});
  CHECK_FALSE(is_late(tolerant, kNow - 90'000));
}

TEST_CASE("of now, +10 s, -90 s, +20 s only the third is late, in one batch and row by row alike") {
  constexpr std::int64_t kNow = 1'000'000'000;
  const Times times = {kNow, kNow + 10'000, kNow - 90'000, kNow + 20'000};
  SourceWatermark whole;
  const auto before = stamped(whole, times);
  SourceWatermark single;
  for (std::size_t i = 0; i < times.size(); ++i) {
    CHECK((*times[i] < before[i]) == (i == 2));
    CHECK(is_late(single, *times[i]) == (i == 2));
  }
}

TEST_CASE("negative times and -1 ms are times like any other") {
  SourceWatermark watermark({0});
  CHECK(stamped(watermark, {-1000, -1, 0}) == std::vector<std::int64_t>{kNone, -1000, -1});
  CHECK(watermark.current() == EventTime{0});
}

TEST_CASE("the ends of the range saturate and never become +infinity") {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  SourceWatermark watermark({10});
  CHECK(stamped(watermark, {kNone, kNone + 5, kNone + 11, kMax}) ==
        std::vector<std::int64_t>{kNone, kNone, kNone, kNone + 1});
  CHECK(watermark.current() == EventTime{kMax - 10});
  CHECK(watermark.current() < EventTime::max());
}

TEST_CASE("how the rows are cut into batches changes no stamp") {
  Prng random(6);
  for (int round = 0; round < 50; ++round) {
    Times times;
    for (int row = 0; row < 200; ++row) {
      times.push_back(random.chance(1, 10) ? std::nullopt
                                           : std::optional(random.between(-5'000, 5'000)));
    }
    SourceWatermark whole({500});
    const auto expected = stamped(whole, times);
    SourceWatermark pieces({500});
    std::vector<std::int64_t> joined;
    for (std::size_t begin = 0; begin < times.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random.below(40), times.size() - begin);
      const auto first = times.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto part = stamped(pieces, Times(first, first + static_cast<std::ptrdiff_t>(size)));
      joined.insert(joined.end(), part.begin(), part.end());
      begin += size;
    }
    CHECK(joined == expected);
    CHECK(pieces.current() == whole.current());
    for (std::size_t row = 1; row < expected.size(); ++row)
      CHECK(expected[row] >= expected[row - 1]);
  }
}

}  // namespace millrace
