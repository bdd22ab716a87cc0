// tests/workload/synthetic_topic_test.cpp — the records of a synthetic topic.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/route/partitioner.hpp"
#include "sim/workload/synthetic_topic.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

using test::records_of;
using test::trades;

TEST_CASE("an even load has a record every so many nanoseconds, from 0 to the end of the run") {
  const std::vector<std::string> records = records_of(trades());
  REQUIRE(records.size() == 1'000);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string due = std::to_string(i * 1'000'000) + " ";
    CHECK(records[i].substr(0, due.size()) == due);
  }
}

TEST_CASE("records do not depend on how many are generated at once") {
  Scenario scenario = trades();
  scenario.topic.disorder = {0.2, {"uniform", {}}, {5'000'000'000}};
  scenario.topic.fields[1].null_share = 0.1;
  scenario.load.arrivals = {"poisson", {}};
  const std::vector<std::string> whole = records_of(scenario);
  for (const std::uint32_t rows_at_once : {1u, 7u, 100u}) {
    auto generator = make_synthetic_topic(scenario, rows_at_once);
    REQUIRE(generator.has_value());
    std::vector<std::shared_ptr<const TopicBlock>> all;
    while (true) {
      const auto blocks = generator.value()->next();
      if (blocks.empty()) break;
      all.insert(all.end(), blocks.begin(), blocks.end());
    }
    CHECK(records_of(all) == whole);
  }
}

TEST_CASE("each key lies where its client's partitioner puts it, with offsets from 0 on") {
  const auto murmur = partitioner_named("java_default").value()->make({.partition_count = 4});
  REQUIRE(murmur.has_value());
  std::map<std::uint32_t, std::int64_t> next_offset;
  for (const auto& block : test::blocks_of(trades())) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      CHECK(block->records.offset_at(row) == next_offset[block->partition.value]++);
      CHECK(murmur.value()->partition_of(block->records.keys.string_at(row), 0) ==
            block->partition.value);
    }
  }
}

TEST_CASE("another field changes nothing in the others") {
  Scenario scenario = trades();
  const std::vector<std::string> prices = test::values_of(scenario, "price");
  scenario.topic.fields.insert(scenario.topic.fields.begin(),
                               test::field("quantity", DataType::bigint()));
  CHECK(test::values_of(scenario, "price") == prices);
}

}  // namespace millrace
