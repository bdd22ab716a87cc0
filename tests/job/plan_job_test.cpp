// tests/job/plan_job_test.cpp — what is valid, what is refused, and in which words.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/exec/catalog.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
#include "core/route/strategy_info.hpp"
#include "core/sql/sql.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

constexpr const char* kProjection = "SELECT origin, delay FROM f WHERE delay > 0";
constexpr const char* kGrouped = "SELECT origin, COUNT(*) n, SUM(delay) d FROM f GROUP BY origin";
constexpr const char* kUnmergeable = "SELECT origin, FIRST_VALUE(delay) FROM f GROUP BY origin";
constexpr const char* kOver =
    "SELECT origin, SUM(delay) OVER (PARTITION BY origin ORDER BY ts) FROM f";
constexpr const char* kGlobal = "SELECT COUNT(*) FROM f";

fixture::Topic flights() {
  return fixture::topic("origin STRING, destination STRING, delay BIGINT, ts TIMESTAMP", "ts", {});
}

Result<JobPlan> plan(const std::string& sql, const JobSpec& spec,
                     std::vector<std::string> key_columns, std::uint32_t source_partitions = 50) {
  const fixture::Topic topic = flights();
  TopicDescription description;
  description.name = topic.name;
  description.schema = topic.schema;
  description.event_time_column = 3;
  const ExecCatalog catalog({description}, true);
  MILLRACE_TRY(const Statement statement, parse_statement(sql));
  MILLRACE_TRY(QueryPlan query, bind(statement, catalog));
  return plan_job(
      std::make_shared<const QueryPlan>(std::move(query)), statement.annotations, spec,
      {.source_partition_count = source_partitions, .key_columns = std::move(key_columns)});
}

JobSpec with_strategy(std::string strategy, MergePolicy merge = MergePolicy::kAuto) {
  JobSpec spec;
  spec.strategy = std::move(strategy);
  spec.merge = merge;
  return spec;
}

}  // namespace

TEST_CASE("validity is a table of strategy, query and key") {
  // Of each query: valid without key, keyed by destination, keyed by origin. m: valid with merge.
  struct Case {
    std::string strategy;
    std::string sql;
    std::string verdicts;
  };
  const std::vector<Case> cases = {
      {"always_hash", kProjection, "---"},
      {"always_hash", kGrouped, "+++"},
      {"always_hash", kUnmergeable, "+++"},
      {"always_hash", kOver, "+++"},
      {"always_hash", kGlobal, "---"},
      {"smart_repartition", kProjection, "---"},
      {"smart_repartition", kGrouped, "+++"},
      {"smart_repartition", kUnmergeable, "+++"},
      {"smart_repartition", kOver, "+++"},
      {"smart_repartition", kGlobal, "---"},
      {"round_robin", kProjection, "+++"},
      {"round_robin", kGrouped, "mmm"},
      {"round_robin", kUnmergeable, "---"},
      {"round_robin", kOver, "---"},
      {"round_robin", kGlobal, "mmm"},
      {"sticky_partition", kProjection, "+++"},
      {"sticky_partition", kGrouped, "--+"},
      {"sticky_partition", kUnmergeable, "--+"},
      {"sticky_partition", kOver, "--+"},
      {"sticky_partition", kGlobal, "---"},
      {"fan_in", kProjection, "+++"},
      {"fan_in", kGrouped, "+++"},
      {"fan_in", kUnmergeable, "+++"},
      {"fan_in", kOver, "+++"},
      {"fan_in", kGlobal, "+++"},
  };
  const std::vector<std::vector<std::string>> keys = {{}, {"destination"}, {"origin"}};
  for (const Case& c : cases) {
    std::string verdicts;
    for (const std::vector<std::string>& key_columns : keys) {
      const Result<JobPlan> placed = plan(c.sql, with_strategy(c.strategy), key_columns);
      if (!placed.has_value()) CHECK(placed.error().code == ErrorCode::kRefused);
      verdicts += !placed.has_value() ? "-" : placed.value().has_merge ? "m" : "+";
    }
    CAPTURE(c.strategy);
    CAPTURE(c.sql);
    CHECK(verdicts == c.verdicts);
  }
}

TEST_CASE("merge: off refuses what only the merge stage would make right") {
  for (const char* sql : {kGrouped, kGlobal}) {
    CHECK(plan(sql, with_strategy("round_robin"), {}).value().has_merge);
    CHECK(!plan(sql, with_strategy("round_robin", MergePolicy::kOff), {}).has_value());
  }
}

TEST_CASE("one processing partition makes every placement right") {
  for (const char* strategy : {"sticky", "round_robin", "fan_in"}) {
    JobSpec spec = with_strategy(strategy);
    spec.worker_count = 1;
    for (const char* sql : {kGrouped, kUnmergeable, kOver, kGlobal}) {
      const Result<JobPlan> placed = plan(sql, spec, {"destination"});
      REQUIRE(placed.has_value());
      CHECK(!placed.value().has_merge);
    }
  }
}

TEST_CASE("a refusal names the strategy, K and G and what would be right") {
  struct Case {
    std::string strategy;
    std::string sql;
    std::vector<std::string> key_columns;
    std::string message;
  };
  const std::vector<Case> cases = {
      {"sticky",
       kGrouped,
       {"destination"},
       "sticky_partition would split groups: the topic is keyed by destination, the query groups "
       "by "
       "origin; use always_hash, or --allow-invalid to see what breaks"},
      {"sticky",
       kGrouped,
       {},
       "sticky_partition may split groups: the topic's key is unknown, the query groups by origin; "
       "use always_hash, or --allow-invalid to see what breaks"},
      {"sticky",
       kGlobal,
       {"origin"},
       "sticky_partition would split the result: the query has no grouping columns, so rows of all "
       "source partitions belong together (the topic is keyed by origin); use round_robin, or "
       "--allow-invalid to see what breaks"},
      {"round_robin",
       kUnmergeable,
       {"origin"},
       "round_robin would split groups: it deals rows out whatever their key (the topic is keyed "
       "by "
       "origin), the query groups by origin, and FIRST_VALUE cannot be merged from parts; use "
       "smart_repartition, or --allow-invalid to see what breaks"},
      {"round_robin",
       kOver,
       {},
       "round_robin would split groups: it deals rows out whatever their key (the topic's key is "
       "unknown), the query groups by origin, and running values (OVER) cannot be merged from "
       "parts; "
       "use always_hash, or --allow-invalid to see what breaks"},
  };
  for (const Case& c : cases) {
    const Result<JobPlan> placed = plan(c.sql, with_strategy(c.strategy), c.key_columns);
    REQUIRE(!placed.has_value());
    CHECK(placed.error().message == c.message);
  }
  const Result<JobPlan> hash = plan(kProjection, with_strategy("hash"), {});
  CHECK(hash.error().message.find("; use round_robin") != std::string::npos);
}

TEST_CASE("allow_invalid runs a refused plan as it is and keeps the reason") {
  JobSpec spec = with_strategy("sticky");
  spec.allow_invalid = true;
  const JobPlan placed = plan(kGrouped, spec, {"destination"}).value();
  CHECK(!placed.is_valid);
  CHECK(!placed.has_merge);
  CHECK(
      placed.problem ==
      "sticky_partition would split groups: the topic is keyed by destination, the query groups by "
      "origin");
}

TEST_CASE("an explicit choice is never overridden, and says what the rules would have chosen") {
  const JobPlan placed = plan(kGrouped, with_strategy("FanIn"), {"origin"}).value();
  CHECK(placed.choice.strategy->name == "fan_in");
  CHECK(placed.choice.rule == "explicit");
  CHECK(!placed.choice.was_automatic);
  CHECK(!placed.choice.is_optimal);
  CHECK(placed.choice.reason.find("smart_repartition") != std::string::npos);
}

TEST_CASE("annotations win over the spec") {
  const std::string annotations =
      "-- @partitioning_strategy: fan_in\n-- @num_partitions: 3\n-- @batch_size: 17\n"
      "-- @partitioned_by: origin\n";
  const JobPlan placed =
      plan(annotations + kGrouped, with_strategy("sticky"), {"destination"}).value();
  CHECK(placed.choice.strategy->name == "fan_in");
  CHECK(placed.spec.worker_count == 3);
  CHECK(placed.spec.batch_rows == 17);
  CHECK(placed.topic.key_columns == std::vector<std::string>{"origin"});
  CHECK(placed.is_aligned);

  const JobPlan simple = plan(std::string("-- @job_mode: simple\n") + kGrouped, {}, {}).value();
  CHECK(simple.spec.processor == ProcessorKind::kSimple);
  CHECK(simple.spec.worker_count == 1);
  CHECK(simple.choice.rule == "v1");
  CHECK(sink_count(simple) == 1);
}

TEST_CASE("an unknown strategy in an annotation is an error at its place") {
  const std::string sql = std::string("-- @partitioning_strategy: stiky\n") + kGrouped;
  const Result<JobPlan> placed = plan(sql, {}, {});
  REQUIRE(!placed.has_value());
  CHECK(placed.error().code == ErrorCode::kOption);
  CHECK(placed.error().message.find("unknown partitioning strategy 'stiky'") == 0);
  CHECK(placed.error().message.find("sticky") != std::string::npos);
  const SourceSpan span = placed.error().span;
  CHECK(sql.substr(span.begin, span.end - span.begin) == "stiky");
}

TEST_CASE("a key column that the topic does not have is an error with the nearest word") {
  const Result<JobPlan> placed = plan(kGrouped, {}, {"orign"});
  REQUIRE(!placed.has_value());
  CHECK(placed.error().message ==
        "the topic has no column 'orign' to be keyed by (did you mean 'origin'?)");
  const std::string sql = std::string("-- @partitioned_by: destnation\n") + kGrouped;
  const Result<JobPlan> annotated = plan(sql, {}, {});
  REQUIRE(!annotated.has_value());
  CHECK(sql.substr(annotated.error().span.begin, 10) == "destnation");
}

TEST_CASE("smart_repartition's source_partition_key declares K") {
  JobSpec spec = with_strategy("smart");
  spec.strategy_options = {{"source_partition_key", "origin"}};
  CHECK(plan(kGrouped, spec, {}).value().is_aligned);
  spec.strategy_options = {{"source_partition_key", "origin, destination"}};
  CHECK(!plan(kGrouped, spec, {"origin"}).value().is_aligned);
}

TEST_CASE("numbers out of range and options that do not exist are errors") {
  JobSpec spec;
  spec.worker_count = 0;
  CHECK(plan(kGrouped, spec, {}).error().message ==
        "processing partitions must be at least 1, got 0");
  spec.worker_count = 1025;
  CHECK(plan(kGrouped, spec, {}).error().message ==
        "processing partitions must be at most 1024, got 1025");
  spec = {};
  spec.queue_capacity_rows = 0;
  CHECK(plan(kGrouped, spec, {}).error().code == ErrorCode::kOption);
  spec = {};
  spec.strategy_options = {{"hash_functoin", "fnv"}};
  CHECK(plan(kGrouped, spec, {}).error().message == "no strategy has an option 'hash_functoin'");
  spec.strategy_options = {{"hash_function", "fnw"}};
  CHECK(plan(kGrouped, spec, {}).error().code == ErrorCode::kOption);
  spec.strategy_options = {{"hash_function", "fnv"}, {"target", "2"}};  // each for its strategy
  CHECK(plan(kGrouped, spec, {}).value().spec.strategy_options.size() == 1);
  spec = with_strategy("fan_in");
  spec.worker_count = 4;
  spec.strategy_options = {{"target", "10"}};
  CHECK(plan(kGrouped, spec, {}).error().code == ErrorCode::kOption);
}

TEST_CASE("Velostream's own choice is validated: a windowed total refuses itself") {
  JobSpec spec;
  spec.selector = SelectorMode::kVelostream;
  const Result<JobPlan> total = plan("SELECT COUNT(*) FROM f WINDOW TUMBLING(1m)", spec, {});
  REQUIRE(!total.has_value());
  CHECK(total.error().code == ErrorCode::kRefused);
  CHECK(!plan(std::string("CREATE STREAM x AS ") + kGrouped, spec, {"destination"}).has_value());
  CHECK(plan(std::string("CREATE STREAM x AS ") + kGrouped, spec, {"origin"}).has_value());
}

TEST_CASE("a result that depends on how source partitions interleave is not defined") {
  struct Case {
    std::string sql;
    std::vector<std::string> key_columns;
    std::uint32_t source_partitions;
    bool is_order_defined;
  };
  const std::vector<Case> cases = {
      {kGrouped, {}, 50, true},
      {kUnmergeable, {}, 50, false},
      {kUnmergeable, {"destination"}, 50, false},
      {kUnmergeable, {"origin"}, 50, true},
      {kUnmergeable, {}, 1, true},
      {kOver, {}, 50, true},  // worked through by event time
      {"SELECT origin, SUM(delay) OVER (PARTITION BY origin) FROM f", {}, 50, false},
      {"SELECT origin, SUM(delay) OVER (PARTITION BY origin) FROM f", {"origin"}, 50, true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.sql);
    const JobPlan placed = plan(c.sql, {}, c.key_columns, c.source_partitions).value();
    CHECK(placed.is_valid);
    CHECK(placed.is_order_defined == c.is_order_defined);
    CHECK(placed.remark.empty() == c.is_order_defined);
  }
}

}  // namespace millrace
