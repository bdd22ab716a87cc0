// sim/engine/run_report.hpp — the figures of a whole run: what `run` and `compare` print, `expect:`
// is held to and run_hash is made of. Verdicts are sim/study's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/job/job_plan.hpp"
#include "core/job/job_statistics.hpp"
#include "sim/engine/snapshot.hpp"

namespace millrace {

/// Three numbers, always together (semantics §1), of rows per worker.
struct SkewFigures {
  double max_over_mean = 1.0;
  double flink_percent = 0.0;
  double hottest_key_share = 0.0;  // p₁; 0 where the query has no grouping columns
  double ceiling = 0.0;            // 1/p₁, at most the number of workers
};

/// Measured on the run, to hold queueing theory against it. Times in virtual nanoseconds.
struct QueueingFigures {
  double mean_wait_ns = 0.0;  // of a row, from due until its service began
  double mean_service_ns = 0.0;
  double utilisation = 0.0;          // busy time of the workers / (workers × time)
  double mean_rows_waiting = 0.0;    // time average over the run, at sources and in queues
  double mean_rows_in_system = 0.0;  // and in service; Little: = rate × mean latency
};

struct RunReport {
  std::string scenario;
  std::uint64_t seed = 0;
  std::string strategy;         // canonical name of what was asked for
  std::string strategy_at_end;  // differs where the strategy switched
  bool was_auto_selected = false;
  std::string reason;  // of the selector, one sentence
  JobStatistics job;
  VirtualTime finished_at;     // when the last effect left
  VirtualTime input_ended_at;  // when the last record was due
  bool has_drained = true;     // lag was 0 when the scenario's duration was over
  std::int64_t results = 0;
  double offered_rps = 0.0;
  double throughput_rps =
      0.0;  // rows through the workers by the end of the scenario's duration, per second of it
  LatencySummary latency;  // rows
  LatencySummary
      closing_latency;  // results of closings: from when the last source passed the window's end
  double alignment_rate = -1.0;  // −1: fewer than 30 rows
  double zero_cost_share = 0.0;
  std::int64_t late_after_idle = 0;
  SkewFigures skew;
  QueueingFigures queueing;
  std::vector<std::int64_t> queue_rows_max;    // per worker
  std::vector<BackPressureState> queue_state;  // worst, per worker
  std::vector<CoreShares> cores;
  double router_busy = 0.0;
  std::int64_t lag_rows_max = 0;  // over all source partitions at one instant
  std::int64_t lag_rows_end = 0;  // at the end of the scenario's duration
  std::int64_t state_groups_max = 0;
  std::int64_t moved_bytes = 0;
  std::vector<TimelineEvent> events;
  /// XXH3 over plan, canonical results, counters and virtual times (semantics §9).
  std::uint64_t run_hash = 0;
};

}  // namespace millrace
