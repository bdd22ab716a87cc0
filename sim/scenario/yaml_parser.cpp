// sim/scenario/yaml_parser.cpp — libyaml's events, made into a tree. The only file that knows libyaml.
#include <yaml.h>

#include <algorithm>
#include <map>

#include "core/base/utf8.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

namespace {

constexpr std::string_view kUnsupportedRule = "yaml-unsupported";

/// One event, deleted with its scope.
class Event {
 public:
  Event() = default;
  ~Event() { yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  yaml_event_t* get() { return &event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_ = {};
};

ScalarStyle style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::kSingleQuoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return ScalarStyle::kDoubleQuoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return ScalarStyle::kLiteral;
    case YAML_FOLDED_SCALAR_STYLE:
      return ScalarStyle::kFolded;
    default:
      return ScalarStyle::kPlain;
  }
}

/// libyaml's words for the mistakes that people make most often, said so that they help.
std::string syntax_message(std::string_view problem, std::string_view text, std::uint32_t at) {
  if (at < text.size() && text[at] == '\t') return "tabs cannot indent YAML: use spaces";
  struct Translation {
    std::string_view libyaml;
    std::string_view ours;
  };
  static constexpr Translation kTranslations[] = {
      {"mapping values are not allowed in this context",
       "a ':' that is no key's: quote the text, or indent the line like its neighbours"},
      {"did not find expected key", "expected a key: is the line indented like its neighbours?"},
      {"could not find expected ':'", "expected ':' and a blank after the key"},
      {"did not find expected ',' or '}'", "expected ',' or '}'"},
      {"did not find expected ',' or ']'", "expected ',' or ']'"},
      {"found unexpected end of stream", "the text ends within a quoted value"},
      {"did not find expected '-' indicator",
       "expected '-': is the line indented like the list's others?"},
      {"found character that cannot start any token",
       "a character that cannot start a value: quote the text"},
      {"control characters are not allowed", "control characters are not allowed"},
  };
  for (const Translation& translation : kTranslations) {
    if (translation.libyaml == problem) return std::string(translation.ours);
  }
  return "not valid YAML: " + std::string(problem);
}

class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view text) : text_(text) {
    if (yaml_parser_initialize(&parser_) == 0) return;
    is_ready_ = true;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text_.data()),
                                 text_.size());
    index_bytes();
  }
  ~TreeBuilder() {
    if (is_ready_) yaml_parser_delete(&parser_);
  }
  TreeBuilder(const TreeBuilder&) = delete;
  TreeBuilder& operator=(const TreeBuilder&) = delete;

  YamlReading build() {
    YamlReading reading;
    if (is_ready_) reading.root = build_document();
    reading.problems = std::move(problems_);
    return reading;
  }

 private:
  /// libyaml counts code points; we count bytes.
  void index_bytes() {
    for (std::uint32_t i = 0; i < text_.size();) {
      byte_of_index_.push_back(i);
      i += decode_utf8(text_.substr(i)).byte_count;
    }
    byte_of_index_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  std::uint32_t byte_of(const yaml_mark_t& mark) const {
    return byte_of_index_[mark.index < byte_of_index_.size() ? mark.index
                                                             : byte_of_index_.size() - 1];
  }
  SourceSpan span_of(const yaml_event_t& event) const {
    SourceSpan span{byte_of(event.start_mark), byte_of(event.end_mark)};
    // Blocks end where the next thing begins: what lies between does not belong to them.
    while (span.end > span.begin && is_blank(text_[span.end - 1])) --span.end;
    return span;
  }
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  SourceSpan span_at(std::uint32_t byte) const {
    if (byte < text_.size()) return {byte, byte + decode_utf8(text_.substr(byte)).byte_count};
    // Behind the last byte nothing can be shown: the last character stands for the end.
    const auto end = static_cast<std::uint32_t>(text_.size());
    return {end == 0 ? 0 : end - 1, end};
  }

  bool next(Event& event) {
    if (has_failed_) return false;
    if (yaml_parser_parse(&parser_, event.get()) != 0) return true;
    has_failed_ = true;
    const std::string_view problem = parser_.problem == nullptr ? "" : parser_.problem;
    std::uint32_t at = byte_of(parser_.problem_mark);
    if (parser_.error == YAML_READER_ERROR) at = static_cast<std::uint32_t>(parser_.problem_offset);
    if (problem == "found unexpected end of stream") at = byte_of(parser_.context_mark);
    problems_.push_back({"yaml-syntax", syntax_message(problem, text_, at), "", span_at(at)});
    return false;
  }

  void unsupported(SourceSpan span, std::string message) {
    problems_.push_back({std::string(kUnsupportedRule), std::move(message), "", span});
  }

  std::optional<YamlNode> build_document() {
    Event stream;
    Event begin;
    if (!next(stream) || !next(begin)) return std::nullopt;
    if (begin->type == YAML_STREAM_END_EVENT) {
      problems_.push_back({"empty-file", "there is nothing in the file", "", {}});
      return std::nullopt;
    }
    std::optional<YamlNode> root = build_node(0);
    Event end;
    Event after;
    if (!root.has_value() || !next(end) || !next(after)) return std::nullopt;
    if (after->type != YAML_STREAM_END_EVENT) {
      unsupported(span_of(*after.get()), "a second document: one scenario a file");
    }
    return root;
  }

  std::optional<YamlNode> build_node(std::uint32_t depth) {
    Event event;
    if (!next(event)) return std::nullopt;
    return build_from(event, depth);
  }

  std::optional<YamlNode> build_from(Event& event, std::uint32_t depth) {
    if (depth >= kScenarioDepthMax) {
      problems_.push_back(
          {"too-deep",
           "more than " + std::to_string(kScenarioDepthMax) + " levels of lists and maps", "",
           span_of(*event.get())});
      has_failed_ = true;
      return std::nullopt;
    }
    switch (event->type) {
      case YAML_SCALAR_EVENT:
        return build_scalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return build_list(event, depth);
      case YAML_MAPPING_START_EVENT:
        return build_map(event, depth);
      default: {  // Only an alias can stand here.
        unsupported(span_of(*event.get()),
                    "aliases are not supported: write the value where it is read");
        YamlNode node;
        node.span = span_of(*event.get());
        return node;
      }
    }
  }

  void refuse_properties(const yaml_char_t* anchor, const yaml_char_t* tag, SourceSpan span) {
    if (anchor != nullptr) {
      unsupported(span, "anchors are not supported: write the value where it is read");
    }
    if (tag != nullptr) {
      unsupported(span, "tags are not supported: each key knows its type");
    }
  }

  YamlNode build_scalar(Event& event) {
    const auto& scalar = event->data.scalar;
    YamlNode node;
    node.style = style_of(scalar.style);
    node.span = span_of(*event.get());
    node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    refuse_properties(scalar.anchor, scalar.tag, node.span);
    return node;
  }

  std::optional<YamlNode> build_list(Event& begin, std::uint32_t depth) {
    const auto& start = begin->data.sequence_start;
    YamlNode node;
    node.kind = YamlKind::kList;
    node.span = span_of(*begin.get());
    refuse_properties(start.anchor, start.tag, node.span);
    while (true) {
      Event event;
      if (!next(event)) return std::nullopt;
      if (event->type == YAML_SEQUENCE_END_EVENT) {
        // A block ends at a mark before the next token: its own end is that of its last part.
        node.span.end = start.style == YAML_FLOW_SEQUENCE_STYLE || node.items.empty()
                            ? byte_of(event->end_mark)
                            : node.items.back().span.end;
        return node;
      }
      std::optional<YamlNode> item = build_from(event, depth + 1);
      if (!item.has_value()) return std::nullopt;
      node.items.push_back(std::move(*item));
    }
  }

  std::optional<YamlNode> build_map(Event& begin, std::uint32_t depth) {
    const auto& start = begin->data.mapping_start;
    YamlNode node;
    node.kind = YamlKind::kMap;
    node.span = span_of(*begin.get());
    refuse_properties(start.anchor, start.tag, node.span);
    FirstPlaces first_places;
    while (true) {
      Event event;
      if (!next(event)) return std::nullopt;
      if (event->type == YAML_MAPPING_END_EVENT) {
        if (start.style == YAML_FLOW_MAPPING_STYLE) node.span.end = byte_of(event->end_mark);
        return node;
      }
      std::optional<YamlNode> key = build_from(event, depth + 1);
      if (!key.has_value()) return std::nullopt;
      std::optional<YamlNode> value = build_node(depth + 1);
      if (!value.has_value()) return std::nullopt;
      node.span.end = std::max({node.span.end, key->span.end, value->span.end});
      add_entry(node, first_places, std::move(*key), std::move(*value));
    }
  }

  using FirstPlaces = std::map<std::string, std::uint32_t>;  // key → byte where it first stands

  void add_entry(YamlNode& map, FirstPlaces& first_places, YamlNode key, YamlNode value) {
    if (!key.is_scalar()) {
      unsupported(key.span, "a key must be a word, not " + std::string(kind_text(key.kind)));
      return;
    }
    if (key.text == "<<" && key.style == ScalarStyle::kPlain) {
      unsupported(key.span, "merge keys are not supported: write the keys out");
      return;
    }
    const auto [first, is_new] = first_places.try_emplace(key.text, key.span.begin);
    if (!is_new) {
      const LineColumn place = line_column_of(text_, first->second);
      problems_.push_back(
          {"duplicate-key",
           "key '" + key.text + "' is there twice: first on line " + std::to_string(place.line), "",
           key.span});
      return;
    }
    map.entries.push_back({std::move(key.text), key.span, std::move(value)});
  }

  std::string_view text_;
  yaml_parser_t parser_ = {};
  bool is_ready_ = false;  // stays false only when there is no memory
  bool has_failed_ = false;
  std::vector<std::uint32_t> byte_of_index_;
  std::vector<ValueProblem> problems_;
};

}  // namespace

bool YamlNode::is_absent() const {
  return is_scalar() && style == ScalarStyle::kPlain &&
         (text.empty() || text == "~" || text == "null");
}

std::string_view kind_text(YamlKind kind) {
  switch (kind) {
    case YamlKind::kScalar:
      return "a single value";
    case YamlKind::kList:
      return "a list";
    case YamlKind::kMap:
      return "a map";
  }
  return "";
}

YamlReading parse_yaml(std::string_view text) {
  return TreeBuilder(text).build();
}

}  // namespace millrace
