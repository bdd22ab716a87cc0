// sim/workload/topic_generator.cpp — synthetic or recorded.
#include "sim/workload/recorded_topic.hpp"
#include "sim/workload/synthetic_topic.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

Result<std::unique_ptr<TopicGenerator>> make_topic_generator(const Scenario& scenario,
                                                             const WorkloadFiles& files) {
  if (!scenario.topic.recording.empty()) return make_recorded_topic(scenario, files);
  return make_synthetic_topic(scenario);
}

}  // namespace millrace
