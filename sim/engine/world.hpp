// sim/engine/world.hpp — the state of one simulated job and the events that change it: sources, the
// coordinator's thread (router and merger), workers on cores, sinks. The engine does the work; this
// says when. Of sim/engine only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/job/dispatcher.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/merger.hpp"
#include "core/job/plan_change.hpp"
#include "core/job/state_hand_over.hpp"
#include "core/route/alignment.hpp"
#include "sim/engine/adaptive_policy.hpp"
#include "sim/engine/core_clock.hpp"
#include "sim/engine/cost_model.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/flight_table.hpp"
#include "sim/engine/jitter.hpp"
#include "sim/engine/key_census.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/row_meters.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/source_fetcher.hpp"
#include "sim/engine/source_lag.hpp"
#include "sim/engine/worker_station.hpp"

namespace millrace {

/// What does not change during a run. Shared by a world and its copies.
struct RunSetup {
  std::shared_ptr<const Scenario> scenario;
  SimulationOptions options;
  std::shared_ptr<TopicLog> log;
  std::shared_ptr<const JobPlan> plan;  // that the run begins with
  CostModel costs;
  JitterSpec jitter;
  std::vector<FaultStrike> strikes;
  FetchSpec fetch;
  std::uint32_t partition_count = 1;  // with those that the timeline adds
  std::uint32_t core_count = 1;
  std::uint32_t workers_max = 1;  // at any time of the run
  bool is_adaptive = false;

  /// Where the merger's results are kept.
  std::uint32_t merger_sink() const { return workers_max; }
};

/// The thread that reads: it routes batch after batch, and merges where the plan has a second phase.
struct CoordinatorState {
  enum class Task : std::uint8_t { kNone, kRoute, kMerge, kHandOver, kChange, kEnd };
  Task task = Task::kNone;
  VirtualTime began;
  std::uint32_t core = 0;             // on which the task runs; the number of cores: one of its own
  std::optional<TopicFetch> routing;  // read, and not yet in the queues
  SourcePartitionId source;           // of `routing`
  bool is_unrouted = false;           // `routing` was read, and its way is not known yet
  bool is_refused = false;            // `routing` is ready, and some queue has no room for it
  bool awaits_drain = false;          // `routing` waits until states were handed over
  bool is_end_refused = false;        // the end of input found a full queue
  bool has_ended = false;             // every worker has been told of the end
  bool has_news_to_merge = false;
  WorkerId merging;     // whose message came last
  StagedOutput output;  // of the merge under way
  std::int64_t busy_ns = 0;
};

/// A core, and whose turn it is.
struct CoreState {
  CoreClock clock;
  std::optional<WorkerId> worker;  // that runs on it
  bool has_coordinator = false;    // it runs on it
  bool had_coordinator_last = false;
  std::uint32_t turn = 0;  // of its workers: the next to be asked
  double slowness = 1.0;   // what work that begins on it takes longer
};

/// W after a batch, and when the record was due that brought it there.
struct WatermarkStep {
  EventTime watermark;
  std::int64_t due_ns = 0;
};

/// Figures at one instant of the run, to be subtracted from later ones.
struct Milestone {
  VirtualTime at;
  std::int64_t rows_done = 0;
  std::int64_t rows_due = 0;
  std::int64_t coordinator_busy_ns = 0;
  std::int64_t workers_busy_ns = 0;
  std::vector<CoreClock> clocks;
};

struct RateSample {
  VirtualTime at;
  std::int64_t rows_due = 0;
  std::int64_t rows_done = 0;
};

/// What routes and cores had added up to at an instant, so that the last second can be told from all before. Shared by
/// a world and its copies.
struct PastFigures {
  VirtualTime at;
  std::shared_ptr<const std::vector<std::int64_t>> route_matrix;
  std::shared_ptr<const std::vector<CoreClock>> clocks;
};

/// Counts at the last look of an adaptive job.
struct AdaptiveLook {
  std::int64_t rows_read = 0;
  std::vector<std::int64_t> worker_rows;
  std::vector<std::int64_t> source_rows;
};

/// What left the job so far.
struct RunOutput {
  std::vector<WorkerResults> results;  // empty batches lists where results are not kept
  std::vector<RecordBatch> late;
  std::vector<DeadLetter> dead_letters;
  std::vector<TimelineEvent> events;
  std::int64_t completions_told = 0;  // to the log of a closed loop
};

/// Everything that changes. Copying it (into a key frame) copies all of it but `output`, whose parts
/// only ever grow (a frame remembers how far they had come), and `source_lag`, which is never taken back.
class World {
 public:
  World(std::shared_ptr<const RunSetup> run_setup, RunOutput& output, SourceLag& lag);
  World(const World& other);
  World& operator=(const World&) = delete;

  // The run.
  void handle_next_event();
  bool is_finished() const { return is_finished_; }
  /// REQUIRES: no event is due before.
  void advance_to(VirtualTime time);

  // Faults.
  /// The worker's state and what it works on are lost. REQUIRES: it has committed.
  void crash(WorkerStation& station);
  void bring_back(WorkerStation& station);
  /// Changes the plan as soon as the job has drained; refused changes are said and left.
  void request(PlanChange change);

  // What was done. Rows that no consumer can read count as done when they are read.
  std::int64_t rows_due() const;  // by now
  std::int64_t rows_read() const;
  std::int64_t rows_done() const;
  /// Whether a key on several workers is a group in pieces: not where its parts are merged, and not where its state
  /// moved.
  bool may_split_groups() const;
  /// Windows that end (with grace) before it are complete in the output.
  EventTime completed_to() const;
  /// Memory of a copy, roughly.
  std::int64_t state_bytes() const;
  /// With the part of a task that is not over.
  std::int64_t coordinator_busy_ns() const;

  std::shared_ptr<const RunSetup> setup;
  std::shared_ptr<const JobPlan> plan;
  RunOutput* out;         // not owned
  SourceLag* source_lag;  // not owned

  VirtualTime now;
  std::uint64_t events_handled = 0;
  EventQueue events;
  SourceFetcher fetcher;
  std::vector<std::int64_t> read_offsets;  // next to be taken, by source partition
  std::vector<std::int64_t> rows_taken;
  std::int64_t rows_rejected = 0;    // of batches that failed as a whole
  std::int64_t rows_unreadable = 0;  // in no batch
  std::int64_t completions = 0;      // rows that a closed loop was told are done
  std::vector<std::uint8_t> is_told_silent;
  FlightTable flights;
  Dispatcher dispatcher;
  JitterStream route_jitter;
  CoordinatorState coordinator;
  std::deque<WorkerStation> stations;
  std::vector<Inbox*> inboxes;
  std::vector<std::int64_t> refused_before;  // scratch of offer()
  StagingSink merger_staging;
  std::optional<Merger> merger;
  std::vector<CoreState> cores;
  std::vector<std::uint8_t> has_changed;    // by core: its workers may have become able to run
  bool has_room = false;                    // a queue that had refused has room again
  std::optional<HandOverReport> hand_over;  // of the fall back to hashing
  HandOverReport moved;                     // by changes of the plan
  std::deque<std::shared_ptr<const JobPlan>> changes;  // that wait for the job to drain
  KeyCensus keys;
  AdaptivePolicy policy;
  AlignmentMonitor alignment;  // of the grouping columns, of adaptive jobs
  AdaptiveLook looked_at;
  std::vector<std::int64_t> route_matrix;  // rows [source][worker]

  LatencyMeter latency;
  LatencyHistogram closing_ns;
  OccupancyMeter occupancy;
  std::deque<WatermarkStep> watermark_steps;
  std::deque<RateSample> rate_samples;
  std::deque<PastFigures> past;  // the first is a second old, or the oldest there is
  Recorder recorder;
  VirtualTime sampled_at;
  std::vector<std::int64_t> busy_sampled_ns;  // by core, at sampled_at
  std::vector<std::size_t> series;            // in the order of declare_series()
  std::uint64_t results_hash = 0;
  std::int64_t results_out = 0;
  std::int64_t lag_rows_max = 0;
  std::int64_t states_max = 0;
  std::uint32_t sink_writes_open = 0;
  std::vector<std::uint8_t> strike_holds;  // by strike: the condition holds now
  std::optional<Milestone> measured_from;
  std::optional<Milestone> at_duration;
  std::int64_t lag_rows_end = 0;
  VirtualTime last_effect_at;
  VirtualTime last_due_at;
  std::optional<VirtualTime> first_split_at;  // of a group that nothing merges

 private:
  void handle(const Event& event);
  /// Starts everything that can start now.
  void settle();

  // The coordinator's thread.
  bool coordinator_has_task() const;
  void start_coordinator();
  void begin_coordinator_task(std::uint32_t core);
  void take_fetched();
  std::int64_t begin_route();
  std::int64_t begin_merge();
  std::int64_t begin_hand_over();
  std::int64_t begin_change();
  void after_move();
  void open_stations(std::uint32_t worker_count);
  void finish_coordinator_task();
  /// Makes an offer; queues that refuse it will say when they have room again.
  Offer offer(const std::function<Offer()>& call);
  void push_routed();
  void finish_routing();
  void push_end();
  void note_refusal(bool is_new);
  void drop_rejected();
  void note_watermark_step(const RecordBatch& batch, EventTime before);
  bool is_drained() const;
  bool has_own_core() const;

  // Workers on cores.
  bool has_pinned_workers() const;
  void mark_all_cores() { std::fill(has_changed.begin(), has_changed.end(), std::uint8_t{1}); }
  void dispatch(std::uint32_t core);
  std::optional<WorkerId> next_runnable(std::uint32_t core);
  std::optional<WorkerId> next_pinned(std::uint32_t core);
  std::optional<WorkerId> longest_waiting() const;
  /// The worker may be able to run again.
  void mark_cores_of(const WorkerStation& station);
  bool begin_service(WorkerStation& station);
  void observe_keys(const RecordBatch& batch, WorkerId worker);
  void finish_service(WorkerStation& station);
  bool begin_replay(WorkerStation& station);
  Envelope next_envelope(WorkerStation& station);
  void release(WorkerStation& station, Service service, bool was_blocked);
  std::int64_t sink_write_ns(const WorkerStation& station, std::int64_t result_rows) const;
  void finish_sink_write(WorkerStation& station);
  void update_clock(std::uint32_t core);
  void emit(StagedOutput output, std::uint32_t sink);
  void record_closings(const ResultBatch& batch);

  // The timeline.
  void schedule_timeline();
  void handle_timeline(std::uint32_t subject);
  void apply_conditions();
  void request_commit(std::size_t worker);
  void commit(WorkerStation& station);
  std::int64_t slowed(std::int64_t exact_ns, std::uint32_t core) const;

  // Adaptive jobs.
  void observe_alignment(const RecordBatch& batch);
  void adapt();

  // Time.
  void complete_rows(std::int64_t row_count);
  void check_silence(SourcePartitionId partition);
  void sample();
  void sample_sources();
  void note_past();
  void trim_watermark_steps();
  void declare_series();
  Milestone milestone() const;
  void finish_if_done();

  bool is_finished_ = false;
};

/// How often a run of this length is sampled: 1, 2 or 5 × 10^k ns, at most about 600 times.
std::int64_t sample_interval_ns(std::int64_t duration_ns);

}  // namespace millrace
