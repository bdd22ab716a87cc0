// ui/panels/query_lint.hpp — what is wrong with a query that is being typed, at its place in the query.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/code_editor.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// Reads the scenario with this query instead of its own, and changes nothing. Without a scenario: nothing is wrong.
std::vector<CodeMark> query_problems(const WorkbenchView& view, const std::string& query);

}  // namespace millrace
