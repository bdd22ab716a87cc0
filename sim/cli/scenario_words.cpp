// sim/cli/scenario_words.cpp — one vocabulary from the lists of several rooms.
#include "sim/cli/scenario_words.hpp"

#include <array>

#include "sim/scenario/measure_list.hpp"

namespace millrace::cli {
namespace {

using Kind = ParameterKind;

constexpr ParameterInfo parameter(std::string_view name, Kind kind, std::string_view summary,
                                  std::string_view default_text = "") {
  ParameterInfo info;
  info.name = name;
  info.summary = summary;
  info.kind = kind;
  info.default_text = default_text;
  info.is_required = default_text.empty();
  return info;
}

constexpr std::array kZipf = {parameter("s", Kind::kNumber, "Exponent", "1")};
constexpr std::array kHotSet = {
    parameter("keys", Kind::kShare, "Share of the values that are hot", "0.2"),
    parameter("share", Kind::kShare, "Share of the rows that have a hot value", "0.8")};
constexpr std::array kBursty = {parameter("on", Kind::kDuration, "Time with records"),
                                parameter("off", Kind::kDuration, "Time without")};
constexpr std::array kCore = {parameter("core", Kind::kCore, "Which core"),
                              parameter("factor", Kind::kNumber, "Times as long", "4")};
constexpr std::array kWorker = {parameter("worker", Kind::kWorker, "Which worker")};
constexpr std::array kSink = {parameter("worker", Kind::kWorker, "Whose sink"),
                              parameter("factor", Kind::kNumber, "Times as long", "4")};
constexpr std::array kPartition = {
    parameter("partition", Kind::kSourcePartition, "Which source partition")};
constexpr std::array kFactor = {parameter("factor", Kind::kNumber, "Times the rate", "4")};
constexpr std::array kHotKey = {parameter("field", Kind::kField, "Which column"),
                                parameter("value", Kind::kText, "Its hot value"),
                                parameter("share", Kind::kShare, "Of the rows")};
constexpr std::array kSkew = {parameter("producer", Kind::kProducer, "Whose clock"),
                              parameter("skew", Kind::kDuration, "By how much")};
constexpr std::array kCount = {parameter("count", Kind::kInteger, "How many")};
constexpr std::array kStrategy = {parameter("strategy", Kind::kStrategy, "The new strategy")};

ScenarioVocabulary gathered() {
  ScenarioVocabulary words;
  words.distributions = {{"uniform", "Every value as often as any other"},
                         {"zipf", "Value k in proportion to 1/k^s", {}, kZipf},
                         {"hot_set", "Some of the values get most of the rows", {}, kHotSet},
                         {"sequential", "One value after the other"}};
  words.arrivals = {{"poisson", "Independent of each other"},
                    {"constant", "Evenly spaced"},
                    {"bursty", "On and off", {}, kBursty},
                    {"trace", "As recorded"}};
  words.jitters = {{"none", "Service times as the cost model has them"},
                   {"exponential", "Exponential service times"}};
  words.faults = {{"slow_core", "A core takes longer", {}, kCore},
                  {"stall_worker", "A worker stands still", {}, kWorker},
                  {"crash_worker", "A worker dies and comes back", {}, kWorker},
                  {"slow_sink", "A sink takes longer", {}, kSink},
                  {"source_pause", "A source partition gives nothing", {}, kPartition},
                  {"burst", "More records", {}, kFactor},
                  {"hot_key", "One key gets more rows", {}, kHotKey},
                  {"clock_skew", "A producer's clock is wrong", {}, kSkew},
                  {"add_partitions", "The topic gets more partitions", {}, kCount},
                  {"rescale", "Another number of workers", {}, kCount},
                  {"switch_strategy", "The job goes over to another strategy", {}, kStrategy}};
  words.cost_models = {{"measured", "As measured"}, {"velostream", "As published"}};
  words.measures = {comparison_measures().begin(), comparison_measures().end()};
  return words;
}

}  // namespace

const ScenarioVocabulary& scenario_words() {
  static const ScenarioVocabulary kWords = gathered();
  return kWords;
}

}  // namespace millrace::cli
