// core/route/strategies.hpp — the list of all strategies and how a configured name finds one.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace {

/// In the order of core/route/strategies/strategies.list.
const std::vector<const StrategyInfo*>& all_strategies();

/// Canonical name, display name or alias; any case, '-' and blank like '_'. Null when there is
/// none.
const StrategyInfo* find_strategy(std::string_view any_spelling);

/// The same, with an error that names the nearest word and all valid options.
Result<const StrategyInfo*> strategy_named(std::string_view any_spelling);

}  // namespace millrace
