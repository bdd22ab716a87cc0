// web/page/studies.hpp — what the command line does, as calls that take and give JSON: they need no window, and so run
// in a worker of the page, too.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/workload/topic_log.hpp"
#include "ui/session/session.hpp"

namespace millrace {

/// `compare --json` of a scenario's text; `{"error": {"message", "problems"}}` where it cannot be run.
nlohmann::ordered_json compared(const std::string& text, const SessionFiles& files);

/// `query --json`: `request` has the command's options with _ for - (`sql`, `input` the recording itself, `format`,
/// `schema`, `time`, `key`, `source_partitions`, …). Gives summary, rows, exit_code and what was noted; an `error`
/// where it failed.
nlohmann::ordered_json queried(const nlohmann::ordered_json& request);

}  // namespace millrace
