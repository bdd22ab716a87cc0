// ui/platform/session_files.cpp — bundled scenarios and recordings, and files of the machine.
#include "ui/platform/session_files.hpp"

#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "sim/cli/scenario_words.hpp"
#include "sim/trace/recording.hpp"
#include "ui/platform/bundled.hpp"
#include "ui/platform/measuring.hpp"
#include "ui/session/recording_scenario.hpp"

namespace millrace {
namespace {

/// The columns of a scenario's recording: inferred, but for the types that the scenario gives.
Result<SchemaPtr> columns_of(const WorkloadFiles& files, const TopicSpec& topic) {
  RecordingOptions options;
  options.path = topic.recording;
  MILLRACE_TRY(options.text, files.contents(topic.recording));
  if (!topic.fields.empty()) {
    std::vector<Field> fields;
    for (const FieldSpec& field : topic.fields) fields.push_back({field.name, field.type});
    options.schema = std::make_shared<const Schema>(std::move(fields));
  }
  MILLRACE_TRY(const auto recording, Recording::open(options));
  return recording->topic().schema;
}

std::string path_in(const std::string& folder, std::string_view path) {
  if (folder.empty() || path.substr(0, 1) == "/") return std::string(path);
  return folder + "/" + std::string(path);
}

}  // namespace

std::optional<std::string> contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  if (slash == std::string::npos) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

SessionFiles session_files(const std::string& folder,
                           std::shared_ptr<const OpenedRecordings> opened) {
  SessionFiles files;
  for (const BundledFile& file : bundled_files()) {
    if (file.name.size() > 5 && file.name.substr(file.name.size() - 5) == ".yaml")
      files.bundled.emplace(file.name, file.text);
  }
  files.workload.folder = folder;
  files.workload.contents =
      [folder, opened](const std::string& path) -> Result<std::shared_ptr<const std::string>> {
    if (opened != nullptr) {
      if (const auto found = opened->find(path); found != opened->end()) return found->second;
    }
    if (std::optional<std::string> text = contents_of(path_in(folder, path)))
      return std::make_shared<const std::string>(std::move(*text));
    for (const BundledFile& file : bundled_files()) {
      if (file.name == path) return std::make_shared<const std::string>(file.text);
    }
    return Error{ErrorCode::kInput,
                 "cannot read the recording '" + path + "': open or drop that file, too",
                 {}};
  };
  files.surroundings.vocabulary = &cli::scenario_words();
  files.surroundings.query_file = [folder](std::string_view path) -> Result<std::string> {
    if (std::optional<std::string> text = contents_of(path_in(folder, path)))
      return std::move(*text);
    return Error{ErrorCode::kInput, "cannot read '" + std::string(path) + "'", {}};
  };
  files.surroundings.recording = [workload = files.workload](const TopicSpec& topic) {
    return columns_of(workload, topic);
  };
  files.make_measured = measured_run_maker(files.workload);
  return files;
}

OpenedFile open_in_session(Session& session, OpenedRecordings& opened, const std::string& name,
                           std::string text) {
  if (!is_recording(name, text)) {
    session.load(std::move(text), name);
    return {!has_errors(session.view().problems), {}};
  }
  const auto shared = std::make_shared<const std::string>(std::move(text));
  Result<RecordingScenario> made = scenario_for_recording(name, shared);
  if (!made) return {false, made.error().message};
  opened[name] = shared;
  session.load(made.value().yaml, name + ".yaml");
  return {!has_errors(session.view().problems), made.value().summary};
}

}  // namespace millrace
