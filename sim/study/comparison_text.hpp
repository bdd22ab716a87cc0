// sim/study/comparison_text.hpp — a comparison for people: a table that fits 100 columns, a sentence for each
// strategy,
// evidence, advice. As text, and as Markdown for pull requests.
#pragma once

#include <string>
#include <vector>

#include "sim/study/comparison.hpp"

namespace millrace {

inline constexpr std::size_t kReportColumns = 100;

struct TextOptions {
  bool has_colour = false;   // beside the shapes ✓ ✗ ? ⊘
  std::string version = {};  // of the program; "" leaves it out
  bool has_workers = false;  // a table of the workers of each strategy too
};

std::string comparison_text(const Comparison& comparison, const TextOptions& options);
std::string comparison_markdown(const Comparison& comparison, const TextOptions& options);

/// An instant of every strategy: rows, sources and workers.
std::string snapshots_text(const std::vector<StrategySnapshot>& snapshots);

/// "2 of 5 expectations failed", and what was expected and got, a line each; nothing when all hold.
std::string expectation_text(const Comparison& comparison);

}  // namespace millrace
