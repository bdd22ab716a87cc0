// sim/study/sweep_text.hpp — a sweep as a table for people, CSV, JSON lines or one JSON document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/study/sweep.hpp"

namespace millrace {

/// Measures of the table, by any spelling; empty for throughput, p99, max_over_mean and busy_max. Errors: kOption.
Result<std::vector<std::string>> table_measures(const std::vector<std::string>& asked);

/// A row a cell: settings, strategy, figures as mean ± half of the 95 % interval.
std::string sweep_text(const SweepResult& result, const std::vector<std::string>& measures,
                       bool is_markdown);
/// Every measure as `name_unit` and, with replications, `name_unit_ci95` (half the interval).
std::string sweep_csv(const SweepResult& result);
std::string sweep_json(const SweepResult& result, std::string_view scenario, std::uint64_t seed,
                       std::string_view version);
std::string sweep_json_lines(const SweepResult& result);

}  // namespace millrace
