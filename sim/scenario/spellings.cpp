// sim/scenario/spellings.cpp — moves values to where the table has them.
#include "sim/scenario/spellings.hpp"

#include <algorithm>
#include <array>

#include "core/base/nearest_word.hpp"
#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

namespace {

constexpr std::array kV2Keys = {
    SpellingGroup::Key{"partitioning_strategy", "engine.strategy"},
    SpellingGroup::Key{"num_partitions", "engine.num_partitions"},
    SpellingGroup::Key{"num_cpu_slots", "engine.cores"},
    SpellingGroup::Key{"strategy_config", "engine.strategy_config"},
    SpellingGroup::Key{"batch_size", "engine.batch_rows"},
};
constexpr std::array kScenarioGroups = {
    SpellingGroup{"v2", "The reference system's configuration block", kV2Keys},
};

constexpr std::array kSchemaKeys = {
    SpellingGroup::Key{"name", "name"},
    SpellingGroup::Key{"fields", "fields"},
};
constexpr std::array kTopicGroups = {
    SpellingGroup{"schema", "The reference system's data schema", kSchemaKeys},
};

constexpr std::array kRangeKeys = {
    SpellingGroup::Key{"min", "min"},
    SpellingGroup::Key{"max", "max"},
};
constexpr std::array kEnumKeys = {
    SpellingGroup::Key{"values", "values"},
    SpellingGroup::Key{"weights", "weights"},
};
constexpr std::array kConstraintKeys = {
    SpellingGroup::Key{"distribution", "distribution"},
    SpellingGroup::Key{"pattern", "pattern"},
    SpellingGroup::Key{"enum", "values"},
};
constexpr std::array kFieldGroups = {
    SpellingGroup{"constraints.range", "Smallest and largest value", kRangeKeys},
    SpellingGroup{"constraints.enum_values", "The values and how often each comes", kEnumKeys},
    SpellingGroup{"constraints", "The reference system's constraints of a field", kConstraintKeys},
};

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t dot = path.find('.');
    parts.push_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    path.remove_prefix(dot + 1);
  }
}

YamlEntry* find_entry(YamlNode& map, std::string_view key) {
  for (YamlEntry& entry : map.entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

class Rewriter {
 public:
  Rewriter(ProblemList& problems, std::uint32_t text) : problems_(problems), text_(text) {}

  void rewrite(YamlNode& root) {
    if (!root.is_map()) return;
    take_only_topic(root);
    rewrite_groups(root, scenario_spellings());
    YamlEntry* topic = find_entry(root, "topic");
    if (topic == nullptr || !topic->value.is_map()) return;
    rewrite_groups(topic->value, topic_spellings());
    YamlEntry* fields = find_entry(topic->value, "fields");
    if (fields == nullptr) return;
    name_listed_fields(fields->value);
    for (YamlEntry& field : fields->value.entries) {
      if (field.value.is_map()) rewrite_groups(field.value, field_spellings());
    }
  }

 private:
  void report(SourceSpan span, ValueProblem problem) {
    problem.span = span;
    problems_.add(Severity::kError, text_, std::move(problem));
  }

  /// `topics: {trades: {…}}` is `topic: {name: trades, …}`.
  void take_only_topic(YamlNode& root) {
    YamlEntry* topics = find_entry(root, "topics");
    if (topics == nullptr) return;
    YamlNode map = std::move(topics->value);
    const SourceSpan key_span = topics->key_span;
    root.entries.erase(root.entries.begin() + (topics - root.entries.data()));
    if (!map.is_map() || map.entries.size() != 1 || !map.entries.front().value.is_map()) {
      report(key_span, {"wrong-shape", "expected one topic by its name: a scenario has one"});
      return;
    }
    YamlEntry named = std::move(map.entries.front());
    YamlNode name;
    name.style = ScalarStyle::kDoubleQuoted;
    name.text = named.key;
    name.span = named.key_span;
    named.value.entries.insert(named.value.entries.begin(),
                               YamlEntry{"name", named.key_span, std::move(name)});
    root.entries.push_back({"topic", key_span, std::move(named.value)});
  }

  /// `fields: [{name: a, …}]` is `fields: {a: {…}}`.
  void name_listed_fields(YamlNode& fields) {
    if (!fields.is_list()) return;
    YamlNode map;
    map.kind = YamlKind::kMap;
    map.span = fields.span;
    for (YamlNode& item : fields.items) {
      YamlEntry* name = item.is_map() ? find_entry(item, "name") : nullptr;
      if (name == nullptr || !name->value.is_scalar() || name->value.is_absent()) {
        report(item.span, {"missing-key", "a field in a list needs its name"});
        continue;
      }
      YamlEntry entry = {name->value.text, name->value.span, {}};
      item.entries.erase(item.entries.begin() + (name - item.entries.data()));
      entry.value = std::move(item);
      if (find_entry(map, entry.key) != nullptr) {
        report(entry.key_span, {"duplicate-key", "field '" + entry.key + "' is there twice"});
        continue;
      }
      map.entries.push_back(std::move(entry));
    }
    fields = std::move(map);
  }

  void rewrite_groups(YamlNode& map, std::span<const SpellingGroup> groups) {
    for (const SpellingGroup& group : groups) {
      const std::vector<std::string_view> path = split_path(group.map);
      YamlNode* around = &map;
      for (std::size_t i = 0; i + 1 < path.size() && around != nullptr; ++i) {
        YamlEntry* entry = find_entry(*around, path[i]);
        around = entry == nullptr ? nullptr : &entry->value;
      }
      YamlEntry* entry = around == nullptr ? nullptr : find_entry(*around, path.back());
      if (entry == nullptr) continue;
      YamlEntry taken = std::move(*entry);
      around->entries.erase(around->entries.begin() + (entry - around->entries.data()));
      move_keys(map, group, std::move(taken));
    }
  }

  void move_keys(YamlNode& map, const SpellingGroup& group, YamlEntry taken) {
    if (!taken.value.is_map()) {
      report(taken.value.span.is_known() ? taken.value.span : taken.key_span,
             {"wrong-shape", "expected the keys of " + taken.key + ", got " +
                                 std::string(kind_text(taken.value.kind))});
      return;
    }
    for (YamlEntry& inner : taken.value.entries) {
      const auto is_named = [&](const SpellingGroup::Key& key) { return key.name == inner.key; };
      const auto key = std::find_if(group.keys.begin(), group.keys.end(), is_named);
      if (key == group.keys.end()) {
        report_unknown(group, taken.key, inner);
      } else {
        put(map, key->target, std::move(inner));
      }
    }
  }

  void report_unknown(const SpellingGroup& group, const std::string& map, const YamlEntry& entry) {
    std::vector<std::string_view> candidates;
    for (const SpellingGroup::Key& key : group.keys) candidates.push_back(key.name);
    ValueProblem problem = {"unknown-key", "unknown key " + in_quotes(entry.key) + " in " + map};
    const std::string_view advice = advice_for_unknown_key(entry.key);
    if (advice.empty()) {
      problem.suggestion = std::string(nearest_word(entry.key, candidates));
    } else {
      problem.message += ": " + std::string(advice);
    }
    report(entry.key_span, std::move(problem));
  }

  /// Where the key is there already, the entry is put beside it: the reader of the record reports the two.
  static void put(YamlNode& map, std::string_view target, YamlEntry entry) {
    const std::vector<std::string_view> path = split_path(target);
    YamlNode* place = &map;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      YamlEntry* inner = find_entry(*place, path[i]);
      if (inner == nullptr) {
        YamlNode made;
        made.kind = YamlKind::kMap;
        made.span = entry.value.span;
        place->entries.push_back({std::string(path[i]), entry.key_span, std::move(made)});
        inner = &place->entries.back();
      }
      if (!inner->value.is_map())
        return;  // not a map where one is needed: reported when it is read
      place = &inner->value;
    }
    entry.key = std::string(path.back());
    place->entries.push_back(std::move(entry));
  }

  ProblemList& problems_;
  std::uint32_t text_;
};

}  // namespace

std::span<const SpellingGroup> scenario_spellings() {
  return kScenarioGroups;
}
std::span<const SpellingGroup> topic_spellings() {
  return kTopicGroups;
}
std::span<const SpellingGroup> field_spellings() {
  return kFieldGroups;
}

void rewrite_spellings(YamlNode& root, ProblemList& problems, std::uint32_t text) {
  Rewriter(problems, text).rewrite(root);
}

}  // namespace millrace
