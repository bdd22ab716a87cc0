// sim/scenario/composite_yaml.cpp — composite values back to YAML, in the form that reads best.
#include "core/base/text.hpp"
#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {

namespace {

/// Plain, so that numbers stay numbers; but a text that is there never looks like a value that is missing.
YamlNode scalar(std::string text) {
  YamlNode node;
  node.text = std::move(text);
  if (node.is_absent()) node.style = ScalarStyle::kDoubleQuoted;
  return node;
}

YamlNode map_of(std::vector<YamlEntry> entries) {
  YamlNode node;
  node.kind = YamlKind::kMap;
  node.entries = std::move(entries);
  return node;
}

/// The entry of a map that is being built, made when it is not there.
YamlNode& entry_at(YamlNode& map, const std::string& key) {
  map.kind = YamlKind::kMap;
  for (YamlEntry& entry : map.entries) {
    if (entry.key == key) return entry.value;
  }
  return map.entries.emplace_back(YamlEntry{key, {}, {}}).value;
}

}  // namespace

std::vector<YamlEntry> yaml_of_parameters(const ParameterList& parameters) {
  std::vector<YamlEntry> entries;
  for (const auto& [name, value] : parameters) entries.push_back({name, {}, scalar(value)});
  return entries;
}

YamlNode yaml_of(const Choice& choice) {
  if (choice.parameters.empty()) return scalar(choice.name);
  return map_of({{choice.name, {}, map_of(yaml_of_parameters(choice.parameters))}});
}

YamlNode yaml_of_strategy_config(const std::vector<Choice>& config) {
  std::vector<YamlEntry> entries;
  for (const Choice& choice : config) {
    entries.push_back({choice.name, {}, map_of(yaml_of_parameters(choice.parameters))});
  }
  return map_of(std::move(entries));
}

YamlNode yaml_of_costs(const CostList& costs) {
  std::vector<YamlEntry> entries;
  for (const auto& [name, ns] : costs) entries.push_back({name, {}, scalar(cost_text(ns))});
  return map_of(std::move(entries));
}

YamlNode yaml_of_expectations(const std::vector<Expectation>& expectations) {
  YamlNode map = map_of({});
  for (const Expectation& expectation : expectations) {
    const bool is_plain = expectation.comparison == "=";
    YamlNode comparison =
        scalar(is_plain ? expectation.value : expectation.comparison + " " + expectation.value);
    YamlNode& place = entry_at(entry_at(map, expectation.strategy), expectation.measure);
    if (place.is_scalar() && place.text.empty()) {
      place = std::move(comparison);
      continue;
    }
    if (place.is_scalar()) {
      YamlNode list;
      list.kind = YamlKind::kList;
      list.items.push_back(std::move(place));
      place = std::move(list);
    }
    place.items.push_back(std::move(comparison));
  }
  return map;
}

}  // namespace millrace
