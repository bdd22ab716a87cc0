// tests/workload/workload_fixtures.hpp — small scenarios, and the records of a topic as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace::test {

/// 1,000 records a second, evenly, for a second; trader_id of 10 values onto 4 partitions by murmur2.
Scenario trades();
FieldSpec field(std::string name, DataType type);

/// Every block of the topic. The scenario must be valid.
std::vector<std::shared_ptr<const TopicBlock>> blocks_of(const Scenario& scenario);
/// Every record as "due_ns partition:offset key event_time values…", in the order of due times, then partitions.
std::vector<std::string> records_of(const Scenario& scenario);
std::vector<std::string> records_of(const std::vector<std::shared_ptr<const TopicBlock>>& blocks);
/// All values of one column in the order of due times, as text; NULL as "NULL".
std::vector<std::string> values_of(const Scenario& scenario, std::string_view column);
/// The message of a scenario that has no topic; "" when it has one.
std::string error_of(const Scenario& scenario);

}  // namespace millrace::test
