// tests/engine/route_keys_test.cpp — about how many keys a route has: close for few, "many" for many, and of a run what
// its records say.
#include "sim/engine/route_keys.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <numeric>

#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

/// Of keys first … first + count − 1, each seen twice.
std::int64_t counted(std::uint64_t first, std::uint64_t count) {
  RouteKeys keys(1, 1);
  for (std::uint64_t i = 0; i < 2 * count; ++i)
    RouteKeys::mark(keys.bits({0}, WorkerId{0}), RouteKeys::place_of(first + i % count));
  return keys.counts().at(0);
}

}  // namespace

TEST_CASE("keys of a route are counted within a few percent, until too many bits are set") {
  CHECK(counted(0, 0) == 0);
  CHECK(counted(7, 1) == 1);
  for (const std::int64_t count : {5, 31, 100, 200, 400}) {
    CAPTURE(count);
    std::int64_t error = 0;
    constexpr std::int64_t kRounds = 50;
    for (std::int64_t round = 0; round < kRounds; ++round)
      error += std::abs(
          counted(static_cast<std::uint64_t>(round * 1'000), static_cast<std::uint64_t>(count)) -
          count);
    CHECK(error <= kRounds * std::max<std::int64_t>(1, count / 12));
  }
  CHECK(counted(0, 5'000) == RouteKeys::kMany);
}

TEST_CASE("routes beyond those that are counted are left alone") {
  RouteKeys keys(400, 100);
  RouteKeys::mark(keys.bits({399}, WorkerId{99}), 3);
  CHECK(keys.counts().empty());
  CHECK(keys.byte_count() == 0);
  RouteKeys few(2, 2);
  RouteKeys::mark(few.bits({0}, WorkerId{2}), 3);
  CHECK(few.counts() == std::vector<std::int64_t>{0, 0, 0, 0});
}

TEST_CASE("of a run by hash every key of a partition is on one route; round robin has it on all") {
  constexpr std::uint32_t kTraders = 20;  // each in one partition
  const auto records = steady_records(2'000, 500'000, 4, kTraders);
  const char* const sql = "SELECT trader, COUNT(*) c FROM trades GROUP BY trader";
  for (const char* strategy : {"always_hash", "round_robin"}) {
    CAPTURE(strategy);
    SimulationOptions options;
    options.strategy = strategy;
    options.allow_invalid = true;
    const auto run = make(scenario_on(4, sql, 3), log_of(4, records), options);
    run->run_to_end();
    const SimulationSnapshot snapshot = run->snapshot();
    REQUIRE(snapshot.route_keys.size() == snapshot.routes.rows.size());
    const std::int64_t all =
        std::accumulate(snapshot.route_keys.begin(), snapshot.route_keys.end(), std::int64_t{0});
    for (std::size_t route = 0; route < snapshot.routes.rows.size(); ++route)
      CHECK((snapshot.route_keys[route] > 0) == (snapshot.routes.rows[route] > 0));
    const std::int64_t expected = std::string_view(strategy) == "always_hash" ? 20 : 20 * 3;
    CHECK(std::abs(all - expected) <= expected / 12);
  }
}

}  // namespace millrace
