// sim/workload/arrivals/factor_limit.hpp — how many pieces a bent rate curve may have.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.hpp"

namespace millrace::arrivals {

inline constexpr std::int64_t kFactorsMax = 1 << 20;

inline Error too_many_factors(std::string_view name, std::string_view period) {
  return {ErrorCode::kOption,
          std::string(name) + ": the run has more than " + std::to_string(kFactorsMax) + " " +
              std::string(period) + "; make them longer or the run shorter",
          {}};
}

}  // namespace millrace::arrivals
