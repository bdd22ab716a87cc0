// core/job/job_statistics.hpp — what a finished job says about itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/work.hpp"
#include "core/data/row_balance.hpp"
#include "core/route/routing_strategy.hpp"

namespace millrace {

struct WorkerStatistics {
  RowBalance balance;
  Work work;
  std::int64_t batches = 0;
  std::int64_t queue_rows_max = 0;
  std::int64_t offers_refused = 0;  // batches its full queue turned away
  std::int64_t states = 0;          // live (window, group) states at the end
};

struct JobStatistics {
  RowBalance balance;  // of the whole job; balanced at the end of every run (asserted)
  Work work;
  RoutingCounters routing;
  std::vector<WorkerStatistics> workers;
  std::int64_t batches_read = 0;
  /// Groups with state in more than one worker of a plan without merge; counted only for plans that are not valid.
  std::int64_t split_groups = 0;
  std::int64_t groups = 0;            // distinct groups; counted with split_groups
  std::vector<std::string> remarks;   // strategy switches, alignment evidence, log lines of failed rows (bounded)
};

}  // namespace millrace
