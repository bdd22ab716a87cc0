// tests/exec/hand_over_test.cpp — states that move between executors: the results are those of a job that never
// switched.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/prng.hpp"
#include "core/exec/result_order.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

using Lines = std::vector<std::string>;

/// Queries of every kind of state. Topic: k STRING, v BIGINT, x DOUBLE, ts BIGINT.
const std::vector<std::string>& queries() {
  static const std::vector<std::string> kQueries = {
      "SELECT k, COUNT(*) AS n, SUM(v) AS s, MAX(x) AS m FROM t GROUP BY k EMIT FINAL",
      "SELECT k, COUNT(*) AS n, SUM(v) AS s FROM t GROUP BY k",
      "SELECT k, SUM(v) AS s FROM t GROUP BY k HAVING SUM(v) > 0",
      "SELECT DISTINCT k, v FROM t",
      "SELECT k, STRING_AGG(CAST(v AS STRING)) AS j, FIRST_VALUE(v) AS f FROM t GROUP BY k WINDOW "
      "TUMBLING(20ms)",
      "SELECT k, MEDIAN(v) AS m, COUNT(DISTINCT v) AS d FROM t GROUP BY k WINDOW SLIDING(20ms, "
      "5ms, GRACE 10ms)",
      "SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW SLIDING(20ms, 5ms) HAVING COUNT(*) % 2 = 1 "
      "EMIT CHANGES",
      "SELECT k, SUM(v) AS s, MIN(x) AS m FROM t GROUP BY k WINDOW SESSION(4ms, GRACE 3ms)",
      "SELECT k, SUM(v) AS s, STRING_AGG(CAST(v AS STRING)) AS j, LAST_VALUE(v) AS l FROM t GROUP "
      "BY k WINDOW SESSION(4ms)",
      "SELECT k, COUNT(*) AS n FROM t GROUP BY k WINDOW SESSION(4ms) EMIT CHANGES",
      "SELECT k, v, SUM(v) OVER (PARTITION BY k) AS s, STRING_AGG(CAST(v AS STRING)) OVER "
      "(PARTITION BY k) AS j, FIRST_VALUE(v) OVER (PARTITION BY k) AS f FROM t",
      "SELECT k, SUM(x) OVER (PARTITION BY k ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING) AS s, "
      "LEAD(v, 2) OVER (PARTITION BY k) AS l FROM t",
      "SELECT k, MIN(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) "
      "AS lo, COUNT(DISTINCT v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND "
      "CURRENT ROW) AS d, LAG(v) OVER (PARTITION BY k ORDER BY ts) AS p FROM t",
      "SELECT k, v, RANK() OVER (PARTITION BY k ORDER BY ts) AS r, DENSE_RANK() OVER (PARTITION BY "
      "k ORDER BY ts) AS d, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts) AS i FROM t",
  };
  return kQueries;
}

Lines random_rows(Prng& random) {
  Lines lines = {"_partition | k STRING | v BIGINT | x DOUBLE | ts BIGINT"};
  std::int64_t now = 0;
  for (std::uint64_t i = 20 + random.below(60); i > 0; --i) {
    now += random.between(0, 4);
    lines.push_back(std::to_string(random.below(2)) + " | k" + std::to_string(random.below(5)) +
                    " | " + std::to_string(random.between(-3, 4)) + " | " +
                    std::to_string(random.between(-8, 8)) + ".5 | " +
                    std::to_string(now - random.between(0, 10)));
  }
  return lines;
}

std::uint32_t number_of(std::string_view key) {
  return static_cast<std::uint32_t>(key.back() - '0');
}

/// Several executors, each with some of the groups. Groups may change their place between batches.
class Workers {
 public:
  Workers(std::shared_ptr<const QueryPlan> plan, std::uint32_t count) : plan_(std::move(plan)) {
    for (std::uint32_t i = 0; i < count; ++i) executors_.push_back(make_executor(plan_, {}));
    for (std::uint32_t key = 0; key < 5; ++key) place_.push_back(key % count);
  }

  void feed(const StampedBatch& stamped) {
    const RecordBatch& batch = stamped.batch;
    sequence_ = batch.sequence;
    std::vector<std::uint32_t> held;
    for (std::uint32_t i = 0; i < batch.columns.size(); ++i) held.push_back(i);
    for (std::uint32_t worker = 0; worker < executors_.size(); ++worker) {
      std::vector<std::uint32_t> rows;
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        if (place_[number_of(batch.columns[0].string_at(row))] == worker) rows.push_back(row);
      }
      executors_[worker]->process(gather_rows(batch, rows, held), output_);
      executors_[worker]->advance_watermark(stamped.watermark, batch.sequence, output_);
    }
  }

  /// Every group gets a new place at random; the states follow.
  void move(Prng& random) {
    std::vector<std::uint32_t> new_place;
    for (std::size_t key = 0; key < place_.size(); ++key) {
      new_place.push_back(static_cast<std::uint32_t>(random.below(executors_.size())));
    }
    for (std::uint32_t from = 0; from < executors_.size(); ++from) {
      for (std::uint32_t to = 0; to < executors_.size(); ++to) {
        if (from == to) continue;
        PartialBatch moved =
            executors_[from]->take_groups([&](std::span<const Column> keys, std::uint32_t row_count,
                                              std::span<std::uint8_t> moves) {
              for (std::uint32_t row = 0; row < row_count; ++row) {
                const std::uint32_t key = number_of(keys[0].string_at(row));
                moves[row] = place_[key] == from && new_place[key] == to ? 1 : 0;
              }
            });
        moved_states_ += moved.row_count;
        const std::size_t results = output_.results.size();
        executors_[to]->merge(std::move(moved), sequence_, output_);
        CHECK(output_.results.size() == results);  // nothing changed, nothing is shown
      }
    }
    place_ = new_place;
  }

  void finish() {
    for (const auto& executor : executors_) {
      executor->advance_watermark(EventTime::max(), sequence_ + 1, output_);
      CHECK(executor->state_count() == 0);
      CHECK(executor->balance().is_balanced());
    }
  }
  Lines rows() const {
    std::vector<std::vector<std::string>> cells;
    for (const ResultRow& row : final_state(*plan_, output_.results)) {
      cells.push_back(cells_of(output_.results[row.batch], row.row));
    }
    return joined(cells);
  }
  std::int64_t moved_states() const { return moved_states_; }

 private:
  std::shared_ptr<const QueryPlan> plan_;
  std::vector<std::unique_ptr<QueryExecutor>> executors_;
  std::vector<std::uint32_t> place_;  // worker of key number i
  ExecutorOutput output_;
  std::int64_t sequence_ = 0;
  std::int64_t moved_states_ = 0;
};

TEST_CASE("groups that change their executor again and again give the results of one executor") {
  Prng random(17);
  std::int64_t moved_states = 0;
  for (const std::string& sql : queries()) {
    CAPTURE(sql);
    for (int round = 0; round < 40; ++round) {
      CAPTURE(round);
      const Lines lines = random_rows(random);
      RunOptions options = {.time_column = "ts", .disorder_ms = random.between(0, 12)};
      options.batch_rows = static_cast<std::uint32_t>(1 + random.below(8));
      const QueryRun one = run(sql, lines, options);
      Workers workers(one.plan, 3);
      for (const StampedBatch& stamped : batches_of(*one.plan, table(lines), options)) {
        workers.feed(stamped);
        if (random.chance(1, 3)) workers.move(random);
      }
      workers.finish();
      CHECK(workers.rows() == joined(one.rows));
      moved_states += workers.moved_states();
    }
  }
  CHECK(moved_states > 1000);
}

TEST_CASE("a group found in two places is merged, and the merged state is shown") {
  const InputTable input = table({"k STRING | v BIGINT", "k0 | 1", "k0 | 2"});
  const auto plan = bind_query("SELECT k, SUM(v) AS s FROM t GROUP BY k", input, "");
  REQUIRE(plan.has_value());
  const auto batches = batches_of(*plan.value(), input, {.batch_rows = 1});
  const auto a = make_executor(plan.value(), {});
  const auto b = make_executor(plan.value(), {});
  ExecutorOutput output;
  a->process(batches[0].batch, output);
  b->process(batches[1].batch, output);
  output.results.clear();
  const auto all = [](std::span<const Column>, std::uint32_t, std::span<std::uint8_t> moves) {
    std::fill(moves.begin(), moves.end(), std::uint8_t{1});
  };
  b->merge(a->take_groups(all), 2, output);
  REQUIRE(output.results.size() == 1);
  CHECK(cells_of(output.results[0], 0) == Lines{"k0", "3"});
  CHECK(a->state_count() == 0);
  CHECK(b->state_count() == 1);
  CHECK(a->group_keys_seen()[0].row_count() == 1);
}

TEST_CASE("OVER: a group found in two places keeps one past, and no row is lost") {
  const InputTable input = table({"k STRING | v BIGINT", "k0 | 1", "k0 | 2", "k0 | 4"});
  const auto plan = bind_query("SELECT v, LEAD(v) OVER (PARTITION BY k) AS n FROM t", input, "");
  REQUIRE(plan.has_value());
  const auto batches = batches_of(*plan.value(), input, {.batch_rows = 1});
  const auto a = make_executor(plan.value(), {});
  const auto b = make_executor(plan.value(), {});
  ExecutorOutput output;
  a->process(batches[0].batch, output);
  b->process(batches[1].batch, output);
  const auto all = [](std::span<const Column>, std::uint32_t, std::span<std::uint8_t> moves) {
    std::fill(moves.begin(), moves.end(), std::uint8_t{1});
  };
  b->merge(a->take_groups(all), 2, output);
  b->process(batches[2].batch, output);
  b->advance_watermark(EventTime::max(), 3, output);
  std::int64_t rows = 0;
  for (const ResultBatch& batch : output.results) rows += batch.row_count;
  CHECK(rows == 3);
}

}  // namespace
}  // namespace millrace
