// sim/scenario/record_reader.cpp — from a tree to records, in the order of the table.
#include "sim/scenario/record_reader.hpp"

#include "core/base/nearest_word.hpp"
#include "sim/scenario/scalar_value.hpp"

namespace millrace {

namespace {

std::string child_of(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

class RecordReader {
 public:
  RecordReader(const ReadingContext& context, const RecordInfo& info, void* record,
               const std::string& path)
      : context_(context), info_(info), record_(record), path_(path) {}

  void read(const YamlNode& map) {
    if (!map.is_map()) {
      expected(map, "the keys of " + std::string(info_.name));
      return;
    }
    std::vector<const YamlEntry*> entry_of(info_.keys.size(), nullptr);
    std::vector<const YamlEntry*> others;
    for (const YamlEntry& entry : map.entries) {
      const KeyInfo* key = info_.find(entry.key);
      if (key == nullptr) {
        others.push_back(&entry);
        continue;
      }
      const auto index = static_cast<std::size_t>(key - info_.keys.data());
      if (entry_of[index] != nullptr) {
        report_twice(*key, *entry_of[index], entry);
      } else {
        entry_of[index] = &entry;
      }
    }
    for (std::size_t i = 0; i < info_.keys.size(); ++i) read_key(map, info_.keys[i], entry_of[i]);
    if (info_.parameters == nullptr) {
      for (const YamlEntry* entry : others) report_unknown(*entry);
    } else {
      read_parameters_beside(map, others);
    }
  }

 private:
  void read_key(const YamlNode& map, const KeyInfo& key, const YamlEntry* entry) {
    if (entry == nullptr) {
      if (key.is(kRequired)) report_missing(map, key);
      return;
    }
    const std::string path = child_of(path_, key.name);
    remember_entry(context_, path, *entry);
    if (entry->value.is_absent()) {
      if (context_.problems.has_errors_in(context_.text, entry->value.span)) return;
      ValueProblem problem = {"missing-value",
                              "a value is missing: leave the key out for its default"};
      problem.span = entry->key_span;
      context_.problems.add(Severity::kError, context_.text, std::move(problem));
      return;
    }
    if (key.type.is_list) {
      read_list(key, entry->value, path);
    } else {
      read_value(key, key.slot(record_), entry->value, path);
    }
  }

  void read_list(const KeyInfo& key, const YamlNode& node, const std::string& path) {
    if (!node.is_list()) {
      read_item(key, node, path + "[0]");
      return;
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      read_item(key, node.items[i], path + "[" + std::to_string(i) + "]");
    }
  }

  void read_item(const KeyInfo& key, const YamlNode& node, const std::string& path) {
    context_.problems.remember(path, {context_.text, {}, node.span});
    Slot slot = key.slot(record_);
    if (const auto* list = std::get_if<RecordListSlot>(&slot)) {
      slot = RecordSlot{list->operations->append(list->list)};
    }
    read_value(key, slot, node, path);
  }

  void read_value(const KeyInfo& key, const Slot& slot, const YamlNode& node,
                  const std::string& path) {
    switch (key.type.kind) {
      case ValueKind::kRecord:
        read_record(context_, key.type.record(), node, std::get<RecordSlot>(slot).record, path);
        return;
      case ValueKind::kRecordMap:
        read_record_map(key, slot, node, path);
        return;
      case ValueKind::kChoice:
        if (auto choice =
                read_choice(context_, context_.vocabulary.*key.type.choices, node, path)) {
          *std::get<Choice*>(slot) = *std::move(choice);
        }
        return;
      case ValueKind::kStrategyConfig:
        *std::get<std::vector<Choice>*>(slot) = read_strategy_config(context_, node, path);
        return;
      case ValueKind::kCosts:
        *std::get<CostList*>(slot) = read_costs(context_, node, path);
        return;
      case ValueKind::kExpectations:
        *std::get<std::vector<Expectation>*>(slot) = read_expectations(context_, node, path);
        return;
      default:
        read_single(key, slot, node);
    }
  }

  void read_single(const KeyInfo& key, const Slot& slot, const YamlNode& node) {
    if (!node.is_scalar()) {
      expected(node, "a single value for " + std::string(key.name));
      return;
    }
    if (auto problem = read_scalar(key.type, node.text, slot, context_.vocabulary)) {
      report(context_, node, *std::move(problem));
    }
  }

  void read_record_map(const KeyInfo& key, const Slot& slot, const YamlNode& node,
                       const std::string& path) {
    const RecordInfo& info = key.type.record();
    if (!node.is_map()) {
      expected(node, "a " + std::string(info.name) + " by its name");
      return;
    }
    const auto& list = std::get<RecordListSlot>(slot);
    for (const YamlEntry& entry : node.entries) {
      const std::string inner = child_of(path, entry.key);
      remember_entry(context_, inner, entry);
      void* record = list.operations->append(list.list);
      *list.operations->name_of(record) = entry.key;
      read_record(context_, info, entry.value, record, inner);
    }
  }

  /// Faults: keys that the table does not have are parameters of the type.
  void read_parameters_beside(const YamlNode& map, const std::vector<const YamlEntry*>& entries) {
    const KeyInfo& key = *info_.find(info_.choice_key);
    const auto& name = *std::get<std::string*>(key.slot(record_));
    const ChoiceInfo* choice = find_choice(context_.vocabulary.*key.type.choices, name);
    if (choice == nullptr) return;  // reported: missing or unknown
    const KeyPlace* place = context_.problems.find(child_of(path_, key.name));
    const SourceSpan span = place == nullptr ? map.span : place->value;
    *std::get<ParameterList*>(info_.parameters(record_)) =
        read_parameters(context_, *choice, entries, span, path_);
  }

  void expected(const YamlNode& node, const std::string& what) {
    const std::string got = node.is_absent() ? "nothing" : std::string(kind_text(node.kind));
    report(context_, node, {"wrong-shape", "expected " + what + ", got " + got});
  }

  void report_unknown(const YamlEntry& entry) {
    ValueProblem problem = {"unknown-key", "unknown key " + in_quotes(entry.key)};
    problem.message += path_.empty() ? "" : " in " + std::string(info_.name);
    const std::string_view advice = advice_for_unknown_key(entry.key);
    if (advice.empty()) {
      problem.suggestion = std::string(nearest_word(entry.key, info_.spellings()));
    } else {
      problem.message += ": " + std::string(advice);
    }
    problem.span = entry.key_span;
    context_.problems.add(Severity::kError, context_.text, std::move(problem));
  }

  void report_twice(const KeyInfo& key, const YamlEntry& first, const YamlEntry& second) {
    const std::string& text = context_.problems.texts()[context_.text].text;
    const LineColumn place = line_column_of(text, first.key_span.begin);
    ValueProblem problem = {"duplicate-key", "key '" + std::string(key.name) +
                                                 "' is there twice: first on line " +
                                                 std::to_string(place.line)};
    if (first.key != key.name) problem.message += " as '" + first.key + "'";
    problem.span = second.key_span;
    context_.problems.add(Severity::kError, context_.text, std::move(problem));
  }

  void report_missing(const YamlNode& map, const KeyInfo& key) {
    ValueProblem problem = {"missing-key", "key '" + std::string(key.name) + "' is missing"};
    problem.message += path_.empty() ? "" : " in " + std::string(info_.name);
    problem.message += ": " + std::string(key.summary);
    const KeyPlace* place = context_.problems.find(path_);
    problem.span = place != nullptr && place->key.is_known() ? place->key : map.span;
    context_.problems.add(Severity::kError, context_.text, std::move(problem));
  }

  const ReadingContext& context_;
  const RecordInfo& info_;
  void* record_;
  const std::string& path_;
};

}  // namespace

void read_record(const ReadingContext& context, const RecordInfo& info, const YamlNode& map,
                 void* record, const std::string& path) {
  RecordReader(context, info, record, path).read(map);
}

}  // namespace millrace
