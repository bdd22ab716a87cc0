// sim/workload/recorded_topic.hpp — a recording as a topic: at its own pace, scaled, or as the load
// says.
#pragma once

#include <memory>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// CSV and JSON lines are written by the scenario's producers in the order of the file; a kcat recording keeps its
/// partitions, offsets and keys. Recorded times only go forward: a row whose time lies before those of rows ahead of it
/// is due with them. Bounded memory, whatever the length.
/// Errors (kInput): as Recording::open. (kOption): no times to go by, a closed loop, faults about fields.
Result<std::unique_ptr<TopicGenerator>> make_recorded_topic(const Scenario& scenario,
                                                            const WorkloadFiles& files);

}  // namespace millrace
