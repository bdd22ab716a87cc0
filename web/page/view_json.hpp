// web/page/view_json.hpp — the session as it is now, for JavaScript: the fields of `compare --json` where both have
// them, at the present virtual time, and what the page's buttons need besides.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "ui/session/view.hpp"

namespace millrace {

/// `window.millrace.snapshot()`; documented in web/README.md. Costs some hundred microseconds: not for every frame.
nlohmann::ordered_json view_json(const WorkbenchView& view, std::string_view version);

/// Problems of a scenario's text, each with its place.
nlohmann::ordered_json problems_json(std::span<const Diagnostic> problems);

}  // namespace millrace
