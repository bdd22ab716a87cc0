// ui/session/run_view.hpp — what panels are told of runs, and what is happening in plain words.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ui/session/run.hpp"
#include "ui/session/view.hpp"

namespace millrace {

OutcomeKind outcome_of(VerdictKind kind);
/// `now`: of the session; the run may be done before.
RunView view_of(Run& run, VirtualTime now);
/// Of auto's choice, where another valid one does measurably better.
void set_auto_remark(std::vector<RunView>& runs);
/// Two sentences: what one sees, and what to do next.
std::string sentence_of(const Scenario& scenario, std::span<const RunView> runs);

}  // namespace millrace
