// tests/job/coordinator_test.cpp — whole jobs: V2 equals V1, nothing is lost, queues push back,
// stops drain.
#include <doctest/doctest.h>

#include <string>

#include "core/base/prng.hpp"
#include "core/job/fair_reader.hpp"
#include "core/job/job_processor.hpp"
#include "core/job/partition_worker.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

using fixture::Run;
using fixture::Topic;

Topic trades(std::uint64_t seed, int rows, std::uint32_t partitions = 4) {
  Topic topic =
      fixture::topic("symbol STRING, price DECIMAL(10,2), n BIGINT, ts TIMESTAMP", "ts", {});
  topic.partition_count = partitions;
  topic.is_fetched = true;
  Prng prng(seed);
  for (int i = 0; i < rows; ++i) {
    const std::uint64_t symbol = prng.below(17);
    // Keyed by symbol: a symbol's partition is a function of it.
    topic.records.push_back(
        {static_cast<std::uint32_t>(symbol * 7 % partitions),
         {Value::string("S" + std::to_string(symbol)),
          Value::decimal(prng.between(-500, 5000), DataType::decimal(10, 2)),
          prng.chance(1, 10) ? Value::null(DataType::bigint()) : Value::bigint(prng.between(-9, 9)),
          Value::timestamp(i * 900 - prng.between(0, 70'000))}});
  }
  return topic;
}

JobSpec spec_of(const std::string& strategy, std::uint32_t workers) {
  JobSpec spec;
  spec.strategy = strategy;
  spec.worker_count = workers;
  return spec;
}

const char* const kQueries[] = {
    "SELECT symbol, price * 2 AS p2 FROM t WHERE n > 0",
    "SELECT symbol, COUNT(*), SUM(price), AVG(price), MIN(n), MAX(n) FROM t GROUP BY symbol",
    "SELECT symbol, COUNT(*) c, SUM(price) s FROM t GROUP BY symbol WINDOW TUMBLING(30s)",
    "SELECT symbol, SUM(n) FROM t GROUP BY symbol WINDOW SLIDING(60s, 20s) HAVING COUNT(*) > 1",
    "SELECT symbol, COUNT(*) FROM t GROUP BY symbol WINDOW SESSION(20s)",
    ("SELECT symbol, n, SUM(n) OVER (PARTITION BY symbol ORDER BY ts ROWS BETWEEN 3 PRECEDING AND "
     "CURRENT ROW) FROM t"),
    "SELECT symbol, COUNT(*) c FROM t GROUP BY symbol ORDER BY c DESC, symbol LIMIT 5 EMIT FINAL",
    "SELECT DISTINCT symbol FROM t",
};

}  // namespace

TEST_CASE("every valid plan gives what one worker gives, for all workers and batch sizes") {
  const Topic topic = trades(11, 700);
  for (const char* sql : kQueries) {
    CAPTURE(sql);
    const auto query = fixture::query_on(topic, sql);
    for (const char* strategy : {"always_hash", "smart", "sticky", "round_robin", "fan_in"}) {
      for (const std::uint32_t workers : {1u, 2u, 3u, 8u}) {
        const auto planned =
            plan_job(query, {}, spec_of(strategy, workers), fixture::facts_of(topic, {"symbol"}));
        if (!planned.has_value()) continue;  // refused: the table of plan_job_test says which
        const auto plan = std::make_shared<const JobPlan>(planned.value());
        const Run reference = fixture::run_v1(plan, topic, 1000);
        REQUIRE(!reference.rows.empty());
        for (const std::uint32_t batch_rows : {1u, 13u, 1000u}) {
          const Run run = fixture::run(plan, topic, batch_rows);
          CHECK(run.rows == reference.rows);
          CHECK(run.late == reference.late);
          CHECK(run.statistics.balance.read == 700);
          CHECK(run.statistics.balance.late == reference.statistics.balance.late);
          CHECK(run.statistics.balance.filtered == reference.statistics.balance.filtered);
        }
      }
    }
  }
}

TEST_CASE("a changelog has the same changes in the same order as one worker's") {
  const Topic topic = trades(12, 300);
  for (const char* sql :
       {"SELECT symbol, COUNT(*), SUM(price) FROM t GROUP BY symbol EMIT CHANGES",
        "SELECT symbol, COUNT(*) FROM t GROUP BY symbol WINDOW SESSION(20s) EMIT CHANGES",
        "SELECT symbol, n FROM t WHERE n > 0"}) {
    CAPTURE(sql);
    const auto plan = fixture::plan_of(fixture::query_on(topic, sql), spec_of("auto", 3),
                                       fixture::facts_of(topic));
    const Run reference = fixture::run_v1(plan, topic, 20);
    CHECK(fixture::run(plan, topic, 20).changelog == reference.changelog);
    CHECK(reference.changelog.size() > 100);
  }
}

TEST_CASE("each worker writes to its own sink, and a second phase to the last one") {
  const Topic topic = trades(13, 400);
  const auto grouped = fixture::query_on(topic, kQueries[1]);
  const Run hashed = fixture::run(
      fixture::plan_of(grouped, spec_of("always_hash", 4), fixture::facts_of(topic)), topic);
  REQUIRE(hashed.rows_of_sink.size() == 4);
  std::size_t rows = 0;
  for (const auto& sink : hashed.rows_of_sink) {
    CHECK(!sink.empty());
    rows += sink.size();
  }
  CHECK(rows == 400);  // EMIT CHANGES: one change a row
  const Run merged = fixture::run(
      fixture::plan_of(grouped, spec_of("round_robin", 4), fixture::facts_of(topic)), topic);
  REQUIRE(merged.rows_of_sink.size() == 5);
  for (int worker = 0; worker < 4; ++worker) CHECK(merged.rows_of_sink[worker].empty());
  CHECK(merged.rows == hashed.rows);
}

TEST_CASE("statistics add up: every row read is in effect, filtered, late or a dead letter") {
  Topic topic = trades(14, 500);
  topic.records[100].values[3] = Value::null(DataType::timestamp());  // no event time
  topic.records[200].values[3] = Value::timestamp(-5'000'000);        // far too late
  const auto plan = fixture::plan_of(
      fixture::query_on(topic,
                        "SELECT symbol, COUNT(*) FROM t WHERE n > 0 OR n IS NULL GROUP BY "
                        "symbol WINDOW TUMBLING(10s)"),
      spec_of("always_hash", 3), fixture::facts_of(topic));
  topic.records[100].values[2] = Value::bigint(1);
  topic.records[200].values[2] = Value::bigint(1);
  const Run run = fixture::run(plan, topic, 10);
  const RowBalance& balance = run.statistics.balance;
  CHECK(balance.read == 500);
  CHECK(balance.dead_letter == 1);
  CHECK(balance.late >= 1);
  CHECK(balance.filtered > 0);
  CHECK(balance.is_balanced());
  RowBalance sum;
  for (const WorkerStatistics& worker : run.statistics.workers) sum += worker.balance;
  CHECK(sum == balance);
  CHECK(run.statistics.rows_taken == 500);
  CHECK(run.dead_letters.size() == 1);
  CHECK(run.late.size() == static_cast<std::size_t>(balance.late));
}

TEST_CASE("a full queue refuses, step makes room, and queued rows never pass the capacity") {
  const Topic topic = trades(15, 200);
  JobSpec spec = spec_of("fan_in", 2);
  spec.queue_capacity_rows = 25;
  const auto plan =
      fixture::plan_of(fixture::query_on(topic, kQueries[1]), spec, fixture::facts_of(topic));
  CollectingSink sinks[2];
  const auto processor = make_processor(plan, {&sinks[0], &sinks[1]});
  fixture::TopicSource source(topic, 10);
  int refusals = 0;
  for (;;) {
    auto next = source.next();
    if (!next.value().has_value()) break;
    while (processor->offer(*next.value()) == Offer::kQueueFull) {
      ++refusals;
      processor->step();
    }
  }
  processor->finish();
  const JobStatistics statistics = processor->statistics();
  CHECK(refusals > 0);
  CHECK(statistics.workers[0].queue_rows_max <= 25);
  CHECK(statistics.workers[0].queue_rows_max >= 10);
  CHECK(statistics.workers[0].offers_refused > 0);
  CHECK(statistics.workers[1].offers_refused == 0);
  CHECK(statistics.balance.in_effect == 200);
}

TEST_CASE("a queue of one row still lets larger batches through, one at a time") {
  const Topic topic = trades(16, 300);
  JobSpec spec = spec_of("round_robin", 3);
  spec.queue_capacity_rows = 1;
  const auto plan =
      fixture::plan_of(fixture::query_on(topic, kQueries[2]), spec, fixture::facts_of(topic));
  CHECK(fixture::run(plan, topic, 50).rows == fixture::run_v1(plan, topic, 50).rows);
}

TEST_CASE("a graceful stop drains the queues and closes every window over what was read") {
  struct StopAfter {
    int batches_left;
  };
  Topic topic = trades(17, 400);
  topic.is_fetched = false;  // so that what was read is a prefix
  const auto plan = fixture::plan_of(fixture::query_on(topic, kQueries[2]),
                                     spec_of("always_hash", 3), fixture::facts_of(topic));
  std::vector<CollectingSink> sinks(3);
  const auto processor = make_processor(plan, {&sinks[0], &sinks[1], &sinks[2]});
  fixture::TopicSource source(topic, 1);
  StopAfter stop{150};
  const Status status = run_job(
      source, *processor,
      [](void* context) { return static_cast<StopAfter*>(context)->batches_left-- == 0; }, &stop);
  CHECK(status.has_value());
  CHECK(processor->statistics().balance.read == 150);

  Topic first_part = topic;
  first_part.records.resize(150);
  std::vector<ResultBatch> results;
  for (const CollectingSink& sink : sinks) {
    results.insert(results.end(), sink.results.begin(), sink.results.end());
  }
  CHECK(fixture::canonical_rows(*plan->query, results) == fixture::run_v1(plan, first_part).rows);
}

TEST_CASE("an input that breaks off ends the job with its error, and what was read takes effect") {
  class Broken final : public RecordSource {
   public:
    explicit Broken(Topic topic) : source_(std::move(topic), 10) {}
    Result<std::optional<RecordBatch>> next() override {
      if (batches_++ == 3) return Error{ErrorCode::kInput, "the disk is gone"};
      return source_.next();
    }
    std::vector<DeadLetter> take_dead_letters() override {
      if (batches_ != 2) return {};
      return {{"t", {}, 3, "not a record", "garbage"}};
    }

   private:
    fixture::TopicSource source_;
    int batches_ = 0;
  };
  const Topic topic = trades(18, 200, 1);
  const auto plan = fixture::plan_of(fixture::query_on(topic, kQueries[1]), spec_of("fan_in", 2),
                                     fixture::facts_of(topic));
  std::vector<CollectingSink> sinks(2);
  const auto processor = make_processor(plan, {&sinks[0], &sinks[1]});
  Broken source(topic);
  const Status status = run_job(source, *processor);
  REQUIRE(!status.has_value());
  CHECK(status.error().message == "the disk is gone");
  const RowBalance balance = processor->statistics().balance;
  CHECK(balance.read == 31);
  CHECK(balance.in_effect == 30);
  CHECK(balance.dead_letter == 1);
  REQUIRE(sinks[0].dead_letters.size() == 1);
  CHECK(sinks[0].dead_letters[0].original == "garbage");
}

TEST_CASE("several topics feed one query side by side, each with watermarks of its own") {
  Topic first = trades(19, 300);
  Topic second = trades(20, 200, 2);
  first.name = "east";
  second.name = "west";
  const char* sql =
      "SELECT symbol, COUNT(*) c, SUM(price) FROM t GROUP BY symbol WINDOW TUMBLING(20s)";
  const auto query = fixture::query_on(first, sql);
  TopicFacts facts = fixture::facts_of(first);
  facts.further_topics = {{"west", 2}};
  const auto run_with = [&](const JobSpec& spec) {
    const auto plan = fixture::plan_of(query, spec, facts);
    std::vector<CollectingSink> sinks(sink_count(*plan));
    SinkList list;
    for (CollectingSink& sink : sinks) list.push_back(&sink);
    const auto processor = make_processor(plan, list);
    std::vector<std::unique_ptr<RecordSource>> sources;
    sources.push_back(std::make_unique<fixture::TopicSource>(first, 16));
    sources.push_back(std::make_unique<fixture::TopicSource>(second, 16));
    FairReader reader(std::move(sources));
    CHECK(run_job(reader, *processor).has_value());
    CHECK(processor->statistics().balance.read == 500);
    std::vector<ResultBatch> results;
    for (const CollectingSink& sink : sinks) {
      results.insert(results.end(), sink.results.begin(), sink.results.end());
    }
    return fixture::canonical_rows(*query, results);
  };
  JobSpec simple;
  simple.processor = ProcessorKind::kSimple;
  const auto reference = run_with(simple);
  CHECK(!reference.empty());
  CHECK(run_with(spec_of("always_hash", 4)) == reference);
  CHECK(run_with(spec_of("round_robin", 4)) == reference);
}

TEST_CASE("a silent source partition holds back no window, and its late rows are told apart") {
  // Partition 1 speaks once and falls silent; partition 0 goes on.
  const Topic topic = fixture::topic(
      "symbol STRING, ts TIMESTAMP", "ts",
      {"1 | a | 1000", "0 | b | 2000", "0 | b | 500000", "0 | b | 600000", "1 | a | 30000"});
  JobSpec spec = spec_of("always_hash", 2);
  const auto plan = fixture::plan_of(
      fixture::query_on(topic,
                        "SELECT symbol, COUNT(*) FROM t GROUP BY symbol WINDOW TUMBLING(10s)"),
      spec, fixture::facts_of(topic));
  std::vector<CollectingSink> sinks(2);
  const auto processor = make_processor(plan, {&sinks[0], &sinks[1]});
  fixture::TopicSource source(topic, 1);
  for (int i = 0; i < 5; ++i) {
    auto next = source.next();
    if (i == 3) processor->note_silence(SourcePartitionId{1}, EventDuration{31'000});
    while (processor->offer(*next.value()) == Offer::kQueueFull) processor->step();
    processor->step();
  }
  processor->finish();
  const RowBalance balance = processor->statistics().balance;
  CHECK(balance.read == 5);
  CHECK(balance.late_after_idle == 1);
  CHECK(balance.late == 1);
  CHECK(balance.in_effect == 4);
}

TEST_CASE("an invalid plan that is allowed runs, splits groups, and says how many") {
  // Keyed by n, grouped by symbol: sticky splits every symbol.
  Topic topic = trades(21, 400);
  for (std::size_t i = 0; i < topic.records.size(); ++i) {
    topic.records[i].partition = static_cast<std::uint32_t>(i % 4);
  }
  JobSpec spec = spec_of("sticky", 4);
  spec.allow_invalid = true;
  const auto plan = fixture::plan_of(
      fixture::query_on(topic, "SELECT symbol, COUNT(*) FROM t GROUP BY symbol EMIT FINAL"), spec,
      fixture::facts_of(topic, {"n"}));
  CHECK(!plan->is_valid);
  const Run run = fixture::run(plan, topic, 10);
  CHECK(run.statistics.groups == 17);
  CHECK(run.statistics.split_groups == 17);
  std::size_t emitted = 0;
  for (const auto& sink : run.rows_of_sink) emitted += sink.size();
  CHECK(emitted == 17 * 4);  // each worker has its own idea of each group
  // A valid plan counts nothing.
  const auto valid = fixture::plan_of(plan->query, spec_of("always_hash", 4), plan->topic);
  CHECK(fixture::run(valid, topic, 10).statistics.groups == 0);
}

}  // namespace millrace
