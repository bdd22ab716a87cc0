// tests/study/calibration_test.cpp — prices by a clock that the test turns, and cost files there and back.
#include "sim/study/calibration.hpp"

#include <doctest/doctest.h>

#include <set>

namespace millrace {

TEST_CASE("every cost but those of receiving and writing rows gets a price, once") {
  std::int64_t now = 0;
  // The clock goes on by the same step at each look: every experiment seems to take as long.
  const auto costs = calibrate([&] { return now += 1'000'000; }, {.repeats = 2, .batch_count = 2});
  std::set<Cost> priced;
  for (const CalibratedCost& cost : costs) {
    CHECK(priced.insert(cost.cost).second);
    CHECK(cost.ns >= 0.0);
    CHECK(cost.spread == 0.0);
    CHECK_FALSE(cost.how.empty());
  }
  for (std::size_t i = 0; i < kCostCount; ++i) {
    const Cost cost = static_cast<Cost>(i);
    // Taking rows over needs two cores: job_calibration.hpp.
    const bool is_free = cost == Cost::kFetchBatch || cost == Cost::kFetchRow ||
                         cost == Cost::kTakeRow || cost == Cost::kSinkRow;
    CAPTURE(to_text(cost));
    CHECK(priced.count(cost) == (is_free ? 0 : 1));
  }
}

TEST_CASE("prices are per operation") {
  std::int64_t now = 0;
  const auto costs = calibrate([&] { return now += 1'000'000; }, {.repeats = 3, .batch_count = 2});
  for (const CalibratedCost& cost : costs) {
    // 1 ms for 2 batches of one row; for 50 rounds of 2 envelopes; for 2 × 8,192 groups closed.
    if (cost.cost == Cost::kBatch) CHECK(cost.ns == 500'000.0);
    if (cost.cost == Cost::kHandOver) CHECK(cost.ns == 10'000.0);
    if (cost.cost == Cost::kCloseWindow) CHECK(cost.ns == doctest::Approx(61.04).epsilon(0.001));
    if (cost.cost == Cost::kResultRow) CHECK(cost.ns == doctest::Approx(0.0));
  }
}

TEST_CASE("a cost file is read back, and its mistakes have a line") {
  const std::vector<CalibratedCost> costs = {{Cost::kHashRow, 2.125, 0.1, "hashing"},
                                             {Cost::kHandOver, 300.0, 5.0, "queues"}};
  const std::string text = cost_file_text(costs, "a test");
  const auto read = read_cost_file(text);
  REQUIRE(read.has_value());
  CHECK(read.value() ==
        std::vector<std::pair<std::string, double>>{{"hash_row", 2.125}, {"hand_over", 300.0}});
  CHECK(read_cost_file("# only\n\nhash_row 2ns\n").error().message ==
        "line 3: expected `name: 2.1ns`");
  CHECK(read_cost_file("hash_row: 2\n").error().message.substr(0, 8) == "line 1: ");
}

}  // namespace millrace
