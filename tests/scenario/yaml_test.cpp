// tests/scenario/yaml_test.cpp — YAML as texts with places; what of YAML is not read, and how that is said.
#include <doctest/doctest.h>

#include <string>

#include "sim/scenario/scenario_writing.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

/// The node on one line, scalars with the text of their span.
std::string dump(const YamlNode& node, const std::string& source) {
  std::string text;
  if (node.is_scalar()) {
    return node.text + "<" + source.substr(node.span.begin, node.span.end - node.span.begin) + ">";
  }
  for (const YamlNode& item : node.items) text += (text.empty() ? "" : ", ") + dump(item, source);
  for (const YamlEntry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + dump(entry.value, source);
  }
  return node.is_list() ? "[" + text + "]" : "{" + text + "}";
}

std::string tree_of(const std::string& source) {
  const YamlReading reading = parse_yaml(source);
  std::string text = reading.root.has_value() ? dump(*reading.root, source) : "nothing";
  for (const ValueProblem& problem : reading.problems) {
    const LineColumn place = line_column_of(source, problem.span.begin);
    text += "\n" + std::to_string(place.line) + ":" + std::to_string(place.column) + " " +
            problem.rule_id + ": " + problem.message;
  }
  return text;
}

}  // namespace

TEST_CASE("scalars keep their text, whatever YAML 1.1 would make of it") {
  CHECK(tree_of("a: on\nb: 1:30\nc: 0x10\nd: no\ne: 010\nf: 1e3\n") ==
        "{a: on<on>, b: 1:30<1:30>, c: 0x10<0x10>, d: no<no>, e: 010<010>, f: 1e3<1e3>}");
}

TEST_CASE("places are bytes, also behind characters of several bytes and CR LF") {
  CHECK(tree_of("größe: \"ü€\" # x\r\nb: [ä, 'c''d']\r\n") ==
        "{größe: ü€<\"ü€\">, b: [ä<ä>, c'd<'c''d'>]}");
}

TEST_CASE("maps end where their last value ends") {
  const std::string source = "a:\n  b: 1\n\n# comment\nc: {d: 2}  # more\n";
  const YamlReading reading = parse_yaml(source);
  REQUIRE(reading.root.has_value());
  const SourceSpan a = reading.root->entries[0].value.span;
  const SourceSpan c = reading.root->entries[1].value.span;
  CHECK(source.substr(a.begin, a.end - a.begin) == "b: 1");
  CHECK(source.substr(c.begin, c.end - c.begin) == "{d: 2}");
}

TEST_CASE("mistakes of syntax are said so that they help, at their place") {
  CHECK(tree_of("a: 1\n\tb: 2\n") ==
        "nothing\n2:1 yaml-syntax: tabs cannot indent YAML: use spaces");
  CHECK(tree_of("a: b: c\n") ==
        "nothing\n1:5 yaml-syntax: a ':' that is no key's: quote the text, or indent the line like "
        "its neighbours");
  CHECK(tree_of("a: [1, 2\nb: 3\n") == "nothing\n2:2 yaml-syntax: expected ',' or ']'");
  CHECK(tree_of("a: \"x\nb: 3\n") ==
        "nothing\n1:4 yaml-syntax: the text ends within a quoted value");
  CHECK(tree_of("a: 1\n  b: 2\n") ==
        "nothing\n2:4 yaml-syntax: a ':' that is no key's: quote the text, or indent the line like "
        "its neighbours");
  CHECK(tree_of("a: @x\n") ==
        "nothing\n1:4 yaml-syntax: a character that cannot start a value: quote the text");
  CHECK(tree_of("") == "nothing\n1:1 empty-file: there is nothing in the file");
  CHECK(tree_of("# only this\n") == "nothing\n1:1 empty-file: there is nothing in the file");
}

TEST_CASE("what of YAML is not read is named") {
  CHECK(tree_of("a: &x 1\nb: *x\n") ==
        "{a: 1<&x 1>, b: <*x>}\n"
        "1:4 yaml-unsupported: anchors are not supported: write the value where it is read\n"
        "2:4 yaml-unsupported: aliases are not supported: write the value where it is read");
  CHECK(tree_of("a: {<<: {b: 1}}\n") ==
        "{a: {}}\n1:5 yaml-unsupported: merge keys are not supported: write the keys out");
  CHECK(tree_of("a: !!str 1\n") ==
        "{a: 1<!!str 1>}\n1:4 yaml-unsupported: tags are not supported: each key knows its type");
  CHECK(tree_of("? [a]\n: 1\n") == "{}\n1:3 yaml-unsupported: a key must be a word, not a list");
  CHECK(tree_of("a: 1\n---\nb: 2\n") ==
        "{a: 1<1>}\n2:1 yaml-unsupported: a second document: one scenario a file");
  CHECK(tree_of("a: 1\na: 2\n") ==
        "{a: 1<1>}\n2:1 duplicate-key: key 'a' is there twice: first on line 1");
}

TEST_CASE("depth and size are bounded") {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "[";
  CHECK(tree_of(deep).substr(0, 20) == "nothing\n1:33 too-dee");
  const ScenarioReading large = read_text(std::string(kScenarioBytesMax + 1, ' '));
  CHECK(lines_of(large.diagnostics) ==
        "s.yaml: error: a scenario has at most 1 MiB, this file has 1048577 bytes [too-large]\n");
  const ScenarioReading latin = read_text("version: 1\nname: caf\xe9\n");
  CHECK(lines_of(latin.diagnostics) ==
        "s.yaml:2:10: error: the text is not UTF-8 here [not-utf8]\n");
}

TEST_CASE("a byte order mark and CR LF change nothing") {
  std::string text = small_scenario();
  std::string windows = "\xef\xbb\xbf";
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(scenario_of(windows) == scenario_of(text));
}

TEST_CASE("each byte of a scalar knows its place in the file") {
  struct Case {
    std::string source;
    std::string
        letters;  // each is looked for in the text and must stand at the same letter of the source
  };
  const std::vector<Case> cases = {
      {"q: plain text", "plaintext"},
      {"q: plain\n   over\n   lines", "plnovers"},
      {"q: 'it''s Quoted'", "tsQd"},
      {"q: \"a\\tb \\u00e9 \\\"x\\\" Z\"", "axZ"},
      {"q: \"fold\\\n  ed K\"", "foledK"},
      {"q: |\n  first\n    Second\n\n  tHird\n", "fSH"},
      {"q: |2-  # comment X\n    Indented\n  baCk\n", "IC"},
      {"q: >\n  folded Line\n  nexT\n", "fLnT"},
      {"q: |\r\n  one\r\n  tWo\r\n", "oW"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.source);
    const YamlReading reading = parse_yaml(c.source);
    REQUIRE(reading.root.has_value());
    const YamlNode& scalar = reading.root->entries[0].value;
    const std::vector<std::uint32_t> places = places_of_scalar(scalar, c.source);
    REQUIRE(places.size() == scalar.text.size() + 1);
    for (const char letter : c.letters) {
      const std::size_t at = scalar.text.find(letter);
      REQUIRE(at != std::string::npos);
      CHECK(c.source[places[at]] == letter);
    }
    for (std::size_t i = 1; i < places.size(); ++i) CHECK(places[i - 1] <= places[i]);
    CHECK(places.back() <= c.source.size());
  }
}

namespace {

/// What a reader of YAML might take for something else.
const std::vector<std::string> kTexts = {"plain",
                                         "",
                                         " ",
                                         "true",
                                         "no",
                                         "123",
                                         "1:30",
                                         "0x1f",
                                         "a: b",
                                         "a #b",
                                         "#x",
                                         "- x",
                                         "-1",
                                         "-x",
                                         "x:",
                                         "[a]",
                                         "{n}",
                                         "trader_{n}",
                                         "a,b",
                                         "\"q\"",
                                         "it's",
                                         "tab\there",
                                         "é€",
                                         "line\nbreak",
                                         "line\n",
                                         "\nline\n\n",
                                         "  indented\nlines\n",
                                         "end \n space",
                                         "\n",
                                         "\n\n",
                                         "a\r\nb",
                                         "\x01\x7f",
                                         "\xc2\x85",
                                         "\xe2\x80\xa8",
                                         "\xef\xbb\xbf",
                                         "${VAR}",
                                         "$${VAR}",
                                         "$",
                                         "a\n\tb\n",
                                         "\ta\n",
                                         "null",
                                         "~",
                                         "= x",
                                         "< 5ms",
                                         "%x",
                                         "a\\b",
                                         "2024-01-01T00:00:00Z",
                                         "SELECT a\nFROM b -- c: d\n",
                                         ".5",
                                         "+1",
                                         "1e3",
                                         "y",
                                         "a  b",
                                         "?",
                                         "? x",
                                         "a]",
                                         "*x",
                                         "&x",
                                         "!x"};

}  // namespace

TEST_CASE("texts are written so that they read back, in blocks and on one line") {
  for (const std::string& text : kTexts) {
    CAPTURE(text);
    Scenario scenario = scenario_of(small_scenario());
    scenario.description = text;
    scenario.topic.fields[0].pattern = text;  // on one line, inside a map
    scenario.topic.fields[0].cardinality = 1;
    const std::string written = write_scenario(scenario);
    CAPTURE(written);
    CHECK(scenario_of(written) == scenario);
  }
}

}  // namespace millrace::test
