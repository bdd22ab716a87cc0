// sim/scenario/scenario_editing.hpp — a change of a scenario worked into the text that somebody wrote: comments,
// order and spelling of all that stays the same stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_reading.hpp"

namespace millrace {

/// `text` reads as `before`; gives a text that reads as `after`, with as little changed as that takes: values are
/// replaced where they stand, new ones go behind their neighbours. Nothing where that cannot be done at the place
/// (other spellings of nested keys, values that several places share, a text with errors): write_scenario(after) is
/// then what is left, at the price of comments. Whatever is given was read again and found equal to `after`.
std::optional<std::string> edited_text(std::string_view text, const Scenario& before,
                                       const Scenario& after,
                                       const ScenarioSurroundings& surroundings);

}  // namespace millrace
