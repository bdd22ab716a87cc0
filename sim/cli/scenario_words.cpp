// sim/cli/scenario_words.cpp — one vocabulary from the lists of several rooms.
#include "sim/cli/scenario_words.hpp"

#include <array>

#include "sim/engine/cost_model.hpp"
#include "sim/engine/fault_timeline.hpp"
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

constexpr std::array kRescale = {
    required(parameter("workers", Kind::kInteger, "How many workers there are then"))};
constexpr std::array kSwitch = {
    required(parameter("strategy", Kind::kStrategy, "The strategy from then on"))};

/// Until the engine's list has them.
void add_coming_faults(ScenarioVocabulary& words) {
  for (const ChoiceInfo& fault :
       {ChoiceInfo{"rescale", "Another number of workers", {}, kRescale},
        ChoiceInfo{"switch_strategy", "The job goes over to another strategy", {}, kSwitch}}) {
    if (find_choice(words.faults, fault.name) == nullptr) words.faults.push_back(fault);
  }
}

ScenarioVocabulary gathered() {
  ScenarioVocabulary words;
  add_workload_words(words);
  words.faults = fault_choices();  // the workload's too
  add_coming_faults(words);
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
