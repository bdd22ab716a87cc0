// ui/panels/query_lint.hpp — what is wrong with a query or a scenario that is being typed, at its place; and what
// would be right there.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario_reading.hpp"
#include "ui/panels/code_editor.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// What a text that is typed can refer to: columns of the recording that runs; no files.
ScenarioSurroundings surroundings_while_typing(const WorkbenchView& view);
/// Reads the scenario with this query instead of its own, and changes nothing. Without a scenario: nothing is wrong.
std::vector<CodeMark> query_problems(const WorkbenchView& view, const std::string& query);

/// The same for the text of a scenario. Files that it names are not read: what they hold is taken on trust.
std::vector<CodeMark> scenario_problems(const WorkbenchView& view, const std::string& text);
/// What is supported where this mark stands: columns, windows, aggregates, the order of the clauses … One sentence.
std::string supported_text(const WorkbenchView& view, const CodeMark& mark);
/// All of it, over several lines.
std::string supported_text();

}  // namespace millrace
