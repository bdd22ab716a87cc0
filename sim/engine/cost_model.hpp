// sim/engine/cost_model.hpp — how long the engine's work takes in virtual time: counts of
// operations, each with a price. Knows nothing of clocks; prices come from cost_models.list and the
// scenario.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/work.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

enum class Cost : std::uint8_t {
#define X(enumerator, name, summary) enumerator,
#include "sim/engine/costs.list"
#undef X
};

inline constexpr std::size_t kCostCount = 0
#define X(enumerator, name, summary) +1
#include "sim/engine/costs.list"
#undef X
    ;

/// What a cost file calls it: "hash_row".
std::string_view to_text(Cost cost);

/// A price and where it comes from.
struct CostFigure {
  Cost cost;
  double ns = 0.0;
  std::string_view source;  // a document and its place, or how it was measured
};

/// A table of the list. Costs that are not named are free. Immutable, lives as long as the program.
struct CostModelInfo {
  std::string_view name;
  std::string_view summary;  // one sentence
  std::span<const CostFigure> figures;
};

const std::vector<const CostModelInfo*>& all_cost_models();

/// Prices in whole picoseconds, so that sums are the same everywhere. A value; used by any thread.
class CostModel {
 public:
  /// The named table with the scenario's own figures over it. kOption: an unknown name, or a price
  /// that is not a number from 0 to an hour.
  static Result<CostModel> make(std::string_view name,
                                std::span<const std::pair<std::string, double>> overrides_ns);

  std::int64_t picoseconds(Cost cost) const { return prices_[static_cast<std::size_t>(cost)]; }

  // Nanoseconds of one task of each stage, rounded to the nearest.

  /// A fetched batch of `row_count` rows that was stamped, routed and handed over.
  std::int64_t route_ns(std::int64_t row_count, const Work& work) const;
  /// Envelopes without rows: watermarks, the end.
  std::int64_t hand_over_ns(std::int64_t envelope_count) const;
  /// A worker's envelope.
  std::int64_t execute_ns(std::int64_t row_count, const Work& work) const;
  std::int64_t merge_ns(const Work& work) const;
  /// Results of one envelope going to their sink; 0 where there are none.
  std::int64_t sink_ns(std::int64_t result_rows) const;
  std::int64_t move_ns(std::int64_t states) const;

 private:
  std::array<std::int64_t, kCostCount> prices_ = {};  // picoseconds
};

/// For the vocabulary of scenarios.
std::vector<ChoiceInfo> cost_model_choices();
std::vector<ParameterInfo> cost_parameters();

}  // namespace millrace
