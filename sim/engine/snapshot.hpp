// sim/engine/snapshot.hpp — one instant of a simulation as plain data: all that `--at T` prints and
// a panel of the workbench may draw. Copies nothing large; keeps nothing alive.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/units.hpp"
#include "core/base/work.hpp"
#include "core/metrics/back_pressure.hpp"

namespace millrace {

/// One partition of the topic, as its consumer sees it.
struct SourcePartitionState {
  std::int64_t end_offset = 0;   // records due by now
  std::int64_t read_offset = 0;  // next to be taken
  std::int64_t committed_offset = 0;
  std::int64_t lag_rows = 0;  // end_offset − read_offset
  EventTime watermark = EventTime::min();
  bool is_idle = false;         // left out of W since idle_timeout passed
  bool is_paused = false;       // by a fault
  bool is_refused = false;      // holds a batch that a full queue refused
  std::int64_t rows_taken = 0;  // counts of records, by fate, since the start
};

enum class WorkerActivity : std::uint8_t { kIdle, kBusy, kBackPressured, kStalled, kCrashed };

struct WorkerState {
  std::uint32_t core = 0;
  WorkerActivity activity = WorkerActivity::kIdle;
  std::int64_t queued_rows = 0;
  std::int64_t queue_capacity_rows = 0;
  std::int64_t queue_rows_max = 0;
  BackPressureState pressure = BackPressureState::kHealthy;
  std::int64_t rows_processed = 0;
  std::int64_t results = 0;
  std::int64_t late = 0;
  std::int64_t dead_letters = 0;
  std::int64_t states = 0;             // live (window, group) states
  std::int64_t oldest_row_age_ns = 0;  // since the oldest waiting row was due; 0 when none waits
};

/// Shares of the time since the start; the three add up to 1.
struct CoreShares {
  double idle = 1.0;
  double busy = 0.0;
  double back_pressured = 0.0;  // had work, and could not hand on what it had done
};

/// Nearest-rank percentiles of a latency histogram with 3 significant digits, in microseconds.
struct LatencySummary {
  std::int64_t rows = 0;
  double mean_us = 0.0;
  double p50_us = 0.0;
  double p95_us = 0.0;
  double p99_us = 0.0;
  double p999_us = 0.0;
  double max_us = 0.0;
};

/// How many rows of each source partition went to each worker, since the start; row-major
/// [source][worker].
struct RouteMatrix {
  std::uint32_t source_count = 0;
  std::uint32_t worker_count = 0;
  std::vector<std::int64_t> rows;
};

/// A key among the heavy hitters of the run (space-saving sketch: counts are upper bounds).
struct HotKeyFigures {
  std::string key;
  std::int64_t rows = 0;
  std::int64_t error_rows = 0;         // the count may be this much too high
  std::vector<std::uint32_t> workers;  // that got rows of it, ascending
  bool is_split = false;               // on several workers without a merge stage
};

/// Something that happened on the timeline: a fault, its end, a strategy switch, a refusal that
/// began.
struct TimelineEvent {
  VirtualTime at;
  std::string type;  // "slow_core", "slow_core_end", "strategy_switch", "hand_over", …
  std::string text;  // one sentence
};

struct SimulationSnapshot {
  VirtualTime now;
  bool is_finished = false;
  std::string strategy;  // canonical name of what routes now (adaptive may have switched)
  bool has_merge = false;
  std::uint64_t events = 0;                // of the event queue, so far
  EventTime watermark = EventTime::min();  // W
  std::int64_t rows_due = 0;
  std::int64_t rows_read = 0;
  std::int64_t rows_in_effect = 0;
  std::int64_t rows_filtered = 0;
  std::int64_t rows_late = 0;
  std::int64_t rows_dead_letter = 0;
  std::int64_t rows_in_flight = 0;  // read, and not yet through a worker
  std::int64_t results = 0;
  double offered_rps = 0.0;       // of the last virtual second
  double throughput_rps = 0.0;    // rows through the workers in the last virtual second
  LatencySummary latency;         // since the start
  LatencySummary latency_recent;  // of the last virtual second
  double alignment_rate = -1.0;   // 0…1; −1 before 30 rows
  double zero_cost_share = 0.0;   // 0…1
  std::int64_t split_groups = 0;
  std::int64_t extra_states =
      0;  // groups on further workers than their first, a merge after them or not
  std::int64_t states = 0;
  std::int64_t moved_bytes = 0;
  Work work;
  double router_busy = 0.0;  // share of the time since the start
  std::vector<SourcePartitionState> sources;
  std::vector<WorkerState> workers;
  std::vector<CoreShares> cores;
  std::vector<CoreShares> cores_recent;  // of the last virtual second, or what there is of it
  RouteMatrix routes;
  /// About how many different keys each of `routes` had; RouteKeys::kMany: more than are told. Empty: not counted.
  std::vector<std::int64_t> route_keys;
  RouteMatrix routes_recent;            // the same of the last virtual second
  std::int64_t recent_ns = 0;           // what these two cover: about a second, less at the start
  std::vector<HotKeyFigures> hot_keys;  // hottest first, at most 20
};

}  // namespace millrace
