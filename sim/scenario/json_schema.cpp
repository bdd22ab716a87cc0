// sim/scenario/json_schema.cpp — the table as JSON Schema, draft-07: what YAML editors complete and check with.
#include <nlohmann/json.hpp>

#include "core/base/text.hpp"
#include "core/route/partitioner.hpp"
#include "core/route/strategies.hpp"
#include "sim/scenario/record_yaml.hpp"
#include "sim/scenario/scalar_value.hpp"
#include "sim/scenario/scenario_path.hpp"
#include "sim/scenario/scenario_reference.hpp"
#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_tree.hpp"
#include "sim/scenario/spellings.hpp"
#include "sim/scenario/value_range.hpp"

namespace millrace {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDurationPattern =
    "^[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+) ?(ns|us|µs|ms|s|m|h|d|w)"
    "(([0-9]+(\\.[0-9]*)?) ?(ns|us|µs|ms|s|m|h|d|w))*$";
constexpr const char* kRatePattern = "^[0-9.]+(e[-+]?[0-9]+)?[kKMG]?/(ns|us|µs|ms|s|m|h|d|w)$";
constexpr const char* kBytesPattern = "^[0-9.]+ ?(B|kB|KB|MB|GB|KiB|MiB|GiB)?$";
constexpr const char* kCostPattern = "^[0-9.]+(e[-+]?[0-9]+)?(ns|us|µs|ms|s)$";
constexpr const char* kVariablePattern = "\\$\\{[A-Za-z_]";

Json reference_to(std::string_view definition) {
  return {{"$ref", "#/definitions/" + std::string(definition)}};
}

/// What a value may be, or a variable that stands for it.
Json or_variable(Json value) {
  return {{"anyOf", Json::array({std::move(value), reference_to("variable")})}};
}

Json text_with(const char* pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

Json any_scalar() {
  return {{"type", Json::array({"string", "number", "boolean"})}};
}

Json number_in(const ValueType& type, const char* json_type) {
  Json number = {{"type", json_type}};
  if (type.minimum > -std::numeric_limits<double>::infinity()) {
    const char* key = type.is_minimum_excluded ? "exclusiveMinimum" : "minimum";
    number[key] = static_cast<std::int64_t>(type.minimum);
  }
  if (type.maximum < std::numeric_limits<double>::infinity()) {
    number["maximum"] = static_cast<std::int64_t>(type.maximum);
  }
  return number;
}

Json closed_object(Json properties) {
  return {
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

template <typename Infos>
Json names_of(const Infos& infos) {
  Json names = Json::array();
  for (const auto& info : infos) {
    names.push_back(info->name);
    for (const std::string_view alias : info->aliases) names.push_back(alias);
  }
  return names;
}

Json strategy_names() {
  return names_of(all_strategies());
}

Json with_summary(Json value, std::string_view summary) {
  if (!summary.empty()) value["description"] = summary;
  return value;
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const ScenarioVocabulary& vocabulary) : vocabulary_(vocabulary) {}

  std::string write() {
    Json document = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                     {"title", "Millrace scenario"}};
    document.update(record_schema(scenario_schema(), scenario_spellings()));
    document["properties"]["topics"] =
        with_summary({{"type", "object"},
                      {"minProperties", 1},
                      {"maxProperties", 1},
                      {"additionalProperties", reference_to("topic")}},
                     "The topic by its name, instead of topic and its name");
    document["allOf"] = Json::array({one_of_keys({"query", "sql", "query_file", "sql_file"}),
                                     one_of_keys({"topic", "topics"})});
    document["required"] = Json::array({"version"});
    define_choices();
    document["definitions"] = std::move(definitions_);
    return document.dump(2) + "\n";
  }

 private:
  static Json one_of_keys(std::initializer_list<const char*> keys) {
    Json any = Json::array();
    for (const char* key : keys) any.push_back({{"required", Json::array({key})}});
    return {{"anyOf", std::move(any)}};
  }

  Json record_schema(const RecordInfo& info, std::span<const SpellingGroup> spellings) {
    const YamlNode defaults = yaml_of_record(info, info.defaults(), WrittenKeys::kAll);
    Json properties = Json::object();
    Json required = Json::array();
    for (const KeyInfo& key : info.keys) {
      Json value = key_schema(key, find_at_path(defaults, key.name));
      for (const std::string_view alias : split_words(key.aliases)) {
        properties[std::string(alias)] = value;
      }
      if (key.is(kRequired) && key.aliases.empty()) required.push_back(key.name);
      properties[std::string(key.name)] = std::move(value);
    }
    for (const SpellingGroup& group : spellings) add_spellings(properties, group);
    Json schema = closed_object(std::move(properties));
    schema["description"] = info.summary;
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
  }

  /// `constraints.range` → properties.constraints.properties.range; what it holds is checked when the file is read.
  static void add_spellings(Json& properties, const SpellingGroup& group) {
    Json* place = &properties;
    for (const PathPart& part : split_path(group.map)) {
      if (place != &properties) place = &(*place)["properties"];
      Json& inner = (*place)[part.key];
      if (inner.is_null()) inner = {{"type", "object"}, {"properties", Json::object()}};
      place = &inner;
    }
    (*place)["description"] = group.summary;
    (*place)["additionalProperties"] = false;
    for (const SpellingGroup::Key& key : group.keys) {
      (*place)["properties"][std::string(key.name)] = {
          {"description", "Another way to say " + std::string(key.target)}};
    }
  }

  Json key_schema(const KeyInfo& key, const YamlNode* unchanged) {
    Json value = type_schema(key.type);
    if (key.type.is_list) {
      value = {{"anyOf", Json::array({value, {{"type", "array"}, {"items", value}}})}};
    }
    value["description"] = key.summary;
    if (unchanged == nullptr || key.is(kRequired) || key.type.is_list) return value;
    if (!unchanged->is_scalar() || unchanged->text.empty()) return value;
    value["default"] = default_of(key.type.kind, unchanged->text);
    return value;
  }

  static Json default_of(ValueKind kind, const std::string& text) {
    if (kind == ValueKind::kFlag) return text == "true";
    if (kind == ValueKind::kInteger) return parse_int64(text).value_or(0);
    if (is_json_number_or_flag(kind)) return Json(parse_double(text).value_or(0));
    return text;
  }

  Json type_schema(const ValueType& type) {
    switch (type.kind) {
      case ValueKind::kInteger:
        return or_variable(number_in(type, "integer"));
      case ValueKind::kNumber:
        return or_variable(number_in(type, "number"));
      case ValueKind::kShare:
        return {{"anyOf", Json::array({{{"type", "number"}, {"minimum", 0}, {"maximum", 1}},
                                       text_with("^[0-9.]+%$"),
                                       reference_to("variable")})}};
      case ValueKind::kFlag:
        return or_variable({{"type", "boolean"}});
      case ValueKind::kDuration:
        return or_variable(text_with(kDurationPattern));
      case ValueKind::kRate:
        return or_variable(text_with(kRatePattern));
      case ValueKind::kBytes:
        return {{"anyOf", Json::array({{{"type", "integer"}, {"minimum", 0}},
                                       text_with(kBytesPattern),
                                       reference_to("variable")})}};
      case ValueKind::kWord:
        return or_variable(word_schema(type.words));
      case ValueKind::kStrategy:
        return or_variable({{"enum", strategy_names()}});
      case ValueKind::kAutoStrategy: {
        Json names = strategy_names();
        names.insert(names.begin(), {"auto", kAdaptiveStrategy});
        return or_variable({{"enum", std::move(names)}});
      }
      case ValueKind::kRunStrategy: {
        Json names = strategy_names();
        names.push_back(kAdaptiveStrategy);
        return or_variable({{"enum", std::move(names)}});
      }
      case ValueKind::kPartitioner: {
        Json names = names_of(all_partitioners());
        names.push_back("explicit");
        return or_variable({{"enum", std::move(names)}});
      }
      case ValueKind::kRecord:
        return record_reference(type.record());
      case ValueKind::kRecordMap:
        return record_map_schema(type.record());
      default:
        return vocabulary_schema(type);
    }
  }

  Json vocabulary_schema(const ValueType& type) {
    switch (type.kind) {
      case ValueKind::kChoiceName:
        return or_variable({{"enum", choice_names(vocabulary_.*type.choices)}});
      case ValueKind::kChoice:
        return reference_to(definition_of(type.choices));
      case ValueKind::kCosts:
        return costs_schema();
      case ValueKind::kStrategyConfig:
        return strategy_config_schema();
      case ValueKind::kExpectations:
        return expectations_schema();
      default:
        return any_scalar();
    }
  }

  static Json word_schema(std::span<const WordInfo> words) {
    Json names = Json::array();
    for (const WordInfo& word : words) names.push_back(word.text);
    return {{"enum", std::move(names)}};
  }

  static Json choice_names(const std::vector<ChoiceInfo>& choices) {
    Json names = Json::array();
    for (const ChoiceInfo& choice : choices) {
      names.push_back(choice.name);
      for (const std::string_view alias : choice.aliases) names.push_back(alias);
    }
    return names;
  }

  static std::string_view definition_of(std::vector<ChoiceInfo> ScenarioVocabulary::*choices) {
    if (choices == &ScenarioVocabulary::distributions) return "distribution";
    if (choices == &ScenarioVocabulary::arrivals) return "arrivals";
    return "jitter";
  }

  void define_choices() {
    for (const auto choices : {&ScenarioVocabulary::distributions, &ScenarioVocabulary::arrivals,
                               &ScenarioVocabulary::jitters}) {
      definitions_[std::string(definition_of(choices))] = choice_schema(vocabulary_.*choices);
    }
    definitions_["variable"] =
        with_summary(text_with(kVariablePattern), "${NAME} or ${NAME:-default}");
  }

  /// `zipf`, `{zipf: {s: 1.1}}` or `{type: zipf, s: 1.1}`.
  static Json choice_schema(const std::vector<ChoiceInfo>& choices) {
    Json any = Json::array({{{"enum", choice_names(choices)}}, reference_to("variable")});
    for (const ChoiceInfo& choice : choices) {
      Json parameters = parameters_schema(choice.parameters);
      Json names = Json::object();
      names[std::string(choice.name)] = {{"anyOf", Json::array({parameters, {{"type", "null"}}})}};
      for (const std::string_view alias : choice.aliases) {
        names[std::string(alias)] = names[std::string(choice.name)];
      }
      Json named = with_summary(closed_object(std::move(names)), choice.summary);
      named["minProperties"] = 1;
      named["maxProperties"] = 1;
      any.push_back(std::move(named));
      parameters["properties"]["type"] = {{"enum", choice_names({choice})}};
      parameters["required"].push_back("type");
      any.push_back(std::move(parameters));
    }
    return {{"anyOf", std::move(any)}};
  }

  static Json parameters_schema(std::span<const ParameterInfo> parameters) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const ParameterInfo& parameter : parameters) {
      Json value = parameter_schema(parameter);
      for (const std::string_view alias : parameter.aliases) {
        properties[std::string(alias)] = value;
      }
      properties[std::string(parameter.name)] = std::move(value);
      if (parameter.is_required && parameter.aliases.empty()) required.push_back(parameter.name);
    }
    Json schema = closed_object(std::move(properties));
    schema["required"] = std::move(required);
    return schema;
  }

  static Json parameter_schema(const ParameterInfo& parameter) {
    static const ScenarioVocabulary kNone = {};
    Json value = any_scalar();
    if (parameter.kind == ParameterKind::kWord) {
      value = or_variable({{"enum", parameter.words}});
    } else {
      value = SchemaWriter(kNone).type_schema(type_of(parameter));
    }
    value["description"] = parameter.summary;
    return value;
  }

  Json costs_schema() const {
    Json properties = Json::object();
    for (const ParameterInfo& cost : vocabulary_.costs) {
      properties[std::string(cost.name)] =
          with_summary(or_variable(text_with(kCostPattern)), cost.summary);
    }
    return closed_object(std::move(properties));
  }

  static Json strategy_config_schema() {
    Json properties = Json::object();
    for (const StrategyInfo* strategy : all_strategies()) {
      Json options = Json::object();
      for (const StrategyOption& option : strategy->options) {
        options[std::string(option.name)] = {{"description", option.summary}};
      }
      const Json value = with_summary(closed_object(std::move(options)), strategy->summary);
      properties[std::string(strategy->name)] = value;
      for (const std::string_view alias : strategy->aliases) properties[std::string(alias)] = value;
    }
    return closed_object(std::move(properties));
  }

  Json expectations_schema() {
    Json measures = Json::object();
    for (const MeasureInfo& measure : vocabulary_.measures) {
      const Json value = with_summary(
          {{"anyOf", Json::array({any_scalar(), {{"type", "array"}, {"items", any_scalar()}}})}},
          measure.summary);
      measures[std::string(measure.name)] = value;
      for (const std::string_view alias : measure.aliases) measures[std::string(alias)] = value;
    }
    definitions_["measures"] = closed_object(std::move(measures));
    Json properties = {{"all", reference_to("measures")}};
    properties[std::string(kAdaptiveStrategy)] = reference_to("measures");
    for (const Json& name : strategy_names()) {
      properties[name.get<std::string>()] = reference_to("measures");
    }
    return closed_object(std::move(properties));
  }

  Json record_reference(const RecordInfo& info) {
    const std::string name(info.name);
    if (!definitions_.contains(name)) {
      definitions_[name] = nullptr;  // holds its place in the order of mention
      Json schema =
          &info == &fault_schema() ? fault_choices(info) : record_schema(info, spellings_of(info));
      definitions_[name] = std::move(schema);
    }
    return reference_to(name);
  }

  static std::span<const SpellingGroup> spellings_of(const RecordInfo& info) {
    if (&info == &topic_schema()) return topic_spellings();
    if (&info == &field_schema()) return field_spellings();
    return {};
  }

  /// By name, or as a list of records with their names.
  Json record_map_schema(const RecordInfo& info) {
    const Json reference = record_reference(info);
    Json named = definitions_[std::string(info.name)];
    named["properties"]["name"] = any_scalar();
    named["required"].push_back("name");
    return {{"anyOf", Json::array({{{"type", "object"}, {"additionalProperties", reference}},
                                   {{"type", "array"}, {"items", std::move(named)}}})}};
  }

  /// One object for each fault: its parameters stand beside the keys of all.
  Json fault_choices(const RecordInfo& info) {
    const Json common = record_schema(info, {});
    Json any = Json::array();
    for (const ChoiceInfo& fault : vocabulary_.faults) {
      Json one = common;
      const Json parameters = parameters_schema(fault.parameters);
      one["properties"].update(parameters["properties"]);
      one["properties"]["type"] = {{"enum", choice_names({fault})}};
      for (const Json& name : parameters["required"]) one["required"].push_back(name);
      one["description"] = fault.summary;
      any.push_back(std::move(one));
    }
    return {{"anyOf", std::move(any)}};
  }

  const ScenarioVocabulary& vocabulary_;
  Json definitions_ = Json::object();
};

}  // namespace

std::string scenario_json_schema(const ScenarioVocabulary& vocabulary) {
  return SchemaWriter(vocabulary).write();
}

}  // namespace millrace
