// tests/scenario/mutation_test.cpp — whatever becomes of a scenario's text: an answer, with
// places inside it, and no crash.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "tests/scenario/random_scenario.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

constexpr std::string_view kPieces[] = {
    "\n",
    "  ",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "|\n",
    ">-\n",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "!!int ",
    "---\n",
    "...\n",
    "<<: ",
    "${X}",
    "${X:-1}",
    "$${",
    "~",
    "null",
    "0x1f",
    "1e999",
    "-1",
    "999999999999999999999",
    "\t",
    "\r\n",
    "\xff",
    "é",
    "\xe2\x80\xa8",
    "\x00",
    "v2: {",
    "topics:",
    "constraints: {range: ",
    "fields: [",
    "? ",
    "%YAML 1.1\n",
    "@",
    "`",
    "1s",
    "5k/s",
};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : prng_(seed) {}

  std::string mutate(std::string text) {
    const std::uint64_t count = 1 + prng_.below(4);
    for (std::uint64_t i = 0; i < count; ++i) change(text);
    return text;
  }

 private:
  std::size_t place_in(const std::string& text) {
    return static_cast<std::size_t>(prng_.below(text.size() + 1));
  }

  void change(std::string& text) {
    const std::size_t at = place_in(text);
    const std::size_t length = static_cast<std::size_t>(prng_.below(12));
    switch (prng_.below(5)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, kPieces[prng_.below(std::size(kPieces))]);
        break;
      case 2: {
        const std::string copy = text.substr(at, length * 8);
        text.insert(place_in(text), copy);
        break;
      }
      case 3:
        if (at < text.size()) text[at] = static_cast<char>(prng_.below(256));
        break;
      default:
        text.resize(at);
        break;
    }
  }

  Prng prng_;
};

void check_reading(const std::string& text) {
  const ScenarioReading reading = read_text(text);
  CHECK(reading.scenario.has_value() != has_errors(reading.diagnostics));
  for (const Diagnostic& diagnostic : reading.diagnostics) {
    const std::string_view source = reading.text_of(diagnostic);
    CHECK(diagnostic.span.end <= source.size());
    CHECK(!diagnostic.message.empty());
    CHECK(!diagnostic.rule_id.empty());
    CHECK(!render_diagnostic(diagnostic, source).empty());
  }
  if (!reading.scenario.has_value()) return;
  const ScenarioReading again = read_text(write_scenario(*reading.scenario));
  CHECK(!has_errors(again.diagnostics));
  CHECK(again.scenario == reading.scenario);
}

}  // namespace

TEST_CASE("mutated scenarios are answered with a scenario or with places inside the text") {
  Mutator mutator(20'261'120);
  for (std::uint64_t number = 0; number < 1500; ++number) {
    const std::string text = mutator.mutate(
        number % 3 == 0 ? small_scenario() : write_scenario(random_scenario(number)));
    CAPTURE(text);
    check_reading(text);
  }
}

TEST_CASE("mutated values of --set leave the scenario as it was, or give one that reads back") {
  Mutator mutator(4711);
  const Scenario scenario = random_scenario(7);
  for (const ScenarioPath& path : scenario_paths_of(scenario, some_vocabulary())) {
    for (int i = 0; i < 4; ++i) {
      Scenario copy = scenario;
      const std::string value = mutator.mutate(path.default_text);
      CAPTURE(path.path);
      CAPTURE(value);
      if (set_scenario_value(copy, path.path, value, some_vocabulary()).has_value()) continue;
      CHECK(copy == scenario);
    }
  }
}

}  // namespace millrace::test
