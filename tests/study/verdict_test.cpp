// tests/study/verdict_test.cpp — right totals are valid, wrong ones are named with what should have been.
#include "sim/study/verdict.hpp"

#include <doctest/doctest.h>

#include "core/data/column_builder.hpp"
#include "sim/study/record_search.hpp"
#include "tests/study/judged_jobs.hpp"

namespace millrace {
namespace {

using fixture::Topic;
using Lines = std::vector<std::string>;

// Keyed by symbol; a trader's rows lie on several partitions.
Topic trades() {
  return fixture::topic(
      "trader STRING, symbol STRING, n BIGINT, ts TIMESTAMP", "ts",
      {"0 | ann | A | 1 | 1000", "1 | ann | B | 2 | 2000", "0 | bob | A | 4 | 3000",
       "1 | ann | B | 8 | 61000", "2 | cid | C | 16 | 4000", "0 | bob | A | 32 | 65000"});
}

struct Job {
  std::shared_ptr<const JobPlan> plan;
  Verdict verdict;
};

Job run(const Topic& topic, std::string_view sql, const std::string& strategy,
        std::uint32_t workers, MergePolicy merge = MergePolicy::kAuto) {
  Job job;
  job.plan = fixture::allowed_plan(topic, sql, strategy, workers, {"symbol"}, merge);
  job.verdict = fixture::judged(*job.plan, fixture::results_of(job.plan, topic),
                                fixture::reference_of(*job.plan, topic));
  return job;
}

ResultBatch batch_of(std::vector<Column> columns, std::vector<Column> keys) {
  ResultBatch batch;
  batch.row_count = columns.front().row_count();
  batch.columns = std::move(columns);
  batch.keys = std::move(keys);
  return batch;
}

Column texts(std::initializer_list<const char*> values) {
  ColumnBuilder builder(DataType::string());
  for (const char* value : values) builder.append_string(value);
  return builder.take();
}

}  // namespace

TEST_CASE("a plan that keeps groups together is valid") {
  for (const char* strategy : {"always_hash", "smart", "fan_in"}) {
    CAPTURE(strategy);
    const Job job =
        run(trades(), "SELECT trader, SUM(n) FROM trades GROUP BY trader EMIT FINAL", strategy, 2);
    CHECK(to_text(job.verdict.kind) == "valid");
    CHECK(job.verdict.reason == "");
    CHECK(job.verdict.groups == 3);
    CHECK(job.verdict.results_compared == 3);
    CHECK(job.verdict.wrong_results == 0);
    CHECK(job.verdict.first.empty());
  }
}

TEST_CASE("a merged plan is compared by what the merger gives") {
  const Job job = run(trades(), "SELECT trader, SUM(n) FROM trades GROUP BY trader EMIT FINAL",
                      "round_robin", 3);
  REQUIRE(job.plan->has_merge);
  CHECK(to_text(job.verdict.kind) == "valid");
}

TEST_CASE("split groups are named with the right row and the rows that came instead") {
  const Job job =
      run(trades(), "SELECT trader, SUM(n) AS total FROM trades GROUP BY trader EMIT FINAL",
          "sticky", 2, MergePolicy::kOff);
  const Verdict& verdict = job.verdict;
  CHECK(to_text(verdict.kind) == "invalid");
  CHECK(verdict.columns == Lines{"trader", "total"});
  CHECK(fixture::evidence_lines(verdict) ==
        Lines{"split trader = ann | expected ann,11 | got w0 ann,1 w1 ann,10"});
  CHECK(verdict.split == 1);
  CHECK(verdict.split_groups == 1);
  CHECK(verdict.wrong_results == 1);
  CHECK(verdict.wrong_groups == 1);
  CHECK(verdict.groups == 3);
  CHECK(verdict.reason == job.plan->problem);
}

TEST_CASE("the first wrong groups are those of the earliest windows") {
  const Job job =
      run(trades(), "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW TUMBLING(1m)",
          "round_robin", 2, MergePolicy::kOff);
  CHECK(to_text(job.verdict.kind) == "invalid");
  // Rows 0 and 1 of ann's first minute go to two workers; every other (window, group) has one row.
  CHECK(
      fixture::evidence_lines(job.verdict) ==
      Lines{
          "split trader = ann @0 | expected 1970-01-01T00:00:00.000Z,1970-01-01T00:01:00.000Z,ann,2"
          " | got w0 1970-01-01T00:00:00.000Z,1970-01-01T00:01:00.000Z,ann,1"
          " w1 1970-01-01T00:00:00.000Z,1970-01-01T00:01:00.000Z,ann,1"});
}

TEST_CASE("under EMIT CHANGES only the last state of a group counts") {
  const Job right =
      run(trades(), "SELECT trader, SUM(n) FROM trades GROUP BY trader", "always_hash", 2);
  CHECK(to_text(right.verdict.kind) == "valid");
  CHECK(right.verdict.results_compared == 3);
  const Job wrong = run(trades(), "SELECT trader, SUM(n) s FROM trades GROUP BY trader", "sticky",
                        2, MergePolicy::kOff);
  CHECK(fixture::evidence_lines(wrong.verdict) ==
        Lines{"split trader = ann | expected ann,11 | got w0 ann,1 w1 ann,10"});
}

TEST_CASE("a query that keeps no state is valid under any strategy") {
  for (const char* strategy : {"round_robin", "sticky"}) {
    const Job job = run(trades(), "SELECT trader, n * 2 FROM trades WHERE n > 1", strategy, 3);
    CHECK(to_text(job.verdict.kind) == "valid");
    CHECK(job.verdict.results_compared == 5);
  }
}

TEST_CASE("one worker's totals over all rows are the only right ones without grouping columns") {
  const Job job = run(trades(), "SELECT COUNT(*) c FROM trades EMIT FINAL", "round_robin", 2,
                      MergePolicy::kOff);
  CHECK(fixture::evidence_lines(job.verdict) ==
        Lines{"split all rows | expected 6 | got w0 3 w1 3"});
}

TEST_CASE("missing, doubled, wrong and unexpected groups are told apart") {
  const Topic topic = trades();
  const auto plan = fixture::allowed_plan(
      topic, "SELECT trader, COUNT(*) c FROM trades GROUP BY trader EMIT FINAL", "always_hash", 2,
      {"symbol"});
  const auto row_of = [](std::initializer_list<const char*> keys,
                         std::vector<std::int64_t> counts) {
    return batch_of({texts(keys), Column::of_int64(DataType::bigint(), std::move(counts))},
                    {texts(keys)});
  };
  const std::vector<WorkerResults> reference = {
      {{0}, {row_of({"ann", "bob", "cid", "dan"}, {3, 2, 1, 7})}}};
  const std::vector<WorkerResults> results = {{{0}, {row_of({"bob", "bob", "cid"}, {2, 2, 9})}},
                                              {{1}, {row_of({"eve", "dan"}, {1, 7})}}};
  const Verdict verdict = fixture::judged(*plan, results, reference);
  CHECK(fixture::evidence_lines(verdict) ==
        Lines{"missing trader = ann | expected ann,3 | got",
              "doubled trader = bob | expected bob,2 | got w0 bob,2 w0 bob,2",
              "wrong trader = cid | expected cid,1 | got w0 cid,9",
              "unexpected trader = eve | expected | got w1 eve,1"});
  CHECK(verdict.wrong_results == 4);
  CHECK(verdict.wrong_groups == 4);
  CHECK(verdict.results_compared == 4);
}

TEST_CASE("doubles are equal to a billionth, other values exactly") {
  CHECK(nearly_equal(1e9, 1e9 + 0.5));
  CHECK_FALSE(nearly_equal(1e9, 1e9 + 2.0));
  CHECK(nearly_equal(0.0, -0.0));
  const double nan = __builtin_nan("");
  CHECK(nearly_equal(nan, nan));
  CHECK_FALSE(nearly_equal(nan, 1.0));
  const double infinity = __builtin_inf();
  CHECK(nearly_equal(infinity, infinity));
  CHECK_FALSE(nearly_equal(infinity, 1e300));
  CHECK_FALSE(nearly_equal(infinity, -infinity));
}

TEST_CASE("a result that depends on how partitions interleave is unknown, equal or not") {
  const Job job =
      run(trades(), "SELECT trader, FIRST_VALUE(n) f FROM trades GROUP BY trader EMIT FINAL",
          "always_hash", 2);
  CHECK(to_text(job.verdict.kind) == "unknown");
  CHECK(job.verdict.reason == job.plan->remark);
  CHECK(job.verdict.reason != "");
}

TEST_CASE("groups that are split are wrong even where values would not be defined") {
  const Job job =
      run(trades(), "SELECT trader, FIRST_VALUE(n) f FROM trades GROUP BY trader EMIT FINAL",
          "sticky", 2, MergePolicy::kOff);
  CHECK(to_text(job.verdict.kind) == "invalid");
  CHECK(job.verdict.split == 1);
}

TEST_CASE("rows that came after an idle source make the verdict unknown") {
  const Topic topic = trades();
  const auto plan = fixture::allowed_plan(
      topic, "SELECT trader, SUM(n) FROM trades GROUP BY trader EMIT FINAL", "always_hash", 2, {});
  const auto results = fixture::results_of(plan, topic);
  const Verdict verdict =
      judge({*plan, results, 2, /*late_after_idle=*/3}, fixture::reference_of(*plan, topic));
  CHECK(to_text(verdict.kind) == "unknown");
  CHECK(verdict.reason ==
        "3 rows came after their window was closed without their idle source: which rows count "
        "depends on timing");
}

TEST_CASE("records without key make the verdict unknown where the query depends on arrival") {
  const Topic topic = trades();
  const auto verdict_on = [&](const char* sql, std::int64_t rows_without_key) {
    const auto plan = fixture::allowed_plan(topic, sql, "sticky", 2, {"trader"});
    JudgedRun run = {*plan, {}, 2};
    const auto results = fixture::results_of(plan, topic);
    run.results = results;
    run.rows_without_key = rows_without_key;
    return judge(run, fixture::reference_of(*plan, topic));
  };
  const char* first = "SELECT trader, FIRST_VALUE(n) f FROM trades GROUP BY trader EMIT FINAL";
  const Verdict unknown = verdict_on(first, 2);
  CHECK(to_text(unknown.kind) == "unknown");
  CHECK(unknown.reason.substr(0, 31) == "2 records came without a key an");
  CHECK(to_text(verdict_on(first, 0).kind) != "unknown");
  const char* count = "SELECT trader, COUNT(*) c FROM trades GROUP BY trader EMIT FINAL";
  CHECK(to_text(verdict_on(count, 2).kind) != "unknown");
}

TEST_CASE("where states moved between workers the newest row of a group counts") {
  const Topic topic = trades();
  const auto plan = fixture::allowed_plan(
      topic, "SELECT trader, COUNT(*) c FROM trades GROUP BY trader", "always_hash", 2, {"symbol"});
  const auto row_of = [](std::int64_t count, std::int64_t sequence) {
    ResultBatch batch =
        batch_of({texts({"ann"}), Column::of_int64(DataType::bigint(), {count})}, {texts({"ann"})});
    batch.sequence = sequence;
    return batch;
  };
  const std::vector<WorkerResults> reference = {{{0}, {row_of(2, 5)}}};
  const std::vector<WorkerResults> results = {{{0}, {row_of(2, 5)}}, {{1}, {row_of(1, 3)}}};
  CHECK(to_text(judge({*plan, results, 2, 0, /*has_moved_states=*/true}, reference).kind) ==
        "valid");
  CHECK(to_text(judge({*plan, results, 2, 0, false}, reference).kind) == "invalid");
}

TEST_CASE("the records behind a wrong group are found with their places and workers") {
  const Topic topic = trades();
  const char* sql =
      "SELECT trader, SUM(n) s FROM trades WHERE n < 32 GROUP BY trader WINDOW TUMBLING(1m)";
  Job job = run(topic, sql, "sticky", 2, MergePolicy::kOff);
  REQUIRE(job.verdict.first.size() == 1);
  RecordSearch search(job.plan->query, job.verdict.first);
  fixture::TopicSource source(topic, 4);
  for (auto batch = source.next(); batch.has_value() && batch.value(); batch = source.next()) {
    RecordBatch records = *batch.value();
    search.look_at({records.source_partition.value % 2}, records);
  }
  const GroupEvidence& ann = job.verdict.first.front();
  CHECK(ann.record_count == 2);  // the third is of the next window
  CHECK(ann.records == std::vector<EvidenceRecord>{{{0}, 0, {0}}, {{1}, 0, {1}}});
  CHECK_FALSE(search.is_complete());
}

}  // namespace millrace
