// tests/workload/topic_log_test.cpp — what a consumer sees of a topic as time goes by.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "sim/workload/synthetic_topic.hpp"
#include "sim/workload/topic_log.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kAllBytes = 1 << 30;

TopicLog log_of(const Scenario& scenario, std::uint32_t rows_at_once = 4'096) {
  auto generator = make_synthetic_topic(scenario, rows_at_once);
  REQUIRE(generator.has_value());
  return TopicLog(std::move(generator).value());
}

/// One partition; record i is due at i ms and has offset i.
Scenario one_partition() {
  Scenario scenario = test::trades();
  scenario.topic.partitions = 1;
  return scenario;
}

FaultSpec poison_all(std::int64_t at_ms, std::int64_t for_ms) {
  FaultSpec fault;
  fault.type = "poison_records";
  fault.at = {at_ms * kMs};
  fault.lasts = VirtualDuration{for_ms * kMs};
  fault.parameters = {{"share", "1"}};
  return fault;
}

}  // namespace

TEST_CASE("a consumer gets what is due, no more than it asks for, and at least one record") {
  TopicLog log = log_of(one_partition());
  log.extend_to({500 * kMs});
  CHECK(log.partition_count() == 1);
  CHECK(log.end_offset({0}, {500 * kMs}) == 501);
  CHECK(log.end_offset({0}, {500 * kMs - 1}) == 500);
  CHECK(log.due_ns({0}, 123) == 123 * kMs);
  const auto some = log.fetch({0}, 10, {500 * kMs}, 7, kAllBytes);
  REQUIRE(some.has_value());
  CHECK(some->row_count == 7);
  CHECK(some->offset_at(0) == 10);
  CHECK(log.fetch({0}, 498, {500 * kMs}, 7, kAllBytes)->row_count == 3);
  CHECK(!log.fetch({0}, 501, {500 * kMs}, 7, kAllBytes).has_value());
  CHECK(log.fetch({0}, 0, {500 * kMs}, 100, 1)->row_count == 1);
  // trader_n (8), its key (8), price and event time (16), and what every record has.
  const auto by_bytes = log.fetch({0}, 0, {500 * kMs}, 100, 48 * 5 + 47);
  CHECK(by_bytes->row_count == 5);
  const auto due = log.due_times({0}, 10, 3);
  CHECK(std::vector<std::int64_t>(due.begin(), due.end()) ==
        std::vector<std::int64_t>{10 * kMs, 11 * kMs, 12 * kMs});
}

TEST_CASE("fetched one after the other, the records are those of the topic, whatever the blocks") {
  for (const std::uint32_t rows_at_once : {3u, 64u, 4'096u}) {
    TopicLog log = log_of(test::trades(), rows_at_once);
    std::size_t rows = 0;
    for (std::uint32_t partition = 0; partition < 4; ++partition) {
      std::int64_t offset = 0;
      std::int64_t now = 0;
      while (const auto next = log.next_due({partition}, offset)) {
        CHECK(next->ns >= now);
        now = std::max(now, next->ns);
        CHECK(!log.has_ended({partition}, offset));
        const auto batch = log.fetch({partition}, offset, {now}, 10, kAllBytes);
        REQUIRE(batch.has_value());
        CHECK(batch->offset_at(0) == offset);
        CHECK(batch->source_partition.value == partition);
        offset += batch->row_count;
        rows += batch->row_count;
        log.trim({partition}, offset);
      }
      CHECK(log.has_ended({partition}, offset));
      CHECK(log.begin_offset({partition}) == 0);
    }
    CHECK(rows == 1'000);
    CHECK(log.record_count() == 1'000);
    CHECK(log.is_complete());
  }
}

TEST_CASE("the next record is not looked for beyond the limit") {
  Scenario scenario = one_partition();
  scenario.duration = {100'000 * kMs};
  TopicLog log = log_of(scenario, 10);
  CHECK(log.next_due_by({0}, 50, {50 * kMs}) == VirtualTime{50 * kMs});
  CHECK(!log.next_due_by({0}, 60, {55 * kMs}).has_value());
  CHECK(log.record_count() < 100);
  CHECK(!log.is_complete());
}

TEST_CASE("unreadable records come beside the others, at their offsets") {
  Scenario scenario = one_partition();
  scenario.faults = {poison_all(3, 2), poison_all(998, 2)};
  TopicLog log = log_of(scenario);
  log.extend_to({1'000 * kMs});
  CHECK(log.end_offset({0}, {1'000 * kMs}) == 1'000);
  CHECK(log.record_count() == 1'000);
  auto fetched = log.fetch_all({0}, 0, {1'000 * kMs}, 4, kAllBytes);
  REQUIRE(fetched.has_value());
  CHECK(fetched->records.row_count == 4);  // 0 1 2 5
  CHECK(fetched->next_offset == 6);
  REQUIRE(fetched->unreadable.size() == 2);
  CHECK(fetched->unreadable[0].offset == 3);
  CHECK(fetched->unreadable[1].offset == 4);
  CHECK(log.due_ns({0}, 5) == 5 * kMs);
  // A plain fetch passes over them.
  CHECK(log.fetch({0}, 3, {1'000 * kMs}, 1, kAllBytes)->offset_at(0) == 5);
  // Nothing but unreadable ones, and the end.
  CHECK(log.next_due({0}, 998) == VirtualTime{998 * kMs});
  fetched = log.fetch_all({0}, 998, {998 * kMs}, 10, kAllBytes);
  REQUIRE(fetched.has_value());
  CHECK(fetched->records.row_count == 0);
  CHECK(fetched->unreadable.size() == 1);
  CHECK(fetched->next_offset == 999);
  CHECK(!log.fetch_all({0}, 999, {998 * kMs}, 10, kAllBytes).has_value());
  CHECK(!log.has_ended({0}, 999));
  fetched = log.fetch_all({0}, 999, {999 * kMs}, 10, kAllBytes);
  REQUIRE(fetched.has_value());
  CHECK(fetched->next_offset == 1'000);
  CHECK(log.has_ended({0}, 1'000));
  CHECK(!log.next_due({0}, 1'000).has_value());
}

TEST_CASE(
    "a held partition is there later, and late records are due when they were meant to come") {
  Scenario scenario = one_partition();
  FaultSpec pause;
  pause.type = "source_pause";
  pause.at = {100 * kMs};
  pause.lasts = VirtualDuration{100 * kMs};
  pause.parameters = {{"mode", "held"}};
  scenario.faults = {pause};
  TopicLog log = log_of(scenario);
  log.extend_to({500 * kMs});
  CHECK(log.end_offset({0}, {150 * kMs}) == 100);
  CHECK(log.end_offset({0}, {200 * kMs}) == 201);
  CHECK(log.next_due({0}, 130) == VirtualTime{200 * kMs});
  CHECK(log.due_ns({0}, 130) == 130 * kMs);
  CHECK(log.is_paused_at({0}, {150 * kMs}));
  CHECK(!log.is_paused_at({0}, {200 * kMs}));
}

TEST_CASE("in a closed loop a record comes due as another is done") {
  Scenario scenario = test::trades();
  scenario.load.model = LoadModel::kClosed;
  scenario.load.closed_clients = 3;
  scenario.duration = {9 * kMs};  // nine records
  TopicLog log = log_of(scenario, 5);
  CHECK(log.is_closed_loop());
  const auto due = [&log](std::int64_t time_ns) {
    std::int64_t records = 0;
    log.extend_to({time_ns});
    for (std::uint32_t partition = 0; partition < 4; ++partition) {
      records += log.end_offset({partition}, {time_ns});
    }
    return records;
  };
  CHECK(due(0) == 3);
  CHECK(due(10 * kMs) == 3);
  log.complete(1, {10 * kMs});
  CHECK(due(10 * kMs) == 4);
  log.complete(2, {20 * kMs});
  log.complete(1, {20 * kMs});
  CHECK(due(20 * kMs) == 7);
  CHECK(due(10 * kMs) == 4);
  std::multiset<std::int64_t> due_times;
  for (std::uint32_t partition = 0; partition < 4; ++partition) {
    std::int64_t offset = 0;
    while (const auto batch = log.fetch({partition}, offset, {20 * kMs}, 10, kAllBytes)) {
      const auto times = log.due_times({partition}, offset, batch->row_count);
      due_times.insert(times.begin(), times.end());
      CHECK(log.next_due({partition}, offset) == VirtualTime{times[0]});
      CHECK(log.due_ns({partition}, offset) == times[0]);
      offset += batch->row_count;
    }
    CHECK(!log.next_due({partition}, offset).has_value());
    CHECK(!log.has_ended({partition}, offset));
  }
  CHECK(due_times == std::multiset<std::int64_t>{0, 0, 0, 10 * kMs, 20 * kMs, 20 * kMs, 20 * kMs});
  CHECK(!log.is_complete());
  log.complete(2, {30 * kMs});
  CHECK(due(30 * kMs) == 9);
  log.complete(5, {50 * kMs});  // there are no more for the clients to send
  CHECK(due(60 * kMs) == 9);
  CHECK(log.is_complete());
  for (std::uint32_t partition = 0; partition < 4; ++partition) {
    CHECK(log.has_ended({partition}, log.end_offset({partition}, {60 * kMs})));
  }
}

TEST_CASE("a closed loop has the very same records at any pace") {
  Scenario scenario = test::trades();
  scenario.load.model = LoadModel::kClosed;
  scenario.load.closed_clients = 50;
  std::vector<std::vector<std::string>> runs;
  for (const std::int64_t pace_ns : {1 * kMs, 7 * kMs}) {
    TopicLog log = log_of(scenario);
    std::vector<std::string> records;
    for (std::int64_t time = pace_ns; time < 10 * pace_ns; time += pace_ns) {
      log.complete(50, {time});
      log.extend_to({time});
    }
    for (std::uint32_t partition = 0; partition < 4; ++partition) {
      std::int64_t offset = 0;
      while (const auto batch = log.fetch({partition}, offset, {100 * kMs}, 1'000, kAllBytes)) {
        for (std::uint32_t row = 0; row < batch->row_count; ++row) {
          records.push_back(original_record(*batch, row));
        }
        offset += batch->row_count;
      }
    }
    CHECK(records.size() == 500);
    runs.push_back(std::move(records));
  }
  CHECK(runs[0] == runs[1]);
}

}  // namespace millrace
