// ui/session/trail_search.hpp — follows one record, or the records of one group, through a strategy: run once more
// beside the session, and asked what is known up to an instant.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/exec/evaluator.hpp"
#include "sim/engine/simulation.hpp"
#include "ui/session/run.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// Used by one thread. Owns what it runs; goes forwards only, so that going back in the session costs nothing here.
class TrailSearch {
 public:
  /// Errors: those of Simulation::make().
  static Result<std::unique_ptr<TrailSearch>> make(const Run& run, const InspectCommand& what,
                                                   std::shared_ptr<TopicLog> log);

  bool is_behind(VirtualTime time) const;
  void work(VirtualTime time, const std::function<bool()>& has_time);
  TrailView view(VirtualTime now) const;

 private:
  /// A record that was asked for, and when it went where.
  struct Follow {
    SourcePartitionId partition;
    std::int64_t offset = 0;
    std::uint32_t others = 0;  // of its batch
    VirtualTime taken_at;
    VirtualTime routed_at;
    std::optional<WorkerId> worker;
    std::uint32_t others_at_worker = 0;
    VirtualTime began_at;
    VirtualTime done_at;
  };

  TrailSearch(const Run& run, InspectCommand what, std::shared_ptr<TopicLog> log);
  void look(const WorkSpan& span);
  void find_rows(const RecordBatch& batch);
  TrailRecord record_of(const Follow& follow, VirtualTime now) const;
  void add_results(const Follow& follow, const RecordBatch& record, VirtualTime now,
                   TrailRecord& shown) const;
  std::string group_text(const RecordBatch& batch, std::uint32_t row) const;

  InspectCommand what_;
  std::shared_ptr<const QueryPlan> query_;
  std::shared_ptr<TopicLog> log_;
  std::vector<std::string> columns_;
  std::unique_ptr<Simulation> simulation_;
  std::vector<Follow> follows_;  // by the time they were taken
  std::map<std::pair<std::uint32_t, std::int64_t>, std::size_t>
      places_;  // partition, offset -> follows_
  std::vector<std::uint32_t> rows_;
  mutable std::vector<Evaluator> keys_;
  bool is_full_ = false;
};

}  // namespace millrace
