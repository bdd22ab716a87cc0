// sim/engine/world.cpp — setting up, and one event after the other.
#include "sim/engine/world.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/job_processor.hpp"

namespace millrace {

namespace {

Prng jitter_seed(const RunSetup& setup) {
  return Prng(setup.scenario->seed).fork("jitter");
}

/// The scenario's own timeout has passed; the aggregator's default does not matter then.
constexpr EventDuration kLongSilence = {std::numeric_limits<std::int64_t>::max()};

}  // namespace

std::int64_t sample_interval_ns(std::int64_t duration_ns) {
  constexpr std::int64_t kSamples = 600;
  constexpr std::int64_t kLeast = 1'000'000;
  std::int64_t interval = kLeast;
  for (std::int64_t power = kLeast;; power *= 10) {
    for (const std::int64_t step : {1, 2, 5}) {
      interval = power * step;
      if (interval >= duration_ns / kSamples) return interval;
    }
  }
}

World::World(std::shared_ptr<const RunSetup> run_setup, RunOutput& output, SourceLag& lag)
    : setup(std::move(run_setup)),
      plan(setup->plan),
      out(&output),
      source_lag(&lag),
      fetcher(setup->log, setup->fetch, setup->partition_count),
      read_offsets(setup->partition_count),
      rows_taken(setup->partition_count),
      is_told_silent(setup->partition_count),
      dispatcher(plan),
      route_jitter(setup->jitter, jitter_seed(*setup).fork("router")),
      cores(setup->core_count),
      has_changed(setup->core_count, 1),
      keys(*plan->query, setup->partition_count, setup->workers_max),
      route_matrix(static_cast<std::size_t>(setup->partition_count) * setup->workers_max),
      latency(setup->options.measure_from),
      recorder(sample_interval_ns(setup->scenario->duration.ns)) {
  open_stations(plan->spec.worker_count);
  if (has_merger(*plan)) merger.emplace(plan, merger_staging);
  for (std::uint32_t sink = 0; sink <= setup->merger_sink(); ++sink) {
    out->results.push_back({WorkerId{sink}, {}, {}});
  }
  strike_holds.resize(setup->strikes.size());
  declare_series();
  schedule_timeline();
  events.push(VirtualTime{0}, EventKind::kSample);
  if (setup->options.measure_from.ns > 0) {
    events.push(setup->options.measure_from, EventKind::kMeasureFrom);
  }
  events.push(VirtualTime{setup->scenario->duration.ns}, EventKind::kDurationOver);
  if (setup->scenario->engine.idle_timeout.ns > 0) {
    for (std::uint32_t partition = 0; partition < setup->partition_count; ++partition) {
      events.push(VirtualTime{setup->scenario->engine.idle_timeout.ns}, EventKind::kSilence,
                  partition);
    }
  }
  for (std::uint32_t added = setup->log->partition_count(); added < setup->partition_count;
       ++added) {
    is_told_silent[added] = 1;  // not there yet: holds back no watermark
    dispatcher.note_silence({added}, kLongSilence);
  }
  fetcher.start(events);
}

World::World(const World& other)
    : setup(other.setup),
      plan(other.plan),
      out(other.out),
      source_lag(other.source_lag),
      now(other.now),
      events_handled(other.events_handled),
      events(other.events),
      fetcher(other.fetcher),
      read_offsets(other.read_offsets),
      rows_taken(other.rows_taken),
      rows_rejected(other.rows_rejected),
      rows_unreadable(other.rows_unreadable),
      completions(other.completions),
      is_told_silent(other.is_told_silent),
      flights(other.flights),
      dispatcher(other.dispatcher),
      route_jitter(other.route_jitter),
      coordinator(other.coordinator),
      stations(other.stations),
      merger_staging(other.merger_staging),
      cores(other.cores),
      has_changed(other.has_changed),
      has_room(other.has_room),
      hand_over(other.hand_over),
      moved(other.moved),
      changes(other.changes),
      keys(other.keys),
      policy(other.policy),
      alignment(other.alignment),
      looked_at(other.looked_at),
      route_matrix(other.route_matrix),
      latency(other.latency),
      closing_ns(other.closing_ns),
      occupancy(other.occupancy),
      watermark_steps(other.watermark_steps),
      rate_samples(other.rate_samples),
      past(other.past),
      recorder(other.recorder),
      sampled_at(other.sampled_at),
      busy_sampled_ns(other.busy_sampled_ns),
      series(other.series),
      results_hash(other.results_hash),
      results_out(other.results_out),
      lag_rows_max(other.lag_rows_max),
      states_max(other.states_max),
      sink_writes_open(other.sink_writes_open),
      strike_holds(other.strike_holds),
      measured_from(other.measured_from),
      at_duration(other.at_duration),
      lag_rows_end(other.lag_rows_end),
      last_effect_at(other.last_effect_at),
      last_due_at(other.last_due_at),
      first_split_at(other.first_split_at),
      is_finished_(other.is_finished_) {
  for (WorkerStation& station : stations) station.queue.watch(&flights);
  open_stations(plan->spec.worker_count);
  if (other.merger.has_value()) merger.emplace(*other.merger, merger_staging);
}

void World::open_stations(std::uint32_t worker_count) {
  const Prng seed = jitter_seed(*setup);
  for (auto worker = static_cast<std::uint32_t>(stations.size()); worker < worker_count; ++worker) {
    stations.emplace_back(plan, WorkerId{worker}, setup->jitter, seed);
    stations.back().core = worker % setup->core_count;
    stations.back().queue.watch(&flights);
    for (const FaultStrike& strike : setup->strikes) {
      const bool will_crash = strike.info->name == "crash_worker" &&
                              strike.parameters.integer("worker") == std::int64_t{worker};
      if (will_crash) request_commit(worker);
    }
  }
  inboxes.clear();
  for (std::uint32_t worker = 0; worker < worker_count; ++worker) {
    inboxes.push_back(&stations[worker].queue);
  }
}

void World::handle_next_event() {
  MILLRACE_ASSERT(!is_finished_);
  const Event event = events.pop();
  MILLRACE_ASSERT(event.at >= now);
  now = event.at;
  ++events_handled;
  handle(event);
  settle();
  finish_if_done();
  // Samples alone bring nothing about: whoever waits now would wait for ever.
  MILLRACE_ASSERT(is_finished_ || events.size() > 1 || event.kind != EventKind::kSample);
}

void World::settle() {
  for (bool has_more = true; has_more;) {
    has_more = false;
    if (has_room && coordinator.task == CoordinatorState::Task::kNone) {
      has_room = false;
      if (coordinator.is_refused) push_routed();
      if (coordinator.is_end_refused) push_end();
    }
    for (std::uint32_t core = 0; core < cores.size(); ++core) {
      if (has_changed[core] == 0) continue;
      has_changed[core] = 0;
      has_more = true;
      dispatch(core);
    }
    if (coordinator_has_task()) start_coordinator();
  }
}

void World::advance_to(VirtualTime time) {
  MILLRACE_ASSERT(time >= now);
  MILLRACE_ASSERT(events.is_empty() || events.next().at > time);
  now = time;
}

void World::handle(const Event& event) {
  switch (event.kind) {
    case EventKind::kFetch:
      if (fetcher.complete_fetch({event.subject}, event.generation, now, events)) {
        is_told_silent[event.subject] = 0;
      }
      return;
    case EventKind::kCoordinatorDone:
      finish_coordinator_task();
      return;
    case EventKind::kWorkerDone:
      if (event.generation == stations[event.subject].generation) {
        finish_service(stations[event.subject]);
      }
      return;
    case EventKind::kSinkDone:
      finish_sink_write(stations[event.subject]);
      return;
    case EventKind::kSilence:
      check_silence({event.subject});
      return;
    case EventKind::kTimeline:
      handle_timeline(event.subject);
      return;
    case EventKind::kSample:
      sample();
      return;
    case EventKind::kMeasureFrom:
      measured_from = milestone();
      return;
    case EventKind::kDurationOver:
      at_duration = milestone();
      lag_rows_end = rows_due() - rows_read();
      return;
  }
}

std::int64_t World::rows_due() const {
  setup->log->extend_to(now);
  std::int64_t rows = 0;
  for (std::uint32_t partition = 0; partition < setup->partition_count; ++partition) {
    rows += setup->log->end_offset({partition}, now) - setup->log->begin_offset({partition});
  }
  return rows;
}

std::int64_t World::rows_read() const {
  std::int64_t rows = 0;
  for (const std::int64_t taken : rows_taken) rows += taken;
  return rows;
}

std::int64_t World::rows_done() const {
  std::int64_t rows = 0;
  for (const WorkerStation& station : stations) rows += station.balance.read;
  return rows + rows_rejected + rows_unreadable;
}

bool World::may_split_groups() const {
  return plan->query->keeps_state() && !plan->has_merge && moved.states_moved == 0 &&
         !hand_over.has_value();
}

EventTime World::completed_to() const {
  if (is_finished_) return EventTime::max();
  // The merger acts later than the workers; between two of its tasks it has acted on what they said.
  const bool is_merging = coordinator.task == CoordinatorState::Task::kMerge;
  if (merger.has_value() && (is_merging || !merger->is_idle())) return EventTime::min();
  EventTime acted_on = EventTime::max();
  for (std::uint32_t worker = 0; worker < plan->spec.worker_count; ++worker) {
    const WorkerStation& station = stations[worker];
    if (station.is_crashed || station.replay_ns > 0 || !station.redo.empty()) {
      return EventTime::min();
    }
    acted_on = std::min(acted_on, station.watermark);
  }
  return acted_on;
}

std::int64_t World::state_bytes() const {
  auto bytes = static_cast<std::int64_t>(sizeof(World));
  for (const WorkerStation& station : stations) {
    bytes += static_cast<std::int64_t>(sizeof(WorkerStation));
    bytes += station.worker->state_bytes() + station.queue.queue().byte_count();
    if (station.committed != nullptr) bytes += station.committed->state_bytes();
    for (const Envelope& envelope : station.since_commit) bytes += byte_count(envelope.batch);
  }
  if (merger.has_value()) bytes += merger->state_bytes();
  bytes += dispatcher.router().state_bytes();
  for (const Series& each : recorder.series()) {
    bytes += each.points.own_bytes();
  }
  bytes += latency.byte_count() + keys.byte_count();
  bytes += static_cast<std::int64_t>(events.size() * sizeof(Event));
  bytes += static_cast<std::int64_t>(route_matrix.size() * sizeof(std::int64_t));
  return bytes;
}

std::int64_t World::coordinator_busy_ns() const {
  const bool is_busy = coordinator.task != CoordinatorState::Task::kNone;
  return coordinator.busy_ns + (is_busy ? now.ns - coordinator.began.ns : 0);
}

void World::complete_rows(std::int64_t row_count) {
  if (row_count == 0 || !setup->log->is_closed_loop()) return;
  // A run that went back repeats itself, and the log knows that part already.
  completions += row_count;
  if (completions > out->completions_told) {
    out->completions_told = completions;
    setup->log->complete(row_count, now);
  }
  fetcher.look_again(now, events);
}

void World::check_silence(SourcePartitionId partition) {
  const std::int64_t timeout_ns = setup->scenario->engine.idle_timeout.ns;
  if (fetcher.has_ended(partition) && is_told_silent[partition.value] != 0) return;
  const std::int64_t since_ns = fetcher.last_activity(partition).ns;
  setup->log->extend_to(now);
  const bool has_rows = fetcher.has_waiting(partition) ||
                        setup->log->end_offset(partition, now) > fetcher.next_offset(partition);
  const std::int64_t silent_at = has_rows ? now.ns + timeout_ns : since_ns + timeout_ns;
  if (silent_at > now.ns) {
    events.push(VirtualTime{silent_at}, EventKind::kSilence, partition.value);
    return;
  }
  if (is_told_silent[partition.value] == 0) {
    is_told_silent[partition.value] = 1;
    dispatcher.note_silence(partition, kLongSilence);
  }
  events.push(VirtualTime{now.ns + timeout_ns}, EventKind::kSilence, partition.value);
}

Milestone World::milestone() const {
  Milestone mark;
  mark.at = now;
  mark.rows_done = rows_done();
  mark.rows_due = rows_due();
  mark.coordinator_busy_ns = coordinator_busy_ns();
  for (const WorkerStation& station : stations) mark.workers_busy_ns += station.busy_ns;
  for (const CoreState& core : cores) mark.clocks.push_back(core.clock);
  return mark;
}

void World::finish_if_done() {
  if (!coordinator.has_ended || !is_drained() || sink_writes_open > 0) return;
  if (!at_duration.has_value()) return;
  is_finished_ = true;
}

}  // namespace millrace
