// sim/study/measures.cpp — one line a measure, and comparisons in their units.
#include "sim/study/measures.hpp"

#include <algorithm>

#include "sim/scenario/measure_list.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {
namespace {

double highest(const std::vector<std::int64_t>& values) {
  return values.empty() ? 0.0
                        : static_cast<double>(*std::max_element(values.begin(), values.end()));
}

double count(std::int64_t value) {
  return static_cast<double>(value);
}

/// Whether the results were held against one worker's.
bool is_compared(const StrategyOutcome& outcome) {
  return outcome.verdict.kind != VerdictKind::kUnknown || outcome.verdict.results_compared > 0;
}

constexpr double kNsPerUs = 1'000.0;

struct NumberMeasure {
  std::string_view name;
  double (*value)(const StrategyOutcome&);
};

using Outcome = const StrategyOutcome&;

constexpr NumberMeasure kNumbers[] = {
    {"throughput", [](Outcome o) { return o.report.throughput_rps; }},
    {"offered", [](Outcome o) { return o.report.offered_rps; }},
    {"p50", [](Outcome o) { return o.report.latency.p50_us * kNsPerUs; }},
    {"p95", [](Outcome o) { return o.report.latency.p95_us * kNsPerUs; }},
    {"p99", [](Outcome o) { return o.report.latency.p99_us * kNsPerUs; }},
    {"latency_max", [](Outcome o) { return o.report.latency.max_us * kNsPerUs; }},
    {"read", [](Outcome o) { return count(o.report.job.balance.read); }},
    {"in_effect", [](Outcome o) { return count(o.report.job.balance.in_effect); }},
    {"filtered", [](Outcome o) { return count(o.report.job.balance.filtered); }},
    {"late", [](Outcome o) { return count(o.report.job.balance.late); }},
    {"dead_letter", [](Outcome o) { return count(o.report.job.balance.dead_letter); }},
    {"results", [](Outcome o) { return count(o.report.results); }},
    {"alignment_rate", [](Outcome o) { return o.report.alignment_rate; }},
    {"zero_cost_share", [](Outcome o) { return o.report.zero_cost_share; }},
    {"split_groups", [](Outcome o) { return count(split_groups_of(o)); }},
    {"wrong_groups",
     [](Outcome o) { return is_compared(o) ? count(o.verdict.wrong_groups) : -1.0; }},
    {"max_over_mean", [](Outcome o) { return o.report.skew.max_over_mean; }},
    {"flink_pct", [](Outcome o) { return o.report.skew.flink_percent; }},
    {"hottest_key_share", [](Outcome o) { return o.report.skew.hottest_key_share; }},
    {"ceiling", [](Outcome o) { return o.report.skew.ceiling; }},
    {"queue_rows_max", [](Outcome o) { return highest(o.report.queue_rows_max); }},
    {"lag_max", [](Outcome o) { return count(o.report.lag_rows_max); }},
    {"lag_end", [](Outcome o) { return count(o.report.lag_rows_end); }},
    {"busy_max",
     [](Outcome o) {
       double most = 0.0;
       for (const CoreShares& core : o.report.cores) most = std::max(most, core.busy);
       return most;
     }},
    {"back_pressured_max",
     [](Outcome o) {
       double most = 0.0;
       for (const CoreShares& core : o.report.cores) most = std::max(most, core.back_pressured);
       return most;
     }},
    {"state_groups", [](Outcome o) { return count(o.report.state_groups_max); }},
    {"moved_bytes", [](Outcome o) { return count(moved_bytes_of(o)); }},
    {"switches",
     [](Outcome o) {
       const auto& events = o.report.events;
       return count(std::count_if(events.begin(), events.end(), [](const TimelineEvent& event) {
         return event.type == "strategy_switch" || event.type == "hand_over";
       }));
     }},
};

/// The value of an expectation in the measure's base unit. Its text was checked when the scenario was read.
std::optional<double> number_of(ParameterKind kind, std::string_view text) {
  switch (kind) {
    case ParameterKind::kDuration: {
      const auto reading = parse_duration(text);
      if (!reading.value) return std::nullopt;
      return static_cast<double>(reading.value->ns);
    }
    case ParameterKind::kRate:
      return parse_rate(text).value;
    case ParameterKind::kBytes: {
      const auto reading = parse_bytes(text);
      if (!reading.value) return std::nullopt;
      return static_cast<double>(*reading.value);
    }
    case ParameterKind::kShare:
      return parse_share(text).value;
    default:
      return parse_number(text).value;
  }
}

bool compare(double got, std::string_view comparison, double wanted) {
  if (comparison == "<") return got < wanted;
  if (comparison == "<=") return got <= wanted;
  if (comparison == ">") return got > wanted;
  if (comparison == ">=") return got >= wanted;
  return (got == wanted) == (comparison == "=");
}

bool holds(const MeasureInfo& measure, const Expectation& expectation, const MeasureValue& got) {
  if (measure.kind == ParameterKind::kWord || measure.kind == ParameterKind::kFlag) {
    return (got.word == expectation.value) == (expectation.comparison == "=");
  }
  const std::optional<double> wanted = number_of(measure.kind, expectation.value);
  return wanted.has_value() && compare(got.number, expectation.comparison, *wanted);
}

ExpectationOutcome check_one(const Expectation& expectation, const StrategyOutcome& outcome) {
  ExpectationOutcome result{expectation, outcome.strategy, false, ""};
  const MeasureInfo* measure = find_measure(comparison_measures(), expectation.measure);
  if (measure == nullptr) {
    result.got = "no measure of this name";
    return result;
  }
  const std::optional<MeasureValue> value = measure_of(outcome, measure->name);
  if (!value) {
    result.got = outcome.has_run() ? "no figure" : "a refused plan";
    return result;
  }
  result.got = measure_text(*measure, *value);
  result.holds = holds(*measure, expectation, *value);
  return result;
}

}  // namespace

std::int64_t split_groups_of(const StrategyOutcome& outcome) {
  return std::max(outcome.report.job.split_groups, outcome.verdict.split_groups);
}

std::int64_t moved_bytes_of(const StrategyOutcome& outcome) {
  return outcome.report.moved_bytes + outcome.report.job.work.bytes_copied;
}

std::optional<MeasureValue> measure_of(const StrategyOutcome& outcome, std::string_view measure) {
  if (measure == "verdict") return MeasureValue{0.0, std::string(to_text(outcome.verdict.kind))};
  if (measure == "auto_selected") {
    return MeasureValue{0.0, outcome.is_auto_selected ? "true" : "false"};
  }
  if (!outcome.has_run()) return std::nullopt;
  for (const NumberMeasure& number : kNumbers) {
    if (number.name != measure) continue;
    const double value = number.value(outcome);
    if (value < 0.0) return std::nullopt;  // not known
    return MeasureValue{value, ""};
  }
  MILLRACE_ASSERT(false && "a measure of the list without a figure");
  return std::nullopt;
}

std::string measure_text(const MeasureInfo& measure, const MeasureValue& value) {
  switch (measure.kind) {
    case ParameterKind::kWord:
    case ParameterKind::kFlag:
      return value.word;
    case ParameterKind::kDuration:
      return duration_text({static_cast<std::int64_t>(value.number)});
    case ParameterKind::kRate:
      return rate_text(value.number);
    case ParameterKind::kBytes:
      return bytes_text(static_cast<std::int64_t>(value.number));
    default:
      return number_text(value.number);
  }
}

std::vector<ExpectationOutcome> check_expectations(std::span<const Expectation> expectations,
                                                   std::span<const StrategyOutcome> outcomes) {
  std::vector<ExpectationOutcome> results;
  for (const Expectation& expectation : expectations) {
    ExpectationOutcome result{expectation, expectation.strategy, false, "no run of this strategy"};
    for (const StrategyOutcome& outcome : outcomes) {
      if (expectation.strategy != "all" && expectation.strategy != outcome.strategy) continue;
      result = check_one(expectation, outcome);
      if (!result.holds) break;
    }
    results.push_back(std::move(result));
  }
  return results;
}

std::string to_text(const ExpectationOutcome& outcome) {
  const Expectation& expected = outcome.expectation;
  const std::string comparison = expected.comparison == "=" ? "" : expected.comparison + " ";
  const std::string place =
      expected.line == 0 ? "" : "line " + std::to_string(expected.line) + ": ";
  return place + outcome.strategy + ": expected " + expected.measure + " " + comparison +
         expected.value + ", got " + outcome.got;
}

}  // namespace millrace
