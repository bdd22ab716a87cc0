// sim/study/comparison_json.cpp — the documents, field by field.
#include "sim/study/comparison_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/text.hpp"
#include "sim/scenario/measure_list.hpp"
#include "sim/study/measures.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

std::string hex(std::uint64_t value) {
  return fmt::format("{:016x}", value);
}

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json rows_json(const RunReport& report) {
  const RowBalance& rows = report.job.balance;
  return {{"read", rows.read},
          {"in_effect", rows.in_effect},
          {"filtered", rows.filtered},
          {"late", rows.late},
          {"dead_letter", rows.dead_letter},
          {"results", report.results},
          {"late_seen", rows.late_seen},
          {"expression_errors", rows.expression_errors}};
}

Json latency_json(const LatencySummary& latency) {
  return {{"p50", latency.p50_us},   {"p95", latency.p95_us}, {"p99", latency.p99_us},
          {"p999", latency.p999_us}, {"max", latency.max_us}, {"mean", latency.mean_us}};
}

Json queues_json(const RunReport& report) {
  Json states = Json::array();
  for (const BackPressureState state : report.queue_state) {
    states.push_back(to_lower(to_text(state)));
  }
  return {{"rows_max", report.queue_rows_max}, {"state", std::move(states)}};
}

Json cores_json(const std::vector<CoreShares>& shares) {
  Json cores = Json::array();
  for (const CoreShares& core : shares) {
    cores.push_back(
        {{"idle", core.idle}, {"busy", core.busy}, {"back_pressured", core.back_pressured}});
  }
  return cores;
}

Json events_json(const RunReport& report) {
  Json events = Json::array();
  for (const TimelineEvent& event : report.events) {
    events.push_back({{"at_ns", event.at.ns}, {"type", event.type}, {"text", event.text}});
  }
  return events;
}

Json row_json(const EvidenceRow& row, const Verdict& verdict) {
  Json values = Json::object();
  for (std::size_t i = 0; i < row.values.size(); ++i) values[verdict.columns[i]] = row.values[i];
  Json json = Json::object();
  json["worker"] = row.worker ? Json(row.worker->value) : Json();
  json["row"] = std::move(values);
  return json;
}

Json evidence_json(const GroupEvidence& evidence, const Verdict& verdict) {
  Json json;
  json["problem"] = std::string(to_text(evidence.problem));
  json["group"] = evidence.group;
  json["window_start_ms"] = evidence.window_start ? Json(evidence.window_start->ms) : Json();
  json["window_end_ms"] = evidence.window_end ? Json(evidence.window_end->ms) : Json();
  json["expected"] = Json::array();
  for (const EvidenceRow& row : evidence.expected) {
    json["expected"].push_back(row_json(row, verdict)["row"]);
  }
  json["got"] = Json::array();
  for (const EvidenceRow& row : evidence.got) json["got"].push_back(row_json(row, verdict));
  json["got_count"] = evidence.got_count;
  json["records"] = Json::array();
  for (const EvidenceRecord& record : evidence.records) {
    json["records"].push_back({{"source_partition", record.source_partition.value},
                               {"offset", record.offset},
                               {"worker", record.worker.value}});
  }
  return json;
}

Json differences_json(const Verdict& verdict) {
  Json json;
  json["groups"] = verdict.groups;
  json["results_compared"] = verdict.results_compared;
  json["wrong_results"] = verdict.wrong_results;
  for (const GroupProblem problem :
       {GroupProblem::kSplit, GroupProblem::kMissing, GroupProblem::kDoubled, GroupProblem::kWrong,
        GroupProblem::kUnexpected}) {
    json[std::string(to_text(problem))] = verdict.count_of(problem);
  }
  json["first"] = Json::array();
  for (const GroupEvidence& evidence : verdict.first) {
    json["first"].push_back(evidence_json(evidence, verdict));
  }
  return json;
}

Json known_share(double share) {
  return share < 0.0 ? Json() : Json(share);
}

/// Keys of figures, for strategies that have none.
constexpr const char* kFigures[] = {
    "rows",           "throughput_rps",  "offered_rps",  "latency_us",   "closing_latency_us",
    "alignment_rate", "zero_cost_share", "split_groups", "wrong_groups", "skew",
    "queues",         "cores",           "state_groups", "moved_bytes"};

void add_figures(Json& json, const StrategyOutcome& outcome) {
  const RunReport& report = outcome.report;
  json["rows"] = rows_json(report);
  json["throughput_rps"] = report.throughput_rps;
  json["offered_rps"] = report.offered_rps;
  json["latency_us"] = latency_json(report.latency);
  json["closing_latency_us"] = latency_json(report.closing_latency);
  json["alignment_rate"] = known_share(report.alignment_rate);
  json["zero_cost_share"] = known_share(report.zero_cost_share);
  json["split_groups"] = split_groups_of(outcome);
  json["wrong_groups"] = outcome.verdict.wrong_groups;
  json["skew"] = {{"max_over_mean", report.skew.max_over_mean},
                  {"flink_pct", report.skew.flink_percent},
                  {"hottest_key_share", report.skew.hottest_key_share},
                  {"ceiling", report.skew.ceiling}};
  json["queues"] = queues_json(report);
  json["cores"] = cores_json(report.cores);
  json["state_groups"] = report.state_groups_max;
  json["moved_bytes"] = moved_bytes_of(outcome);
}

Json strategy_json(const StrategyOutcome& outcome) {
  Json json;
  json["strategy"] = outcome.strategy;
  json["verdict"] = std::string(to_text(outcome.verdict.kind));
  json["reason"] = outcome.verdict.reason.empty() ? outcome.report.reason : outcome.verdict.reason;
  if (outcome.has_run()) {
    add_figures(json, outcome);
  } else {
    for (const char* figure : kFigures) json[figure] = Json();
  }
  json["auto_selected"] = outcome.is_auto_selected;
  json["sentence"] = outcome.sentence;
  if (!outcome.has_run()) return json;
  const RunReport& report = outcome.report;
  json["run_hash"] = hex(report.run_hash);
  json["keeps_up"] = outcome.keeps_up();
  json["router_busy"] = report.router_busy;
  json["lag_rows"] = {{"max", report.lag_rows_max}, {"end", report.lag_rows_end}};
  json["finished_at_ns"] = report.finished_at.ns;
  json["strategy_at_end"] = report.strategy_at_end;
  json["events"] = events_json(report);
  json["differences"] = differences_json(outcome.verdict);
  json["remarks"] = report.job.remarks;
  return json;
}

Json expectation_json(const ExpectationOutcome& outcome) {
  const Expectation& expected = outcome.expectation;
  return {{"strategy", outcome.strategy},
          {"measure", expected.measure},
          {"comparison", expected.comparison},
          {"expected", expected.value},
          {"got", outcome.got},
          {"holds", outcome.holds}};
}

std::string_view unit_suffix(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::kDuration:
      return "_ns";
    case ParameterKind::kRate:
      return "_rps";
    default:
      return "";
  }
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

Json snapshot_json(const StrategySnapshot& taken) {
  const SimulationSnapshot& snapshot = taken.snapshot;
  Json json;
  json["strategy"] = taken.strategy;
  json["refusal"] = taken.refusal.empty() ? Json() : Json(taken.refusal);
  if (!taken.refusal.empty()) return json;
  json["at_ns"] = snapshot.now.ns;
  json["is_finished"] = snapshot.is_finished;
  json["routed_by"] = snapshot.strategy;
  json["watermark_ms"] =
      snapshot.watermark == EventTime::min() ? Json() : Json(snapshot.watermark.ms);
  json["rows"] = {{"due", snapshot.rows_due},
                  {"read", snapshot.rows_read},
                  {"in_flight", snapshot.rows_in_flight},
                  {"in_effect", snapshot.rows_in_effect},
                  {"filtered", snapshot.rows_filtered},
                  {"late", snapshot.rows_late},
                  {"dead_letter", snapshot.rows_dead_letter},
                  {"results", snapshot.results}};
  json["throughput_rps"] = snapshot.throughput_rps;
  json["offered_rps"] = snapshot.offered_rps;
  json["latency_us"] = latency_json(snapshot.latency);
  json["latency_recent_us"] = latency_json(snapshot.latency_recent);
  json["alignment_rate"] = known_share(snapshot.alignment_rate);
  json["zero_cost_share"] = snapshot.zero_cost_share;
  json["split_groups"] = snapshot.split_groups;
  json["states"] = snapshot.states;
  json["moved_bytes"] = snapshot.moved_bytes;
  json["router_busy"] = snapshot.router_busy;
  json["sources"] = Json::array();
  for (const SourcePartitionState& source : snapshot.sources) {
    json["sources"].push_back({{"end_offset", source.end_offset},
                               {"read_offset", source.read_offset},
                               {"lag_rows", source.lag_rows},
                               {"is_idle", source.is_idle},
                               {"is_refused", source.is_refused}});
  }
  json["workers"] = Json::array();
  for (const WorkerState& worker : snapshot.workers) {
    json["workers"].push_back({{"core", worker.core},
                               {"queued_rows", worker.queued_rows},
                               {"queue_rows_max", worker.queue_rows_max},
                               {"pressure", to_lower(to_text(worker.pressure))},
                               {"rows_processed", worker.rows_processed},
                               {"results", worker.results},
                               {"states", worker.states}});
  }
  json["cores"] = cores_json(snapshot.cores);
  return json;
}

}  // namespace

std::string comparison_json(const Comparison& comparison, std::string_view version) {
  Json json;
  json["scenario"] = comparison.scenario->name;
  json["seed"] = comparison.scenario->seed;
  json["version"] = std::string(version);
  json["run_hash"] = hex(comparison.run_hash);
  json["strategies"] = Json::array();
  for (const StrategyOutcome& outcome : comparison.strategies) {
    json["strategies"].push_back(strategy_json(outcome));
  }
  json["auto"] = {{"strategy", comparison.auto_selected}, {"reason", comparison.auto_reason}};
  json["advice"] = comparison.advice;
  json["expectations"] = Json::array();
  for (const ExpectationOutcome& outcome : comparison.expectations) {
    json["expectations"].push_back(expectation_json(outcome));
  }
  return dumped(json, 2);
}

std::string comparison_json_lines(const Comparison& comparison, std::string_view version) {
  std::string lines;
  for (const StrategyOutcome& outcome : comparison.strategies) {
    Json json = {{"scenario", comparison.scenario->name},
                 {"seed", comparison.scenario->seed},
                 {"version", std::string(version)}};
    json.update(strategy_json(outcome));
    lines += dumped(json, -1);
  }
  return lines;
}

std::string comparison_csv(const Comparison& comparison) {
  std::string text = "scenario,seed,strategy";
  for (const MeasureInfo& measure : comparison_measures()) {
    text += fmt::format(",{}{}", measure.name, unit_suffix(measure.kind));
  }
  text += "\n";
  for (const StrategyOutcome& outcome : comparison.strategies) {
    text += fmt::format("{},{},{}", csv_field(comparison.scenario->name), comparison.scenario->seed,
                        outcome.strategy);
    for (const MeasureInfo& measure : comparison_measures()) {
      text += ',';
      const std::optional<MeasureValue> value = measure_of(outcome, measure.name);
      if (!value) continue;
      if (measure.kind == ParameterKind::kWord || measure.kind == ParameterKind::kFlag) {
        text += csv_field(value->word);
      } else {
        append_double(text, value->number);
      }
    }
    text += "\n";
  }
  return text;
}

std::string snapshots_json(const std::vector<StrategySnapshot>& snapshots) {
  Json json = Json::array();
  for (const StrategySnapshot& taken : snapshots) json.push_back(snapshot_json(taken));
  return dumped(json, 2);
}

}  // namespace millrace
