// sim/scenario/scenario_editing.cpp — the difference of two trees, and each difference at its place in a text.
#include "sim/scenario/scenario_editing.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sim/scenario/record_yaml.hpp"
#include "sim/scenario/scenario_path.hpp"
#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

namespace {

constexpr std::size_t kEditsMax = 64;
constexpr std::string_view kBlanks = " \t\r\n";

/// Something that is to stand at a path. No value: it is to go.
struct Edit {
  std::vector<PathPart> path;  // canonical
  std::optional<YamlNode> value;
};

const YamlNode* value_of(const YamlNode& map, std::string_view key) {
  for (const YamlEntry& entry : map.entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

bool is_same(const YamlNode& a, const YamlNode& b) {
  return yaml_flow_text(a) == yaml_flow_text(b);
}

std::vector<PathPart> below(std::vector<PathPart> path, PathPart part) {
  path.push_back(std::move(part));
  return path;
}

/// Lists of records are edited item by item where one grew at its end or lost one item; others are replaced as a whole.
void collect_list(const std::vector<PathPart>& path, const YamlNode& before, const YamlNode& after,
                  std::vector<Edit>& edits) {
  std::size_t same = 0;
  while (same < std::min(before.items.size(), after.items.size()) &&
         is_same(before.items[same], after.items[same])) {
    ++same;
  }
  const bool is_of_maps = !after.items.empty() && after.items.back().is_map();
  if (is_of_maps && same == before.items.size()) {
    for (std::size_t i = same; i < after.items.size(); ++i) {
      edits.push_back({below(path, {"", i}), after.items[i]});
    }
    return;
  }
  if (before.items.size() == after.items.size() + 1 && before.items[same].is_map()) {
    const bool is_one_less = std::equal(
        before.items.begin() + static_cast<std::ptrdiff_t>(same) + 1, before.items.end(),
        after.items.begin() + static_cast<std::ptrdiff_t>(same), after.items.end(), is_same);
    if (is_one_less) {
      edits.push_back({below(path, {"", same}), std::nullopt});
      return;
    }
  }
  edits.push_back({path, after});
}

/// At most kScenarioDepthMax deep, as both trees are.
void collect(const std::vector<PathPart>& path, const YamlNode& before, const YamlNode& after,
             std::vector<Edit>& edits) {
  if (is_same(before, after)) return;
  if (before.is_list() && after.is_list()) return collect_list(path, before, after, edits);
  if (!before.is_map() || !after.is_map()) {
    edits.push_back({path, after});
    return;
  }
  for (const YamlEntry& entry : after.entries) {
    const YamlNode* old = value_of(before, entry.key);
    if (old == nullptr) {
      edits.push_back({below(path, {entry.key, std::nullopt}), entry.value});
    } else {
      collect(below(path, {entry.key, std::nullopt}), *old, entry.value, edits);
    }
  }
  for (const YamlEntry& entry : before.entries) {
    if (value_of(after, entry.key) == nullptr)
      edits.push_back({below(path, {entry.key, std::nullopt}), std::nullopt});
  }
}

/// A text in which one thing after the other is changed; read again after each.
class TextEditor {
 public:
  explicit TextEditor(std::string text) : text_(std::move(text)) {}

  bool apply(const Edit& edit) {
    YamlReading reading = parse_yaml(text_);
    if (!reading.root.has_value() || !reading.problems.empty() || !reading.root->is_map())
      return false;
    root_ = std::move(*reading.root);
    return edit.path.back().index.has_value() ? apply_to_list(edit) : apply_to_map(edit);
  }
  std::string take() { return std::move(text_); }

 private:
  struct Found {
    const YamlNode* node = nullptr;    // at the path, or the deepest map on the way there
    const YamlEntry* entry = nullptr;  // whose value it is; null for the root
    std::size_t parts = 0;             // of the path that were found
  };

  /// By canonical names: what the file spells in another way is found by its meaning.
  Found find(const std::vector<PathPart>& path) const {
    Found found{&root_, nullptr, 0};
    std::vector<PathPart> spelled;  // as the file has it
    while (found.parts < path.size() && found.node->is_map()) {
      const YamlEntry* next = nullptr;
      const std::vector<PathPart> wanted(
          path.begin(), path.begin() + static_cast<std::ptrdiff_t>(found.parts) + 1);
      for (const YamlEntry& entry : found.node->entries) {
        const std::string here = join_path(below(spelled, {entry.key, std::nullopt}));
        if (canonical_path(here) == join_path(wanted)) next = &entry;
      }
      if (next == nullptr) break;
      spelled.push_back({next->key, std::nullopt});
      found = {&next->value, next, found.parts + 1};
    }
    return found;
  }

  bool apply_to_map(const Edit& edit) {
    const Found found = find(edit.path);
    if (found.parts == edit.path.size()) {
      return edit.value.has_value() ? replace(*found.node, *edit.value) : erase_entry(*found.entry);
    }
    if (!edit.value.has_value()) return true;  // it is not there
    if (!found.node->is_map()) return false;
    const std::vector<PathPart> missing(
        edit.path.begin() + static_cast<std::ptrdiff_t>(found.parts), edit.path.end());
    YamlNode value = *edit.value;
    for (std::size_t i = missing.size(); i-- > 1;) value = map_of(missing[i].key, std::move(value));
    return insert(*found.node, missing.front().key, value);
  }

  static YamlNode map_of(std::string key, YamlNode value) {
    YamlNode map;
    map.kind = YamlKind::kMap;
    map.entries.push_back({std::move(key), {}, std::move(value)});
    return map;
  }

  bool apply_to_list(const Edit& edit) {
    const std::vector<PathPart> list_path(edit.path.begin(), edit.path.end() - 1);
    const std::size_t index = *edit.path.back().index;
    const Found found = find(list_path);
    const bool is_there = found.parts == list_path.size() && found.node->is_list();
    if (!edit.value.has_value()) return is_there && erase_item(*found.node, index);
    if (is_there && !found.node->items.empty()) {
      return index == found.node->items.size() && append(*found.node, *edit.value);
    }
    if (index != 0) return false;
    YamlNode list;
    list.kind = YamlKind::kList;
    list.items.push_back(*edit.value);
    return apply_to_map({list_path, std::move(list)});
  }

  char at(std::size_t byte) const { return byte < text_.size() ? text_[byte] : '\0'; }
  bool is_flow(const YamlNode& node) const {
    return at(node.span.begin) == '[' || at(node.span.begin) == '{';
  }
  /// Blanks before the first letter of the line, if there is nothing else before `byte`.
  std::optional<std::string> indent_at(std::size_t byte) const {
    const std::size_t line = text_.rfind('\n', byte == 0 ? 0 : byte - 1);
    const std::size_t begin = line == std::string::npos || byte == 0 ? 0 : line + 1;
    const std::string before = text_.substr(begin, byte - begin);
    if (before.find_first_not_of(' ') != std::string::npos) return std::nullopt;
    return before;
  }
  std::size_t line_end(std::size_t byte) const {
    return std::min(text_.find('\n', byte), text_.size());
  }

  bool replace(const YamlNode& node, const YamlNode& value) {
    const bool is_block_scalar =
        node.is_scalar() && (at(node.span.begin) == '|' || at(node.span.begin) == '>');
    if (is_block_scalar) return value.is_scalar() && replace_block(node, value);
    if (!node.is_scalar() && !is_flow(node)) return false;  // a block: its comments are somebody's
    std::string written = yaml_flow_text(value);
    if (node.span.end == node.span.begin) written.insert(0, 1, ' ');
    text_.replace(node.span.begin, node.span.end - node.span.begin, written);
    return true;
  }

  /// A query keeps its lines, and the indentation that it had.
  bool replace_block(const YamlNode& node, const YamlNode& value) {
    const std::size_t head = line_end(node.span.begin);
    const std::size_t first = text_.find_first_not_of(kBlanks, head);
    if (first == std::string::npos || first >= node.span.end) return false;
    const std::optional<std::string> indent = indent_at(first);
    if (!indent.has_value() || value.text.empty() || value.text.front() == ' ') return false;
    std::string written = "|";
    if (value.text.back() != '\n') written += '-';
    for (std::size_t begin = 0; begin < value.text.size();) {
      const std::size_t end = std::min(value.text.find('\n', begin), value.text.size());
      const std::string line = value.text.substr(begin, end - begin);
      written += line.empty() ? "\n" : "\n" + *indent + line;
      begin = end + 1;
    }
    text_.replace(node.span.begin, node.span.end - node.span.begin, written);
    return true;
  }

  bool insert(const YamlNode& map, const std::string& key, const YamlNode& value) {
    const std::string flow = yaml_flow_text(map_of(key, value));
    const std::string written = flow.substr(1, flow.size() - 2);  // without its braces
    if (map.entries.empty()) return false;
    if (is_flow(map)) {
      text_.insert(map.entries.back().value.span.end, ", " + written);
      return true;
    }
    const std::optional<std::string> indent = indent_at(map.entries.front().key_span.begin);
    if (!indent.has_value()) return false;
    text_.insert(line_end(map.entries.back().value.span.end), "\n" + *indent + written);
    return true;
  }

  bool append(const YamlNode& list, const YamlNode& value) {
    const YamlNode& last = list.items.back();
    if (is_flow(list)) {
      text_.insert(last.span.end, ", " + yaml_flow_text(value));
      return true;
    }
    const std::size_t dash = text_.rfind('-', list.items.front().span.begin);
    if (dash == std::string::npos) return false;
    const std::optional<std::string> indent = indent_at(dash);
    if (!indent.has_value()) return false;
    text_.insert(line_end(last.span.end), "\n" + *indent + "- " + yaml_flow_text(value));
    return true;
  }

  bool erase_entry(const YamlEntry& entry) {
    return erase_lines(entry.key_span.begin, entry.value.span.end);
  }

  bool erase_item(const YamlNode& list, std::size_t index) {
    if (index >= list.items.size() || is_flow(list)) return false;
    if (list.items.size() == 1) {
      const Found owner = owner_of(list);
      return owner.entry != nullptr && erase_entry(*owner.entry);
    }
    const YamlNode& item = list.items[index];
    const std::size_t dash = text_.rfind('-', item.span.begin);
    return dash != std::string::npos && erase_lines(dash, item.span.end);
  }

  Found owner_of(const YamlNode& list) const {
    for (const YamlEntry& entry : root_.entries) {
      if (&entry.value == &list) return {&entry.value, &entry, 1};
    }
    return {};
  }

  /// Whole lines only: what stands between braces is left to others.
  bool erase_lines(std::size_t begin, std::size_t end) {
    const std::optional<std::string> indent = indent_at(begin);
    if (!indent.has_value()) return false;
    const std::size_t from = begin - indent->size();
    text_.erase(from, line_end(end) + 1 - from);
    return true;
  }

  std::string text_;
  YamlNode root_;
};

}  // namespace

std::optional<std::string> edited_text(std::string_view text, const Scenario& before,
                                       const Scenario& after,
                                       const ScenarioSurroundings& surroundings) {
  std::vector<Edit> edits;
  collect({}, yaml_of_record(scenario_schema(), &before, WrittenKeys::kAll),
          yaml_of_record(scenario_schema(), &after, WrittenKeys::kAll), edits);
  if (edits.size() > kEditsMax) return std::nullopt;
  TextEditor editor{std::string(text)};
  for (const Edit& edit : edits) {
    if (edit.path.empty() || !editor.apply(edit)) return std::nullopt;
  }
  std::string edited = editor.take();
  const ScenarioReading reading = read_scenario(edited, after.name, surroundings);
  if (!reading.scenario.has_value()) return std::nullopt;
  if (write_scenario(*reading.scenario) != write_scenario(after)) return std::nullopt;
  return edited;
}

}  // namespace millrace
