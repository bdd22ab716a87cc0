// sim/cli/scenario_file.cpp — answers what a scenario asks of its surroundings.
#include "sim/cli/scenario_file.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/study/calibration.hpp"
#include "sim/trace/recording.hpp"

namespace millrace::cli {
namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (path == "-" || slash == std::string::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

std::string path_in(const std::string& folder, std::string_view path) {
  const bool is_absolute = !path.empty() && path.front() == '/';
  if (folder.empty() || is_absolute) return std::string(path);
  return folder + (folder.back() == '/' ? "" : "/") + std::string(path);
}

std::optional<std::string> environment_variable(std::string_view name) {
  const char* value = std::getenv(std::string(name).c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

/// The columns of the recording: inferred, but for the types that the scenario gives.
Result<SchemaPtr> columns_of(const TopicSpec& topic, const std::string& folder) {
  RecordingOptions options;
  options.path = path_in(folder, topic.recording);
  if (!topic.fields.empty()) {
    std::vector<Field> fields;
    for (const FieldSpec& field : topic.fields) fields.push_back({field.name, field.type});
    options.schema = std::make_shared<const Schema>(std::move(fields));
  }
  MILLRACE_TRY(const auto recording, Recording::open(options));
  return recording->topic().schema;
}

ScenarioSurroundings surroundings_of(const std::string& folder) {
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &scenario_words();
  surroundings.variable = environment_variable;
  surroundings.query_file = [folder](std::string_view path) {
    return read_text_file(path_in(folder, path));
  };
  surroundings.recording = [folder](const TopicSpec& topic) { return columns_of(topic, folder); };
  return surroundings;
}

/// "engine.cores=4" → {"engine.cores", "4"}.
Result<std::pair<std::string, std::string>> setting_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return Error{ErrorCode::kOption,
                 fmt::format("--set needs path=value, such as engine.cores=4, got '{}'", text)};
  }
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

/// A cost file as the value of engine.costs.
Result<std::string> costs_of(const std::string& path) {
  MILLRACE_TRY(const std::string text, read_text_file(path));
  const auto costs = read_cost_file(text);
  if (!costs) return Error{ErrorCode::kInput, path + ": " + costs.error().message};
  std::string value;
  for (const auto& [name, ns] : costs.value()) {
    value += (value.empty() ? "{" : ", ") + name + ": " + cost_text(ns);
  }
  return value.empty() ? std::string("{}") : value + "}";
}

}  // namespace

Result<ScenarioFile> read_scenario_file(const ScenarioOptions& options) {
  ScenarioFile file;
  file.folder = folder_of(options.path);
  ScenarioSurroundings surroundings = surroundings_of(file.folder);
  if (options.seed.has_value()) {
    surroundings.overrides.emplace_back("seed", std::to_string(*options.seed));
  }
  if (!options.cost_file.empty()) {
    MILLRACE_TRY(std::string costs, costs_of(options.cost_file));
    surroundings.overrides.emplace_back("engine.costs", std::move(costs));
  }
  for (const std::string& text : options.settings) {
    MILLRACE_TRY(auto setting, setting_of(text));
    surroundings.overrides.push_back(std::move(setting));
  }
  MILLRACE_TRY(const std::string text, read_text_file(options.path));
  const std::string name = options.path == "-" ? "stdin" : options.path;
  file.reading = read_scenario(text, name, surroundings);
  return file;
}

std::optional<LoadedScenario> load_scenario(const ScenarioOptions& options, const CommandIo& io) {
  Result<ScenarioFile> file = read_scenario_file(options);
  if (!file.has_value()) {
    io.error(file.error().message);
    return std::nullopt;
  }
  LoadedScenario loaded;
  loaded.folder = std::move(file.value().folder);
  loaded.reading = std::move(file.value().reading);
  for (const Diagnostic& diagnostic : loaded.reading.diagnostics) {
    if (io.quiet && diagnostic.severity == Severity::kWarning) continue;
    io.problem(render_diagnostic(diagnostic, loaded.reading.text_of(diagnostic)));
  }
  if (!loaded.reading.scenario.has_value()) return std::nullopt;
  loaded.scenario = std::make_shared<const Scenario>(*std::move(loaded.reading.scenario));
  return loaded;
}

void show_scenario_error(const Error& error, const LoadedScenario& loaded, const CommandIo& io) {
  if (!error.span.is_known()) {
    io.error(error.message);
    return;
  }
  const std::string rule = error.code == ErrorCode::kRefused ? "plan-refused" : "sql-binding";
  const Diagnostic diagnostic = loaded.reading.query_problem(error, rule);
  io.problem(render_diagnostic(diagnostic, loaded.reading.text_of(diagnostic)));
}

}  // namespace millrace::cli
