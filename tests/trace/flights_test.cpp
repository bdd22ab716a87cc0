// tests/trace/flights_test.cpp — the real recording that the product ships with.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {
namespace {

RecordingOptions flights() {
  return named(MILLRACE_SOURCE_DIR "/scenarios/data/flights-2001q1.csv");
}

}  // namespace

TEST_CASE("the flights recording: 20,000 rows, typed, in departure order") {
  RecordingOptions options = flights();
  options.time_column = "departure_time";
  const Reading got = read_file(options);
  CHECK(got.columns() ==
        "departure_time BIGINT, origin STRING, destination STRING, delay_minutes BIGINT, "
        "distance_miles BIGINT");
  CHECK(got.topic.name == "flights-2001q1");
  CHECK(got.dead().empty());
  const std::string rows = got.rows();
  CHECK(rows.substr(0, rows.find('\n')) == "978310020000|'DTW'|'LAS'|66|1750");
  CHECK(rows.substr(rows.rfind('\n', rows.size() - 2) + 1) == "986077620000|'CLT'|'GSO'|-9|83\n");
  std::map<std::string, int> by_origin;
  std::int64_t last_time = 0;
  int count = 0;
  for (const RecordBatch& batch : got.batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      ++by_origin[std::string(batch.columns[1].string_at(row))];
      const std::int64_t time = batch.event_times.int64s()[row];
      CHECK(time >= last_time);
      last_time = time;
      ++count;
    }
  }
  CHECK(count == 20'000);
  CHECK(by_origin.size() == 220);
  int busiest = 0;
  for (const auto& [origin, flights] : by_origin) busiest = std::max(busiest, flights);
  CHECK(busiest >= 1090);  // 5.5 %
  CHECK(busiest < 1110);
}

TEST_CASE("keyed by origin, the flights of an airport lie on one of 50 source partitions") {
  RecordingOptions options = flights();
  options.key_columns = {"origin"};
  options.source_partitions = 50;
  options.partitioner.emplace("murmur2_random");
  const Reading got = read_file(options);
  std::map<std::string, std::set<std::uint32_t>> partitions;
  std::set<std::uint32_t> used;
  for (const RecordBatch& batch : got.batches) {
    used.insert(batch.source_partition.value);
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      partitions[std::string(batch.columns[1].string_at(row))].insert(batch.source_partition.value);
    }
  }
  CHECK(partitions.size() == 220);
  for (const auto& [origin, places] : partitions) CHECK(places.size() == 1);
  CHECK(used.size() > 40);
}

}  // namespace millrace::test
