// tests/exec/projection_test.cpp — queries without state: a row in, a row out, at once.
#include <doctest/doctest.h>

#include "tests/support/run_query.hpp"

namespace millrace {
namespace {

using namespace sql_text;

using Lines = std::vector<std::string>;

TEST_CASE("a batch gives a batch of the rows that WHERE keeps, with place and sequence") {
  const InputTable input = table({"_partition | v BIGINT", "4 | 1", "4 | 2", "4 | 3"});
  const auto plan = bind_query("SELECT v * 10 AS w FROM t WHERE v <> 2", input, "");
  REQUIRE(plan.has_value());
  const auto batches = batches_of(*plan.value(), input, {});
  const auto executor = make_executor(plan.value(), {});
  ExecutorOutput output;
  executor->process(batches[0].batch, output);
  REQUIRE(output.results.size() == 1);
  const ResultBatch& rows = output.results[0];
  CHECK(rows.source_partition.value == 4);
  CHECK(rows.offsets.int64s()[1] == 2);
  CHECK(cells_of(rows, 0) == Lines{"10"});
  CHECK(cells_of(rows, 1) == Lines{"30"});
  CHECK(rows.keys.empty());
  CHECK(executor->state_count() == 0);
  CHECK(executor->group_keys_seen().empty());
  executor->advance_watermark({5}, 1, output);
  CHECK(output.completed_to == EventTime{5});
  const Work work = executor->take_work();
  CHECK(work.rows_in == 3);
  CHECK(work.rows_filtered == 1);
  CHECK(work.rows_out == 2);
}

TEST_CASE("a batch of which nothing is kept gives no batch") {
  const QueryRun result = run("SELECT v FROM t WHERE v > 9", {"v BIGINT", "1"});
  CHECK(result.changelog.empty());
  CHECK(result.balance.filtered == 1);
}

TEST_CASE("columns that are selected as they are are shared, not copied") {
  const InputTable input = table({"s STRING | v BIGINT", "a | 1", "b | 2"});
  const auto plan = bind_query("SELECT s, v FROM t", input, "");
  REQUIRE(plan.has_value());
  const auto batches = batches_of(*plan.value(), input, {});
  const auto executor = make_executor(plan.value(), {});
  ExecutorOutput output;
  executor->process(batches[0].batch, output);
  REQUIRE(output.results.size() == 1);
  CHECK(output.results[0].columns[1].int64s().data() ==
        batches[0].batch.columns[1].int64s().data());
}

TEST_CASE("a row with several errors is one dead letter") {
  const QueryRun result = run("SELECT CAST(a AS BIGINT) AS a, CAST(b AS BIGINT) AS b FROM t",
                              {"a STRING | b STRING", "1 | 2", "x | y", "3 | z"});
  CHECK(joined(result.rows) == Lines{"1 | 2"});
  CHECK(result.dead_letters.size() == 2);
  CHECK(result.balance.dead_letter == 2);
  CHECK(result.balance.is_balanced());
}

TEST_CASE("an error in WHERE is a dead letter, not a filtered row") {
  const QueryRun result =
      run("SELECT a FROM t WHERE CAST(a AS BIGINT) > 1", {"a STRING", "1", "x", "2", "NULL"});
  CHECK(joined(result.rows) == Lines{"2"});
  CHECK(result.balance.dead_letter == 1);
  CHECK(result.balance.filtered == 2);
}

}  // namespace
}  // namespace millrace
