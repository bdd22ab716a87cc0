// tests/exec/grouped_test.cpp — what grouped executors promise beyond their rows: closing, counting, memory, places.
#include <doctest/doctest.h>

#include "core/base/prng.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

using Lines = std::vector<std::string>;

/// An executor fed by hand.
struct Fed {
  std::unique_ptr<QueryExecutor> executor;
  ExecutorOutput output;
  std::vector<StampedBatch> batches;

  Fed(std::string_view sql, const Lines& rows, const RunOptions& run_options = {},
      ExecutorOptions options = {}) {
    const InputTable input = table(rows);
    auto plan = bind_query(sql, input, run_options.time_column);
    MILLRACE_ASSERT(plan.has_value());
    batches = batches_of(*plan.value(), input, run_options);
    executor = make_executor(plan.value(), options);
  }
  Lines rows() {
    Lines lines;
    for (const ResultBatch& batch : output.results) {
      std::vector<std::vector<std::string>> cells;
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        cells.push_back(cells_of(batch, row));
      }
      for (std::string& line : joined(cells)) lines.push_back(std::move(line));
    }
    output.results.clear();
    return lines;
  }
};

TEST_CASE("a window is handed out once, at the watermark that passes its end and grace") {
  Fed fed("SELECT COUNT(*) AS n FROM t WINDOW TUMBLING(10s, GRACE 5s)",
          {"ts BIGINT", "1000", "9000"}, {.time_column = "ts"});
  fed.executor->process(fed.batches[0].batch, fed.output);
  fed.executor->advance_watermark({14'999}, 0, fed.output);
  CHECK(fed.rows().empty());
  CHECK(fed.executor->state_count() == 1);
  fed.executor->advance_watermark({15'000}, 1, fed.output);
  CHECK(fed.output.completed_to == EventTime{15'000});
  REQUIRE(fed.output.results.size() == 1);
  CHECK(fed.output.results[0].sequence == 1);
  CHECK(fed.output.results[0].offsets.row_count() == 0);
  CHECK(fed.rows() == Lines{"0 | 10000 | 2"});
  CHECK(fed.executor->state_count() == 0);
  fed.executor->advance_watermark({15'001}, 2, fed.output);
  fed.executor->advance_watermark(EventTime::max(), 3, fed.output);
  CHECK(fed.rows().empty());
  CHECK(fed.executor->balance().results == 1);
}

TEST_CASE("an older watermark is ignored") {
  Fed fed("SELECT COUNT(*) AS n FROM t WINDOW TUMBLING(10s)", {"ts BIGINT", "21000"},
          {.time_column = "ts"});
  fed.executor->advance_watermark({20'000}, 0, fed.output);
  fed.executor->advance_watermark({5'000}, 1, fed.output);
  CHECK(fed.output.completed_to == EventTime{20'000});
}

TEST_CASE("a row for a window closed while its source was left out as idle is late after idle") {
  Fed fed("SELECT COUNT(*) AS n FROM t WINDOW SLIDING(10s, 5s)",
          {"_partition | ts BIGINT", "0 | 30000", "1 | 3000", "1 | 12000", "1 | 26000"},
          {.time_column = "ts", .disorder_ms = 0, .batch_rows = 1});
  fed.executor->process(fed.batches[0].batch, fed.output);
  // Partition 1 has been silent for long: W follows partition 0.
  fed.executor->advance_watermark({20'000}, 0, fed.output);
  // Windows of 3000 end at 5000 and 10000, of 12000 at 15000 and 20000, of 26000 at 30000 and 35000.
  for (int i = 1; i < 4; ++i) fed.executor->process(fed.batches[i].batch, fed.output);
  CHECK(fed.output.late.size() == 2);
  CHECK(fed.executor->balance().late == 2);
  CHECK(fed.executor->balance().late_after_idle == 2);
  CHECK(fed.executor->balance().in_effect == 2);
  CHECK(fed.executor->balance().is_balanced());
}

TEST_CASE(
    "a row that misses one of its windows after idle counts in the others, and is remarked on") {
  Fed fed("SELECT COUNT(*) AS n FROM t WINDOW SLIDING(10s, 5s)",
          {"_partition | ts BIGINT", "0 | 30000", "1 | 17000"},
          {.time_column = "ts", .disorder_ms = 0, .batch_rows = 1});
  fed.executor->process(fed.batches[0].batch, fed.output);
  fed.executor->advance_watermark({20'000}, 0, fed.output);
  fed.executor->process(fed.batches[1].batch, fed.output);  // [10000, 20000) is closed
  fed.executor->advance_watermark(EventTime::max(), 2, fed.output);
  CHECK(fed.rows() == Lines{"15000 | 25000 | 1", "25000 | 35000 | 1", "30000 | 40000 | 1"});
  CHECK(fed.executor->balance().late == 0);
  CHECK(fed.executor->balance().late_after_idle == 1);
}

TEST_CASE("a dead letter carries topic, place, error and the original record") {
  Fed fed("SELECT SUM(v + 9223372036854775807) AS s FROM t GROUP BY k",
          {"_partition | k STRING | v BIGINT", "3 | a | 0", "3 | b | 1"});
  fed.executor->process(fed.batches[0].batch, fed.output);
  REQUIRE(fed.output.dead_letters.size() == 1);
  const DeadLetter& letter = fed.output.dead_letters[0];
  CHECK(letter.topic == "t");
  CHECK(letter.source_partition.value == 3);
  CHECK(letter.offset == 1);
  CHECK(letter.original == "{\"k\":\"b\",\"v\":1}");
  CHECK(letter.error.find("BIGINT") != std::string::npos);
  CHECK(fed.executor->balance().dead_letter == 1);
  CHECK(fed.executor->balance().in_effect == 1);
}

TEST_CASE("late rows keep their columns and offsets") {
  Fed fed("SELECT COUNT(*) AS n FROM t WINDOW TUMBLING(1s)",
          {"k STRING | ts BIGINT", "a | 9000", "b | 100", "c | 9001", "d | 200"},
          {.time_column = "ts", .disorder_ms = 0});
  fed.executor->process(fed.batches[0].batch, fed.output);
  REQUIRE(fed.output.late.size() == 1);
  const RecordBatch& late = fed.output.late[0];
  REQUIRE(late.row_count == 2);
  CHECK(late.columns[0].string_at(0) == "b");
  CHECK(late.columns[0].string_at(1) == "d");
  CHECK(late.offset_at(0) == 1);
  CHECK(late.offset_at(1) == 3);
}

TEST_CASE("changes say which record brought them about") {
  Fed fed("SELECT k, COUNT(*) AS n FROM t WHERE k <> 'x' GROUP BY k",
          {"_partition | k STRING", "2 | a", "2 | x", "2 | b"});
  fed.executor->process(fed.batches[0].batch, fed.output);
  REQUIRE(fed.output.results.size() == 1);
  const ResultBatch& changes = fed.output.results[0];
  CHECK(changes.source_partition.value == 2);
  CHECK(changes.sequence == 0);
  CHECK(changes.changes.empty());
  CHECK(changes.offsets.int64s()[0] == 0);
  CHECK(changes.offsets.int64s()[1] == 2);
  CHECK(changes.keys[0].string_at(1) == "b");
}

TEST_CASE("work counts what was done") {
  Fed fed("SELECT k, COUNT(*) AS n FROM t WHERE k <> 'x' GROUP BY k WINDOW SLIDING(10s, 5s)",
          {"k STRING | ts BIGINT", "a | 1000", "x | 1000", "a | 2000", "b | 7000"},
          {.time_column = "ts"});
  fed.executor->process(fed.batches[0].batch, fed.output);
  fed.executor->advance_watermark(EventTime::max(), 1, fed.output);
  const Work work = fed.executor->take_work();
  CHECK(work.rows_in == 4);
  CHECK(work.rows_filtered == 1);
  CHECK(work.groups_touched == 6);
  CHECK(work.groups_created == 4);
  CHECK(work.windows_closed == 4);
  CHECK(work.rows_out == 4);
  CHECK(fed.executor->take_work() == Work());
}

/// Every second has a group of its own, that never returns.
Lines passing_groups(int count) {
  Lines lines = {"k BIGINT | ts BIGINT"};
  for (int i = 0; i < count; ++i) {
    lines.push_back(std::to_string(i) + " | " + std::to_string(i * 1000));
  }
  return lines;
}

TEST_CASE("groups that never return are forgotten, unless they are to be remembered") {
  for (const std::string window : {"TUMBLING(1s)", "SESSION(500ms)"}) {
    CAPTURE(window);
    const std::string sql = "SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW " + window;
    for (const bool track : {false, true}) {
      Fed fed(sql, passing_groups(20'000),
              {.time_column = "ts", .disorder_ms = 0, .batch_rows = 100}, {.track_groups = track});
      std::int64_t row_count = 0;
      for (const StampedBatch& stamped : fed.batches) {
        fed.executor->process(stamped.batch, fed.output);
        fed.executor->advance_watermark(stamped.watermark, stamped.batch.sequence, fed.output);
        CHECK(fed.executor->state_count() <= 110);
        row_count += static_cast<std::int64_t>(fed.rows().size());
      }
      fed.executor->advance_watermark(EventTime::max(), 1000, fed.output);
      row_count += static_cast<std::int64_t>(fed.rows().size());
      CHECK(row_count == 20'000);
      const std::uint32_t known = fed.executor->group_keys_seen()[0].row_count();
      if (track) {
        CHECK(known == 20'000);
      } else {
        CHECK(known < 5'000);
      }
    }
  }
}

TEST_CASE("windows that hold few of many groups, and windows that hold all, give the same counts") {
  Prng random(5);
  Lines lines = {"k BIGINT | ts BIGINT"};
  std::vector<std::int64_t> count_of(3 * 2000, 0);
  for (int i = 0; i < 6000; ++i) {
    // The first window sees every group, the second a few of them, the third more and more.
    const std::int64_t window = i / 2000;
    const std::int64_t k = window == 0   ? i
                           : window == 1 ? random.between(0, 9)
                                         : random.between(0, i - 4000);
    ++count_of[static_cast<std::size_t>(window * 2000 + k)];
    lines.push_back(std::to_string(k) + " | " + std::to_string(window * 1000));
  }
  for (const std::uint32_t batch_rows : {7u, 1000u}) {
    const QueryRun result = run("SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW TUMBLING(1s)",
                                lines, {.time_column = "ts", .batch_rows = batch_rows});
    std::vector<std::int64_t> counted(count_of.size(), 0);
    for (const std::vector<std::string>& cells : result.rows) {
      const std::int64_t start = std::stoll(cells[0]);
      counted[static_cast<std::size_t>(start * 2 + std::stoll(cells[2]))] = std::stoll(cells[3]);
    }
    CHECK(counted == count_of);
  }
}

TEST_CASE("closings come by window, then by key, whatever came first") {
  Fed fed("SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW TUMBLING(1s)",
          {"k STRING | ts BIGINT", "c | 1500", "b | 500", "a | 1200", "NULL | 700", "a | 10"},
          {.time_column = "ts"});
  fed.executor->process(fed.batches[0].batch, fed.output);
  fed.executor->advance_watermark(EventTime::max(), 1, fed.output);
  CHECK(fed.rows() == Lines{"0 | 1000 | NULL | 1", "0 | 1000 | a | 1", "0 | 1000 | b | 1",
                            "1000 | 2000 | a | 1", "1000 | 2000 | c | 1"});
}

TEST_CASE("equal expressions of several aggregates are evaluated as one") {
  // One division by zero a row, although four aggregates look at it.
  const QueryRun result =
      run("SELECT SUM(a / b) AS s, MIN(a / b) AS lo, MAX(a / b) AS hi, COUNT(a / b) AS n FROM t "
          "EMIT FINAL",
          {"a BIGINT | b BIGINT", "1 | 0", "4 | 2"});
  CHECK(joined(result.rows) == Lines{"2 | 2 | 2 | 1"});
  CHECK(result.balance.expression_errors == 1);
}

}  // namespace
}  // namespace millrace
