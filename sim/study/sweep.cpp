// sim/study/sweep.cpp — the grid, its replications and what they add up to.
#include "sim/study/sweep.hpp"

#include <algorithm>
#include <utility>

#include "core/base/hash.hpp"
#include "core/base/prng.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/measure_list.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/study/measures.hpp"

namespace millrace {
namespace {

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

/// Cuts at commas outside of brackets, braces and quotes.
std::vector<std::string> split_values(std::string_view text) {
  std::vector<std::string> values;
  std::string value;
  int depth = 0;
  char quote = '\0';
  for (const char c : text) {
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[' || c == '{') {
      depth += 1;
    } else if (c == ']' || c == '}') {
      depth -= 1;
    } else if (c == ',' && depth == 0) {
      values.push_back(trimmed(value));
      value.clear();
      continue;
    }
    value += c;
  }
  values.push_back(trimmed(value));
  return values;
}

int badness(std::string_view verdict) {
  constexpr std::string_view kOrder[] = {"", "valid", "unknown", "invalid", "refused"};
  return static_cast<int>(std::find(std::begin(kOrder), std::end(kOrder), verdict) -
                          std::begin(kOrder));
}

class Sweep {
 public:
  Sweep(const Scenario& scenario, const SweepOptions& options)
      : scenario_(scenario), options_(options) {}

  std::size_t point_count() const;
  Status check() const;
  Result<SweepResult> run(std::size_t first, std::size_t count);

 private:
  std::vector<std::string> values_at(std::size_t point) const;
  Result<Scenario> scenario_at(const std::vector<std::string>& values) const;
  Status run_cell(const std::vector<std::string>& values);
  Result<Comparison> run_once(Scenario scenario, std::uint32_t replication,
                              std::int64_t measure_from_ns);
  Result<std::int64_t> warm_up_of(const Scenario& scenario);
  void add(const std::vector<Comparison>& replications, const std::vector<std::string>& values,
           std::int64_t warm_up_ns);

  const Scenario& scenario_;
  const SweepOptions& options_;
  SweepResult result_;
  double runs_done_ = 0.0;
  double runs_all_ = 1.0;
};

Result<Scenario> Sweep::scenario_at(const std::vector<std::string>& values) const {
  Scenario scenario = scenario_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    MILLRACE_CHECK(
        set_scenario_value(scenario, options_.axes[i].path, values[i], *options_.vocabulary));
  }
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = options_.vocabulary;
  for (const Diagnostic& diagnostic : check_scenario(scenario, surroundings)) {
    if (diagnostic.severity != Severity::kError) continue;
    std::string where;
    for (std::size_t i = 0; i < values.size(); ++i) {
      where += (i == 0 ? "with " : ", ") + options_.axes[i].path + " = " + values[i];
    }
    return Error{ErrorCode::kOption, where + ": " + diagnostic.message};
  }
  return scenario;
}

Result<Comparison> Sweep::run_once(Scenario scenario, std::uint32_t replication,
                                   std::int64_t measure_from_ns) {
  scenario.seed = replication_seed(scenario_.seed, replication);
  scenario.expectations.clear();
  StudyOptions study = options_.study;
  study.has_verdicts = options_.has_verdicts;
  study.measure_from = {measure_from_ns};
  study.on_progress = [&](const StudyProgress& at) {
    if (!options_.study.on_progress) return;
    options_.study.on_progress({(runs_done_ + at.share) / runs_all_, "sweeping"});
  };
  auto comparison =
      compare_strategies(std::make_shared<const Scenario>(std::move(scenario)), study);
  runs_done_ += 1.0;
  return comparison;
}

Result<std::int64_t> Sweep::warm_up_of(const Scenario& scenario) {
  if (options_.warm_up.kind == WarmUp::Kind::kNone) return std::int64_t{0};
  if (options_.warm_up.kind == WarmUp::Kind::kShare) {
    return static_cast<std::int64_t>(static_cast<double>(scenario.duration.ns) *
                                     options_.warm_up.share);
  }
  MILLRACE_TRY(const Comparison pilot, run_once(scenario, 0, 0));
  std::int64_t longest_ns = 0;
  for (const StrategyOutcome& outcome : pilot.strategies) {
    for (const Series& series : outcome.series) {
      if (series.name != "latency_p50_us") continue;
      std::vector<double> values;
      for (std::size_t i = 0; i < series.points.size(); ++i) {
        const std::int64_t begin_ns = static_cast<std::int64_t>(i) * outcome.series_interval_ns;
        if (begin_ns < scenario.duration.ns) values.push_back(series.points[i].last);
      }
      const auto points = static_cast<std::int64_t>(mser5_warm_up(values));
      longest_ns = std::max(longest_ns, points * outcome.series_interval_ns);
    }
  }
  return std::min(longest_ns, scenario.duration.ns / 2);
}

Status Sweep::run_cell(const std::vector<std::string>& values) {
  MILLRACE_TRY(const Scenario scenario, scenario_at(values));
  MILLRACE_TRY(const std::int64_t warm_up_ns, warm_up_of(scenario));
  std::vector<Comparison> replications;
  for (std::uint32_t i = 0; i < options_.replications; ++i) {
    MILLRACE_TRY(Comparison comparison, run_once(scenario, i, warm_up_ns));
    for (StrategyOutcome& outcome : comparison.strategies) outcome.series.clear();
    replications.push_back(std::move(comparison));
  }
  add(replications, values, warm_up_ns);
  return {};
}

void Sweep::add(const std::vector<Comparison>& replications, const std::vector<std::string>& values,
                std::int64_t warm_up_ns) {
  for (std::size_t strategy = 0; strategy < replications.front().strategies.size(); ++strategy) {
    const StrategyOutcome& first = replications.front().strategies[strategy];
    SweepCell cell;
    cell.values = values;
    cell.strategy = first.strategy;
    cell.warm_up_ns = warm_up_ns;
    for (const Comparison& replication : replications) {
      const StrategyOutcome& outcome = replication.strategies[strategy];
      if (!outcome.has_run()) cell.refusal = outcome.verdict.reason;
      const std::string verdict = options_.has_verdicts || !outcome.has_run()
                                      ? std::string(to_text(outcome.verdict.kind))
                                      : std::string();
      if (badness(verdict) > badness(cell.verdict)) cell.verdict = verdict;
      cell.run_hash = combine_hash(cell.run_hash, outcome.report.run_hash);
    }
    for (const MeasureInfo& measure : comparison_measures()) {
      std::vector<double> figures;
      const bool is_word =
          measure.kind == ParameterKind::kWord || measure.kind == ParameterKind::kFlag;
      for (const Comparison& replication : replications) {
        const auto value = measure_of(replication.strategies[strategy], measure.name);
        if (value && !is_word) figures.push_back(value->number);
      }
      cell.measures.push_back(figures.size() == replications.size()
                                  ? std::optional(estimate_of(figures))
                                  : std::nullopt);
    }
    result_.cells.push_back(std::move(cell));
  }
}

std::size_t Sweep::point_count() const {
  std::size_t count = 1;
  for (const SweepAxis& axis : options_.axes) count *= axis.values.size();
  return count;
}

std::vector<std::string> Sweep::values_at(std::size_t point) const {
  std::vector<std::string> values(options_.axes.size());
  for (std::size_t axis = options_.axes.size(); axis-- > 0;) {
    const std::vector<std::string>& choices = options_.axes[axis].values;
    values[axis] = choices[point % choices.size()];
    point /= choices.size();
  }
  return values;
}

/// All settings first: a mistake in the last one should not cost the runs before it.
Status Sweep::check() const {
  for (std::size_t point = 0; point < point_count(); ++point) {
    MILLRACE_TRY(const Scenario checked, scenario_at(values_at(point)));
  }
  return {};
}

Result<SweepResult> Sweep::run(std::size_t first, std::size_t count) {
  result_.axes = options_.axes;
  result_.replications = options_.replications;
  const double pilots = options_.warm_up.kind == WarmUp::Kind::kAuto ? 1.0 : 0.0;
  runs_all_ = static_cast<double>(count) * (pilots + options_.replications);
  for (std::size_t i = 0; i < count; ++i) MILLRACE_CHECK(run_cell(values_at(first + i)));
  return std::move(result_);
}

}  // namespace

Result<SweepAxis> parse_axis(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return Error{ErrorCode::kOption,
                 "--vary needs path=value,value,…, such as engine.cores=4,8, got '" +
                     std::string(text) + "'"};
  }
  SweepAxis axis{trimmed(text.substr(0, equals)), split_values(text.substr(equals + 1))};
  for (const std::string& value : axis.values) {
    if (value.empty()) {
      return Error{ErrorCode::kOption,
                   "--vary " + axis.path + " has an empty value between its commas"};
    }
  }
  return axis;
}

Result<WarmUp> parse_warm_up(std::string_view text) {
  if (text == "auto") return WarmUp{};
  if (text == "none") return WarmUp{WarmUp::Kind::kNone, 0.0};
  const ValueReading<double> share = parse_share(text);
  if (!share.value || *share.value >= 1.0) {
    return Error{ErrorCode::kOption,
                 "--warm-up takes auto, none or a share below 100 % such as 10%, got '" +
                     std::string(text) + "'"};
  }
  return WarmUp{WarmUp::Kind::kShare, *share.value};
}

std::uint64_t replication_seed(std::uint64_t seed, std::uint32_t index) {
  if (index == 0) return seed;
  return Prng(seed).fork("replication").fork(index).next();
}

std::optional<Estimate> SweepResult::find(const std::vector<std::string>& values,
                                          std::string_view strategy,
                                          std::string_view measure) const {
  const auto measures = comparison_measures();
  for (const SweepCell& cell : cells) {
    if (cell.values != values || cell.strategy != strategy) continue;
    for (std::size_t i = 0; i < measures.size(); ++i) {
      if (measures[i].name == measure) return cell.measures[i];
    }
  }
  return std::nullopt;
}

Result<SweepResult> sweep(const Scenario& scenario, const SweepOptions& options) {
  MILLRACE_ASSERT(options.vocabulary != nullptr);
  MILLRACE_ASSERT(options.replications >= 1);
  Sweep all(scenario, options);
  MILLRACE_CHECK(all.check());
  return all.run(0, all.point_count());
}

Result<std::size_t> sweep_points(const Scenario& scenario, const SweepOptions& options) {
  MILLRACE_ASSERT(options.vocabulary != nullptr);
  const Sweep all(scenario, options);
  MILLRACE_CHECK(all.check());
  return all.point_count();
}

Result<SweepResult> sweep_point(const Scenario& scenario, const SweepOptions& options,
                                std::size_t point) {
  MILLRACE_ASSERT(options.vocabulary != nullptr);
  MILLRACE_ASSERT(options.replications >= 1);
  return Sweep(scenario, options).run(point, 1);
}

}  // namespace millrace
