// sim/cli/scenario_words.hpp — the words that scenario files may choose from, gathered from the
// rooms that own them.
#pragma once

#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace::cli {

/// Lives as long as the program.
const ScenarioVocabulary& scenario_words();

}  // namespace millrace::cli
