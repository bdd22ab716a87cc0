// sim/engine/world_workers.cpp — workers take turns on cores, execute, and let go of what they did.
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/engine/result_fingerprint.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

bool World::has_pinned_workers() const {
  return setup->scenario->engine.affinity == Affinity::kPinned;
}

void World::mark_cores_of(const WorkerStation& station) {
  if (has_pinned_workers()) {
    has_changed[station.core] = 1;
  } else {
    mark_all_cores();
  }
}

std::optional<WorkerId> World::longest_waiting() const {
  std::optional<WorkerId> longest;
  std::int64_t due_ns = 0;
  for (const WorkerStation& station : stations) {
    if (!station.can_run()) continue;
    // What a crashed worker repeats, and watermarks alone, go first.
    const std::optional<VirtualTime> due = station.queue.oldest_due();
    const bool is_row = due.has_value() && station.redo.empty() && station.replay_ns == 0;
    const std::int64_t waits_since_ns = is_row ? due->ns : -1;
    if (longest.has_value() && waits_since_ns >= due_ns) continue;
    longest = station.id;
    due_ns = waits_since_ns;
  }
  return longest;
}

std::optional<WorkerId> World::next_runnable(std::uint32_t core) {
  return has_pinned_workers() ? next_pinned(core) : longest_waiting();
}

std::optional<WorkerId> World::next_pinned(std::uint32_t core) {
  CoreState& state = cores[core];
  const auto worker_count = static_cast<std::uint32_t>(stations.size());
  if (core >= worker_count) return std::nullopt;
  const std::uint32_t seats = (worker_count - core - 1) / setup->core_count + 1;
  for (std::uint32_t i = 0; i < seats; ++i) {
    const std::uint32_t seat = (state.turn + i) % seats;
    const std::uint32_t worker = core + seat * setup->core_count;
    if (!stations[worker].can_run()) continue;
    state.turn = (seat + 1) % seats;
    return WorkerId{worker};
  }
  return std::nullopt;
}

void World::dispatch(std::uint32_t core) {
  CoreState& state = cores[core];
  while (!state.worker.has_value() && !state.has_coordinator) {
    const bool is_coordinators_turn =
        !has_own_core() && !state.had_coordinator_last && coordinator_has_task();
    if (is_coordinators_turn) {
      begin_coordinator_task(core);
      return;
    }
    state.had_coordinator_last = false;
    const std::optional<WorkerId> worker = next_runnable(core);
    if (!worker.has_value()) {
      if (!has_own_core() && coordinator_has_task()) {
        begin_coordinator_task(core);
        return;
      }
      break;
    }
    stations[worker->value].core = core;
    if (begin_service(stations[worker->value])) {
      state.worker = worker;
      break;
    }
  }
  update_clock(core);
}

std::int64_t World::slowed(std::int64_t exact_ns, std::uint32_t core) const {
  if (core >= cores.size() || cores[core].slowness == 1.0) return exact_ns;
  return static_cast<std::int64_t>(
      std::floor(static_cast<double>(exact_ns) * cores[core].slowness + 0.5));
}

Envelope World::next_envelope(WorkerStation& station) {
  Envelope envelope;
  if (!station.redo.empty()) {
    envelope = std::move(station.redo.front());
    station.redo.pop_front();
  } else {
    envelope = station.queue.pop();
    if (std::exchange(station.has_refused, false)) has_room = true;
  }
  if (station.committed != nullptr) station.since_commit.push_back(envelope);
  return envelope;
}

bool World::begin_replay(WorkerStation& station) {
  Service service;
  service.is_replay = true;
  service.begin = now;
  service.end = VirtualTime{now.ns + slowed(std::exchange(station.replay_ns, 0), station.core)};
  events.push(service.end, EventKind::kWorkerDone, station.id.value, station.generation);
  station.service = std::move(service);
  return true;
}

void World::observe_keys(const RecordBatch& batch, WorkerId worker) {
  keys.observe(batch, worker);
  if (!first_split_at.has_value() && keys.has_obvious_split() && may_split_groups()) {
    first_split_at = now;
  }
}

/// Whether it takes time: an envelope that costs nothing and gives nothing is done at once.
bool World::begin_service(WorkerStation& station) {
  if (station.replay_ns > 0) return begin_replay(station);
  Envelope envelope = next_envelope(station);
  Service service;
  service.sequence = envelope.sequence;
  service.source = envelope.batch.source_partition;
  service.row_count = envelope.row_count();
  service.begin = now;
  service.offsets = envelope.batch.offsets;
  service.watermark = envelope.watermark;
  if (setup->options.on_work) service.batch = envelope.batch;
  if (service.row_count > 0) observe_keys(envelope.batch, station.id);
  const WorkerOutcome outcome = station.worker->process(std::move(envelope));
  MILLRACE_ASSERT(!outcome.retry_after.has_value());  // the staging sink takes everything
  service.output = station.staging.take();
  service.message = station.worker->take_message();
  const WorkerStatistics statistics = station.worker->statistics();
  service.balance = statistics.balance;
  service.states = statistics.states;
  const std::int64_t exact_ns = setup->costs.execute_ns(service.row_count, outcome.work);
  const std::int64_t length_ns = station.service_jitter.apply(slowed(exact_ns, station.core));
  service.end = VirtualTime{now.ns + length_ns};
  const bool is_instant = length_ns == 0 && service.row_count == 0;
  station.service = std::move(service);
  if (is_instant) {
    finish_service(station);
  } else {
    events.push(station.service->end, EventKind::kWorkerDone, station.id.value, station.generation);
  }
  return !is_instant;
}

void World::finish_service(WorkerStation& station) {
  Service service = std::move(*station.service);
  station.service.reset();
  const std::int64_t length_ns = service.end.ns - service.begin.ns;
  station.busy_ns += length_ns;
  if (service.row_count > 0) station.row_busy_ns += length_ns;
  const std::uint32_t core = station.core;
  if (cores[core].worker == station.id) {
    cores[core].worker.reset();
    has_changed[core] = 1;
  }
  if (service.is_replay) return;
  if (station.is_writing && !service.output.results.empty()) {
    station.blocked = std::move(service);
  } else {
    release(station, std::move(service), false);
  }
}

void World::release(WorkerStation& station, Service service, bool was_blocked) {
  if (service.row_count > 0) {
    const Flight* flight = flights.find(service.sequence);
    MILLRACE_ASSERT(flight != nullptr);
    const Departure departure{.due_ns = flights.due_times_of(*flight, service.offsets),
                              .begin = service.begin,
                              .service_ns = service.end.ns - service.begin.ns,
                              .not_before = was_blocked ? now : VirtualTime{0}};
    latency.record(departure, now);
    const std::int64_t held_ns = now.ns - service.end.ns;
    occupancy.leave(service.row_count,
                    latency.last_early_ns_sum() + static_cast<Int128>(held_ns) * service.row_count,
                    now);
    flights.land(service.sequence, service.row_count);
    route_matrix[static_cast<std::size_t>(service.source.value) * setup->workers_max +
                 station.id.value] += service.row_count;
  }
  MILLRACE_ASSERT(service.watermark >= station.watermark);
  complete_rows(service.row_count);
  station.watermark = service.watermark;
  station.balance = service.balance;
  station.states = service.states;
  last_effect_at = now;
  if (station.committed != nullptr) ++station.finished_since_commit;
  if (station.wants_commit) commit(station);
  if (setup->options.on_work && service.row_count > 0) {
    setup->options.on_work({.kind = WorkKind::kExecute,
                            .worker = station.id,
                            .core = station.core,
                            .begin = service.begin,
                            .end = service.end,
                            .batch = &service.batch});
  }
  if (service.message.has_value()) {
    merger->accept(std::move(*service.message));
    coordinator.has_news_to_merge = true;
    coordinator.merging = station.id;
  }
  const std::int64_t result_rows = service.output.result_rows();
  const std::int64_t exact_ns = sink_write_ns(station, result_rows);
  emit(std::move(service.output), station.id.value);
  if (exact_ns > 0) {
    station.is_writing = true;
    ++sink_writes_open;
    events.push(VirtualTime{now.ns + station.sink_jitter.apply(exact_ns)}, EventKind::kSinkDone,
                station.id.value);
  }
}

std::int64_t World::sink_write_ns(const WorkerStation& station, std::int64_t result_rows) const {
  if (result_rows == 0) return 0;
  const auto exact_ns = static_cast<double>(setup->costs.sink_ns(result_rows));
  return static_cast<std::int64_t>(std::floor(exact_ns * station.sink_slowness + 0.5)) +
         station.sink_delay_ns;
}

void World::finish_sink_write(WorkerStation& station) {
  station.is_writing = false;
  --sink_writes_open;
  if (!station.blocked.has_value()) return;
  Service service = std::move(*station.blocked);
  station.blocked.reset();
  release(station, std::move(service), true);
  mark_cores_of(station);
}

void World::update_clock(std::uint32_t core) {
  CoreState& state = cores[core];
  CoreClock::State does = CoreClock::State::kIdle;
  if (state.worker.has_value() || state.has_coordinator) {
    does = CoreClock::State::kBusy;
  } else {
    for (const WorkerStation& station : stations) {
      if (station.core == core && station.blocked.has_value())
        does = CoreClock::State::kBackPressured;
    }
  }
  if (does != state.clock.state()) state.clock.change(now, does);
}

void World::emit(StagedOutput output, std::uint32_t sink) {
  for (ResultBatch& batch : output.results) {
    results_hash += fingerprint_of(batch);
    results_out += batch.changes.empty()
                       ? std::int64_t{batch.row_count}
                       : std::count(batch.changes.begin(), batch.changes.end(), Change::kUpsert);
    record_closings(batch);
    if (!setup->options.keep_results) continue;
    out->results[sink].results.push_back(std::move(batch));
    out->results[sink].written_at.push_back(now);
  }
  for (RecordBatch& rows : output.late) {
    results_hash += fingerprint_of(rows);
    out->late.push_back(std::move(rows));
  }
  for (DeadLetter& letter : output.dead_letters) {
    results_hash += fingerprint_of(letter);
    out->dead_letters.push_back(std::move(letter));
  }
}

void World::record_closings(const ResultBatch& batch) {
  if (batch.offsets.row_count() > 0 || batch.window_ends.row_count() == 0) return;
  if (plan->query->emit == EmitMode::kChanges) return;
  const EventDuration grace =
      plan->query->window.has_value() ? plan->query->window->grace : EventDuration{0};
  for (const std::int64_t end_ms : batch.window_ends.int64s()) {
    const EventTime closes = EventTime{end_ms} + grace;
    const auto step =
        std::lower_bound(watermark_steps.begin(), watermark_steps.end(), closes,
                         [](const WatermarkStep& a, EventTime time) { return a.watermark < time; });
    if (step == watermark_steps.end()) continue;  // the end of input closed it: no latency
    closing_ns.record(std::max<std::int64_t>(0, now.ns - step->due_ns));
  }
}

}  // namespace millrace
