// sim/study/sentences.hpp — figures as sentences: what happened under a strategy, and what to choose.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/study/comparison.hpp"

namespace millrace {

/// One plain sentence or two on what happened, made of the outcome's figures; no line breaks.
std::string sentence_on(const StrategyOutcome& outcome);

/// What to choose among the outcomes, why, and what to know about `auto`. `auto_selected` may be empty.
std::string advice_on(std::span<const StrategyOutcome> outcomes, std::string_view auto_selected);

/// The outcome to choose: right totals first, then taking in what arrives, then throughput, p99 and moved bytes; the
/// earlier of equals. Null when none is valid.
const StrategyOutcome* best_of(std::span<const StrategyOutcome> outcomes);

/// Why a run took in less than arrived: "core 3 is 100 % busy", "all rows go to one worker of 8".
std::string bottleneck_of(const RunReport& report);

/// "split trader_id = trader_7, window 12:01:00–12:02:00: expected SUM = 48210.50; got 4 rows …", for people.
std::string evidence_sentence(const GroupEvidence& evidence, const Verdict& verdict);

}  // namespace millrace
