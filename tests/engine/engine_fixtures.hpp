// tests/engine/engine_fixtures.hpp — topics written by tests, scenarios around them, runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/cost_model.hpp"
#include "sim/engine/simulation.hpp"

namespace millrace::test {

/// One record: its partition, when it is due, and its columns (trader STRING, n BIGINT, event_time).
struct TestRecord {
  std::uint32_t partition = 0;
  std::int64_t due_ns = 0;
  std::string trader;
  std::int64_t n = 0;
  std::int64_t event_ms = 0;
};

/// A topic of the given records (ascending by due time), in blocks of at most `block_rows`.
std::shared_ptr<TopicLog> log_of(std::uint32_t partitions, const std::vector<TestRecord>& records,
                                 std::uint32_t block_rows = 1'000);

/// `count` records a nanosecond-exact `interval_ns` apart, traders T0 … T<traders-1> in turn, each
/// trader on the partition (its number mod `partitions`); event time = due time.
std::vector<TestRecord> steady_records(std::int64_t count, std::int64_t interval_ns,
                                       std::uint32_t partitions, std::uint32_t traders);

/// A scenario on such a topic: every cost free, one worker a core.
Scenario scenario_on(std::uint32_t partitions, std::string query, std::uint32_t workers);

/// Nanoseconds of one operation, by its name in costs.list.
void set_cost(Scenario& scenario, const std::string& name, double ns);

/// Makes and runs to the end. Aborts on errors.
std::unique_ptr<Simulation> run(const Scenario& scenario, std::shared_ptr<TopicLog> log,
                                SimulationOptions options = {});
std::unique_ptr<Simulation> make(const Scenario& scenario, std::shared_ptr<TopicLog> log,
                                 SimulationOptions options = {});

/// Final results as sorted text lines.
std::vector<std::string> result_lines(const Simulation& simulation);

}  // namespace millrace::test
