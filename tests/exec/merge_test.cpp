// tests/exec/merge_test.cpp — two phases: workers with any share of the rows, and a merger that makes one
// result of them.
#include <doctest/doctest.h>

#include "core/base/prng.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

using Lines = std::vector<std::string>;

Lines random_rows(Prng& random) {
  Lines lines = {"_partition | k STRING | v BIGINT | d DECIMAL(8,2) | ts BIGINT"};
  std::int64_t now = 0;
  for (std::uint64_t i = random.below(80); i > 0; --i) {
    now += random.between(0, 4);
    lines.push_back(
        std::to_string(random.below(3)) + " | " +
        (random.chance(1, 9) ? std::string("NULL") : "k" + std::to_string(random.below(4))) +
        " | " +
        (random.chance(1, 9) ? std::string("NULL") : std::to_string(random.between(-3, 9))) +
        " | " + std::to_string(random.between(-9, 9)) + ".25 | " +
        std::to_string(now - random.between(0, 12)));
  }
  return lines;
}

TEST_CASE(
    "any number of workers with any share of the rows, and a merger, give the result of one "
    "executor") {
  const Lines queries = {
      "SELECT k, COUNT(*) AS n, SUM(d) AS s, AVG(d) AS a, MIN(v) AS lo, MAX(v) AS hi FROM t GROUP "
      "BY k EMIT FINAL",
      "SELECT COUNT(*) AS n, MEDIAN(v) AS m, COUNT(DISTINCT v) AS c FROM t EMIT FINAL",
      "SELECT k, SUM(v) AS s FROM t GROUP BY k HAVING SUM(v) > 3",
      "SELECT DISTINCT k, v FROM t",
      "SELECT k, COUNT(*) AS n, SUM(v) AS s FROM t GROUP BY k WINDOW TUMBLING(10ms, GRACE 5ms)",
      "SELECT k, COUNT(*) AS n, SUM(v) AS s FROM t GROUP BY k WINDOW SLIDING(12ms, 5ms) HAVING "
      "COUNT(*) > 1",
      "SELECT k, MAX(v) AS m FROM t GROUP BY k WINDOW SLIDING(12ms, 5ms) EMIT CHANGES",
      "SELECT k, SUM(v) AS s FROM t GROUP BY k WINDOW SESSION(3ms, GRACE 2ms)",
      "SELECT k, SUM(v) AS s FROM t GROUP BY k WINDOW SESSION(3ms) HAVING SUM(v) % 2 = 0 EMIT "
      "CHANGES",
      "SELECT k, SUM(v) AS s FROM t GROUP BY k WINDOW TUMBLING(10ms) ORDER BY s DESC LIMIT 2",
  };
  Prng random(23);
  for (const std::string& sql : queries) {
    CAPTURE(sql);
    for (int round = 0; round < 40; ++round) {
      CAPTURE(round);
      const Lines lines = random_rows(random);
      RunOptions options = {.time_column = "ts", .disorder_ms = random.between(0, 14)};
      options.batch_rows = static_cast<std::uint32_t>(1 + random.below(12));
      const QueryRun one = run(sql, lines, options);
      options.partial_workers = static_cast<std::uint32_t>(1 + random.below(8));
      const QueryRun many = run(sql, lines, options);
      CHECK(joined(many.rows) == joined(one.rows));
      CHECK(many.late == one.late);
      CHECK(many.balance.in_effect == one.balance.in_effect);
      CHECK(many.balance.is_balanced());
      CHECK(many.states_left == 0);
    }
  }
}

/// One worker's first phase over hand-fed batches.
struct Phase {
  std::shared_ptr<const QueryPlan> plan;
  std::vector<StampedBatch> batches;
  std::unique_ptr<QueryExecutor> worker;
  ExecutorOutput output;

  Phase(std::string_view sql, const Lines& lines, const RunOptions& options) {
    const InputTable input = table(lines);
    auto bound = bind_query(sql, input, options.time_column);
    MILLRACE_ASSERT(bound.has_value());
    plan = bound.value();
    batches = batches_of(*plan, input, options);
    worker = make_executor(plan, {.partial = true});
  }
  std::uint32_t process(std::size_t batch) {
    output.clear();
    worker->process(batches[batch].batch, output);
    std::uint32_t rows = 0;
    for (const PartialBatch& partial : output.partials) rows += partial.row_count;
    return rows;
  }
  std::uint32_t advance(EventTime watermark) {
    output.clear();
    worker->advance_watermark(watermark, 9, output);
    std::uint32_t rows = 0;
    for (const PartialBatch& partial : output.partials) rows += partial.row_count;
    return rows;
  }
};

TEST_CASE("windows leave a worker when they close there, by window and key") {
  Phase phase("SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW TUMBLING(10s)",
              {"k STRING | ts BIGINT", "b | 1000", "a | 2000", "b | 11000"}, {.time_column = "ts"});
  CHECK(phase.process(0) == 0);
  CHECK(phase.advance({9'999}) == 0);
  CHECK(phase.advance({10'000}) == 2);
  CHECK(phase.output.completed_to == EventTime{10'000});
  const PartialBatch& partial = phase.output.partials[0];
  CHECK(partial.keys[0].string_at(0) == "a");
  CHECK(partial.keys[0].string_at(1) == "b");
  CHECK(partial.window_starts.int64s()[0] == 0);
  CHECK(partial.window_ends.int64s()[0] == 10'000);
  CHECK(!partial.is_hand_over);
  CHECK(phase.worker->state_count() == 1);
  CHECK(phase.output.results.empty());
}

TEST_CASE("under EMIT CHANGES what a batch changed leaves with the batch") {
  Phase phase("SELECT k, COUNT(*) AS n FROM t GROUP BY k", {"k STRING", "b", "a", "b", "c"},
              {.batch_rows = 3});
  CHECK(phase.process(0) == 2);
  CHECK(phase.worker->state_count() == 0);
  CHECK(phase.process(1) == 1);
}

TEST_CASE("under EMIT FINAL without window states stay until the end of input") {
  Phase phase("SELECT k, COUNT(*) AS n FROM t GROUP BY k EMIT FINAL", {"k STRING", "b", "a", "b"},
              {});
  CHECK(phase.process(0) == 0);
  CHECK(phase.advance({1'000'000}) == 0);
  CHECK(phase.advance(EventTime::max()) == 2);
  CHECK(phase.worker->state_count() == 0);
}

TEST_CASE("a merger shows one change per group of each piece it takes in") {
  Phase phase("SELECT k, COUNT(*) AS n FROM t GROUP BY k", {"k STRING", "b", "a", "b"}, {});
  phase.process(0);
  const auto merger = make_executor(phase.plan, {});
  ExecutorOutput output;
  for (PartialBatch& partial : phase.output.partials) merger->merge(std::move(partial), 7, output);
  REQUIRE(output.results.size() == 1);
  CHECK(output.results[0].sequence == 7);
  CHECK(output.results[0].row_count == 2);
  CHECK(output.results[0].offsets.row_count() == 0);
  CHECK(merger->take_work().rows_merged == 2);
}

TEST_CASE("a merger joins pieces of sessions that are at most a gap apart") {
  const std::string sql = "SELECT SUM(v) AS s FROM t WINDOW SESSION(5ms)";
  const auto piece = [&](const std::string& first, const std::string& second) {
    Phase phase(sql, {"v BIGINT | ts BIGINT", "1 | " + first, "1 | " + second},
                {.time_column = "ts"});
    phase.process(0);
    phase.advance(EventTime::max());
    MILLRACE_ASSERT(phase.output.partials.size() == 1);
    return std::move(phase.output.partials[0]);
  };
  Phase phase(sql, {"v BIGINT | ts BIGINT", "1 | 0"}, {.time_column = "ts"});
  const auto merger = make_executor(phase.plan, {});
  ExecutorOutput output;
  merger->merge(piece("0", "3"), 0, output);
  merger->merge(piece("18", "22"), 0, output);
  merger->merge(piece("28", "30"), 0, output);  // 6 from 22: apart
  merger->merge(piece("8", "13"), 0, output);   // 5 from 3, and 5 before 18
  merger->advance_watermark(EventTime::max(), 1, output);
  REQUIRE(output.results.size() == 1);
  std::vector<std::vector<std::string>> rows;
  for (std::uint32_t row = 0; row < output.results[0].row_count; ++row) {
    rows.push_back(cells_of(output.results[0], row));
  }
  CHECK(joined(rows) == Lines{"0 | 27 | 6", "28 | 35 | 2"});
}

}  // namespace
}  // namespace millrace
