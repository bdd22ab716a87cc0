// ui/panels/run_figures.hpp — the figures that describe a run in one number each: cards, the comparison and copied
// tables show the same ones in the same words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/session/view.hpp"

namespace millrace {

enum class Preference : std::uint8_t { kNeither, kLess, kMore };

struct RunFigure {
  std::string_view name;  // a term of the glossary
  Preference better = Preference::kNeither;
  /// Nothing where there is no value yet.
  std::optional<double> (*value)(const RunView& run);
  /// With its unit.
  std::string (*text)(double value);
};

/// In the order of a table: result, rate, latency, evenness, cost.
std::span<const RunFigure> run_figures();
/// The text of a figure of a run; kNoValue where there is none. REQUIRES: the name is one of run_figures().
std::string figure_text(const RunView& run, std::string_view name);

std::int64_t lag_rows_of(const RunView& run);
/// Whether the run goes on and knows what its routes carried in the last second; else charts show all since the start.
bool has_recent_routes(const RunView& run);
const RouteMatrix& routes_shown(const RunView& run);
/// Of the last second where that is known, else since the start.
const std::vector<CoreShares>& cores_shown(const RunView& run);
/// The hot-key ceiling as a rate: what one worker manages, by 1/p₁. Nothing where keys may be split, before the
/// workers were busy enough to tell, or where no key stands out.
struct HotKeyCeiling {
  double rows_per_s = 0.0;
  double hottest_share = 0.0;
  std::string key;
};
std::optional<HotKeyCeiling> hot_key_ceiling_of(const RunView& run);

/// Its words, and its number with a header line, for the clipboard.
std::string tab_separated(const RunView& run);

}  // namespace millrace
