// ui/panels/event_log.hpp — what has happened in a run, in the order in which it did: the timeline's events, and the
// instants at which something became wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/panels/panel.hpp"

namespace millrace {

/// Texts are the run's; valid as long as it.
struct LogEntry {
  VirtualTime at;
  std::string_view type;  // "slow_core", "first_wrong"
  std::string_view text;  // one sentence
};

/// Up to the run's present, the earliest first.
std::vector<LogEntry> log_entries(const RunView& run);
/// A table of them, of the height that is left; a click goes to the instant.
void draw_event_log(PanelContext& context, const std::vector<LogEntry>& entries);
/// "happened\t2.5\tslow_core\t…" a line, without headings.
std::string tab_separated(const std::vector<LogEntry>& entries);

}  // namespace millrace
