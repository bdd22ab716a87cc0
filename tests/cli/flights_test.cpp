// tests/cli/flights_test.cpp — the real recording: the same bytes whatever the strategy, the
// workers and the processor.
#include <doctest/doctest.h>

#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

constexpr const char* kDailySql =
    "SELECT origin, COUNT(*) n, SUM(delay_minutes) d, AVG(distance_miles) m FROM flights "
    "GROUP BY origin WINDOW TUMBLING(departure_time, INTERVAL '1' DAY)";

QueryOptions daily_flights() {
  QueryOptions options;
  options.job.sql = kDailySql;
  options.input = MILLRACE_SOURCE_DIR "/scenarios/data/flights-2001q1.csv";
  options.time_column = "departure_time";
  options.job.source_partitions = 50;
  options.job.key = "origin";
  options.job.partitioner = "murmur2";
  options.job.partitions = 8;
  options.job.strategy = "always_hash";
  return options;
}

std::string reference() {
  QueryOptions options = daily_flights();
  options.job.processor = "v1";
  const Outcome outcome = query(options);
  CHECK(outcome.code == 0);
  return outcome.out;
}

}  // namespace

TEST_CASE("the daily flights give the same bytes for every strategy, worker count and processor") {
  const std::string expected = reference();
  CHECK(expected.rfind("_WINDOW_START,_WINDOW_END,origin,n,d,m\n", 0) == 0);
  for (const char* strategy : {"always_hash", "smart", "sticky", "fan_in"}) {
    for (const std::uint32_t partitions : {1u, 2u, 3u, 8u, 16u}) {
      CAPTURE(strategy);
      CAPTURE(partitions);
      QueryOptions options = daily_flights();
      options.job.strategy = strategy;
      options.job.partitions = partitions;
      const Outcome outcome = query(options);
      CHECK(outcome.code == 0);
      CHECK((outcome.out == expected));
    }
  }
}

TEST_CASE("the counts of the daily flights add up to the recording") {
  QueryOptions options = daily_flights();
  options.job.sql = "SELECT COUNT(*) n, COUNT(DISTINCT origin) origins FROM flights EMIT FINAL";
  options.job.strategy = "";
  const Outcome outcome = query(options);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "n,origins\n20000,220\n");
}

TEST_CASE("sticky over flights keyed by destination is refused and says which columns differ") {
  QueryOptions options = daily_flights();
  options.job.key = "destination";
  options.job.strategy = "sticky";
  const Outcome outcome = query(options);
  CHECK(outcome.code == 1);
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("destination") != std::string::npos);
  CHECK(outcome.err.find("origin") != std::string::npos);
}

TEST_CASE("a refused plan runs with --allow-invalid, says how many groups are split, and fails") {
  QueryOptions options = daily_flights();
  options.job.key = "destination";
  options.job.strategy = "sticky";
  options.job.allow_invalid = true;
  const Outcome outcome = query(options);
  CHECK(outcome.code == 1);
  CHECK((outcome.out != reference()));
  CHECK(outcome.err.find("groups are split over several processing partitions") !=
        std::string::npos);
  CHECK(outcome.err.find("WRONG RESULT: 0 of") == std::string::npos);
}

TEST_CASE("the right strategies are right with any key, partitioner and batch size") {
  const std::string expected = reference();
  for (const char* partitioner : {"consistent_random", "fnv1a", "round_robin", "murmur2_random"}) {
    for (const std::uint32_t batch_rows : {7u, 500u, 100'000u}) {
      CAPTURE(partitioner);
      CAPTURE(batch_rows);
      QueryOptions options = daily_flights();
      options.job.key = "destination";
      options.job.partitioner = partitioner;
      options.batch_rows = batch_rows;
      // Disorder across the file would make rows late per source partition: none may be dropped
      // here.
      options.max_out_of_orderness = "30d";
      const Outcome outcome = query(options);
      CHECK(outcome.code == 0);
      CHECK((outcome.out == expected));
    }
  }
}

}  // namespace millrace::cli
