// core/route/strategies/hashing_options.hpp — the option that AlwaysHash and SmartRepartition
// share.
#pragma once

#include "core/route/strategy_info.hpp"

namespace millrace::strategies {

inline constexpr StrategyOption kHashFunctionOption = {
    .name = "hash_function",
    .summary = "How key columns become a hash; fnv places every key where Velostream places it.",
    .kind = OptionKind::kChoice,
    .default_text = kHashFunctionNames[0],
    .range = "xxhash, murmur3 or fnv",
    .choices = kHashFunctionNames,
};

/// The configured hash function. REQUIRES: validated options.
HashFunction configured_hash_function(const StrategyInfo& info, const StrategyContext& context);

}  // namespace millrace::strategies
