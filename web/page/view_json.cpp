// web/page/view_json.cpp — the view, field by field.
#include "web/page/view_json.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.hpp"
#include "core/metrics/imbalance.hpp"
#include "core/route/strategy_info.hpp"
#include "sim/study/verdict.hpp"
#include "ui/panels/event_log.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word_of(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::kRunning:
      return "running";
    case OutcomeKind::kValid:
      return "valid";
    case OutcomeKind::kInvalid:
      return "invalid";
    case OutcomeKind::kUnknown:
      return "unknown";
    case OutcomeKind::kRefused:
      return "refused";
  }
  return "running";
}

Json known_share(double share) {
  return share < 0.0 ? Json() : Json(share);
}

/// Of the newest entries of the log.
constexpr std::size_t kEventsMax = 50;

Json known_time(EventTime time) {
  return time == EventTime::min() || time == EventTime::max() ? Json() : Json(time.ms);
}

double seconds_of(VirtualTime time) {
  return static_cast<double>(time.ns) * 1e-9;
}

Json rows_json(const SimulationSnapshot& now) {
  return {{"due", now.rows_due},
          {"read", now.rows_read},
          {"in_flight", now.rows_in_flight},
          {"in_effect", now.rows_in_effect},
          {"filtered", now.rows_filtered},
          {"late", now.rows_late},
          {"dead_letter", now.rows_dead_letter},
          {"results", now.results}};
}

Json latency_json(const LatencySummary& latency) {
  return {{"p50", latency.p50_us},
          {"p95", latency.p95_us},
          {"p99", latency.p99_us},
          {"p999", latency.p999_us},
          {"max", latency.max_us}};
}

Json skew_json(const SimulationSnapshot& now) {
  std::vector<std::int64_t> rows;
  std::int64_t all = 0;
  for (const WorkerState& worker : now.workers) {
    rows.push_back(worker.rows_processed);
    all += worker.rows_processed;
  }
  Json json = {{"max_over_mean", nullptr},
               {"flink_pct", nullptr},
               {"hottest_key_share", nullptr},
               {"ceiling", nullptr}};
  if (const std::optional<Imbalance> imbalance = imbalance_of(rows)) {
    json["max_over_mean"] = imbalance->max_over_mean;
    json["flink_pct"] = imbalance->flink_percent;
  }
  if (now.hot_keys.empty() || all <= 0) return json;
  // The sketch counts rows when they are taken, and a few too many.
  const double share =
      std::min(1.0, static_cast<double>(now.hot_keys.front().rows) / static_cast<double>(all));
  if (share <= 0.0) return json;
  json["hottest_key_share"] = share;
  json["ceiling"] = hot_key_ceiling(share, static_cast<std::uint32_t>(rows.size()));
  return json;
}

Json cores_json(const SimulationSnapshot& now) {
  Json cores = Json::array();
  for (const CoreShares& core : now.cores) {
    cores.push_back(
        {{"idle", core.idle}, {"busy", core.busy}, {"back_pressured", core.back_pressured}});
  }
  return cores;
}

Json queues_json(const SimulationSnapshot& now) {
  Json rows = Json::array();
  Json most = Json::array();
  Json states = Json::array();
  for (const WorkerState& worker : now.workers) {
    rows.push_back(worker.queued_rows);
    most.push_back(worker.queue_rows_max);
    states.push_back(to_lower(to_text(worker.pressure)));
  }
  return {{"rows", std::move(rows)}, {"rows_max", std::move(most)}, {"state", std::move(states)}};
}

std::int64_t lag_rows(const SimulationSnapshot& now) {
  std::int64_t rows = 0;
  for (const SourcePartitionState& source : now.sources) rows += source.lag_rows;
  return rows;
}

/// The first wrong group in words, as the verdict panel shows it; null while nothing is known to be wrong.
Json evidence_json(const Verdict* verdict) {
  if (verdict == nullptr || verdict->first.empty()) return {};
  const GroupEvidence& first = verdict->first.front();
  const auto rows = [&](const std::vector<EvidenceRow>& list) {
    Json json = Json::array();
    for (const EvidenceRow& row : list) {
      Json values = Json::object();
      for (std::size_t i = 0; i < row.values.size() && i < verdict->columns.size(); ++i)
        values[verdict->columns[i]] = row.values[i];
      json.push_back(
          {{"worker", row.worker ? Json(row.worker->value) : Json()}, {"row", std::move(values)}});
    }
    return json;
  };
  return {{"problem", std::string(to_text(first.problem))},
          {"group", first.group},
          {"window_start_ms", first.window_start ? Json(first.window_start->ms) : Json()},
          {"window_end_ms", first.window_end ? Json(first.window_end->ms) : Json()},
          {"expected", rows(first.expected)},
          {"got", rows(first.got)},
          {"got_count", first.got_count}};
}

Json run_json(const RunView& run) {
  Json json;
  json["strategy"] = run.strategy;
  json["display_name"] = run.display_name;
  json["verdict"] = std::string(word_of(run.outcome));
  json["reason"] = !run.problem.empty()     ? run.problem
                   : run.verdict != nullptr ? run.verdict->reason
                                            : run.refusal;
  json["refusal"] = run.refusal.empty() ? Json() : Json(run.refusal);
  json["problem"] = run.problem.empty() ? Json() : Json(run.problem);
  json["auto_selected"] = run.is_auto_choice;
  if (!run.can_run()) return json;
  const SimulationSnapshot& now = run.now;
  json["at_ns"] = now.now.ns;
  json["is_finished"] = now.is_finished;
  json["rows"] = rows_json(now);
  json["throughput_rps"] = now.throughput_rps;
  json["offered_rps"] = now.offered_rps;
  json["latency_us"] = latency_json(now.latency);
  json["alignment_rate"] = known_share(now.alignment_rate);
  json["zero_cost_share"] = known_share(now.zero_cost_share);
  json["split_groups"] = now.split_groups;
  json["wrong_groups"] = run.verdict != nullptr ? Json(run.verdict->wrong_groups) : Json();
  json["skew"] = skew_json(now);
  json["queues"] = queues_json(now);
  json["cores"] = cores_json(now);
  json["lag_rows"] = lag_rows(now);
  json["state_groups"] = now.states;
  json["moved_bytes"] = now.moved_bytes;
  json["first_split_at_seconds"] =
      run.first_split_at ? Json(seconds_of(*run.first_split_at)) : Json();
  json["auto_remark"] = run.auto_remark.empty() ? Json() : Json(run.auto_remark);
  json["overload"] = run.overload.empty() ? Json() : Json(run.overload);
  json["evidence"] = evidence_json(run.verdict != nullptr ? run.verdict : run.first_wrong);
  return json;
}

Json details_json(const RunView& run) {
  const SimulationSnapshot& now = run.now;
  Json json = {{"keys", Json::array()}, {"partitions", Json::array()}, {"events", Json::array()}};
  json["watermark_ms"] = known_time(now.watermark);
  for (const HotKeyFigures& key : now.hot_keys) {
    json["keys"].push_back({{"key", key.key},
                            {"rows", key.rows},
                            {"rows_at_most_too_many", key.error_rows},
                            {"workers", key.workers},
                            {"is_split", key.is_split}});
  }
  for (std::uint32_t i = 0; i < now.sources.size(); ++i) {
    const SourcePartitionState& source = now.sources[i];
    std::vector<std::int64_t> rows;  // by worker
    for (std::uint32_t worker = 0; i < now.routes.source_count && worker < now.routes.worker_count;
         ++worker)
      rows.push_back(now.routes.rows[std::size_t{i} * now.routes.worker_count + worker]);
    json["partitions"].push_back({{"rows_taken", source.rows_taken},
                                  {"lag_rows", source.lag_rows},
                                  {"watermark_ms", known_time(source.watermark)},
                                  {"is_idle", source.is_idle},
                                  {"is_paused", source.is_paused},
                                  {"is_refused", source.is_refused},
                                  {"rows_to_workers", std::move(rows)}});
  }
  const std::vector<LogEntry> entries = log_entries(run);
  for (std::size_t i = entries.size() - std::min(entries.size(), kEventsMax); i < entries.size();
       ++i)
    json["events"].push_back(
        {{"at_seconds", seconds_of(entries[i].at)}, {"text", entries[i].text}});
  return json;
}

}  // namespace

Json problems_json(std::span<const Diagnostic> problems) {
  Json json = Json::array();
  for (const Diagnostic& problem : problems) {
    json.push_back({{"severity", problem.severity == Severity::kError ? "error" : "warning"},
                    {"line", problem.span.is_known() ? Json(problem.place.line) : Json()},
                    {"column", problem.span.is_known() ? Json(problem.place.column) : Json()},
                    {"rule", problem.rule_id},
                    {"message", problem.message},
                    {"suggestion", problem.suggestion.empty() ? Json() : Json(problem.suggestion)},
                    {"text", to_text(problem)}});
  }
  return json;
}

Json view_json(const WorkbenchView& view, std::string_view version) {
  Json json;
  json["scenario"] = view.scenario != nullptr ? Json(view.scenario->name) : Json();
  json["seed"] = view.scenario != nullptr ? Json(view.scenario->seed) : Json();
  json["version"] = std::string(version);
  json["query"] = view.scenario != nullptr ? Json(view.scenario->query) : Json();
  json["file"] = std::string(view.scenario_name);
  json["at_seconds"] = seconds_of(view.now);
  json["duration_seconds"] = seconds_of(view.duration);
  json["is_playing"] = view.is_playing;
  json["is_finished"] = view.is_finished;
  json["is_measured"] = view.is_measured;
  json["speed"] = view.speed;
  const RunView* selected = view.selected_run();
  json["selected"] = selected != nullptr ? Json(selected->strategy) : Json();
  const bool has_compared = view.compared.has_value() && *view.compared < view.runs.size();
  json["compared"] = has_compared ? Json(view.runs[*view.compared].strategy) : Json();
  const bool has_choice = view.auto_choice != nullptr && view.auto_choice->strategy != nullptr;
  json["auto"] = {{"strategy", has_choice ? Json(view.auto_choice->strategy->name) : Json()},
                  {"reason", has_choice ? Json(view.auto_choice->reason) : Json()}};
  json["run_hash"] = view.run_hash ? Json(fmt::format("{:016x}", *view.run_hash)) : Json();
  json["linked_run_hash"] =
      view.linked != nullptr ? Json(fmt::format("{:016x}", view.linked->run_hash)) : Json();
  json["notice"] = view.notice.empty() ? Json() : Json(std::string(view.notice));
  json["sentence"] = std::string(view.sentence);
  json["stopped_because"] =
      view.stopped_because.empty() ? Json() : Json(std::string(view.stopped_because));
  json["strategies"] = Json::array();
  for (const RunView& run : view.runs) json["strategies"].push_back(run_json(run));
  json["details"] = selected != nullptr && selected->can_run() ? details_json(*selected) : Json();
  json["problems"] = problems_json(view.problems);
  json["scenarios"] = std::vector<std::string>(view.bundled.begin(), view.bundled.end());
  return json;
}

}  // namespace millrace
