// tests/exec/result_order_test.cpp — orders of results and the final stage: the same whatever worker gave which row.
#include "core/exec/result_order.hpp"

#include <doctest/doctest.h>

#include "core/base/prng.hpp"
#include "core/exec/row_comparer.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

using Lines = std::vector<std::string>;

Lines lines_of(const std::vector<ResultBatch>& batches, const std::vector<ResultRow>& rows) {
  std::vector<std::vector<std::string>> cells;
  for (const ResultRow row : rows) cells.push_back(cells_of(batches[row.batch], row.row));
  return joined(cells);
}

/// Results of one executor over the table.
struct Results {
  std::shared_ptr<const QueryPlan> plan;
  std::vector<ResultBatch> batches;

  Results(std::string_view sql, const Lines& lines, const RunOptions& options) {
    const InputTable input = table(lines);
    auto bound = bind_query(sql, input, options.time_column);
    MILLRACE_ASSERT(bound.has_value());
    plan = bound.value();
    const auto executor = make_executor(plan, {});
    ExecutorOutput output;
    for (const StampedBatch& stamped : batches_of(*plan, input, options)) {
      executor->process(stamped.batch, output);
      executor->advance_watermark(stamped.watermark, stamped.batch.sequence, output);
    }
    executor->advance_watermark(EventTime::max(), 1000, output);
    batches = std::move(output.results);
  }

  /// The same rows, one batch a row, in another order; rows of one (window, group) keep theirs.
  std::vector<ResultBatch> scattered(Prng& random) const {
    std::vector<ResultBatch> singles;
    for (const ResultBatch& batch : batches) {
      for (std::uint32_t row = 0; row < batch.row_count; ++row)
        singles.push_back(row_of(batch, row));
    }
    for (std::size_t i = singles.size(); i > 1; --i) {
      std::swap(singles[i - 1], singles[random.below(i)]);
    }
    return singles;
  }

 private:
  static ResultBatch row_of(const ResultBatch& batch, std::uint32_t row) {
    const auto picked = [row](const Column& column) {
      return column.row_count() == 0 ? column : column.gather({&row, 1});
    };
    ResultBatch single = batch;
    single.row_count = 1;
    for (Column& column : single.columns) column = picked(column);
    for (Column& column : single.keys) column = picked(column);
    for (Column& column : single.order_keys) column = picked(column);
    single.window_starts = picked(batch.window_starts);
    single.window_ends = picked(batch.window_ends);
    single.offsets = picked(batch.offsets);
    single.event_times = picked(batch.event_times);
    if (!batch.changes.empty()) single.changes = {batch.changes[row]};
    return single;
  }
};

Lines random_rows(Prng& random) {
  Lines lines = {"_partition | k STRING | v BIGINT | ts BIGINT"};
  for (std::uint64_t i = 5 + random.below(40); i > 0; --i) {
    lines.push_back(std::to_string(random.below(3)) + " | k" + std::to_string(random.below(5)) +
                    " | " + std::to_string(random.between(0, 4)) + " | " +
                    std::to_string(random.between(0, 60)));
  }
  return lines;
}

TEST_CASE("the canonical order does not depend on the order in which results arrive") {
  Prng random(29);
  for (const std::string sql :
       {"SELECT k, SUM(v) AS s FROM t GROUP BY k WINDOW TUMBLING(10ms)",
        "SELECT k, SUM(v) AS s FROM t GROUP BY k WINDOW SESSION(2ms)",
        "SELECT k, SUM(v) AS s FROM t GROUP BY k EMIT FINAL", "SELECT v, k FROM t",
        "SELECT v, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts) AS i FROM t"}) {
    CAPTURE(sql);
    for (int round = 0; round < 20; ++round) {
      const Results results(sql, random_rows(random), {.time_column = "ts", .batch_rows = 4});
      const Lines expected =
          lines_of(results.batches, canonical_order(*results.plan, results.batches));
      const std::vector<ResultBatch> scattered = results.scattered(random);
      CHECK(lines_of(scattered, canonical_order(*results.plan, scattered)) == expected);
      const Lines log = lines_of(results.batches, changelog_order(*results.plan, results.batches));
      CHECK(lines_of(scattered, changelog_order(*results.plan, scattered)) == log);
    }
  }
}

TEST_CASE("the last state of each group is found whatever the order of the batches") {
  Prng random(31);
  for (int round = 0; round < 50; ++round) {
    const Results results("SELECT k, SUM(v) AS s FROM t GROUP BY k HAVING SUM(v) % 3 > 0",
                          random_rows(random), {.time_column = "ts", .batch_rows = 1});
    const Lines expected = lines_of(results.batches, final_state(*results.plan, results.batches));
    const std::vector<ResultBatch> scattered = results.scattered(random);
    CHECK(lines_of(scattered, final_state(*results.plan, scattered)) == expected);
  }
}

TEST_CASE("a retraction leaves nothing of its group") {
  const Results results("SELECT k, SUM(v) AS s FROM t GROUP BY k HAVING SUM(v) < 5",
                        {"k STRING | v BIGINT", "a | 1", "b | 2", "a | 9"}, {});
  CHECK(lines_of(results.batches, final_state(*results.plan, results.batches)) == Lines{"b | 2"});
  CHECK(canonical_order(*results.plan, results.batches).size() == 3);
}

TEST_CASE("only DISTINCT of aggregates, ORDER BY and LIMIT need a final stage") {
  const auto needs = [](std::string_view sql) {
    return needs_final_stage(*Results(sql, {"k STRING | v BIGINT"}, {}).plan);
  };
  CHECK(!needs("SELECT k, SUM(v) AS s FROM t GROUP BY k"));
  CHECK(!needs("SELECT DISTINCT k FROM t"));
  CHECK(needs("SELECT DISTINCT SUM(v) AS s FROM t GROUP BY k EMIT FINAL"));
  CHECK(needs("SELECT k FROM t ORDER BY k EMIT FINAL"));
  CHECK(needs("SELECT k FROM t LIMIT 1 EMIT FINAL"));
}

TEST_CASE("the final stage gives the same rows however they are spread over batches") {
  Prng random(37);
  for (const std::string sql :
       {"SELECT k, SUM(v) AS s FROM t GROUP BY k WINDOW TUMBLING(10ms) ORDER BY s DESC LIMIT 3",
        "SELECT DISTINCT COUNT(*) AS n FROM t GROUP BY k WINDOW SLIDING(20ms, 10ms)",
        "SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW SESSION(2ms) ORDER BY n LIMIT 1",
        "SELECT DISTINCT SUM(v) AS s FROM t GROUP BY k ORDER BY s LIMIT 2 EMIT FINAL",
        "SELECT v FROM t ORDER BY v DESC LIMIT 5 EMIT FINAL", "SELECT v FROM t LIMIT 5 EMIT FINAL",
        "SELECT v, ROW_NUMBER() OVER (PARTITION BY k) AS i FROM t ORDER BY i DESC, v LIMIT 7 EMIT "
        "FINAL"}) {
    CAPTURE(sql);
    for (int round = 0; round < 20; ++round) {
      const Results results(sql, random_rows(random), {.time_column = "ts", .batch_rows = 3});
      const auto finished = [&](const std::vector<ResultBatch>& batches) {
        FinalStage stage(results.plan);
        for (const ResultBatch& batch : batches) stage.add(batch);
        std::vector<ResultBatch> output;
        stage.complete_to(EventTime::max(), output);
        return lines_of(output, canonical_order(*results.plan, output));
      };
      CHECK(finished(results.scattered(random)) == finished(results.batches));
    }
  }
}

TEST_CASE("the final stage gives a window out when it is complete, not before") {
  const Results results(
      "SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW TUMBLING(10ms, GRACE 5ms) ORDER BY n DESC "
      "LIMIT 1",
      {"k STRING | ts BIGINT", "a | 1", "b | 2", "b | 3", "a | 11"}, {.time_column = "ts"});
  FinalStage stage(results.plan);
  for (const ResultBatch& batch : results.batches) stage.add(batch);
  std::vector<ResultBatch> output;
  stage.complete_to({14}, output);
  CHECK(output.empty());
  stage.complete_to({15}, output);
  REQUIRE(output.size() == 1);
  CHECK(cells_of(output[0], 0) == Lines{"0", "10", "b", "2"});
  stage.complete_to({15}, output);
  CHECK(output.size() == 1);
  stage.complete_to(EventTime::max(), output);
  CHECK(output.size() == 2);
}

TEST_CASE("a session is complete when W is past its end, strictly") {
  const Results results("SELECT COUNT(*) AS n FROM t WINDOW SESSION(5ms) LIMIT 1",
                        {"ts BIGINT", "1"}, {.time_column = "ts"});
  FinalStage stage(results.plan);
  for (const ResultBatch& batch : results.batches) stage.add(batch);
  std::vector<ResultBatch> output;
  stage.complete_to({6}, output);
  CHECK(output.empty());
  stage.complete_to({7}, output);
  CHECK(output.size() == 1);
}

TEST_CASE("sorting runs is sorting") {
  Prng random(41);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::pair<std::int64_t, int>> items;
    std::int64_t value = 0;
    for (int i = 0; i < static_cast<int>(random.below(50)); ++i) {
      value = random.chance(1, 6) ? random.between(0, 20) : value + random.between(0, 3);
      items.emplace_back(value, i);
    }
    auto expected = items;
    const auto less = [](const auto& a, const auto& b) { return a.first < b.first; };
    std::stable_sort(expected.begin(), expected.end(), less);
    sort_runs(items, less);
    CHECK((items == expected));
  }
}

}  // namespace
}  // namespace millrace
