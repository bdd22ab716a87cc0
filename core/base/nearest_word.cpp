// core/base/nearest_word.cpp — restricted Damerau-Levenshtein distance over a few dozen known
// words.
#include "core/base/nearest_word.hpp"

#include <algorithm>
#include <vector>

#include "core/base/text.hpp"

namespace millrace {
namespace {

/// Edits between two words, with swaps of neighbours (optimal string alignment). Three rows of the
/// table are kept.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(current);
  }
  return last[b.size()];
}

}  // namespace

std::string_view nearest_word(std::string_view typed,
                              std::span<const std::string_view> candidates) {
  if (typed.empty()) return {};
  std::string_view nearest;
  std::size_t nearest_distance = 0;
  std::string typed_lower;
  for (const std::string_view candidate : candidates) {
    const std::size_t longer = std::max(typed.size(), candidate.size());
    const std::size_t shorter = std::min(typed.size(), candidate.size());
    const std::size_t distance_max = (longer + 2) / 3;
    // Lengths this different cannot be near; it also keeps a typed megabyte from filling the table.
    if (longer - shorter > distance_max) continue;
    if (typed_lower.empty()) typed_lower = to_lower(typed);
    const std::size_t distance = edit_distance(typed_lower, to_lower(candidate));
    if (distance > distance_max || distance == longer) continue;  // nothing in common
    if (!nearest.empty() && distance >= nearest_distance) continue;
    nearest = candidate;
    nearest_distance = distance;
  }
  return nearest;
}

std::string did_you_mean(std::string_view typed, std::span<const std::string_view> candidates) {
  const std::string_view nearest = nearest_word(typed, candidates);
  if (nearest.empty()) return {};
  return " (did you mean '" + std::string(nearest) + "'?)";
}

}  // namespace millrace
