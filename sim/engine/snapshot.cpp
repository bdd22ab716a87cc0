// sim/engine/snapshot.cpp — one instant of a world.
#include "sim/engine/snapshot.hpp"

#include <algorithm>

#include "core/job/partition_worker.hpp"
#include "core/route/strategy_info.hpp"
#include "sim/engine/reports.hpp"

namespace millrace {

namespace {

std::vector<SourcePartitionState> sources_of(const World& world) {
  std::vector<SourcePartitionState> sources(world.setup->partition_count);
  std::vector<std::int64_t> committed = world.read_offsets;
  world.flights.lower_to_unfinished(committed);
  // What a worker would have to repeat after a crash is not committed either.
  for (const WorkerStation& station : world.stations) {
    for (const Envelope& envelope : station.since_commit) {
      if (envelope.row_count() == 0) continue;
      std::int64_t& offset = committed[envelope.batch.source_partition.value];
      offset = std::min(offset, envelope.batch.offset_at(0));
    }
  }
  const Stamper& stamper = world.dispatcher.stamper();
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    SourcePartitionState& source = sources[i];
    const SourcePartitionId id{i};
    source.end_offset = world.setup->log->end_offset(id, world.now);
    source.read_offset = std::max(world.read_offsets[i], world.setup->log->begin_offset(id));
    source.committed_offset = std::min(committed[i], source.read_offset);
    source.rows_taken = world.rows_taken[i];
    source.lag_rows = source.end_offset - world.setup->log->begin_offset(id) - source.rows_taken;
    source.watermark = stamper.watermark_of(id);
    source.is_idle = stamper.is_idle(id);
    source.is_paused = world.fetcher.is_paused() || world.setup->log->is_paused_at(id, world.now);
    source.is_refused = world.coordinator.is_refused && world.coordinator.source == id;
  }
  return sources;
}

WorkerActivity activity_of(const WorkerStation& station) {
  if (station.is_crashed) return WorkerActivity::kCrashed;
  if (station.is_stalled) return WorkerActivity::kStalled;
  if (station.service.has_value()) return WorkerActivity::kBusy;
  if (station.blocked.has_value()) return WorkerActivity::kBackPressured;
  return WorkerActivity::kIdle;
}

std::vector<WorkerState> workers_of(const World& world) {
  std::vector<WorkerState> workers;
  for (const WorkerStation& station : world.stations) {
    const PartitionQueue& queue = station.queue.queue();
    WorkerState state;
    state.core = station.core;
    state.activity = activity_of(station);
    state.queued_rows = queue.queued_rows();
    state.queue_capacity_rows = queue.capacity_rows();
    state.queue_rows_max = queue.queued_rows_max();
    state.pressure = back_pressure_state(state.queued_rows, state.queue_capacity_rows);
    state.rows_processed = station.balance.read;
    state.results = station.balance.results;
    state.late = station.balance.late;
    state.dead_letters = station.balance.dead_letter;
    state.states = station.states;
    if (const auto due = station.queue.oldest_due())
      state.oldest_row_age_ns = world.now.ns - due->ns;
    workers.push_back(state);
  }
  return workers;
}

/// Differences to the sample a second ago, per second.
void set_rates(const World& world, SimulationSnapshot& snapshot) {
  if (world.rate_samples.empty()) return;
  const RateSample* base = &world.rate_samples.front();
  for (const RateSample& sample : world.rate_samples) {
    if (sample.at.ns <= world.now.ns - 1'000'000'000) base = &sample;
  }
  const std::int64_t length_ns = world.now.ns - base->at.ns;
  if (length_ns <= 0) return;
  const auto per_second = [&](std::int64_t rows) {
    return static_cast<double>(rows) * 1e9 / static_cast<double>(length_ns);
  };
  snapshot.offered_rps = per_second(snapshot.rows_due - base->rows_due);
  snapshot.throughput_rps = per_second(world.rows_done() - base->rows_done);
}

/// What routes and cores did since about a second ago.
void set_recent(const World& world, SimulationSnapshot& snapshot) {
  snapshot.routes_recent = snapshot.routes;
  snapshot.cores_recent = snapshot.cores;
  snapshot.recent_ns = world.now.ns;
  if (world.past.empty()) return;
  const PastFigures* base = &world.past.front();
  for (const PastFigures& past : world.past) {
    if (past.at.ns <= world.now.ns - 1'000'000'000) base = &past;
  }
  snapshot.recent_ns = world.now.ns - base->at.ns;
  for (std::size_t i = 0; i < snapshot.routes_recent.rows.size(); ++i) {
    snapshot.routes_recent.rows[i] -= (*base->route_matrix)[i];
  }
  if (snapshot.recent_ns == 0) return;
  for (std::size_t core = 0; core < world.cores.size(); ++core) {
    snapshot.cores_recent[core] =
        world.cores[core].clock.shares_since((*base->clocks)[core], base->at, world.now);
  }
}

void set_rows(const World& world, SimulationSnapshot& snapshot) {
  RowBalance balance;
  for (const WorkerStation& station : world.stations) {
    balance += station.balance;
    snapshot.states += station.states;
    snapshot.work += station.worker->statistics().work;
  }
  snapshot.rows_due = world.rows_due();
  snapshot.rows_read = world.rows_read();
  snapshot.rows_in_effect = balance.in_effect;
  snapshot.rows_filtered = balance.filtered;
  snapshot.rows_late = balance.late;
  snapshot.rows_dead_letter = balance.dead_letter + world.rows_rejected + world.rows_unreadable;
  snapshot.rows_in_flight = snapshot.rows_read - world.rows_done();
  snapshot.results = world.results_out;
  if (world.merger.has_value()) {
    snapshot.states += world.merger->states();
    snapshot.work += world.merger->work();
  }
  snapshot.work += world.dispatcher.router().work();
}

}  // namespace

SimulationSnapshot snapshot_of(const World& world) {
  SimulationSnapshot snapshot;
  snapshot.now = world.now;
  snapshot.is_finished = world.is_finished();
  snapshot.strategy = std::string(world.plan->choice.strategy->name);
  snapshot.has_merge = world.plan->has_merge;
  snapshot.events = world.events_handled;
  snapshot.watermark = world.dispatcher.stamper().watermark();
  set_rows(world, snapshot);
  set_rates(world, snapshot);
  snapshot.latency = world.latency.summary();
  snapshot.latency_recent = world.latency.recent(world.now);
  const RoutingCounters& routing = world.dispatcher.router().counters();
  snapshot.alignment_rate = routing.alignment_rate().value_or(-1.0);
  snapshot.zero_cost_share = routing.zero_cost_share().value_or(0.0);
  snapshot.moved_bytes = world.moved.bytes_moved;
  if (world.hand_over.has_value()) snapshot.moved_bytes += world.hand_over->bytes_moved;
  if (world.now.ns > 0) {
    snapshot.router_busy =
        static_cast<double>(world.coordinator_busy_ns()) / static_cast<double>(world.now.ns);
  }
  snapshot.sources = sources_of(world);
  snapshot.workers = workers_of(world);
  for (const CoreState& core : world.cores) {
    snapshot.cores.push_back(core.clock.shares_since(CoreClock(), VirtualTime{0}, world.now));
  }
  snapshot.routes = {world.setup->partition_count, world.setup->workers_max, world.route_matrix};
  set_recent(world, snapshot);
  constexpr std::size_t kHotKeys = 20;
  const bool may_split = world.may_split_groups();
  snapshot.hot_keys = world.keys.hottest(kHotKeys, may_split);
  if (may_split) snapshot.split_groups = world.keys.split_count();
  snapshot.route_keys = world.keys.route_keys();
  snapshot.extra_states = world.keys.extra_count();
  return snapshot;
}

SimulationPulse pulse_of(const World& world) {
  SimulationPulse pulse;
  pulse.now = world.now;
  pulse.rows_taken = world.rows_read();
  for (const WorkerStation& station : world.stations) {
    const PartitionQueue& queue = station.queue.queue();
    const double share = static_cast<double>(queue.queued_rows()) /
                         static_cast<double>(std::max<std::int64_t>(1, queue.capacity_rows()));
    pulse.late_after_idle += station.balance.late_after_idle;
    if (share <= pulse.queue_share) continue;
    pulse.queue_share = share;
    pulse.fullest_worker = station.id.value;
  }
  pulse.results = world.results_out;
  pulse.watermark = world.dispatcher.stamper().watermark();
  pulse.completed_to = world.completed_to();
  pulse.has_moved_states = world.moved.states_moved > 0 || world.hand_over.has_value();
  pulse.first_split_at = world.first_split_at;
  return pulse;
}

}  // namespace millrace
