// sim/scenario/yaml_node.hpp — a YAML document as a tree that knows where each part stands. Values are texts:
// what a plain
// scalar means (`on`, `1:30`, `0x10`) is for whoever knows the type that the place declares.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source_span.hpp"
#include "sim/scenario/value_problem.hpp"

namespace millrace {

enum class YamlKind : std::uint8_t { kScalar, kList, kMap };
enum class ScalarStyle : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };

struct YamlEntry;

/// Owns all below it; at most kScenarioDepthMax deep.
struct YamlNode {
  YamlKind kind = YamlKind::kScalar;
  ScalarStyle style = ScalarStyle::kPlain;
  SourceSpan span;   // of scalars: with their quotes or block indicator
  std::string text;  // kScalar
  std::vector<std::uint32_t>
      places;                   // places_of_scalar(), where the text is no longer that of the file
  std::vector<YamlNode> items;  // kList
  std::vector<YamlEntry> entries;  // kMap, in the order of the file

  bool is_scalar() const { return kind == YamlKind::kScalar; }
  bool is_list() const { return kind == YamlKind::kList; }
  bool is_map() const { return kind == YamlKind::kMap; }
  /// A plain scalar without text, `~` or `null`: a key without a value.
  bool is_absent() const;
};

struct YamlEntry {
  std::string key;
  SourceSpan key_span;
  YamlNode value;
};

/// "a text", "a list", "a map": for messages.
std::string_view kind_text(YamlKind kind);

struct YamlReading {
  std::optional<YamlNode> root;        // nothing after a syntax error
  std::vector<ValueProblem> problems;  // syntax; keys that are there twice; what is not supported
};

/// Reads the only document of `text`. Anchors, aliases, merge keys, tags and keys that are no scalars are
/// errors: a scenario
/// is a page, and each value stands where it is read. REQUIRES: at most kScenarioBytesMax bytes of UTF-8,
/// without a byte
/// order mark.
YamlReading parse_yaml(std::string_view text);

/// For each byte of the scalar's text, and its end, the byte of `source` that it was written as: so that an error in an
/// embedded text can be shown at its place in the file.
std::vector<std::uint32_t> places_of_scalar(const YamlNode& scalar, std::string_view source);

}  // namespace millrace
