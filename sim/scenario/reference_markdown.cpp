// sim/scenario/reference_markdown.cpp — the table as a page for people.
#include "core/route/strategies.hpp"
#include "sim/scenario/record_yaml.hpp"
#include "sim/scenario/scenario_reference.hpp"
#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_tree.hpp"
#include "sim/scenario/spellings.hpp"
#include "sim/scenario/value_type_text.hpp"

namespace millrace {

namespace {

constexpr std::string_view kIntroduction = R"(# Scenario files

Every key that a scenario file may hold. Made by `millrace schema --markdown` from the table
that reads the files.

Durations carry a unit (`30s`, `1.5ms`, `1m30s`; ns us ms s m h d w), rates too (`200k/s`, `60/m`).
A list of one needs no brackets. `${NAME:-default}` takes a value from the environment, `$${` stands
for `${`. Anchors, aliases and tags are not read. A warning is silenced by a line `# lint-allow(rule-id): reason`.
)";

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string code(std::string_view text) {
  return text.empty() ? std::string() : "`" + cell(text) + "`";
}

class ReferenceWriter {
 public:
  explicit ReferenceWriter(const ScenarioVocabulary& vocabulary) : vocabulary_(vocabulary) {}

  std::string write() {
    out_ = kIntroduction;
    write_record(scenario_schema(), "The file");
    write_choices("Distributions", vocabulary_.distributions);
    write_choices("Arrivals", vocabulary_.arrivals);
    write_choices("Faults", vocabulary_.faults);
    write_choices("Jitter", vocabulary_.jitters);
    write_choices("Cost models", vocabulary_.cost_models);
    write_costs();
    write_strategies();
    write_measures();
    write_spellings();
    return std::move(out_);
  }

 private:
  void heading(std::string_view title) { out_ += "\n## " + std::string(title) + "\n\n"; }

  void write_record(const RecordInfo& info, std::string_view title) {
    heading(title);
    out_ +=
        std::string(info.summary) + ".\n\n| key | what | default | meaning |\n|---|---|---|---|\n";
    const YamlNode defaults = yaml_of_record(info, info.defaults(), WrittenKeys::kAll);
    for (const KeyInfo& key : info.keys) {
      out_ += "| " + code(key.name) + aliases_text(key.aliases) + " | ";
      out_ += cell(type_text(key.type, vocabulary_)) + " | ";
      out_ += default_text(key, find_at_path(defaults, key.name)) + " | ";
      out_ += cell(key.summary) + words_text(key.type) + " |\n";
    }
    if (info.parameters != nullptr) out_ += "\nand the parameters of its type, see Faults.\n";
    for (const KeyInfo& key : info.keys) {
      if (key.type.record == nullptr) continue;
      const RecordInfo& inner = key.type.record();
      write_record(
          inner, code(key.name) +
                     (key.type.is_list || key.type.kind == ValueKind::kRecordMap ? ", each" : ""));
    }
  }

  static std::string aliases_text(std::string_view aliases) {
    std::string text;
    for (const std::string_view alias : split_words(aliases)) {
      text += (text.empty() ? " or " : ", ") + code(alias);
    }
    return text;
  }

  static std::string default_text(const KeyInfo& key, const YamlNode* value) {
    if (key.is(kRequired)) return "required";
    if (value == nullptr || key.type.kind == ValueKind::kRecord) return "";
    if (value->is_scalar() && value->text.empty()) return "";
    return code(yaml_flow_text(*value));
  }

  static std::string words_text(const ValueType& type) {
    std::string text;
    for (const WordInfo& word : type.words) {
      if (word.summary.empty()) continue;
      text += (text.empty() ? ": " : "; ") + code(word.text) + " " + cell(word.summary);
    }
    return text;
  }

  void write_choices(std::string_view title, const std::vector<ChoiceInfo>& choices) {
    heading(title);
    out_ += "| name | what | parameters |\n|---|---|---|\n";
    for (const ChoiceInfo& choice : choices) {
      out_ += "| " + code(choice.name) + aliases_of(choice.aliases) + " | " + cell(choice.summary);
      out_ += " | " + parameters_text(choice.parameters) + " |\n";
    }
  }

  static std::string aliases_of(std::span<const std::string_view> aliases) {
    std::string text;
    for (const std::string_view alias : aliases)
      text += (text.empty() ? " or " : ", ") + code(alias);
    return text;
  }

  static std::string parameters_text(std::span<const ParameterInfo> parameters) {
    std::string text;
    for (const ParameterInfo& parameter : parameters) {
      text += (text.empty() ? "" : "<br>") + code(parameter.name) + aliases_of(parameter.aliases);
      text += " (" + cell(type_text(parameter));
      if (parameter.is_required) text += "; required";
      if (!parameter.default_text.empty()) text += "; default " + code(parameter.default_text);
      text += "): " + cell(parameter.summary);
    }
    return text;
  }

  void write_costs() {
    heading("Costs");
    out_ += "| name | of what |\n|---|---|\n";
    for (const ParameterInfo& cost : vocabulary_.costs) {
      out_ += "| " + code(cost.name) + " | " + cell(cost.summary) + " |\n";
    }
  }

  void write_strategies() {
    heading("Strategies");
    out_ += "| name | what | options |\n|---|---|---|\n";
    for (const StrategyInfo* strategy : all_strategies()) {
      out_ += "| " + code(strategy->name) + aliases_of(strategy->aliases) + " | " +
              cell(strategy->summary) + " | ";
      bool is_first = true;
      for (const StrategyOption& option : strategy->options) {
        out_ += (is_first ? "" : "<br>") + code(option.name) + " (" + cell(option.range);
        if (!option.default_text.empty()) out_ += "; default " + code(option.default_text);
        out_ += "): " + cell(option.summary);
        is_first = false;
      }
      out_ += " |\n";
    }
  }

  void write_measures() {
    heading("Measures");
    out_ +=
        "What `expect:` compares, by strategy or for `all`: `p99: \"< 50ms\"`, `verdict: valid`, "
        "several in a list.\n\n";
    out_ += "| measure | what | meaning |\n|---|---|---|\n";
    for (const MeasureInfo& measure : vocabulary_.measures) {
      ParameterInfo parameter;
      parameter.kind = measure.kind;
      parameter.unit = measure.unit;
      parameter.words = measure.words;
      out_ += "| " + code(measure.name) + aliases_of(measure.aliases) + " | " +
              cell(type_text(parameter));
      if (!measure.unit.empty()) out_ += ", " + cell(measure.unit);
      out_ += " | " + cell(measure.summary) + " |\n";
    }
  }

  void write_spellings() {
    heading("Other spellings");
    out_ +=
        "| here | means |\n|---|---|\n| `topics.NAME` | `topic` with that `name` |\n"
        "| `topic.fields` as a list with names | the fields by name |\n";
    struct Place {
      std::span<const SpellingGroup> groups;
      std::string_view around;
    };
    for (const Place& place : {Place{scenario_spellings(), ""}, Place{topic_spellings(), "topic."},
                               Place{field_spellings(), "topic.fields.NAME."}}) {
      for (const SpellingGroup& group : place.groups) {
        for (const SpellingGroup::Key& key : group.keys) {
          const std::string around(place.around);
          out_ += "| " + code(around + std::string(group.map) + "." + std::string(key.name)) +
                  " | " + code(around + std::string(key.target)) + " |\n";
        }
      }
    }
  }

  const ScenarioVocabulary& vocabulary_;
  std::string out_;
};

}  // namespace

std::string scenario_reference_markdown(const ScenarioVocabulary& vocabulary) {
  return ReferenceWriter(vocabulary).write();
}

}  // namespace millrace
