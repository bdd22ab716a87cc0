// web/page/sweeps.cpp — options as JSON → options as typed → a piece of the command's document.
#include "web/page/sweeps.hpp"

#include <cmath>
#include <utility>

#include "sim/cli/sweep_command.hpp"
#include "sim/cli/version.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/study/sweep.hpp"
#include "sim/study/sweep_text.hpp"
#include "web/page/json_fields.hpp"
#include "web/page/view_json.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

struct SweepOrder {
  Scenario scenario;
  SweepOptions options;
};

/// A value as YAML; JSON is.
std::string yaml_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A list, or words with commas between them.
std::string list_of(const Json& request, const char* name) {
  const auto found = request.find(name);
  if (found == request.end()) return {};
  if (!found->is_array()) return found->is_string() ? found->get<std::string>() : std::string();
  std::string list;
  for (const Json& word : *found) list += (list.empty() ? "" : ",") + yaml_of(word);
  return list;
}

/// Axes of `{"engine.cores": [4, 8], "load.rate": "1k/s,2k/s"}`.
Status add_axes(const Json& vary, std::vector<SweepAxis>& axes) {
  for (const auto& [path, values] : vary.items()) {
    if (!values.is_array()) {
      MILLRACE_TRY(SweepAxis axis, parse_axis(path + "=" + yaml_of(values)));
      axes.push_back(std::move(axis));
      continue;
    }
    SweepAxis axis{path, {}};
    for (const Json& value : values) axis.values.push_back(yaml_of(value));
    if (axis.values.empty())
      return Error{ErrorCode::kOption, "sweep varies " + path + " over no values"};
    axes.push_back(std::move(axis));
  }
  return {};
}

Result<SweepOptions> options_of(const Json& request) {
  cli::SweepCommandOptions command;
  command.strategies = list_of(request, "strategies");
  command.warm_up = text_in(request, "warm_up").value_or(command.warm_up);
  command.has_verdicts = flag_in(request, "verdicts").value_or(false);
  command.allow_invalid = flag_in(request, "allow_invalid").value_or(false);
  if (const std::optional<double> count = number_in(request, "replications"))
    command.replications =
        *count >= 0.0 && *count < 1e9 ? static_cast<std::uint32_t>(*count) : std::uint32_t{0};
  const auto vary = request.find("vary");
  const bool has_vary = vary != request.end() && !vary->empty();
  if (has_vary && vary->is_array()) {
    for (const Json& text : *vary) command.vary.push_back(yaml_of(text));
  } else if (has_vary && vary->is_string()) {
    command.vary.push_back(vary->get<std::string>());
  }
  MILLRACE_TRY(SweepOptions options, cli::sweep_options_of(command));
  if (has_vary && vary->is_object()) MILLRACE_CHECK(add_axes(*vary, options.axes));
  if (options.axes.empty()) {
    return Error{ErrorCode::kOption,
                 "sweep wants {text, vary}: a scenario's text, and settings such as "
                 "{\"engine.cores\": [4, 8]}"};
  }
  return options;
}

/// `seed` and `set`, as the command line works them in.
std::vector<std::pair<std::string, std::string>> overrides_of(const Json& request) {
  std::vector<std::pair<std::string, std::string>> overrides;
  if (const auto seed = request.find("seed"); seed != request.end() && seed->is_number_integer())
    overrides.emplace_back("seed", seed->dump());
  if (const auto settings = request.find("set");
      settings != request.end() && settings->is_object()) {
    for (const auto& [path, value] : settings->items())
      overrides.emplace_back(path, yaml_of(value));
  }
  return overrides;
}

/// Null, or what is wrong.
Json read_order(const Json& request, const SessionFiles& files, SweepOrder& order) {
  Result<SweepOptions> options = options_of(request);
  if (!options) return error_json(options.error().message);
  order.options = std::move(options).value();
  ScenarioSurroundings surroundings = files.surroundings;
  surroundings.overrides = overrides_of(request);
  ScenarioReading reading =
      read_scenario(text_in(request, "text").value_or(""),
                    text_in(request, "name").value_or("scenario.yaml"), surroundings);
  if (!reading.scenario.has_value()) {
    Json answer = error_json("the scenario cannot be run");
    answer["error"]["problems"] = problems_json(reading.diagnostics);
    return answer;
  }
  order.scenario = *std::move(reading.scenario);
  order.options.study.files = files.workload;
  order.options.study.allow_invalid =
      order.options.study.allow_invalid || order.scenario.engine.job.allow_invalid;
  return {};
}

Json document_of(const SweepOrder& order, const SweepResult& result) {
  return Json::parse(
      sweep_json(result, order.scenario.name, order.scenario.seed, cli::version_number()), nullptr,
      false);
}

}  // namespace

Json sweep_plan(const Json& request, const SessionFiles& files) {
  SweepOrder order;
  if (Json error = read_order(request, files, order); !error.is_null()) return error;
  const Result<std::size_t> points = sweep_points(order.scenario, order.options);
  if (!points) return error_json(points.error().message);
  return {{"points", points.value()}};
}

Json sweep_cells(const Json& request, const SessionFiles& files) {
  SweepOrder order;
  if (Json error = read_order(request, files, order); !error.is_null()) return error;
  const Result<std::size_t> points = sweep_points(order.scenario, order.options);
  if (!points) return error_json(points.error().message);
  const double point = number_in(request, "point").value_or(-1.0);
  if (!(point >= 0.0) || point >= static_cast<double>(points.value()))
    return error_json("the grid has no such point");
  const Result<SweepResult> cells =
      sweep_point(order.scenario, order.options, static_cast<std::size_t>(point));
  if (!cells) return error_json(cells.error().message);
  return {{"cells", document_of(order, cells.value())["cells"]}};
}

Json sweep_document(const Json& request, const SessionFiles& files) {
  SweepOrder order;
  if (Json error = read_order(request, files, order); !error.is_null()) return error;
  Json document = document_of(order, {order.options.axes, order.options.replications, {}});
  if (const auto parts = request.find("parts"); parts != request.end() && parts->is_array()) {
    for (const Json& part : *parts) {
      for (const Json& cell : part) document["cells"].push_back(cell);
    }
  }
  return document;
}

}  // namespace millrace
