// sim/study/sweep_text.cpp — cells of a sweep in rows.
#include "sim/study/sweep_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/measure_list.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/text_table.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

std::string figure(const MeasureInfo& measure, double value) {
  switch (measure.kind) {
    case ParameterKind::kDuration:
      return latency_figure(value / 1e3);
    case ParameterKind::kRate:
      return rate_figure(value);
    case ParameterKind::kShare:
      return share_figure(value);
    case ParameterKind::kBytes:
      return bytes_figure(static_cast<std::int64_t>(value));
    case ParameterKind::kInteger:
      return grouped_count(static_cast<std::int64_t>(value + 0.5));
    default:
      return ratio_figure(value);
  }
}

std::string estimate_figure(const MeasureInfo& measure, const std::optional<Estimate>& estimate) {
  if (!estimate) return "—";
  std::string text = figure(measure, estimate->mean);
  if (estimate->count > 1) text += " ±" + figure(measure, estimate->half_width);
  return text;
}

/// "p99_ns", "throughput_rps".
std::string column_name(const MeasureInfo& measure) {
  std::string name(measure.name);
  if (measure.kind == ParameterKind::kDuration) name += "_ns";
  if (measure.kind == ParameterKind::kRate) name += "_rps";
  return name;
}

bool is_number(const MeasureInfo& measure) {
  return measure.kind != ParameterKind::kWord && measure.kind != ParameterKind::kFlag;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// "engine.cores" → "cores": the last part tells paths apart where it can.
std::string short_path(const SweepResult& result, std::size_t axis) {
  const auto last_part = [](const std::string& path) {
    const std::size_t dot = path.find_last_of('.');
    return dot == std::string::npos ? path : path.substr(dot + 1);
  };
  const std::string name = last_part(result.axes[axis].path);
  for (std::size_t other = 0; other < result.axes.size(); ++other) {
    if (other != axis && last_part(result.axes[other].path) == name) return result.axes[axis].path;
  }
  return name;
}

std::string hex(std::uint64_t value) {
  return fmt::format("{:016x}", value);
}

Json cell_json(const SweepResult& result, const SweepCell& cell) {
  Json json;
  json["settings"] = Json::object();
  for (std::size_t i = 0; i < cell.values.size(); ++i) {
    json["settings"][result.axes[i].path] = cell.values[i];
  }
  json["strategy"] = cell.strategy;
  json["verdict"] = cell.verdict.empty() ? Json() : Json(cell.verdict);
  json["refusal"] = cell.refusal.empty() ? Json() : Json(cell.refusal);
  json["replications"] = result.replications;
  json["warm_up_ns"] = cell.warm_up_ns;
  json["run_hash"] = hex(cell.run_hash);
  json["measures"] = Json::object();
  const auto measures = comparison_measures();
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (!is_number(measures[i])) continue;
    const std::optional<Estimate>& estimate = cell.measures[i];
    json["measures"][column_name(measures[i])] =
        estimate ? Json{{"mean", estimate->mean},
                        {"ci95", estimate->count > 1 ? Json(estimate->half_width) : Json()}}
                 : Json();
  }
  return json;
}

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string note_on_warm_up(const SweepResult& result) {
  std::int64_t longest_ns = 0;
  for (const SweepCell& cell : result.cells) longest_ns = std::max(longest_ns, cell.warm_up_ns);
  std::string note = fmt::format("{}", counted(result.replications, "replication"));
  if (result.replications > 1) note += ", ± is half of the 95 % confidence interval";
  note += longest_ns == 0 ? "; no warm-up left out"
                          : fmt::format("; warm-up of up to {} left out", time_figure(longest_ns));
  return note + "\n";
}

}  // namespace

Result<std::vector<std::string>> table_measures(const std::vector<std::string>& asked) {
  if (asked.empty()) {
    return std::vector<std::string>{"throughput", "p99", "max_over_mean", "busy_max"};
  }
  std::vector<std::string> names;
  std::vector<std::string_view> known;
  for (const MeasureInfo& measure : comparison_measures()) {
    if (is_number(measure)) known.push_back(measure.name);
  }
  for (const std::string& spelling : asked) {
    const MeasureInfo* measure = find_measure(comparison_measures(), spelling);
    if (measure != nullptr && is_number(*measure)) {
      names.emplace_back(measure->name);
      continue;
    }
    const std::string_view near = nearest_word(spelling, known);
    return Error{ErrorCode::kOption,
                 "unknown measure '" + spelling + "'" +
                     (near.empty() ? "" : " (did you mean '" + std::string(near) + "'?)")};
  }
  return names;
}

std::string sweep_text(const SweepResult& result, const std::vector<std::string>& measures,
                       bool is_markdown) {
  std::vector<TableColumn> columns;
  for (std::size_t axis = 0; axis < result.axes.size(); ++axis) {
    columns.push_back({short_path(result, axis), Align::kRight});
  }
  columns.push_back({"strategy", Align::kLeft});
  const bool has_verdicts =
      std::any_of(result.cells.begin(), result.cells.end(),
                  [](const SweepCell& cell) { return !cell.verdict.empty(); });
  if (has_verdicts) columns.push_back({"verdict", Align::kLeft});
  for (const std::string& name : measures) columns.push_back({name, Align::kRight});
  TextTable table(std::move(columns));
  const auto all = comparison_measures();
  for (const SweepCell& cell : result.cells) {
    std::vector<std::string> cells = cell.values;
    cells.push_back(cell.strategy);
    if (has_verdicts) cells.push_back(cell.verdict.empty() ? "—" : cell.verdict);
    for (const std::string& name : measures) {
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].name == name) cells.push_back(estimate_figure(all[i], cell.measures[i]));
      }
    }
    table.add(std::move(cells));
  }
  return (is_markdown ? table.markdown() : table.text()) + "\n" + note_on_warm_up(result);
}

std::string sweep_csv(const SweepResult& result) {
  const auto measures = comparison_measures();
  const bool has_intervals = result.replications > 1;
  std::string text;
  for (const SweepAxis& axis : result.axes) text += csv_field(axis.path) + ",";
  text += "strategy,verdict,replications,warm_up_ns";
  for (const MeasureInfo& measure : measures) {
    if (!is_number(measure)) continue;
    text += "," + column_name(measure);
    if (has_intervals) text += "," + column_name(measure) + "_ci95";
  }
  text += "\n";
  for (const SweepCell& cell : result.cells) {
    for (const std::string& value : cell.values) text += csv_field(value) + ",";
    text += fmt::format("{},{},{},{}", cell.strategy, cell.verdict, result.replications,
                        cell.warm_up_ns);
    for (std::size_t i = 0; i < measures.size(); ++i) {
      if (!is_number(measures[i])) continue;
      text += ',';
      if (cell.measures[i]) append_double(text, cell.measures[i]->mean);
      if (!has_intervals) continue;
      text += ',';
      if (cell.measures[i]) append_double(text, cell.measures[i]->half_width);
    }
    text += "\n";
  }
  return text;
}

std::string sweep_json(const SweepResult& result, std::string_view scenario, std::uint64_t seed,
                       std::string_view version) {
  Json json;
  json["scenario"] = std::string(scenario);
  json["seed"] = seed;
  json["version"] = std::string(version);
  json["vary"] = Json::array();
  for (const SweepAxis& axis : result.axes) {
    json["vary"].push_back({{"path", axis.path}, {"values", axis.values}});
  }
  json["cells"] = Json::array();
  for (const SweepCell& cell : result.cells) json["cells"].push_back(cell_json(result, cell));
  return dumped(json, 2);
}

std::string sweep_json_lines(const SweepResult& result) {
  std::string lines;
  for (const SweepCell& cell : result.cells) lines += dumped(cell_json(result, cell), -1);
  return lines;
}

}  // namespace millrace
