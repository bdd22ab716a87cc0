// core/route/strategy_info.hpp — a strategy's description, apart from its running state: what the
// command line, YAML validation, the documentation and the workbench's controls are all read from.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/route/routing_strategy.hpp"

namespace millrace {

enum class OptionKind : std::uint8_t {
  kChoice,    // one of `choices`, any case
  kInteger,   // minimum … maximum
  kFraction,  // 0 … 1
  kText,      // anything
};

/// One option of a strategy.
struct StrategyOption {
  std::string_view name;
  std::string_view summary;  // one sentence
  OptionKind kind = OptionKind::kText;
  std::string_view default_text;                   // "" when it has none
  std::string_view range;                          // for people: "xxhash, murmur3 or fnv"
  std::string_view unit = "";                      // "" where the value has none
  std::span<const std::string_view> choices = {};  // kChoice
  std::int64_t minimum = 0;                        // kInteger
  std::int64_t maximum = 0;                        // kInteger
};

/// Options as they were configured: name and value. The last of several with one name counts, as
/// with `--set`.
using StrategyOptions = std::vector<std::pair<std::string, std::string>>;

/// What validate and make get to know of a job.
struct StrategyContext {
  std::uint32_t worker_count = 1;
  std::uint32_t source_partition_count = 1;
  bool is_aligned = false;    // see is_aligned() in core/route/alignment.hpp
  bool has_grouping = false;  // the query has grouping columns
  StrategyOptions options = {};
};

/// A strategy of the list. Immutable, lives as long as the program.
struct StrategyInfo {
  std::string_view name;          // canonical: "always_hash"
  std::string_view display_name;  // "AlwaysHash"
  std::span<const std::string_view> aliases;
  std::string_view summary;  // one sentence
  std::span<const StrategyOption> options;
  Placement placement = Placement::kScattered;
  bool needs_grouping = false;
  /// Known from a paper or another system, to hold Velostream's five against: never chosen by rules, and compared only
  /// where it is asked for.
  bool is_reference = false;
  Status (*check)(const StrategyContext&) = nullptr;  // beyond options and grouping; may be null
  std::unique_ptr<RoutingStrategy> (*create)(const StrategyContext&) = nullptr;

  /// Every error the context holds for this strategy: worker count, unknown or bad options, missing
  /// grouping columns. Whether results would be right is another question: see
  /// keeps_groups_together().
  Status validate(const StrategyContext& context) const;
  /// A new instance, or the error of validate().
  Result<std::unique_ptr<RoutingStrategy>> make(const StrategyContext& context) const;
  /// Whether all rows of a group meet in one worker in this job.
  bool keeps_groups_together(const StrategyContext& context) const;
  /// The configured value of an option, or its default. REQUIRES: the strategy has the option.
  std::string_view option_value(const StrategyContext& context, std::string_view option) const;
};

/// The columns in a list as users write it ("trader_id" or "desk, trader_id"), without blanks
/// around the names.
std::vector<std::string> split_column_list(std::string_view text);

}  // namespace millrace
