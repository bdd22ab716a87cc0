// sim/study/comparison_json.hpp — a comparison for programs: one JSON document, JSON lines, CSV. Field names are a
// contract (README): snake_case with units, only ever added to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/study/comparison.hpp"

namespace millrace {

/// One document. Figures of a refused strategy are null.
std::string comparison_json(const Comparison& comparison, std::string_view version);
/// The `strategies` entries of the document, one a line, each with scenario, seed and run hash.
std::string comparison_json_lines(const Comparison& comparison, std::string_view version);
/// A row a strategy, one column a measure of `expect:`; units in the names. Fields by RFC 4180.
std::string comparison_csv(const Comparison& comparison);

/// An instant of every strategy, an array: what `--at T` prints with --json.
std::string snapshots_json(const std::vector<StrategySnapshot>& snapshots);

}  // namespace millrace
