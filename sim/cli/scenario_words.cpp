// sim/cli/scenario_words.cpp — one vocabulary from the lists of several rooms.
#include "sim/cli/scenario_words.hpp"

#include <array>

#include "sim/scenario/measure_list.hpp"
#include "sim/workload/workload_words.hpp"

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

constexpr std::array kCore = {parameter("core", Kind::kCore, "Which core"),
                              parameter("factor", Kind::kNumber, "Times as long", "4")};
constexpr std::array kWorker = {parameter("worker", Kind::kWorker, "Which worker")};
constexpr std::array kSink = {parameter("worker", Kind::kWorker, "Whose sink"),
                              parameter("factor", Kind::kNumber, "Times as long", "4")};
constexpr std::array kCount = {parameter("count", Kind::kInteger, "How many")};
constexpr std::array kStrategy = {parameter("strategy", Kind::kStrategy, "The new strategy")};

ScenarioVocabulary gathered() {
  ScenarioVocabulary words;
  add_workload_words(words);
  words.jitters = {{"none", "Service times as the cost model has them"},
                   {"exponential", "Exponential service times"}};
  words.faults.insert(
      words.faults.end(),
      {{"slow_core", "A core takes longer", {}, kCore},
       {"stall_worker", "A worker stands still", {}, kWorker},
       {"crash_worker", "A worker dies and comes back", {}, kWorker},
       {"slow_sink", "A sink takes longer", {}, kSink},
       {"rescale", "Another number of workers", {}, kCount},
       {"switch_strategy", "The job goes over to another strategy", {}, kStrategy}});
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
