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
  std::int64_t offers_refused = 0;       // batches its full queue turned away
  std::int64_t states = 0;               // live (window, group) states at the end
  std::int64_t sink_retries = 0;         // writes tried again (retry_with_backoff)
  std::int64_t sink_backoff_ms = 0;      // sum of the delays before them
  std::int64_t results_undelivered = 0;  // result rows that the sink refused for good
};

/// The merge stage and the final stage.
struct MergerStatistics {
  Work work;
  std::int64_t states = 0;
  std::int64_t sink_retries = 0;
  std::int64_t sink_backoff_ms = 0;
  std::int64_t results_undelivered = 0;
};

struct JobStatistics {
  RowBalance balance;  // of the whole job; balanced at the end of every run (asserted)
  Work work;
  RoutingCounters routing;
  std::vector<WorkerStatistics> workers;
  MergerStatistics merger;  // of the second phase; zeros without
  std::int64_t batches_read = 0;
  std::int64_t rows_taken = 0;  // from the source, counted before routing: equals balance.read
  /// Groups with state in more than one worker of a plan without merge; counted only for plans that are not valid, and
  /// where a declared key did not hold.
  std::int64_t split_groups = 0;
  std::int64_t groups = 0;  // distinct groups; counted with split_groups
  /// Results of a valid plan that may be wrong all the same: groups were split by a declared key that did not hold, or
  /// by records without key that StickyPartition left where they lay, and something of them was emitted before that was
  /// mended, if it was. The remarks say what.
  bool has_suspect_results = false;
  /// Of rows whose key was looked at (SmartRepartition, aligned): how many came on another source partition than their
  /// key's first. More than 0: the declared key is not true, and groups may have been split.
  std::int64_t alignment_rows_checked = 0;
  std::int64_t alignment_rows_astray = 0;
  /// Rows of an aligned query whose records came without a key, from a producer that spreads such records over source
  /// partitions. SmartRepartition hashes them, so that their groups are whole; StickyPartition cannot (see
  /// has_suspect_results). Results that depend on the order of arrival are not defined for their groups.
  std::int64_t rows_without_key = 0;
  /// (window, group) states that changed their worker when the strategy was switched.
  std::int64_t states_moved = 0;
  std::int64_t bytes_moved = 0;  // of their keys and bounds, and 16 for each aggregate
  /// Strategy switches, alignment evidence, log lines of failed rows (bounded).
  std::vector<std::string> remarks;
};

}  // namespace millrace
