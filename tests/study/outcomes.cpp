// tests/study/outcomes.cpp — builders of outcomes.
#include "tests/study/outcomes.hpp"

#include "sim/study/sentences.hpp"

namespace millrace::fixture {
namespace {

Series series(std::string name, std::string unit, std::int32_t index,
              std::initializer_list<double> values) {
  Series result{std::move(name), std::move(unit), index, {}};
  for (const double value : values) result.points.push_back({value, value, value});
  return result;
}

}  // namespace

StrategyOutcome valid_outcome(const std::string& strategy) {
  StrategyOutcome outcome;
  outcome.strategy = strategy;
  outcome.display_name = strategy;
  outcome.verdict.kind = VerdictKind::kValid;
  outcome.verdict.results_compared = 10;
  outcome.verdict.groups = 10;
  RunReport& report = outcome.report;
  report.scenario = "small";
  report.seed = 7;
  report.strategy = strategy;
  report.reason = "rows of a group share a hash";
  report.job.balance.read = 12'000;
  report.job.balance.in_effect = 11'990;
  report.job.balance.filtered = 4;
  report.job.balance.late = 5;
  report.job.balance.dead_letter = 1;
  report.job.workers.resize(2);
  report.job.workers[0].balance.read = 6'000;
  report.job.workers[1].balance.read = 6'000;
  report.finished_at = {1'000'500'000};
  report.results = 10;
  report.offered_rps = 12'000;
  report.throughput_rps = 12'000;
  report.latency = {12'000, 600.0, 500.0, 1'000.0, 1'500.0, 1'800.0, 2'000.0};
  report.alignment_rate = 0.5;
  report.skew = {1.0, 0.0, 0.1, 2.0};
  report.queue_rows_max = {120, 90};
  report.queue_state = {BackPressureState::kHealthy, BackPressureState::kHealthy};
  report.cores = {{0.5, 0.5, 0.0}, {0.6, 0.4, 0.0}};
  report.router_busy = 0.25;
  report.state_groups_max = 10;
  report.moved_bytes = 2'048;
  report.run_hash = 0x1234;
  outcome.series = {series("throughput_rps", "rows/s", -1, {11'000, 12'000}),
                    series("latency_p99_us", "us", -1, {1'400, 1'500}),
                    series("queue_rows", "rows", 0, {100, 120}),
                    series("queue_rows", "rows", 1, {80, 90}),
                    series("busy", "share", 0, {0.5, 0.5}),
                    series("busy", "share", 1, {0.4, 0.4})};
  outcome.series_interval_ns = 500'000'000;
  return outcome;
}

StrategyOutcome invalid_outcome(const std::string& strategy) {
  StrategyOutcome outcome = valid_outcome(strategy);
  Verdict& verdict = outcome.verdict;
  verdict.kind = VerdictKind::kInvalid;
  verdict.reason = "rows of a trader lie on several partitions";
  verdict.wrong_results = verdict.split = 3;
  verdict.wrong_groups = 2;
  verdict.columns = {"_WINDOW_START", "_WINDOW_END", "trader", "total"};
  GroupEvidence evidence;
  evidence.problem = GroupProblem::kSplit;
  evidence.keys = {Value::string("ann")};
  evidence.group = "trader = ann";
  evidence.window_start = EventTime{0};
  evidence.window_end = EventTime{60'000};
  const std::string start = "1970-01-01T00:00:00.000Z";
  const std::string end = "1970-01-01T00:01:00.000Z";
  evidence.expected = {{std::nullopt, {start, end, "ann", "11"}}};
  evidence.got = {{WorkerId{0}, {start, end, "ann", "1"}},
                  {WorkerId{1}, {start, end, "ann", "10"}}};
  evidence.got_count = 2;
  evidence.records = {{{0}, 17, {0}}, {{1}, 4, {1}}};
  evidence.record_count = 2;
  verdict.first = {evidence};
  outcome.report.job.split_groups = 2;
  outcome.report.alignment_rate = 1.0;
  outcome.report.zero_cost_share = 1.0;
  outcome.report.moved_bytes = 0;
  return outcome;
}

StrategyOutcome refused_outcome(const std::string& strategy, const std::string& reason) {
  StrategyOutcome outcome;
  outcome.strategy = strategy;
  outcome.display_name = strategy;
  outcome.verdict = refused_verdict(reason);
  return outcome;
}

StrategyOutcome saturated_outcome(const std::string& strategy) {
  StrategyOutcome outcome = valid_outcome(strategy);
  outcome.report.has_drained = false;
  outcome.report.throughput_rps = 3'000;
  outcome.report.lag_rows_end = 8'500;
  outcome.report.lag_rows_max = 8'600;
  outcome.report.latency.p99_us = 2.5e6;
  outcome.report.skew.max_over_mean = 2.0;
  outcome.report.cores = {{0.0, 1.0, 0.0}, {1.0, 0.0, 0.0}};
  outcome.report.job.workers[0].balance.read = 12'000;
  outcome.report.job.workers[1].balance.read = 0;
  return outcome;
}

Comparison comparison_of(std::vector<StrategyOutcome> outcomes) {
  Comparison comparison;
  auto scenario = std::make_shared<Scenario>();
  scenario->name = "small";
  scenario->seed = 7;
  scenario->duration = {1'000'000'000};
  scenario->query =
      "SELECT trader, SUM(n) AS total FROM trades GROUP BY trader WINDOW TUMBLING(1m)";
  scenario->topic.partitions = 4;
  scenario->engine.cores = 2;
  scenario->engine.job.worker_count = 2;
  comparison.scenario = std::move(scenario);
  comparison.strategies = std::move(outcomes);
  comparison.auto_selected = "always_hash";
  comparison.auto_reason = "grouped, not aligned";
  for (StrategyOutcome& outcome : comparison.strategies) {
    outcome.is_auto_selected = outcome.strategy == comparison.auto_selected;
    outcome.sentence = sentence_on(outcome);
  }
  comparison.advice = advice_on(comparison.strategies, comparison.auto_selected);
  comparison.run_hash = 0xfeed;
  return comparison;
}

}  // namespace millrace::fixture
