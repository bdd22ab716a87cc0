// sim/workload/synthetic_topic.hpp — a topic made up from fields, arrivals and producers.
#pragma once

#include <memory>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// How many rows are generated at once; the records do not depend on it.
#if defined(MILLRACE_HOSTILE)
inline constexpr std::uint32_t kRowsPerPartitionAtOnce = 3;
inline constexpr std::uint32_t kRowsAtOnceMin = 5;
#else
inline constexpr std::uint32_t kRowsPerPartitionAtOnce = 2'048;
inline constexpr std::uint32_t kRowsAtOnceMin = 8'192;
#endif
inline constexpr std::uint32_t kRowsAtOnceMax = 131'072;

/// `rows_at_once` 0: by the number of partitions, so that a fetch is seldom cut short by the end of a block.
Result<std::unique_ptr<TopicGenerator>> make_synthetic_topic(const Scenario& scenario,
                                                             std::uint32_t rows_at_once = 0);

}  // namespace millrace
