// ui/session/evidence_search.hpp — the records behind the first wrong groups of a run, found
// by running the strategy
// once more, a slice at a time.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/record_search.hpp"
#include "sim/study/verdict.hpp"
#include "ui/session/run.hpp"

namespace millrace {

/// Used by one thread. Owns what it runs. REQUIRES: run.evidence() is not null.
class EvidenceSearch {
 public:
  /// `log`: that of the run, in a closed loop one of its own. Errors: those of Simulation::make().
  static Result<std::unique_ptr<EvidenceSearch>> make(const Run& run, std::size_t index,
                                                      std::shared_ptr<TopicLog> log);

  std::size_t run() const { return run_; }
  /// Whether all was found, or nothing more is to be found.
  bool work(const std::function<bool()>& has_time);
  std::vector<GroupEvidence> take_groups() { return std::move(groups_); }

 private:
  EvidenceSearch(const Run& run, std::size_t index);

  std::size_t run_;
  std::vector<GroupEvidence> groups_;
  RecordSearch search_;
  std::unique_ptr<Simulation> simulation_;
};

}  // namespace millrace
