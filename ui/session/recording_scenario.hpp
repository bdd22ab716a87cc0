// ui/session/recording_scenario.hpp — a recording that somebody dropped becomes a scenario around it: a topic, a query
// that shows something, a pace. A start to edit, not an answer.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.hpp"

namespace millrace {

/// What was made of a recording, and what it was like.
struct RecordingScenario {
  std::string yaml;           // canonical scenario text; begins with a comment that says `summary`
  std::string format;         // "csv", "tsv", "jsonl", "kcat"
  std::int64_t records = 0;   // that can be read
  std::int64_t skipped = 0;   // that cannot
  std::string first_problem;  // of the skipped: "trades.csv:17: …"; "" when none was
  std::string summary;        // "trades.csv: 1,204 records read, 2 skipped (first: …)"
};

/// Whether a dropped file is taken for a recording rather than a scenario: by its ending, else by its first characters.
bool is_recording(const std::string& name, const std::string& text);

/// The scenario's `topic.recording` is `name`. The query counts records per the first column of texts that repeat, in
/// windows where the recording has times; the whole recording plays in about ten seconds. Errors (kInput): not one
/// record can be read; the message says why.
Result<RecordingScenario> scenario_for_recording(const std::string& name,
                                                 std::shared_ptr<const std::string> text);

}  // namespace millrace
