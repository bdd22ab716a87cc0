// tests/scenario/scenario_fixtures.cpp — entries of the vocabulary, and what tests share.
#include "tests/scenario/scenario_fixtures.hpp"

#include <doctest/doctest.h>

#include <array>

#include "sim/scenario/measure_list.hpp"

namespace millrace::test {

namespace {

using Kind = ParameterKind;

ParameterInfo parameter(std::string_view name, Kind kind, std::string_view default_text = "") {
  ParameterInfo info;
  info.name = name;
  info.summary = "What it is for";
  info.kind = kind;
  info.default_text = default_text;
  return info;
}

ParameterInfo required(ParameterInfo info) {
  info.is_required = true;
  return info;
}

ParameterInfo at_least(ParameterInfo info, double minimum) {
  info.minimum = minimum;
  return info;
}

ParameterInfo also(ParameterInfo info, std::span<const std::string_view> aliases) {
  info.aliases = aliases;
  return info;
}

ParameterInfo one_of(ParameterInfo info, std::span<const std::string_view> words) {
  info.words = words;
  return info;
}

constexpr std::array<std::string_view, 1> kExponent = {"exponent"};
constexpr std::array<std::string_view, 2> kShapes = {"step", "ramp"};
constexpr std::array<std::string_view, 1> kZipfian = {"zipfian"};

}  // namespace

const ScenarioVocabulary& some_vocabulary() {
  static const std::array kZipf = {
      at_least(also(parameter("s", Kind::kNumber, "1"), kExponent), 0)};
  static const std::array kHotSet = {parameter("keys", Kind::kShare, "0.2"),
                                     parameter("share", Kind::kShare, "0.8")};
  static const std::array kBursty = {required(parameter("on", Kind::kDuration)),
                                     required(parameter("off", Kind::kDuration))};
  static const std::array kSlowCore = {required(parameter("core", Kind::kCore)),
                                       at_least(parameter("factor", Kind::kNumber, "2"), 0)};
  static const std::array kStall = {required(parameter("worker", Kind::kWorker))};
  static const std::array kPause = {required(parameter("partition", Kind::kSourcePartition))};
  static const std::array kHotKey = {required(parameter("field", Kind::kField)),
                                     required(parameter("value", Kind::kText)),
                                     required(parameter("share", Kind::kShare)),
                                     one_of(parameter("shape", Kind::kWord, "step"), kShapes)};
  static const std::array kSkew = {required(parameter("producer", Kind::kProducer)),
                                   required(parameter("skew", Kind::kDuration))};
  static const std::array kSwitch = {required(parameter("strategy", Kind::kStrategy))};
  static const std::array kCosts = {parameter("route", Kind::kDuration),
                                    parameter("hash", Kind::kDuration),
                                    parameter("aggregate", Kind::kDuration)};
  static const ScenarioVocabulary kVocabulary = {
      .distributions = {{"uniform", "Every value as often as the others"},
                        {"zipf", "Value k comes as often as 1/k^s", kZipfian, kZipf},
                        {"hot_set", "Some keys get most of the rows", {}, kHotSet},
                        {"sequential", "One value after the other"}},
      .arrivals = {{"poisson", "Independent of each other"},
                   {"constant", "Evenly spaced"},
                   {"bursty", "On and off", {}, kBursty},
                   {"trace", "As recorded"}},
      .jitters = {{"none", "No chance"}, {"exponential", "Exponential service times"}},
      .faults = {{"slow_core", "A core takes longer", {}, kSlowCore},
                 {"stall_worker", "A worker stands still", {}, kStall},
                 {"source_pause", "A source partition gives nothing", {}, kPause},
                 {"hot_key", "One key gets more rows", {}, kHotKey},
                 {"clock_skew", "A producer's clock is wrong", {}, kSkew},
                 {"switch_strategy", "The job goes over to another strategy", {}, kSwitch}},
      .cost_models = {{"measured", "Of this machine"}, {"velostream", "As published"}},
      .costs = {kCosts.begin(), kCosts.end()},
      .measures = {comparison_measures().begin(), comparison_measures().end()},
  };
  return kVocabulary;
}

ScenarioSurroundings some_surroundings() {
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &some_vocabulary();
  return surroundings;
}

ScenarioReading read_text(std::string_view text) {
  return read_text(text, some_surroundings());
}

ScenarioReading read_text(std::string_view text, const ScenarioSurroundings& surroundings) {
  return read_scenario(text, "s.yaml", surroundings);
}

std::string lines_of(const std::vector<Diagnostic>& diagnostics) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics) lines += to_text(diagnostic) + "\n";
  return lines;
}

std::string small_scenario(std::string_view more) {
  return "version: 1\n"
         "query: SELECT trader_id, COUNT(*) FROM trades GROUP BY trader_id\n"
         "topic:\n"
         "  name: trades\n"
         "  partitions: 8\n"
         "  key: [trader_id]\n"
         "  fields:\n"
         "    trader_id: {type: string, pattern: \"trader_{n}\"}\n"
         "    price: {type: \"decimal(12,4)\"}\n" +
         std::string(more);
}

Scenario scenario_of(std::string_view text) {
  const ScenarioReading reading = read_text(text);
  CHECK(lines_of(reading.diagnostics) == "");
  REQUIRE(reading.scenario.has_value());
  return *reading.scenario;
}

}  // namespace millrace::test
