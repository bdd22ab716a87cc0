// tests/exec/over_test.cpp — OVER values of random rows against their definition, and when rows come out.
#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "core/base/prng.hpp"
#include "core/exec/over/time_queue.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

struct Row {
  std::int64_t key = 0;
  std::optional<std::int64_t> value;
  std::int64_t time = 0;
};

std::string text_of(std::optional<std::int64_t> value) {
  return value.has_value() ? std::to_string(*value) : "NULL";
}

/// COUNT(v), SUM(v), MIN(v), MAX(v), COUNT(DISTINCT v), STRING_AGG(v), first and last value of a frame, by
/// looping over it.
std::string frame_by_definition(const std::vector<Row>& group, std::int64_t begin,
                                std::int64_t end) {
  std::vector<std::int64_t> values;
  std::string joined_values;
  for (std::int64_t i = begin; i < end; ++i) {
    const Row& row = group[static_cast<std::size_t>(i)];
    if (!row.value.has_value()) continue;
    values.push_back(*row.value);
    joined_values += (joined_values.empty() ? "" : ",") + std::to_string(*row.value);
  }
  if (values.empty()) joined_values = "NULL";
  std::optional<std::int64_t> sum;
  for (const std::int64_t value : values) sum = sum.value_or(0) + value;
  std::vector<std::int64_t> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::int64_t> distinct = sorted;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  const bool has_values = !sorted.empty();
  const auto edge = [&](std::int64_t i) {
    return begin < end ? text_of(group[static_cast<std::size_t>(i)].value) : "NULL";
  };
  return std::to_string(values.size()) + " | " + text_of(sum) + " | " +
         (has_values ? std::to_string(sorted.front()) : "NULL") + " | " +
         (has_values ? std::to_string(sorted.back()) : "NULL") + " | " +
         std::to_string(distinct.size()) + " | " + joined_values + " | " + edge(begin) + " | " +
         edge(end - 1);
}

struct Frame {
  std::optional<std::int64_t> preceding;
  std::int64_t following = 0;

  std::string sql() const {
    const auto bound = [](std::int64_t rows) {
      if (rows == 0) return std::string("CURRENT ROW");
      return std::to_string(rows < 0 ? -rows : rows) + (rows < 0 ? " PRECEDING" : " FOLLOWING");
    };
    return "ROWS BETWEEN " +
           (preceding.has_value() ? bound(-*preceding) : std::string("UNBOUNDED PRECEDING")) +
           " AND " + bound(following);
  }
};

std::string sql_of(const Frame& frame, bool is_ordered) {
  const std::string over =
      " OVER (PARTITION BY k" + std::string(is_ordered ? " ORDER BY ts " : " ") + frame.sql() + ")";
  std::string sql = "SELECT k";
  for (const char* call : {"COUNT(v)", "SUM(v)", "MIN(v)", "MAX(v)", "COUNT(DISTINCT v)",
                           "STRING_AGG(CAST(v AS STRING))", "FIRST_VALUE(v)", "LAST_VALUE(v)"}) {
    sql += ", " + std::string(call) + over;
  }
  return sql + " FROM t";
}

/// Expected lines in the order of the topic.
std::vector<std::string> rows_by_definition(const std::vector<Row>& rows, const Frame& frame,
                                            bool is_ordered) {
  std::vector<std::string> lines(rows.size());
  for (std::int64_t key = 0; key < 4; ++key) {
    std::vector<std::size_t> indexes;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].key == key) indexes.push_back(i);
    }
    if (is_ordered) {
      std::stable_sort(indexes.begin(), indexes.end(),
                       [&](std::size_t a, std::size_t b) { return rows[a].time < rows[b].time; });
    }
    std::vector<Row> group;
    for (const std::size_t i : indexes) group.push_back(rows[i]);
    const auto count = static_cast<std::int64_t>(group.size());
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t begin =
          frame.preceding.has_value() ? std::max<std::int64_t>(0, i - *frame.preceding) : 0;
      const std::int64_t end = std::min(count, i + frame.following + 1);
      lines[indexes[static_cast<std::size_t>(i)]] =
          std::to_string(key) + " | " + frame_by_definition(group, begin, std::max(begin, end));
    }
  }
  return lines;
}

std::vector<Row> random_rows(Prng& random) {
  std::vector<Row> rows;
  for (std::uint64_t i = random.below(70); i > 0; --i) {
    std::optional<std::int64_t> value;
    if (random.chance(5, 6)) value = random.between(-5, 5);
    rows.push_back({random.between(0, 3), value, random.between(0, 30)});
  }
  return rows;
}

std::vector<std::string> lines_of(const std::vector<Row>& rows) {
  std::vector<std::string> lines = {"k BIGINT | v BIGINT | ts BIGINT"};
  for (const Row& row : rows) {
    lines.push_back(std::to_string(row.key) + " | " + text_of(row.value) + " | " +
                    std::to_string(row.time));
  }
  return lines;
}

Frame random_frame(Prng& random) {
  Frame frame;
  frame.following = random.between(-3, 3);
  if (random.chance(3, 4))
    frame.preceding = random.between(std::max<std::int64_t>(0, -frame.following), 6);
  return frame;
}

TEST_CASE(
    "every frame of random rows is that of the definition, in arrival order and in event-time "
    "order") {
  Prng random(11);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const std::vector<Row> rows = random_rows(random);
    const Frame frame = random_frame(random);
    const bool is_ordered = random.chance(1, 2);
    const std::string sql = sql_of(frame, is_ordered);
    CAPTURE(sql);
    const QueryRun result = run(sql, lines_of(rows),
                                {.time_column = "ts",
                                 .disorder_ms = random.between(30, 60),
                                 .batch_rows = static_cast<std::uint32_t>(1 + random.below(20)),
                                 .has_fresh_dictionaries = random.chance(1, 2)});
    CHECK(joined(result.rows) == rows_by_definition(rows, frame, is_ordered));
    CHECK(result.states_left == 0);
  }
}

TEST_CASE("sums of DOUBLE over a sliding frame do not drift") {
  std::vector<std::string> lines = {"x DOUBLE"};
  for (int i = 0; i < 2000; ++i) lines.push_back(i % 2 == 0 ? "1e15" : "0.125");
  lines.push_back("0.5");
  lines.push_back("0.25");
  const QueryRun result =
      run("SELECT SUM(x) OVER (ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM t", lines);
  CHECK(result.rows.back() == std::vector<std::string>{"0.75"});
}

struct Fed {
  std::unique_ptr<QueryExecutor> executor;
  std::vector<StampedBatch> batches;
  ExecutorOutput output;

  Fed(std::string_view sql, const std::vector<std::string>& lines, const RunOptions& options) {
    const InputTable input = table(lines);
    auto plan = bind_query(sql, input, options.time_column);
    MILLRACE_ASSERT(plan.has_value());
    batches = batches_of(*plan.value(), input, options);
    executor = make_executor(plan.value(), {});
  }
  std::vector<std::string> rows() {
    std::vector<std::vector<std::string>> cells;
    for (const ResultBatch& batch : output.results) {
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        cells.push_back(cells_of(batch, row));
      }
    }
    output.results.clear();
    return joined(cells);
  }
};

using Lines = std::vector<std::string>;

TEST_CASE("in arrival order a row comes out with its batch") {
  Fed fed("SELECT v, SUM(v) OVER () AS s FROM t", {"v BIGINT", "1", "2", "4"}, {.batch_rows = 2});
  fed.executor->process(fed.batches[0].batch, fed.output);
  CHECK(fed.rows() == Lines{"1 | 1", "2 | 3"});
  fed.executor->process(fed.batches[1].batch, fed.output);
  CHECK(fed.rows() == Lines{"4 | 7"});
}

TEST_CASE("with ORDER BY a row comes out when W is past its event time, strictly") {
  Fed fed("SELECT ts, ROW_NUMBER() OVER (ORDER BY ts) AS i FROM t",
          {"ts BIGINT", "300", "100", "200"}, {.time_column = "ts"});
  fed.executor->process(fed.batches[0].batch, fed.output);
  CHECK(fed.rows().empty());
  fed.executor->advance_watermark({200}, 0, fed.output);
  CHECK(fed.rows() == Lines{"100 | 1"});
  fed.executor->advance_watermark({201}, 1, fed.output);
  REQUIRE(fed.output.results.size() == 1);
  CHECK(fed.output.results[0].sequence == 1);
  CHECK(fed.output.results[0].event_times.int64s()[0] == 200);
  CHECK(fed.output.results[0].offsets.int64s()[0] == 2);
  CHECK(fed.rows() == Lines{"200 | 2"});
  fed.executor->advance_watermark(EventTime::max(), 2, fed.output);
  CHECK(fed.rows() == Lines{"300 | 3"});
}

TEST_CASE("a row whose frame looks ahead waits for the rows of its own group only") {
  Fed fed("SELECT k, v, LEAD(v) OVER (PARTITION BY k) AS next FROM t",
          {"k STRING | v BIGINT", "a | 1", "b | 2", "a | 3", "a | 5"}, {.batch_rows = 1});
  for (int i = 0; i < 3; ++i) fed.executor->process(fed.batches[i].batch, fed.output);
  CHECK(fed.rows() == Lines{"a | 1 | 3"});
  fed.executor->process(fed.batches[3].batch, fed.output);
  CHECK(fed.rows() == Lines{"a | 3 | 5"});
  CHECK(fed.executor->state_count() == 2);
  fed.executor->advance_watermark(EventTime::max(), 4, fed.output);
  CHECK(fed.rows() == Lines{"a | 5 | NULL", "b | 2 | NULL"});
}

TEST_CASE("results of several source partitions come as a batch per partition") {
  Fed fed("SELECT v, ROW_NUMBER() OVER (ORDER BY ts) AS i FROM t",
          {"_partition | v BIGINT | ts BIGINT", "1 | 10 | 1", "0 | 1 | 2", "1 | 11 | 3"},
          {.time_column = "ts"});
  for (const StampedBatch& stamped : fed.batches) fed.executor->process(stamped.batch, fed.output);
  fed.executor->advance_watermark(EventTime::max(), 3, fed.output);
  REQUIRE(fed.output.results.size() == 2);
  CHECK(fed.output.results[0].source_partition.value == 0);
  CHECK(fed.output.results[1].source_partition.value == 1);
  CHECK(fed.rows() == Lines{"1 | 2", "10 | 1", "11 | 3"});
}

TEST_CASE("a row behind W after its source was idle goes to the late output") {
  Fed fed("SELECT ROW_NUMBER() OVER (ORDER BY ts) AS i FROM t",
          {"_partition | ts BIGINT", "0 | 1000", "1 | 400", "1 | 500"},
          {.time_column = "ts", .disorder_ms = 0, .batch_rows = 1});
  fed.executor->process(fed.batches[0].batch, fed.output);
  fed.executor->advance_watermark({500}, 0, fed.output);
  fed.executor->process(fed.batches[1].batch, fed.output);
  fed.executor->process(fed.batches[2].batch, fed.output);
  CHECK(fed.executor->balance().late_after_idle == 1);
  CHECK(fed.executor->balance().in_effect == 2);
  CHECK(fed.output.late.size() == 1);
}

TEST_CASE("group keys of OVER are those of its rows, in order of appearance") {
  Fed fed("SELECT ROW_NUMBER() OVER (PARTITION BY k) AS i FROM t", {"k STRING", "b", "a", "b"}, {});
  fed.executor->process(fed.batches[0].batch, fed.output);
  const std::vector<Column> keys = fed.executor->group_keys_seen();
  REQUIRE(keys.size() == 1);
  REQUIRE(keys[0].row_count() == 2);
  CHECK(keys[0].string_at(0) == "b");
  CHECK(keys[0].string_at(1) == "a");
}

TEST_CASE(
    "the time queue gives rows in the order of time, partition, offset, whatever runs they came "
    "in") {
  Prng random(13);
  TimeQueue queue;
  std::vector<std::int64_t> waiting;
  std::int64_t taken_to = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<TimedRow> rows;
    for (std::uint64_t i = random.below(10); i > 0; --i) {
      const std::int64_t time = taken_to + random.between(0, 50);
      rows.push_back(
          {time, {static_cast<std::uint32_t>(random.below(2))}, random.between(0, 99), {}});
      waiting.push_back(time);
    }
    queue.add(std::move(rows));
    taken_to += random.between(0, 20);
    const std::vector<TimedRow> taken = queue.take_before(taken_to);
    CHECK(std::is_sorted(taken.begin(), taken.end()));
    const auto expected = std::count_if(waiting.begin(), waiting.end(),
                                        [&](std::int64_t time) { return time < taken_to; });
    CHECK(static_cast<std::int64_t>(taken.size()) == expected);
    std::erase_if(waiting, [&](std::int64_t time) { return time < taken_to; });
  }
  CHECK(queue.take_all().size() == waiting.size());
}

}  // namespace
}  // namespace millrace
