// tests/exec/sessions_test.cpp — sessions against their definition on random rows, and the pieces of a first phase.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/base/prng.hpp"
#include "core/exec/grouped/session_table.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

struct Row {
  std::string key;
  std::int64_t time = 0;
  std::int64_t value = 0;
  std::uint32_t partition = 0;
};

/// Sorted by time, rows of a key are cut where the distance is more than the gap; their values in order of arrival.
std::vector<std::string> sessions_by_definition(const std::vector<Row>& rows, std::int64_t gap) {
  std::map<std::string, std::vector<std::size_t>> rows_of;
  for (std::size_t i = 0; i < rows.size(); ++i) rows_of[rows[i].key].push_back(i);
  std::vector<std::pair<std::int64_t, std::string>> sessions;
  for (auto& [key, indexes] : rows_of) {
    std::stable_sort(indexes.begin(), indexes.end(),
                     [&](std::size_t a, std::size_t b) { return rows[a].time < rows[b].time; });
    for (std::size_t begin = 0, end = 0; begin < indexes.size(); begin = end) {
      end = begin + 1;
      while (end < indexes.size() && rows[indexes[end]].time - rows[indexes[end - 1]].time <= gap) {
        ++end;
      }
      std::vector<std::size_t> members(indexes.begin() + static_cast<std::ptrdiff_t>(begin),
                                       indexes.begin() + static_cast<std::ptrdiff_t>(end));
      const std::int64_t first = rows[members.front()].time;
      const std::int64_t last = rows[members.back()].time;
      std::sort(members.begin(), members.end());
      std::int64_t sum = 0;
      std::string texts;
      for (const std::size_t i : members) {
        sum += rows[i].value;
        texts += (texts.empty() ? "" : ",") + std::to_string(rows[i].value);
      }
      sessions.emplace_back(first, key);
      sessions.back().second = std::to_string(first) + " | " + std::to_string(last + gap) + " | " +
                               key + " | " + std::to_string(sum) + " | " + texts;
    }
  }
  std::stable_sort(sessions.begin(), sessions.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> lines;
  for (auto& session : sessions) lines.push_back(std::move(session.second));
  return lines;
}

std::vector<Row> random_rows(Prng& random) {
  std::vector<Row> rows;
  const std::int64_t spread = random.between(5, 60);
  for (std::uint64_t i = random.below(60); i > 0; --i) {
    rows.push_back({std::string(1, static_cast<char>('a' + random.below(3))),
                    random.between(-spread, spread), random.between(1, 99),
                    static_cast<std::uint32_t>(random.below(3))});
  }
  return rows;
}

std::vector<std::string> lines_of(const std::vector<Row>& rows) {
  std::vector<std::string> lines = {"_partition | k STRING | v BIGINT | ts BIGINT"};
  for (const Row& row : rows) {
    lines.push_back(std::to_string(row.partition) + " | " + row.key + " | " +
                    std::to_string(row.value) + " | " + std::to_string(row.time));
  }
  return lines;
}

TEST_CASE(
    "sessions of random rows are those of the definition, with order-dependent aggregates too") {
  Prng random(7);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    const std::vector<Row> rows = random_rows(random);
    const std::int64_t gap = random.between(0, 6);
    const std::string sql =
        "SELECT k, SUM(v) AS s, STRING_AGG(CAST(v AS STRING)) AS texts FROM t GROUP BY k WINDOW "
        "SESSION(" +
        std::to_string(gap) + "ms)";
    const auto batch_rows = static_cast<std::uint32_t>(1 + random.below(20));
    const std::vector<std::string> expected = sessions_by_definition(rows, gap);
    const QueryRun final =
        run(sql, lines_of(rows), {.time_column = "ts", .batch_rows = batch_rows});
    CHECK(joined(final.rows) == expected);
    CHECK(final.states_left == 0);
    for (const bool per_batch : {false, true}) {
      const QueryRun changes =
          run(sql + " EMIT CHANGES", lines_of(rows),
              {.time_column = "ts", .changes_per_batch = per_batch, .batch_rows = batch_rows});
      CHECK(joined(changes.rows) == expected);
    }
  }
}

TEST_CASE(
    "sessions of random rows under a moving watermark come out the same by one worker and by "
    "four") {
  Prng random(8);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    std::vector<Row> rows = random_rows(random);
    std::int64_t now = 0;
    for (Row& row : rows) {
      now += random.between(0, 8);
      row.time = now - random.between(0, 12);
    }
    const std::string sql =
        "SELECT k, SUM(v) AS s, COUNT(*) AS n FROM t GROUP BY k WINDOW SESSION(" +
        std::to_string(random.between(0, 6)) + "ms, GRACE " + std::to_string(random.between(0, 4)) +
        "ms)";
    RunOptions options = {.time_column = "ts", .disorder_ms = random.between(0, 15)};
    options.batch_rows = static_cast<std::uint32_t>(1 + random.below(9));
    const QueryRun one = run(sql, lines_of(rows), options);
    CHECK(one.balance.is_balanced());
    options.batch_rows = static_cast<std::uint32_t>(1 + random.below(9));
    CHECK(joined(run(sql, lines_of(rows), options).rows) == joined(one.rows));
    options.partial_workers = 4;
    const QueryRun four = run(sql, lines_of(rows), options);
    CHECK(joined(four.rows) == joined(one.rows));
    CHECK(four.late == one.late);
    CHECK(four.states_left == 0);
  }
}

TEST_CASE("a session that closed while a source was idle is not reopened") {
  const InputTable input = table({"_partition | ts BIGINT", "0 | 10000", "1 | 4000", "1 | 9000"});
  const auto plan =
      bind_query("SELECT COUNT(*) AS n FROM t WINDOW SESSION(1s, GRACE 1s)", input, "ts");
  REQUIRE(plan.has_value());
  const auto batches =
      batches_of(*plan.value(), input, {.time_column = "ts", .disorder_ms = 0, .batch_rows = 1});
  const auto executor = make_executor(plan.value(), {});
  ExecutorOutput output;
  executor->process(batches[0].batch, output);
  executor->advance_watermark({10'000}, 0, output);
  executor->process(batches[1].batch, output);  // W is past 4000 + 1000
  executor->process(batches[2].batch, output);  // 9000 + 1000 is not behind W
  CHECK(executor->balance().late == 1);
  CHECK(executor->balance().late_after_idle == 1);
  executor->advance_watermark(EventTime::max(), 3, output);
  REQUIRE(output.results.size() == 1);
  CHECK(cells_of(output.results[0], 0) == std::vector<std::string>{"9000", "11000", "2"});
}

TEST_CASE("in a first phase a session leaves before a neighbour of it may close elsewhere") {
  const InputTable input = table({"ts BIGINT", "1000", "3000", "9000"});
  const auto plan = bind_query("SELECT COUNT(*) AS n FROM t WINDOW SESSION(5s)", input, "ts");
  REQUIRE(plan.has_value());
  const auto batches = batches_of(*plan.value(), input, {.time_column = "ts", .batch_rows = 2});
  const auto worker = make_executor(plan.value(), {.partial = true});
  ExecutorOutput output;
  worker->process(batches[0].batch, output);
  worker->advance_watermark({1000}, 0, output);
  CHECK(output.partials.empty());
  worker->advance_watermark({1001}, 0, output);  // first row + grace < W
  REQUIRE(output.partials.size() == 1);
  CHECK(output.partials[0].window_starts.int64s()[0] == 1000);
  CHECK(output.partials[0].window_ends.int64s()[0] == 8000);
  CHECK(worker->state_count() == 0);
  worker->process(batches[1].batch, output);
  CHECK(worker->state_count() == 1);
}

TEST_CASE("the session table gives out what is due, however sessions grew meanwhile") {
  SessionTable sessions(10, SessionTable::DueBy::kLastRow);
  sessions.add(0, {0, 5, 0});
  sessions.add(0, {100, 100, 1});
  sessions.add(1, {0, 7, 2});
  sessions.extend(0, 0, 0, 50);
  const auto group_of = [](std::uint32_t slot) { return slot == 2 ? 1u : 0u; };
  CHECK(sessions.take_due(7, group_of).empty());
  CHECK(sessions.take_due(8, group_of) == std::vector<std::uint32_t>{2});
  CHECK(sessions.take_due(51, group_of) == std::vector<std::uint32_t>{0});
  std::vector<SessionTable::Session> hits;
  sessions.find(0, 111, 111, hits);
  CHECK(hits.empty());
  sessions.find(0, 110, 110, hits);
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].slot == 1);
  sessions.add(0, {0, 5, 0});  // the slot is used again
  CHECK(sessions.take_all() == std::vector<std::uint32_t>{0, 1});
}

TEST_CASE("by first row, a session whose start moved back is due earlier") {
  SessionTable sessions(10, SessionTable::DueBy::kFirstRow);
  sessions.add(0, {100, 100, 0});
  sessions.extend(0, 100, 95, 100);
  const auto group_of = [](std::uint32_t) { return 0u; };
  CHECK(sessions.take_due(95, group_of).empty());
  CHECK(sessions.take_due(96, group_of) == std::vector<std::uint32_t>{0});
  CHECK(sessions.take_due(1000, group_of).empty());
}

}  // namespace
}  // namespace millrace
