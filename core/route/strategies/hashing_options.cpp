// core/route/strategies/hashing_options.cpp — reads the validated hash_function option.
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

HashFunction configured_hash_function(const StrategyInfo& info, const StrategyContext& context) {
  return parse_hash_function(info.option_value(context, kHashFunctionOption.name)).value();
}

}  // namespace millrace::strategies
