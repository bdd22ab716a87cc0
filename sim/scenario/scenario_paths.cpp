// sim/scenario/scenario_paths.cpp — every path of the table, as patterns or with the values of one scenario.
#include "core/route/strategies.hpp"
#include "sim/scenario/record_yaml.hpp"
#include "sim/scenario/scenario_tree.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/scenario/value_type_text.hpp"

namespace millrace {

namespace {

std::string child_of(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

std::string_view unit_of(const ValueType& type) {
  return type.unit;
}

class PathLister {
 public:
  PathLister(const ScenarioVocabulary& vocabulary, bool is_pattern)
      : vocabulary_(vocabulary), is_pattern_(is_pattern) {}

  /// `values` is a tree with every key, of the scenario or of the defaults.
  void list_record(const RecordInfo& info, const YamlNode& values, const std::string& path) {
    for (const KeyInfo& key : info.keys) {
      if (key.is(kNotWritten) && path.empty()) continue;  // query_file is read with the file only
      list_key(key, find_at_path(values, key.name), child_of(path, key.name));
    }
    if (info.parameters == nullptr) return;
    const YamlNode* name = find_at_path(values, info.choice_key);
    for (const ChoiceInfo& choice : vocabulary_.faults) {
      const bool is_present = name != nullptr && name->text == choice.name;
      if (is_pattern_ || is_present) list_parameters(choice, values, path);
    }
  }

  std::vector<ScenarioPath> take() { return std::move(paths_); }

 private:
  void list_key(const KeyInfo& key, const YamlNode* value, const std::string& path) {
    const ValueType& type = key.type;
    if (type.kind == ValueKind::kRecord) {
      list_records(key, value, path);
    } else if (type.kind == ValueKind::kRecordMap) {
      list_record_map(type.record(), value, path);
    } else {
      add({path, type_text(type, vocabulary_), std::string(unit_of(type)),
           value == nullptr ? "" : yaml_flow_text(*value), std::string(key.summary),
           aliases_of(key)});
      list_inner(type, value, path);
    }
  }

  void list_records(const KeyInfo& key, const YamlNode* value, const std::string& path) {
    const RecordInfo& info = key.type.record();
    if (!key.type.is_list) {
      list_record(info, value == nullptr ? YamlNode{} : *value, path);
    } else if (is_pattern_) {
      list_record(info, yaml_of_record(info, info.defaults(), WrittenKeys::kAll), path + "[N]");
    } else if (value != nullptr) {
      for (std::size_t i = 0; i < value->items.size(); ++i) {
        list_record(info, value->items[i], path + "[" + std::to_string(i) + "]");
      }
    }
  }

  void list_record_map(const RecordInfo& info, const YamlNode* value, const std::string& path) {
    if (is_pattern_) {
      list_record(info, yaml_of_record(info, info.defaults(), WrittenKeys::kAll), path + ".NAME");
    } else if (value != nullptr) {
      for (const YamlEntry& entry : value->entries) {
        list_record(info, entry.value, child_of(path, entry.key));
      }
    }
  }

  /// What the vocabulary describes below a row.
  void list_inner(const ValueType& type, const YamlNode* value, const std::string& path) {
    if (type.kind == ValueKind::kChoice) {
      for (const ChoiceInfo& choice : vocabulary_.*type.choices) {
        const bool is_present = value != nullptr && (value->text == choice.name ||
                                                     find_at_path(*value, choice.name) != nullptr);
        if (!is_pattern_ && !is_present) continue;
        const YamlNode* inner = value == nullptr ? nullptr : find_at_path(*value, choice.name);
        list_parameters(choice, inner == nullptr ? YamlNode{} : *inner,
                        child_of(path, choice.name));
      }
    } else if (type.kind == ValueKind::kStrategyConfig) {
      list_options(value, path);
    } else if (type.kind == ValueKind::kCosts) {
      for (const ParameterInfo& cost : vocabulary_.costs) {
        const YamlNode* inner = value == nullptr ? nullptr : find_at_path(*value, cost.name);
        if (is_pattern_ || inner != nullptr) add_parameter(cost, inner, path);
      }
    }
  }

  void list_options(const YamlNode* value, const std::string& path) {
    for (const StrategyInfo* strategy : all_strategies()) {
      const YamlNode* config = value == nullptr ? nullptr : find_at_path(*value, strategy->name);
      for (const StrategyOption& option : strategy->options) {
        const YamlNode* inner = config == nullptr ? nullptr : find_at_path(*config, option.name);
        if (!is_pattern_ && inner == nullptr) continue;
        add({child_of(child_of(path, strategy->name), option.name),
             std::string(option.range),
             std::string(option.unit),
             inner == nullptr ? std::string(option.default_text) : yaml_flow_text(*inner),
             std::string(option.summary),
             {}});
      }
    }
  }

  void list_parameters(const ChoiceInfo& choice, const YamlNode& values, const std::string& path) {
    for (const ParameterInfo& parameter : choice.parameters) {
      add_parameter(parameter, find_at_path(values, parameter.name), path);
    }
  }

  void add_parameter(const ParameterInfo& parameter, const YamlNode* value,
                     const std::string& path) {
    add({child_of(path, parameter.name),
         type_text(parameter),
         std::string(parameter.unit),
         value == nullptr ? std::string(parameter.default_text) : yaml_flow_text(*value),
         std::string(parameter.summary),
         {parameter.aliases.begin(), parameter.aliases.end()}});
  }

  static std::vector<std::string> aliases_of(const KeyInfo& key) {
    const std::vector<std::string_view> words = split_words(key.aliases);
    return {words.begin(), words.end()};
  }

  /// Faults share parameters: each path is listed once.
  void add(ScenarioPath path) {
    for (const ScenarioPath& other : paths_) {
      if (other.path == path.path) return;
    }
    paths_.push_back(std::move(path));
  }

  const ScenarioVocabulary& vocabulary_;
  bool is_pattern_;
  std::vector<ScenarioPath> paths_;
};

}  // namespace

std::vector<ScenarioPath> scenario_paths(const ScenarioVocabulary& vocabulary) {
  PathLister lister(vocabulary, /*is_pattern=*/true);
  const RecordInfo& info = scenario_schema();
  lister.list_record(info, yaml_of_record(info, info.defaults(), WrittenKeys::kAll), "");
  return lister.take();
}

std::vector<ScenarioPath> scenario_paths_of(const Scenario& scenario,
                                            const ScenarioVocabulary& vocabulary) {
  PathLister lister(vocabulary, /*is_pattern=*/false);
  const RecordInfo& info = scenario_schema();
  lister.list_record(info, yaml_of_record(info, &scenario, WrittenKeys::kAll), "");
  return lister.take();
}

}  // namespace millrace
