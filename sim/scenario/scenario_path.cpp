// sim/scenario/scenario_path.cpp — paths along the table.
#include "sim/scenario/scenario_path.hpp"

#include "core/base/text.hpp"
#include "core/route/strategies.hpp"
#include "sim/scenario/spellings.hpp"

namespace millrace {

namespace {

bool is_index(std::string_view text) {
  return !text.empty() && text.size() < 8 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::size_t index_of(std::string_view text) {
  return static_cast<std::size_t>(parse_int64(text).value_or(0));
}

void append_key(std::vector<PathPart>& parts, std::string_view text) {
  const std::size_t bracket = text.find('[');
  const std::string_view key = text.substr(0, bracket);
  if (is_index(key)) {
    parts.push_back({"", index_of(key)});
  } else if (!key.empty()) {
    parts.push_back({std::string(key), std::nullopt});
  }
  if (bracket == std::string_view::npos) return;
  std::string_view rest = text.substr(bracket);
  while (!rest.empty() && rest.front() == '[') {
    const std::size_t close = rest.find(']');
    const std::string_view index =
        rest.substr(1, close == std::string_view::npos ? close : close - 1);
    if (!is_index(index)) return;
    parts.push_back({"", index_of(index)});
    rest.remove_prefix(close == std::string_view::npos ? rest.size() : close + 1);
  }
}

bool starts_with(const std::vector<PathPart>& parts, std::size_t at, std::string_view path) {
  for (const PathPart& part : split_path(path)) {
    if (at == parts.size() || parts[at].key != part.key) return false;
    ++at;
  }
  return true;
}

/// Replaces a spelling that starts at `at`: "v2.num_partitions" by "engine.num_partitions".
void replace_spelling(std::vector<PathPart>& parts, std::size_t at,
                      std::span<const SpellingGroup> groups) {
  for (const SpellingGroup& group : groups) {
    for (const SpellingGroup::Key& key : group.keys) {
      const std::string from = std::string(group.map) + "." + std::string(key.name);
      if (!starts_with(parts, at, from)) continue;
      const std::vector<PathPart> to = split_path(key.target);
      const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(at);
      parts.erase(begin, begin + static_cast<std::ptrdiff_t>(split_path(from).size()));
      parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(at), to.begin(), to.end());
      return;
    }
  }
}

/// Strategies stand in paths by their canonical names.
void use_strategy_name(std::vector<PathPart>& parts, std::size_t at) {
  if (at >= parts.size()) return;
  if (const StrategyInfo* info = find_strategy(parts[at].key))
    parts[at].key = std::string(info->name);
}

/// The names along a record's keys, from parts[at] on.
void use_names(std::vector<PathPart>& parts, std::size_t at, const RecordInfo& record) {
  if (at >= parts.size()) return;
  const KeyInfo* key = record.find(parts[at].key);
  if (key == nullptr) return;
  parts[at].key = std::string(key->name);
  std::size_t next = at + 1;
  if (key->type.is_list && next < parts.size() && parts[next].index.has_value()) ++next;
  if (key->type.kind == ValueKind::kRecordMap) {
    ++next;  // the record's name
    replace_spelling(parts, next, field_spellings());
  }
  if (key->type.kind == ValueKind::kStrategyConfig || key->type.kind == ValueKind::kExpectations) {
    use_strategy_name(parts, next);
  }
  if (key->type.record != nullptr) use_names(parts, next, key->type.record());
}

}  // namespace

std::vector<PathPart> split_path(std::string_view path) {
  std::vector<PathPart> parts;
  while (!path.empty()) {
    const std::size_t dot = path.find('.');
    append_key(parts, path.substr(0, dot));
    if (dot == std::string_view::npos) break;
    path.remove_prefix(dot + 1);
  }
  return parts;
}

std::string join_path(const std::vector<PathPart>& parts) {
  std::string path;
  for (const PathPart& part : parts) {
    if (part.index.has_value()) {
      path += "[" + std::to_string(*part.index) + "]";
    } else {
      path += (path.empty() ? "" : ".") + part.key;
    }
  }
  return path;
}

std::string canonical_path(std::string_view path) {
  std::vector<PathPart> parts = split_path(path);
  if (parts.size() > 1 && parts[0].key == "topics") {
    parts[0].key = "topic";
    parts.erase(parts.begin() + 1);
  }
  replace_spelling(parts, 0, scenario_spellings());
  if (!parts.empty() && parts[0].key == "topic") replace_spelling(parts, 1, topic_spellings());
  use_names(parts, 0, scenario_schema());
  return join_path(parts);
}

PathTarget find_target(const std::vector<PathPart>& canonical) {
  const RecordInfo* record = &scenario_schema();
  PathTarget target;
  for (std::size_t at = 0; at < canonical.size();) {
    const KeyInfo* key = record->find(canonical[at].key);
    if (key == nullptr) {
      target.key = nullptr;
      target.wrong_key = canonical[at].key;
      target.candidates = record->spellings();
      target.around =
          join_path({canonical.begin(), canonical.begin() + static_cast<std::ptrdiff_t>(at)});
      // A fault's parameters stand beside its keys.
      if (record->parameters == nullptr) return target;
      target.key = record->find(record->choice_key);
      target.parts_left = canonical.size() - at;
      return target;
    }
    target.key = key;
    ++at;
    if (key->type.is_list && at < canonical.size() && canonical[at].index.has_value()) ++at;
    if (key->type.kind == ValueKind::kRecordMap && at < canonical.size()) ++at;
    target.parts_left = canonical.size() - at;
    if (key->type.record == nullptr) return target;
    record = &key->type.record();
  }
  return target;
}

}  // namespace millrace
