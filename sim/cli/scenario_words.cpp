// sim/cli/scenario_words.cpp — one vocabulary from the lists of several rooms.
#include "sim/cli/scenario_words.hpp"

#include "sim/engine/cost_model.hpp"
#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/jitter.hpp"
#include "sim/scenario/measure_list.hpp"
#include "sim/workload/workload_words.hpp"

namespace millrace::cli {
namespace {

ScenarioVocabulary gathered() {
  ScenarioVocabulary words;
  add_workload_words(words);
  words.faults = fault_choices();  // the workload's too
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
