// sim/study/measures.hpp — the figures of an outcome by the names of `expect:` (sim/scenario/measure_list.hpp), and
// whether expectations hold.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/study/comparison.hpp"

namespace millrace {

/// A figure. Numbers in base units: nanoseconds, rows per second, bytes, shares 0 … 1; words as text.
struct MeasureValue {
  double number = 0.0;
  std::string word;  // of measures that are words; else empty
};

/// Nothing where the outcome has no such figure: of a refused plan all but `verdict` and `auto_selected`, the
/// alignment
/// rate before 30 rows. REQUIRES: a name of the list.
std::optional<MeasureValue> measure_of(const StrategyOutcome& outcome, std::string_view measure);

/// Groups with state in several workers and no merge. The job counts them where it has reason to doubt its plan; the
/// verdict sees those of a plan that rests on a wrong declaration too.
std::int64_t split_groups_of(const StrategyOutcome& outcome);

/// What was copied because of routing: rows into other workers' batches, and states in hand-overs.
std::int64_t moved_bytes_of(const StrategyOutcome& outcome);

/// As `expect:` would write it: "12.5ms", "200k/s", "3".
std::string measure_text(const MeasureInfo& measure, const MeasureValue& value);

/// One outcome per expectation, in their order. A strategy that was not run breaks what is expected of it.
std::vector<ExpectationOutcome> check_expectations(std::span<const Expectation> expectations,
                                                   std::span<const StrategyOutcome> outcomes);

/// "line 31: always_hash: expected p99 < 50ms, got 71ms"; without a line where it was not read from a file.
std::string to_text(const ExpectationOutcome& outcome);

}  // namespace millrace
