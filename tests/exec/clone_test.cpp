// tests/exec/clone_test.cpp — a copied executor gives what the original gives, and neither shows
// the other's rows.
#include <doctest/doctest.h>

#include "core/base/prng.hpp"
#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

using Lines = std::vector<std::string>;

/// Every executor, window kind, way of emitting, aggregate and OVER function.
const Lines& queries() {
  static const Lines list = {
      "SELECT k, UPPER(s) || '!' AS u, v + 1 AS w FROM t WHERE v > 0",
      "SELECT k, COUNT(*) AS n, SUM(v) AS a, AVG(d) AS b, SUM(x) AS c, AVG(x) AS e, MIN(s) AS f, "
      "MAX(v) AS g FROM t GROUP BY k EMIT FINAL",
      "SELECT k, COUNT(DISTINCT s) AS a, COUNT(DISTINCT v) AS b, MEDIAN(v) AS c, MEDIAN(x) AS e, "
      "STRING_AGG(s, '+') AS f FROM t GROUP BY k",
      "SELECT k, s, FIRST_VALUE(s) AS a, LAST_VALUE(v) AS b, STDDEV(v) AS c, VAR_POP(x) AS e, "
      "STDDEV_POP(d) AS f, VARIANCE(v) AS g FROM t GROUP BY k, s EMIT FINAL",
      "SELECT k, COUNT(*) AS n, LAST_VALUE(s) AS a FROM t GROUP BY k WINDOW TUMBLING(10ms, GRACE "
      "4ms)",
      "SELECT UPPER(s) AS u, SUM(v) AS a FROM t GROUP BY UPPER(s) WINDOW SLIDING(12ms, 5ms) HAVING "
      "SUM(v) > 2 EMIT CHANGES",
      "SELECT k, SUM(v) AS a FROM t GROUP BY k WINDOW SESSION(3ms, GRACE 2ms)",
      "SELECT k, STRING_AGG(s, ',') AS a, FIRST_VALUE(v) AS b FROM t GROUP BY k WINDOW "
      "SESSION(4ms) EMIT CHANGES",
      "SELECT k, v, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 3 PRECEDING AND CURRENT "
      "ROW) AS a, MIN(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 2 PRECEDING AND CURRENT "
      "ROW) AS b, STRING_AGG(s, '-') OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 1 PRECEDING "
      "AND 1 FOLLOWING) AS c FROM t",
      "SELECT k, LAG(s) OVER (PARTITION BY k ORDER BY ts) AS a, LEAD(v, 2) OVER (PARTITION BY k "
      "ORDER BY ts) AS b, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts) AS c, RANK() OVER "
      "(PARTITION BY k ORDER BY ts) AS e, DENSE_RANK() OVER (PARTITION BY k ORDER BY ts) AS f "
      "FROM t",
      "SELECT s, AVG(x) OVER (PARTITION BY s) AS a, MAX(x) OVER (PARTITION BY s ROWS BETWEEN 4 "
      "PRECEDING AND CURRENT ROW) AS b FROM t",
  };
  return list;
}

Lines random_rows(Prng& random) {
  Lines lines = {
      "_partition | k STRING | s STRING | v BIGINT | d DECIMAL(8,2) | x DOUBLE | ts BIGINT"};
  const auto maybe = [&random](std::string text) {
    return random.chance(1, 9) ? std::string("NULL") : std::move(text);
  };
  std::int64_t now = 0;
  for (std::uint64_t i = 20 + random.below(60); i > 0; --i) {
    now += random.between(0, 4);
    lines.push_back(std::to_string(random.below(3)) + " | " +
                    maybe("k" + std::to_string(random.below(5))) + " | " +
                    maybe("s" + std::to_string(random.below(12))) + " | " +
                    maybe(std::to_string(random.between(-3, 9))) + " | " +
                    maybe(std::to_string(random.between(-9, 9)) + ".25") + " | " +
                    maybe(std::to_string(random.between(-9, 9)) + ".5") + " | " +
                    std::to_string(now - random.between(0, 12)));
  }
  return lines;
}

void append_cells(std::string& text, std::span<const Column> columns, std::uint32_t row) {
  for (const Column& column : columns) {
    text += " ";
    append_text(text, column, row, "NULL");
  }
}

void append_results(std::string& text, const ResultBatch& batch) {
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    const bool is_retraction = !batch.changes.empty() && batch.changes[row] == Change::kRetract;
    text += (is_retraction ? "-" : "+") + std::to_string(batch.sequence) + ":";
    append_cells(text, batch.columns, row);
    text += "\n";
  }
}

void append_partial(std::string& text, const PartialBatch& partial) {
  std::vector<std::uint32_t> slots(partial.row_count);
  for (std::uint32_t row = 0; row < partial.row_count; ++row) slots[row] = row;
  std::vector<Column> results = partial.keys;
  std::int64_t overflows = 0;
  for (const auto& states : partial.states) results.push_back(states->finish(slots, overflows));
  for (const std::uint32_t row : slots) {
    text += "*";
    append_cells(text, results, row);
    text += "\n";
  }
}

/// Everything the executor says of these batches; and, at the end of input, of its end.
std::string feed(QueryExecutor& executor, std::span<const StampedBatch> batches, bool is_end) {
  std::string text;
  ExecutorOutput output;
  std::int64_t sequence = 0;
  const auto take = [&] {
    for (const ResultBatch& batch : output.results) append_results(text, batch);
    for (const PartialBatch& partial : output.partials) append_partial(text, partial);
    for (const RecordBatch& late : output.late) {
      text += "late " + std::to_string(late.row_count) + "\n";
    }
    const Work work = executor.take_work();
    text += std::to_string(work.rows_in) + " " + std::to_string(work.groups_touched) + " " +
            std::to_string(work.groups_created) + " " + std::to_string(work.windows_closed) + "\n";
    output.clear();
  };
  for (const StampedBatch& stamped : batches) {
    sequence = stamped.batch.sequence;
    executor.process(stamped.batch, output);
    executor.advance_watermark(stamped.watermark, sequence, output);
    take();
  }
  if (is_end) {
    executor.advance_watermark(EventTime::max(), sequence + 1, output);
    take();
    text += "states left " + std::to_string(executor.state_count()) + ", in effect " +
            std::to_string(executor.balance().in_effect) + "\n";
  }
  return text;
}

struct Example {
  std::shared_ptr<const QueryPlan> plan;
  std::vector<StampedBatch> batches;
  ExecutorOptions options;
};

/// Calls check(example) for every query over several random topics.
template <typename F>
void for_every_query(F&& check) {
  Prng random(31);
  for (const std::string& sql : queries()) {
    CAPTURE(sql);
    for (int round = 0; round < 12; ++round) {
      CAPTURE(round);
      const InputTable input = table(random_rows(random));
      RunOptions options = {.time_column = "ts", .disorder_ms = random.between(0, 12)};
      options.batch_rows = static_cast<std::uint32_t>(1 + random.below(8));
      options.has_fresh_dictionaries = random.chance(1, 3);
      auto bound = bind_query(sql, input, options.time_column);
      REQUIRE(bound.has_value());
      Example example;
      example.plan = bound.value();
      example.batches = batches_of(*example.plan, input, options);
      example.options.track_groups = random.chance(1, 2);
      example.options.changes_per_batch = random.chance(1, 3);
      check(example, random);
      if (!example.plan->can_merge()) continue;
      example.options.partial = true;
      check(example, random);
    }
  }
}

}  // namespace

TEST_CASE(
    "a copy in the middle of a topic gives what the original gives, and both what one run does") {
  for_every_query([](const Example& example, Prng& random) {
    const std::span<const StampedBatch> batches(example.batches);
    const std::size_t cut = random.below(batches.size() + 1);
    const auto whole = make_executor(example.plan, example.options);
    const std::string before = feed(*whole, batches.first(cut), false);
    const std::string expected = feed(*whole, batches.subspan(cut), true);

    auto original = make_executor(example.plan, example.options);
    CHECK(feed(*original, batches.first(cut), false) == before);
    const auto copy = original->clone();
    CHECK(copy->state_count() == original->state_count());
    const auto copy_of_copy = copy->clone();
    CHECK(feed(*original, batches.subspan(cut), true) == expected);
    original.reset();  // the copies own what they need
    CHECK(feed(*copy, batches.subspan(cut), true) == expected);
    CHECK(feed(*copy_of_copy, batches.subspan(cut), true) == expected);
  });
}

TEST_CASE("rows given to a copy alone do not show in the original") {
  for_every_query([](const Example& example, Prng& random) {
    const std::span<const StampedBatch> batches(example.batches);
    const std::size_t cut = random.below(batches.size());
    const auto alone = make_executor(example.plan, example.options);
    feed(*alone, batches.first(cut), false);
    const std::string expected = feed(*alone, {}, true);

    const auto original = make_executor(example.plan, example.options);
    feed(*original, batches.first(cut), false);
    const auto copy = original->clone();
    feed(*copy, batches.subspan(cut), true);
    CHECK(feed(*original, {}, true) == expected);
  });
}

TEST_CASE("groups that leave a copy stay in the original") {
  const auto plan = [] {
    auto bound =
        bind_query("SELECT k, COUNT(*) AS n FROM t GROUP BY k EMIT FINAL", table({"k STRING"}), "");
    REQUIRE(bound.has_value());
    return bound.value();
  }();
  const auto batches = batches_of(*plan, table({"k STRING", "a", "b", "a"}), {});
  const auto original = make_executor(plan, {});
  feed(*original, batches, false);
  const auto copy = original->clone();
  const PartialBatch taken =
      copy->take_groups([](std::span<const Column>, std::uint32_t, std::span<std::uint8_t> moves) {
        for (std::uint8_t& move : moves) move = 1;
      });
  CHECK(taken.row_count == 2);
  CHECK(copy->state_count() == 0);
  CHECK(original->state_count() == 2);
  const PartialBatch again = taken;  // its states are copies
  CHECK(byte_count(again) == byte_count(taken));
}

TEST_CASE("the size of a state grows with its groups and shrinks when windows close") {
  const auto bytes_after = [](std::string_view sql, std::int64_t rows, bool is_end) {
    Lines lines = {"k STRING | v BIGINT | ts BIGINT"};
    for (std::int64_t i = 0; i < rows; ++i) {
      const std::string n = std::to_string(i);
      lines.push_back("some key " + n + " | " + n + " | 5");
    }
    const InputTable input = table(lines);
    auto bound = bind_query(sql, input, "ts");
    REQUIRE(bound.has_value());
    const auto executor = make_executor(bound.value(), {});
    feed(*executor, batches_of(*bound.value(), input, {.time_column = "ts"}), is_end);
    CHECK(executor->clone()->state_bytes() <= executor->state_bytes() + 1024);
    return executor->state_bytes();
  };
  for (const char* sql :
       {"SELECT k, SUM(v) AS s, STRING_AGG(k, ',') AS a FROM t GROUP BY k WINDOW TUMBLING(10ms)",
        "SELECT k, MEDIAN(v) AS s FROM t GROUP BY k WINDOW SESSION(10ms)",
        "SELECT k, COUNT(DISTINCT k) AS s FROM t GROUP BY k EMIT FINAL",
        "SELECT k, SUM(v) OVER (PARTITION BY k ORDER BY ts ROWS BETWEEN 5 PRECEDING AND CURRENT "
        "ROW) AS s FROM t"}) {
    CAPTURE(sql);
    const std::int64_t few = bytes_after(sql, 100, false);
    const std::int64_t many = bytes_after(sql, 2'000, false);
    CHECK(few > 100 * 20);
    CHECK(many > few * 10);
    CHECK(many < few * 40);
  }
  CHECK(bytes_after("SELECT k FROM t WHERE v > 3", 100, false) == 0);
}

}  // namespace millrace
