// tests/study/sweep_test.cpp — grids, replications, and the reference figures of skew (field study §4.5).
#include "sim/study/sweep.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "sim/cli/scenario_words.hpp"
#include "sim/study/sweep_text.hpp"
#include "tests/study/small_scenarios.hpp"

namespace millrace {
namespace {

SweepOptions options_for(std::vector<SweepAxis> axes, std::vector<std::string> strategies) {
  SweepOptions options;
  options.axes = std::move(axes);
  options.warm_up.kind = WarmUp::Kind::kNone;
  options.vocabulary = &cli::scenario_words();
  options.study.strategies = std::move(strategies);
  return options;
}

/// Rows by trader on 50 source partitions and 8 workers, so many that shares of keys are theirs to a third digit.
Scenario skew_scenario() {
  Scenario scenario = fixture::aligned_scenario();
  scenario.query = "SELECT trader, COUNT(*) AS c FROM trades GROUP BY trader EMIT FINAL";
  scenario.topic.partitions = 50;
  scenario.topic.fields.resize(1);
  scenario.duration = {2'000'000'000};
  scenario.load.rate = 100'000;
  scenario.engine.cores = 8;
  scenario.engine.job.worker_count = 8;
  scenario.engine.strategy_config = {{"always_hash", {{"hash_function", "fnv"}}}};
  return scenario;
}

}  // namespace

TEST_CASE("an axis is a path and its values") {
  CHECK(parse_axis("engine.cores=4, 8,16").value() == SweepAxis{"engine.cores", {"4", "8", "16"}});
  CHECK(parse_axis("topic.key=[a],[b, c]").value() == SweepAxis{"topic.key", {"[a]", "[b, c]"}});
  CHECK(parse_axis("f.distribution={zipf: {s: 1}},'a,b'").value() ==
        SweepAxis{"f.distribution", {"{zipf: {s: 1}}", "'a,b'"}});
  CHECK(parse_axis("engine.cores").error().message ==
        "--vary needs path=value,value,…, such as engine.cores=4,8, got 'engine.cores'");
  CHECK_FALSE(parse_axis("a=1,,2"));
  CHECK_FALSE(parse_axis("=1"));
}

TEST_CASE("warm-ups are automatic, a share, or none") {
  CHECK(parse_warm_up("auto").value().kind == WarmUp::Kind::kAuto);
  CHECK(parse_warm_up("none").value().kind == WarmUp::Kind::kNone);
  CHECK(parse_warm_up("10%").value().share == 0.1);
  CHECK_FALSE(parse_warm_up("100%"));
  CHECK_FALSE(parse_warm_up("soon"));
}

TEST_CASE("a grid has a cell for every combination and strategy, the last axis first") {
  Scenario scenario = fixture::aligned_scenario();
  scenario.duration = {100'000'000};
  const auto result =
      sweep(scenario,
            options_for({{"engine.num_partitions", {"1", "2"}}, {"load.rate", {"500/s", "1k/s"}}},
                        {"always_hash", "sticky"}));
  REQUIRE(result.has_value());
  std::vector<std::string> cells;
  for (const SweepCell& cell : result.value().cells) {
    cells.push_back(cell.values[0] + " " + cell.values[1] + " " + cell.strategy);
  }
  CHECK(cells == std::vector<std::string>{"1 500/s always_hash", "1 500/s sticky_partition",
                                          "1 1k/s always_hash", "1 1k/s sticky_partition",
                                          "2 500/s always_hash", "2 500/s sticky_partition",
                                          "2 1k/s always_hash", "2 1k/s sticky_partition"});
  CHECK(result.value().find({"2", "1k/s"}, "always_hash", "read")->mean == 100.0);
}

TEST_CASE("the points of a grid, run one by one, give the cells of the whole") {
  Scenario scenario = fixture::aligned_scenario();
  scenario.duration = {100'000'000};
  SweepOptions options =
      options_for({{"engine.num_partitions", {"1", "2"}}, {"load.rate", {"500/s", "1k/s"}}},
                  {"always_hash", "sticky"});
  options.replications = 2;
  const auto whole = sweep(scenario, options);
  REQUIRE(whole.has_value());
  const auto points = sweep_points(scenario, options);
  REQUIRE(points.has_value());
  REQUIRE(points.value() == 4);
  SweepResult pieces{whole.value().axes, whole.value().replications, {}};
  for (std::size_t i = 0; i < points.value(); ++i) {
    auto piece = sweep_point(scenario, options, i);
    REQUIRE(piece.has_value());
    for (SweepCell& cell : piece.value().cells) pieces.cells.push_back(std::move(cell));
  }
  CHECK(sweep_json(pieces, "s", 1, "v") == sweep_json(whole.value(), "s", 1, "v"));
  options.axes[0].values[1] = "none";
  CHECK_FALSE(sweep_points(scenario, options).has_value());
}

TEST_CASE("replications have seeds of their own and give intervals, the same each time") {
  Scenario scenario = fixture::aligned_scenario();
  scenario.load.arrivals = {"poisson", {}};
  SweepOptions options = options_for({}, {"always_hash"});
  options.replications = 5;
  const auto first = sweep(scenario, options);
  REQUIRE(first.has_value());
  const auto read = first.value().find({}, "always_hash", "read");
  REQUIRE(read.has_value());
  CHECK(read->count == 5);
  CHECK(read->half_width > 0.0);
  // Poisson: 4,000 rows, standard deviation 63; far beyond that is a mistake.
  CHECK(read->mean == doctest::Approx(4'000).epsilon(0.05));
  const auto second = sweep(scenario, options);
  CHECK(second.value().cells[0].run_hash == first.value().cells[0].run_hash);
  CHECK(replication_seed(7, 0) == 7);
  CHECK(replication_seed(7, 1) != replication_seed(7, 2));
}

TEST_CASE("a mistake in a grid is named before anything runs") {
  const auto unknown =
      sweep(fixture::aligned_scenario(), options_for({{"engine.core", {"4"}}}, {}));
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().message.find("cores") != std::string::npos);
  CHECK_FALSE(sweep(fixture::aligned_scenario(), options_for({{"topic.key", {"[nowhere]"}}}, {})));
}

TEST_CASE("skewed keys: p1, ceiling, and max/mean of hashing (fnv) and natural routing (murmur2)") {
  struct Figure {
    const char* keys;
    const char* s;
    double hottest, ceiling, always_hash, sticky;
  };
  const Figure figures[] = {
      {"100", "0", 0.010, 8.00, 1.040, 1.440},    {"10000", "0", 0.000, 8.00, 1.002, 1.141},
      {"1000", "0.8", 0.065, 8.00, 1.381, 1.342}, {"1000", "1", 0.134, 7.49, 1.801, 1.703},
      {"1000", "1.2", 0.231, 4.34, 2.412, 2.275}, {"1000", "1.5", 0.392, 2.55, 3.473, 3.337}};
  for (const Figure& figure : figures) {
    CAPTURE(figure.keys);
    CAPTURE(figure.s);
    const std::string distribution = std::string("{zipf: {s: ") + figure.s + "}}";
    const auto result =
        sweep(skew_scenario(), options_for({{"topic.fields.trader.cardinality", {figure.keys}},
                                            {"topic.fields.trader.distribution", {distribution}}},
                                           {"always_hash", "sticky"}));
    REQUIRE(result.has_value());
    const std::vector<std::string> cell = {figure.keys, distribution};
    const auto measure = [&](const char* strategy, const char* name) {
      const auto estimate = result.value().find(cell, strategy, name);
      return estimate ? estimate->mean : -1.0;
    };
    // 200,000 rows: shares scatter by up to sqrt(p/n), a tenth of a percent point; max/mean by 8 times that.
    CHECK(std::abs(measure("always_hash", "hottest_key_share") - figure.hottest) < 0.004);
    CHECK(std::abs(measure("always_hash", "ceiling") - figure.ceiling) < 0.1);
    CHECK(std::abs(measure("always_hash", "max_over_mean") - figure.always_hash) < 0.02);
    CHECK(std::abs(measure("sticky_partition", "max_over_mean") - figure.sticky) < 0.02);
  }
}

TEST_CASE("50 even source partitions under Sticky, by number of workers") {
  Scenario scenario = skew_scenario();
  scenario.topic.partitioner = "round_robin";
  scenario.topic.key = {};
  scenario.query = "SELECT trader FROM trades";
  scenario.duration = {100'000'000};
  const auto result = sweep(
      scenario,
      options_for({{"engine.num_partitions", {"5", "6", "7", "8", "9", "10", "12", "16", "25"}}},
                  {"sticky"}));
  REQUIRE(result.has_value());
  const std::pair<const char*, double> figures[] = {{"5", 1.00},  {"6", 1.08},  {"7", 1.12},
                                                    {"8", 1.12},  {"9", 1.08},  {"10", 1.00},
                                                    {"12", 1.20}, {"16", 1.28}, {"25", 1.00}};
  for (const auto& figure : figures) {
    const char* workers = figure.first;
    const double expected = figure.second;
    CAPTURE(workers);
    const auto estimate = result.value().find({workers}, "sticky_partition", "max_over_mean");
    REQUIRE(estimate.has_value());
    CHECK(std::floor(estimate->mean * 100.0 + 0.5) / 100.0 == expected);
  }
}

}  // namespace millrace
