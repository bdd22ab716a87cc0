// sim/workload/workload_words.hpp — this room's part of the words that scenario files choose from.
#pragma once

#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

/// Appends the distributions, the arrival processes and the faults of the workload.
void add_workload_words(ScenarioVocabulary& vocabulary);

}  // namespace millrace
