// tests/scenario/reference_test.cpp — what editors and people are told is what the reader reads.
#include "sim/scenario/scenario_reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "tests/scenario/random_scenario.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

using Json = nlohmann::json;

/// What a YAML 1.2 reader such as an editor makes of the text.
Json json_of(const YamlNode& node) {
  if (node.is_list()) {
    Json list = Json::array();
    for (const YamlNode& item : node.items) list.push_back(json_of(item));
    return list;
  }
  if (node.is_map()) {
    Json map = Json::object();
    for (const YamlEntry& entry : node.entries) map[entry.key] = json_of(entry.value);
    return map;
  }
  if (node.style != ScalarStyle::kPlain) return node.text;
  if (node.is_absent()) return nullptr;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  const Json number = Json::parse(node.text, nullptr, false);
  return number.is_number() ? number : Json(node.text);
}

/// The part of JSON Schema that ours uses, patterns left out.
class Validator {
 public:
  explicit Validator(const Json& schema) : schema_(schema) {}

  bool is_valid(const Json& value) const { return is_valid(value, schema_); }

 private:
  bool is_valid(const Json& value, const Json& schema) const {
    if (schema.contains("$ref")) {
      const std::string name = schema["$ref"].get<std::string>().substr(14);  // #/definitions/
      return is_valid(value, schema_["definitions"][name]);
    }
    if (schema.contains("anyOf") && !is_any(value, schema["anyOf"])) return false;
    if (schema.contains("allOf")) {
      for (const Json& part : schema["allOf"]) {
        if (!is_valid(value, part)) return false;
      }
    }
    if (schema.contains("type") && !has_type(value, schema["type"])) return false;
    if (schema.contains("pattern") && !may_match(value, schema["pattern"])) return false;
    if (schema.contains("enum") && !contains(schema["enum"], value)) return false;
    if (value.is_number() && !is_in_range(value, schema)) return false;
    if (value.is_array() && schema.contains("items")) {
      for (const Json& item : value) {
        if (!is_valid(item, schema["items"])) return false;
      }
    }
    return !value.is_object() || is_valid_object(value, schema);
  }

  /// Of patterns only that of variables is looked at: it stands beside every other type.
  static bool may_match(const Json& value, const Json& pattern) {
    const bool is_variable = pattern.get<std::string>().substr(0, 4) == "\\$\\{";
    return !is_variable || value.get<std::string>().find("${") != std::string::npos;
  }

  bool is_any(const Json& value, const Json& choices) const {
    for (const Json& choice : choices) {
      if (is_valid(value, choice)) return true;
    }
    return false;
  }

  static bool contains(const Json& list, const Json& value) {
    for (const Json& item : list) {
      if (item == value) return true;
    }
    return false;
  }

  static bool has_type(const Json& value, const Json& type) {
    if (type.is_array()) {
      for (const Json& one : type) {
        if (has_type(value, one)) return true;
      }
      return false;
    }
    const std::string name = type.get<std::string>();
    return (name == "string" && value.is_string()) || (name == "boolean" && value.is_boolean()) ||
           (name == "integer" && value.is_number_integer()) ||
           (name == "number" && value.is_number()) || (name == "object" && value.is_object()) ||
           (name == "array" && value.is_array()) || (name == "null" && value.is_null());
  }

  static bool is_in_range(const Json& value, const Json& schema) {
    const double number = value.get<double>();
    if (schema.contains("minimum") && number < schema["minimum"].get<double>()) return false;
    if (schema.contains("maximum") && number > schema["maximum"].get<double>()) return false;
    return !schema.contains("exclusiveMinimum") ||
           number > schema["exclusiveMinimum"].get<double>();
  }

  bool is_valid_object(const Json& value, const Json& schema) const {
    if (schema.contains("required")) {
      for (const Json& key : schema["required"]) {
        if (!value.contains(key.get<std::string>())) return false;
      }
    }
    if (schema.contains("maxProperties") && value.size() > schema["maxProperties"]) return false;
    for (const auto& [key, inner] : value.items()) {
      if (schema.contains("properties") && schema["properties"].contains(key)) {
        if (!is_valid(inner, schema["properties"][key])) return false;
      } else if (schema.contains("additionalProperties")) {
        const Json& others = schema["additionalProperties"];
        if (others.is_boolean() ? !others.get<bool>() : !is_valid(inner, others)) return false;
      }
    }
    return true;
  }

  const Json& schema_;
};

const Json& schema() {
  static const Json kSchema = Json::parse(scenario_json_schema(some_vocabulary()), nullptr, false);
  return kSchema;
}

bool is_valid_text(const std::string& text) {
  const YamlReading reading = parse_yaml(text);
  return reading.root.has_value() && Validator(schema()).is_valid(json_of(*reading.root));
}

void for_each_key(const RecordInfo& info, const std::function<void(const KeyInfo&)>& see) {
  for (const KeyInfo& key : info.keys) {
    see(key);
    if (key.type.record != nullptr) for_each_key(key.type.record(), see);
  }
}

}  // namespace

TEST_CASE("the JSON Schema is JSON, and takes every scenario that the reader writes") {
  REQUIRE(!schema().is_discarded());
  CHECK(schema()["$schema"] == "http://json-schema.org/draft-07/schema#");
  for (std::uint64_t number = 0; number < 100; ++number) {
    for (const WrittenKeys keys : {WrittenKeys::kChosen, WrittenKeys::kAll}) {
      const std::string text = write_scenario(random_scenario(number), keys);
      CAPTURE(text);
      CHECK(is_valid_text(text));
    }
  }
}

TEST_CASE("the JSON Schema takes other spellings, and refuses what the reader refuses") {
  struct Case {
    std::string more;
    bool is_valid;
  };
  const std::vector<Case> cases = {
      {"", true},
      {"v2: {partitioning_strategy: smart, strategy_config: {smart: {alignment_threshold: 0.9}}}\n",
       true},
      {"engine: {workers: 4}\n", true},
      {"engine: {cores: \"${CORES:-8}\"}\n", true},
      {"load: {arrivals: {bursty: {on: 1s, off: 1s}}}\n", true},
      {"load: {arrivals: {type: bursty, on: 1s, off: 1s}}\n", true},
      {"faults: [{type: slow_core, at: 1s, core: 1}]\n", true},
      {"expect: {sticky: {p99: [\"< 1s\", \"> 1ms\"]}, all: {late: 0}}\n", true},
      {"seed: 7\n", true},
      {"sede: 7\n", false},
      {"engine: {cores: 0}\n", false},
      {"engine: {cores: many}\n", false},
      {"engine: {coers: 4}\n", false},
      {"load: {arrivals: bustry}\n", false},
      {"load: {arrivals: {bursty: {on: 1s}}}\n", false},
      {"faults: [{type: slow_core, at: 1s}]\n", false},
      {"faults: [{type: slow_core, at: 1s, core: 1, worker: 1}]\n", false},
      {"expect: {sticky: {p98: 1}}\n", false},
      {"expect: {stikcy: {p99: \"< 1s\"}}\n", false},
      {"v2: {partitoning_strategy: smart}\n", false},
      {"version: 2\n", false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.more);
    std::string text = small_scenario(c.more);
    if (c.more == "version: 2\n") text = small_scenario().replace(9, 1, "2");
    CHECK(is_valid_text(text) == c.is_valid);
    CHECK(!has_errors(read_text(text).diagnostics) == c.is_valid);
  }
}

TEST_CASE("the reference names every key, alias, choice and measure with a sentence") {
  const std::string page = scenario_reference_markdown(some_vocabulary());
  for_each_key(scenario_schema(), [&](const KeyInfo& key) {
    CAPTURE(key.name);
    CHECK(page.find("| `" + std::string(key.name) + "`") != std::string::npos);
    CHECK(!key.summary.empty());
    CHECK(key.summary.back() != '.');
    for (const std::string_view alias : split_words(key.aliases)) {
      CHECK(page.find("`" + std::string(alias) + "`") != std::string::npos);
    }
  });
  for (const MeasureInfo& measure : some_vocabulary().measures) {
    CAPTURE(measure.name);
    CHECK(page.find("| `" + std::string(measure.name) + "`") != std::string::npos);
  }
  CHECK(page.find("| `v2.partitioning_strategy` | `engine.strategy` |") != std::string::npos);
  CHECK(page.find("| `fan_in`") != std::string::npos);
}

TEST_CASE("no two keys of a map share a name") {
  const auto check_record = [](const RecordInfo& info) {
    std::vector<std::string_view> names = info.spellings();
    std::sort(names.begin(), names.end());
    CAPTURE(info.name);
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  };
  check_record(scenario_schema());
  for_each_key(scenario_schema(), [&](const KeyInfo& key) {
    if (key.type.record != nullptr) check_record(key.type.record());
  });
}

}  // namespace millrace::test
