// ui/session/evidence_search.cpp — looks at every batch that a worker executed.
#include "ui/session/evidence_search.hpp"

#include <utility>

namespace millrace {

EvidenceSearch::EvidenceSearch(const Run& run, std::size_t index)
    : run_(index), groups_(run.evidence()->first), search_(run.simulation->plan().query, groups_) {}

Result<std::unique_ptr<EvidenceSearch>> EvidenceSearch::make(const Run& run, std::size_t index,
                                                             std::shared_ptr<TopicLog> log) {
  std::unique_ptr<EvidenceSearch> search(new EvidenceSearch(run, index));
  SimulationOptions options;
  options.strategy = run.strategy;
  options.allow_invalid = true;
  options.keep_results = false;
  options.on_work = [target = search.get()](const WorkSpan& span) {
    if (span.kind == WorkKind::kExecute && span.batch != nullptr)
      target->search_.look_at(span.worker, *span.batch);
  };
  MILLRACE_TRY(search->simulation_,
               Simulation::make(run.scenario, std::move(options), std::move(log)));
  return search;
}

bool EvidenceSearch::work(const std::function<bool()>& has_time) {
  constexpr std::uint64_t kEventsASlice = 64;
  while (!simulation_->is_finished() && !search_.is_complete()) {
    simulation_->run_events(kEventsASlice);
    if (!has_time()) return false;
  }
  return true;
}

}  // namespace millrace
