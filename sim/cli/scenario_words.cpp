// sim/cli/scenario_words.cpp — one vocabulary from the lists of several rooms.
#include "sim/cli/scenario_words.hpp"

#include <array>

#include "sim/engine/cost_model.hpp"
#include "sim/engine/jitter.hpp"
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
  return info;
}

constexpr ParameterInfo required(ParameterInfo info) {
  info.is_required = true;
  return info;
}

constexpr std::array kSlowCore = {
    parameter("core", Kind::kCore, "Which core", "0"),
    parameter("factor", Kind::kNumber, "How many times as long everything takes", "4")};
constexpr std::array kWorker = {parameter("worker", Kind::kWorker, "Which worker", "0")};
constexpr std::array kCrash = {
    parameter("worker", Kind::kWorker, "Which worker", "0"),
    parameter("commit_every", Kind::kDuration, "Time between committed offsets", "1s")};
constexpr std::array kSlowSink = {
    parameter("worker", Kind::kWorker, "Whose sink; left out, all of them"),
    parameter("delay", Kind::kDuration, "What each write takes longer", "10ms")};
constexpr std::array kRescale = {
    required(parameter("workers", Kind::kInteger, "How many workers there are then"))};
constexpr std::array kSwitch = {
    required(parameter("strategy", Kind::kStrategy, "The strategy from then on"))};

void add_job_faults(ScenarioVocabulary& words) {
  const std::array faults = {
      ChoiceInfo{"slow_core", "A core takes longer for everything", {}, kSlowCore},
      ChoiceInfo{"stall_worker", "A worker stands still", {}, kWorker},
      ChoiceInfo{"crash_worker", "A worker dies and comes back", {}, kCrash},
      ChoiceInfo{"slow_sink", "Writing results takes longer", {}, kSlowSink},
      ChoiceInfo{"rebalance", "Source partitions are handed out anew", {}, {}},
      ChoiceInfo{"rescale", "Another number of workers", {}, kRescale},
      ChoiceInfo{"switch_strategy", "The job goes over to another strategy", {}, kSwitch}};
  words.faults.insert(words.faults.end(), faults.begin(), faults.end());
}

ScenarioVocabulary gathered() {
  ScenarioVocabulary words;
  add_workload_words(words);
  add_job_faults(words);
  words.jitters = jitter_choices();
  words.cost_models = cost_model_choices();
  words.costs = cost_parameters();
  words.measures = {comparison_measures().begin(), comparison_measures().end()};
  return words;
}

}  // namespace

const ScenarioVocabulary& scenario_words() {
  static const ScenarioVocabulary kWords = gathered();
  return kWords;
}

}  // namespace millrace::cli
