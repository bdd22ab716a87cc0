// tests/sql/annotations_test.cpp — one vocabulary, every documented spelling, and no silence about the rest.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

std::string text_of(const Annotations& annotations) {
  std::string out;
  const auto add = [&out](std::string_view name, const std::string& value) {
    out += (out.empty() ? "" : " ") + std::string(name) + "=" + value;
  };
  if (annotations.partitioning_strategy) add("strategy", annotations.partitioning_strategy->value);
  if (annotations.num_partitions) add("partitions", std::to_string(*annotations.num_partitions));
  if (annotations.batch_size) add("batch", std::to_string(*annotations.batch_size));
  if (annotations.job_mode)
    add("mode", *annotations.job_mode == JobMode::kSimple ? "simple" : "adaptive");
  if (annotations.partitioned_by) {
    std::string columns;
    for (const Annotations::Text& column : *annotations.partitioned_by)
      columns += "[" + column.value + "]";
    add("by", columns);
  }
  return out;
}

/// What annotation lines mean, or their error; remarks in brackets behind.
std::string meaning(std::string_view lines, std::string_view query = "SELECT a FROM t") {
  const std::string sql = std::string(lines) + "\n" + std::string(query);
  const Result<Statement> statement = parse_statement(sql);
  if (!statement) return error_text(statement.error(), sql);
  std::string out = text_of(statement.value().annotations);
  for (const Remark& remark : statement.value().remarks) out += " (" + remark.text + ")";
  return out;
}

TEST_CASE("every documented annotation is read in every spelling") {
  CHECK(meaning("-- @partitioning_strategy: sticky") == "strategy=sticky");
  CHECK(meaning("-- @partitioning-strategy: Always_Hash") == "strategy=Always_Hash");
  CHECK(meaning("--@PARTITIONING_STRATEGY :smart") == "strategy=smart");
  CHECK(meaning("  -- @num_partitions: 8") == "partitions=8");
  CHECK(meaning("-- @num-partitions: 8") == "partitions=8");
  CHECK(meaning("-- @partition_count: 8") == "partitions=8");
  CHECK(meaning("-- @partition-count: 8") == "partitions=8");
  CHECK(meaning("-- @batch_size: 500") == "batch=500");
  CHECK(meaning("-- @batch-size: 500") == "batch=500");
  CHECK(meaning("-- @job_mode: simple") == "mode=simple");
  CHECK(meaning("-- @job-mode: V1") == "mode=simple");
  CHECK(meaning("-- @job_mode: adaptive") == "mode=adaptive");
  CHECK(meaning("-- @job_mode: v2:8") == "partitions=8 mode=adaptive");
  CHECK(meaning("-- @job_mode: adaptive:8") == "partitions=8 mode=adaptive");
  CHECK(meaning("-- @partitioned_by: a, b c ,\"d e\"") == "by=[a][b c][d e]");
  CHECK(meaning("-- @partitioned-by: symbol") == "by=[symbol]");
}

TEST_CASE("lines are read together, with other comments between and comments behind") {
  CHECK(meaning("-- a remark\n-- @num_partitions: 4  -- one a core\n--\n/* more */\n"
                "-- @batch_size: 100  # records\n-- @job_mode: adaptive") ==
        "partitions=4 batch=100 mode=adaptive");
  CHECK(meaning("-- @num_partitions: 4\r\n-- @job_mode: adaptive:4\r") ==
        "partitions=4 mode=adaptive");
}

TEST_CASE("properties mean what annotations of the same name mean, and give way to them") {
  CHECK(meaning(
            "",
            "SELECT a FROM t WITH ('partitioning_strategy' = 'always_hash', 'batch.size' = '5')") ==
        "strategy=always_hash (property 'batch.size' has no effect here)");
  CHECK(meaning("-- @num_partitions: 4", "SELECT a FROM t WITH ('num_partitions' = '8')") ==
        "partitions=4 (property 'num_partitions' gives way to the annotation '@num_partitions')");
  CHECK(meaning("", "SELECT a FROM t WITH ('num_partitions' = 'x')") ==
        "2:42: num_partitions must be a whole number of at least 1, got 'x'");
}

TEST_CASE("documented annotations without a meaning here are remarked on") {
  CHECK(meaning("-- @metric: orders_total\n-- @metric: prices") ==
        " (annotation '@metric' has no effect here) (annotation '@metric' has no effect here)");
  CHECK(meaning("-- @deployment.node_id: ${POD:1}") ==
        " (annotation '@deployment.node_id' has no effect here)");
  CHECK(meaning("-- @observability.metrics.enabled: true") ==
        " (annotation '@observability.metrics.enabled' has no effect here)");
  CHECK(meaning("-- @application: x") == " (annotation '@application' has no effect here)");
  CHECK(meaning("-- @job_mode: transactional") ==
        "mode=simple (job mode 'transactional' runs as 'simple': transactions are not simulated)");
  CHECK(meaning("-- @job_mode: adaptive:2:affinity") ==
        "partitions=2 mode=adaptive ('affinity' of the job mode has no effect: cores are the "
        "driver's matter)");
  CHECK(meaning("", "SELECT a PRIMARY KEY FROM t") ==
        " (PRIMARY KEY has no effect here: results have no record keys)");
}

TEST_CASE("unknown annotations and values are errors with a place") {
  const std::string known =
      "; annotations are @partitioning_strategy @num_partitions @batch_size @job_mode "
      "@partitioned_by";
  const std::string strategy =
      "1:4: unknown annotation '@partitioning_stratgy' (did you mean '@partitioning_strategy'?)";
  CHECK(meaning("-- @partitioning_stratgy: hash") == strategy + known);
  CHECK(meaning("-- fine\n  -- @frobnicate: 5") == "2:6: unknown annotation '@frobnicate'" + known);
  CHECK(meaning("-- @num_partitions: 0") ==
        "1:21: num_partitions must be a whole number of at least 1, got '0'");
  CHECK(meaning("-- @partition-count: -3") ==
        "1:22: num_partitions must be a whole number of at least 1, got '-3'");
  CHECK(meaning("-- @num_partitions: many") ==
        "1:21: num_partitions must be a whole number of at least 1, got 'many'");
  CHECK(meaning("-- @num_partitions: 4294967296") ==
        "1:21: num_partitions must be a whole number of at least 1, got '4294967296'");
  CHECK(meaning("-- @batch_size: 1.5") ==
        "1:17: batch_size must be a whole number of at least 1, got '1.5'");
  CHECK(meaning("-- @job_mode: adaptiv") ==
        "1:15: expected job mode simple, adaptive or adaptive:N, got 'adaptiv' (did you mean "
        "'adaptive'?)");
  CHECK(meaning("-- @job_mode: simple:4") ==
        "1:15: job mode 'simple' takes no parameter, got 'simple:4'");
  CHECK(meaning("-- @job_mode: adaptive:0") ==
        "1:15: the N of adaptive:N must be a whole number of at least 1, got '0'");
  CHECK(meaning("-- @job_mode: adaptive:x") ==
        "1:15: the N of adaptive:N must be a whole number of at least 1, got 'x'");
  CHECK(meaning("-- @partitioned_by: a,,b") ==
        "1:21: partitioned_by must name columns separated by ',', got 'a,,b'");
  CHECK(meaning("-- @num_partitions 8") == "1:4: expected ':' and a value after '@num_partitions'");
  CHECK(meaning("-- @num_partitions:") == "1:4: expected a value after '@num_partitions:'");
  CHECK(meaning("-- @: 5") == "1:4: expected the name of an annotation after '@'");
  CHECK(meaning("-- @num_partitions: 4\n-- @partition_count: 4") ==
        "2:4: annotation '@num_partitions' stands twice");
  CHECK(meaning("-- @num_partitions: 4\n-- @job_mode: adaptive:8") ==
        "2:15: num_partitions is given twice: 4 and 8");
}

TEST_CASE("an annotation inside the statement is not overlooked") {
  CHECK(meaning("SELECT a\n-- @num_partitions: 4\nFROM t", "") ==
        "2:4: annotations stand before the statement, got '@num_partitions' behind its first word");
  CHECK(meaning("SELECT a FROM t", "-- @num_partitions: 4") ==
        "2:4: annotations stand before the statement, got '@num_partitions' behind its first word");
}

TEST_CASE(
    "errors of annotations are options, for the command's exit code and the editor's squiggle") {
  const std::string_view sql = "-- @num_partitions: zero\nSELECT a FROM t";
  const Result<Statement> statement = parse_statement(sql);
  REQUIRE_FALSE(statement.has_value());
  CHECK(statement.error().code == ErrorCode::kOption);
  CHECK(sql.substr(statement.error().span.begin, 4) == "zero");
}

TEST_CASE("the span of a strategy is the place of its value") {
  const std::string_view sql = "-- @partitioning_strategy: clever  -- or not\nSELECT a FROM t";
  const Result<Statement> statement = parse_statement(sql);
  REQUIRE(statement.has_value());
  const SourceSpan span = statement.value().annotations.partitioning_strategy->span;
  CHECK(sql.substr(span.begin, span.end - span.begin) == "clever");
}

TEST_CASE("annotations print in their canonical names and read back") {
  const std::string printed = parsed(
      "-- @partition-count: 8\n-- @metric: m  # why\n-- @partitioned-by: a , b\nselect a from t "
      "with ('x'='y')");
  CHECK(printed ==
        "-- @num_partitions: 8\n-- @metric: m\n-- @partitioned_by: a , b\nSELECT a FROM t WITH "
        "('x' = 'y')");
  CHECK(parsed(printed) == printed);
}

}  // namespace
}  // namespace millrace::test
