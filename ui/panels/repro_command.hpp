// ui/panels/repro_command.hpp — what runs here, as a command for a shell.
#pragma once

#include <string>

#include "ui/session/view.hpp"

namespace millrace {

/// A `millrace run` that reads the scenario from its standard input, so that it needs no file: as it is now, with what
/// sliders, editors and events made of it; a fork's own events are in it, too. "" without a scenario.
std::string repro_command(const WorkbenchView& view, const RunView& run);

}  // namespace millrace
