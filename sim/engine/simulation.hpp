// sim/engine/simulation.hpp — one job under one strategy in virtual time. The engine itself works:
// every batch is really routed and executed by core; the cost model says how long that took.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/units.hpp"
#include "core/exec/query_executor.hpp"
#include "core/job/job_plan.hpp"
#include "sim/engine/keyframe_pool.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/run_report.hpp"
#include "sim/engine/snapshot.hpp"
#include "sim/engine/work_span.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

struct SimulationOptions {
  std::string strategy;  // a name of core/route's list, "auto" or "adaptive"; "" = the scenario's
  bool use_simple_processor =
      false;  // V1: one worker, the reference of verdicts; no time is simulated for it
  bool allow_invalid = false;  // run what validation refuses, so that one can see what breaks
  bool keep_results = true;    // for verdicts; false for sweeps that want figures only
  bool keep_keyframes = false;
  std::shared_ptr<KeyFramePool> keyframe_pool;  // null: one of its own, with the scenario's bound
  VirtualDuration keyframe_every = {0};         // 0: the scenario's
  /// Figures of report() cover the rows due, and the time that passed, from here on: studies leave the warm-up out.
  /// Invariants, the row balance, skew and run_hash are of the whole run all the same.
  VirtualTime measure_from = {0};
  /// Told of every stretch of work when it ends, in order of time; changes nothing. For traces, and for the evidence of
  /// verdicts (which worker got which records). Not called for the simple processor.
  std::function<void(const WorkSpan&)> on_work;
};

/// What came out, for verdicts: every result batch of every sink in the order it was written, and
/// which worker wrote it.
struct WorkerResults {
  WorkerId worker;  // the merger's or final stage's index is the number of workers
  std::vector<ResultBatch> results;
  std::vector<VirtualTime> written_at = {};  // of each of `results`; verdicts ask for none
};

/// What going back costs, and how far apart the instants are that can be reached at once.
struct KeyFrameFigures {
  std::size_t count = 0;
  std::int64_t bytes = 0;
  std::int64_t bytes_max = 0;  // of the pool
  std::int64_t every_ns = 0;
  bool is_thinned = false;  // the bound of memory was met: every other frame went
};

/// The few figures that are looked at after every handful of events: no part of it is copied or sorted.
struct SimulationPulse {
  VirtualTime now;
  double queue_share = 0.0;  // of the fullest queue, 0 … 1
  std::uint32_t fullest_worker = 0;
  std::int64_t rows_taken = 0;
  std::int64_t results = 0;
  EventTime watermark = EventTime::min();  // W
  /// Windows that end (with grace) before it are complete in results().
  EventTime completed_to = EventTime::min();
  std::int64_t late_after_idle = 0;
  bool has_moved_states = false;
  std::optional<VirtualTime> first_split_at;  // of a group that nothing merges
};

/// Used by one thread; several simulations may share one TopicLog on that thread.
class Simulation {
 public:
  /// Errors: SQL (at its place in the scenario file), options, a plan that validation refuses
  /// (kRefused, unless allow_invalid), cost models.
  static Result<std::unique_ptr<Simulation>> make(std::shared_ptr<const Scenario> scenario,
                                                  SimulationOptions options,
                                                  std::shared_ptr<TopicLog> log);
  ~Simulation();

  /// Works through all events due at or before `time`, but at most `events_max`; returns how many.
  /// now() is `time` when fewer were left. Of the simple processor: batches; now() is what it has read to.
  std::uint64_t run_to(VirtualTime time, std::uint64_t events_max = ~std::uint64_t{0});
  /// The next `count` events.
  std::uint64_t run_events(std::uint64_t count);
  /// To the end: all records in, queues drained, windows closed; asserts the invariants of every run.
  void run_to_end();
  bool is_finished() const;
  VirtualTime now() const;
  /// Nothing at the end.
  std::optional<VirtualTime> next_event_time() const;

  /// Goes to any instant, forwards or back, by the nearest key frame and running on from there.
  /// REQUIRES: keep_keyframes. Afterwards everything is as it was when that instant was first reached.
  void seek(VirtualTime time);
  /// The first half of it, which takes no longer than a copy of the state: goes to the instant from which run_to(time)
  /// is shortest, a key frame at or before `time` or where the run is. REQUIRES: keep_keyframes.
  void jump(VirtualTime time);
  /// All zeros without key frames.
  KeyFrameFigures keyframes() const;

  const Scenario& scenario() const;
  const JobPlan& plan() const;
  SimulationSnapshot snapshot() const;
  SimulationPulse pulse() const;
  /// Records due by now(); of the simple processor 0. Asks every partition: not for every handful of events.
  std::int64_t rows_due() const;
  /// p99 of the rows that left in the last virtual second, in microseconds; 0 when none did.
  double recent_p99_us() const;
  /// REQUIRES: is_finished().
  RunReport report() const;
  const std::vector<WorkerResults>& results() const;
  const std::vector<RecordBatch>& late_rows() const;
  const std::vector<DeadLetter>& dead_letters() const;
  const Recorder& recorder() const;
  /// kSourceLag of every source partition, up to the latest instant that was ever reached. Empty for the simple
  /// processor.
  const Recorder& source_lag() const;
  const std::vector<TimelineEvent>& events() const;

 private:
  struct State;
  explicit Simulation(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace millrace
