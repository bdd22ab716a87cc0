// sim/scenario/scenario_writing.cpp — canonical text and identity.
#include "sim/scenario/scenario_writing.hpp"

#include "core/base/hash.hpp"
#include "core/base/nearest_word.hpp"
#include "sim/scenario/record_yaml.hpp"
#include "sim/scenario/scenario_path.hpp"
#include "sim/scenario/scenario_tree.hpp"

namespace millrace {

std::string write_scenario(const Scenario& scenario, WrittenKeys keys) {
  return yaml_block_text(yaml_of_record(scenario_schema(), &scenario, keys));
}

std::uint64_t scenario_id(const Scenario& scenario) {
  return xxh3_64(write_scenario(scenario));
}

Status set_scenario_value(Scenario& scenario, std::string_view path, std::string_view value,
                          const ScenarioVocabulary& vocabulary) {
  if (canonical_path(path) == "query_file") {
    return Error{ErrorCode::kOption, "query_file is looked up when a file is read: set query"};
  }
  ProblemList problems;
  const std::uint32_t text = problems.add_text(std::string(path), std::string(value));
  if (apply_setting(scenario, path, vocabulary, problems, text)) return {};
  const std::vector<Diagnostic> diagnostics = problems.take_diagnostics();
  std::string message = std::string(path) + ": " + diagnostics.front().message;
  if (!diagnostics.front().suggestion.empty()) {
    message += " (did you mean '" + diagnostics.front().suggestion + "'?)";
  }
  return Error{ErrorCode::kOption, std::move(message), diagnostics.front().span};
}

Result<std::string> scenario_value(const Scenario& scenario, std::string_view path) {
  const YamlNode root = yaml_of_record(scenario_schema(), &scenario, WrittenKeys::kAll);
  const std::string canonical = canonical_path(path);
  if (const YamlNode* node = find_at_path(root, canonical)) return yaml_flow_text(*node);
  const PathTarget target = find_target(split_path(canonical));
  if (target.key != nullptr) {
    return Error{ErrorCode::kOption, "nothing is set at " + std::string(path)};
  }
  return Error{ErrorCode::kOption, "no such path: " + std::string(path) +
                                       did_you_mean(target.wrong_key, target.candidates)};
}

}  // namespace millrace
