// sim/scenario/scenario_tree.cpp — values go in and out by way of the tree, so that there is one reader for all
// of them.
#include "sim/scenario/scenario_tree.hpp"

#include <algorithm>

#include "core/base/nearest_word.hpp"
#include "sim/scenario/record_reader.hpp"
#include "sim/scenario/record_yaml.hpp"
#include "sim/scenario/scalar_value.hpp"
#include "sim/scenario/scenario_path.hpp"
#include "sim/scenario/spellings.hpp"

namespace millrace {

namespace {

YamlNode empty_map() {
  YamlNode map;
  map.kind = YamlKind::kMap;
  return map;
}

YamlEntry* find_entry(YamlNode& map, std::string_view key) {
  for (YamlEntry& entry : map.entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

/// Walks a path through a tree and makes what is missing.
class PathWalk {
 public:
  PathWalk(YamlNode& root, const std::vector<PathPart>& parts)
      : node_(&root), parts_(parts), target_(find_target(parts)) {}

  /// Nothing, or why there is no such place.
  std::optional<ValueProblem> put(YamlNode value) {
    if (target_.key == nullptr) return unknown_key();
    if (target_.parts_left > 0 && !has_inner_parts()) {
      return ValueProblem{"unknown-key", std::string(target_.key->name) + " has no parts to set"};
    }
    for (std::size_t at = 0; at < parts_.size(); ++at) {
      if (at + target_.parts_left == parts_.size()) choose(parts_[at].key);
      if (auto problem = step(parts_[at])) return problem;
    }
    *node_ = std::move(value);
    return std::nullopt;
  }

 private:
  bool has_inner_parts() const {
    switch (target_.key->type.kind) {
      case ValueKind::kChoice:
      case ValueKind::kStrategyConfig:
      case ValueKind::kCosts:
      case ValueKind::kExpectations:
        return true;
      default:
        return target_.key == fault_schema().find(fault_schema().choice_key);
    }
  }

  /// A choice is one name: another one takes its place.
  void choose(const std::string& name) {
    if (target_.key->type.kind != ValueKind::kChoice) return;
    if (node_->is_map() && find_entry(*node_, name) != nullptr) return;
    *node_ = empty_map();
  }

  std::optional<ValueProblem> step(const PathPart& part) {
    if (part.index.has_value()) return step_to_item(*part.index);
    if (!node_->is_map()) *node_ = empty_map();
    YamlEntry* entry = find_entry(*node_, part.key);
    if (entry == nullptr) {
      node_->entries.push_back({part.key, {}, empty_map()});
      entry = &node_->entries.back();
    }
    node_ = &entry->value;
    return std::nullopt;
  }

  std::optional<ValueProblem> step_to_item(std::size_t index) {
    if (!node_->is_list()) {
      *node_ = {};
      node_->kind = YamlKind::kList;
    }
    if (index > node_->items.size()) {
      return ValueProblem{"unknown-key", "the list has " + std::to_string(node_->items.size()) +
                                             " items, counted from 0"};
    }
    if (index == node_->items.size()) node_->items.push_back(empty_map());
    node_ = &node_->items[index];
    return std::nullopt;
  }

  ValueProblem unknown_key() const {
    ValueProblem problem = {"unknown-key", "unknown key " + in_quotes(target_.wrong_key)};
    if (!target_.around.empty()) problem.message += " in " + target_.around;
    problem.suggestion = std::string(nearest_word(target_.wrong_key, target_.candidates));
    return problem;
  }

  YamlNode* node_;
  const std::vector<PathPart>& parts_;
  PathTarget target_;
};

/// Words of the user's are taken as they are typed; everything else is YAML.
bool is_raw_text(const std::vector<PathPart>& parts) {
  const PathTarget target = find_target(parts);
  return target.key != nullptr && target.parts_left == 0 && is_text_kind(target.key->type.kind) &&
         (!target.key->type.is_list || parts.back().index.has_value());
}

/// The value at a path, from the text that was typed. Nothing after a problem, which is reported.
std::optional<YamlNode> value_of(const std::vector<PathPart>& parts, ProblemList& problems,
                                 std::uint32_t text) {
  const std::string& typed = problems.texts()[text].text;
  YamlNode raw;
  raw.style = ScalarStyle::kDoubleQuoted;
  raw.text = typed;
  raw.span = {0, static_cast<std::uint32_t>(typed.size())};
  if (is_raw_text(parts)) return raw;
  YamlReading reading = parse_yaml(typed);
  for (ValueProblem& problem : reading.problems) {
    problems.add(Severity::kError, text, std::move(problem));
  }
  if (!reading.problems.empty()) return std::nullopt;
  return std::move(reading.root);
}

}  // namespace

Scenario read_scenario_tree(const ReadingContext& context, YamlNode& root) {
  Scenario scenario;
  rewrite_spellings(root, context.problems, context.text);
  read_record(context, scenario_schema(), root, &scenario, "");
  return scenario;
}

YamlNode yaml_of_scenario(const Scenario& scenario) {
  return yaml_of_record(scenario_schema(), &scenario, WrittenKeys::kChosen);
}

const YamlNode* find_at_path(const YamlNode& root, std::string_view canonical_path) {
  const YamlNode* node = &root;
  for (const PathPart& part : split_path(canonical_path)) {
    if (part.index.has_value()) {
      if (!node->is_list() || *part.index >= node->items.size()) return nullptr;
      node = &node->items[*part.index];
      continue;
    }
    const auto is_named = [&](const YamlEntry& entry) { return entry.key == part.key; };
    const auto entry = std::find_if(node->entries.begin(), node->entries.end(), is_named);
    if (entry == node->entries.end()) return nullptr;
    node = &entry->value;
  }
  return node;
}

bool apply_setting(Scenario& scenario, std::string_view path, const ScenarioVocabulary& vocabulary,
                   ProblemList& problems, std::uint32_t text) {
  const std::string canonical = canonical_path(path);
  const std::vector<PathPart> parts = split_path(canonical);
  std::optional<YamlNode> value = value_of(parts, problems, text);
  if (!value.has_value()) return false;
  YamlNode root = yaml_of_scenario(scenario);
  if (auto problem = PathWalk(root, parts).put(*std::move(value))) {
    problems.add(Severity::kError, text, *std::move(problem));
    return false;
  }
  ProblemList scratch;  // the rest of the tree stands in no text
  scratch.add_text(problems.texts()[text].name, problems.texts()[text].text);
  const Scenario changed = read_scenario_tree({vocabulary, scratch, 0}, root);
  if (scratch.has_errors()) {
    for (Diagnostic& diagnostic : scratch.take_diagnostics()) problems.add(std::move(diagnostic));
    return false;
  }
  problems.replace_places(canonical, scratch, text);
  const std::string query_name = scenario.query_name;
  scenario = changed;
  if (scenario.query_name.empty()) scenario.query_name = query_name;  // else set as query_file
  return true;
}

}  // namespace millrace
