// sim/workload/workload_words.cpp — from the lists of the room.
#include "sim/workload/workload_words.hpp"

#include "sim/workload/arrival.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/workload_faults.hpp"

namespace millrace {

void add_workload_words(ScenarioVocabulary& vocabulary) {
  for (const DistributionInfo* info : all_distributions()) {
    vocabulary.distributions.push_back(info->choice());
  }
  for (const ArrivalInfo* info : all_arrivals()) vocabulary.arrivals.push_back(info->choice());
  for (const WorkloadFaultInfo* info : all_workload_faults()) {
    vocabulary.faults.push_back(info->choice());
  }
}

}  // namespace millrace
