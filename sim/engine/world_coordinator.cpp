// sim/engine/world_coordinator.cpp — the coordinator's thread: what it does next, how long that
// takes, and what happens when a queue refuses.
#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

namespace {

using Task = CoordinatorState::Task;

/// The hostile build turns offers away at random; they are made again at once.
Offer settled(const Dispatcher& dispatcher, const std::function<Offer()>& call) {
  Offer offer = call();
  while (offer == Offer::kQueueFull && !dispatcher.awaits_workers()) offer = call();
  return offer;
}

Work difference(const Work& later, const Work& earlier) {
  Work work;
  work.rows_hashed = later.rows_hashed - earlier.rows_hashed;
  work.rows_checked = later.rows_checked - earlier.rows_checked;
  work.rows_copied = later.rows_copied - earlier.rows_copied;
  work.bytes_copied = later.bytes_copied - earlier.bytes_copied;
  work.hand_overs = later.hand_overs - earlier.hand_overs;
  return work;
}

}  // namespace

bool World::has_own_core() const {
  return setup->scenario->engine.router == RouterPlacement::kOwnCore;
}

bool World::coordinator_has_task() const {
  if (coordinator.task != Task::kNone) return false;
  if (coordinator.has_news_to_merge) return true;
  if (coordinator.awaits_drain) return is_drained();
  if (coordinator.is_unrouted) return true;
  if (coordinator.routing.has_value() || coordinator.is_end_refused) return false;
  if (!changes.empty() && !coordinator.has_ended) return is_drained();
  if (fetcher.has_waiting()) return true;
  return fetcher.is_at_end() && !coordinator.has_ended;
}

void World::start_coordinator() {
  if (has_own_core()) {
    begin_coordinator_task(setup->core_count);
    return;
  }
  for (std::uint32_t core = 0; core < cores.size(); ++core) {
    if (cores[core].worker.has_value() || cores[core].has_coordinator) continue;
    begin_coordinator_task(core);
    return;
  }
}

void World::begin_coordinator_task(std::uint32_t core) {
  coordinator.began = now;
  coordinator.core = core;
  std::int64_t length_ns = 0;
  if (coordinator.has_news_to_merge) {
    coordinator.task = Task::kMerge;
    length_ns = begin_merge();
  } else if (coordinator.awaits_drain) {
    coordinator.task = Task::kHandOver;
    length_ns = begin_hand_over();
  } else if (!coordinator.is_unrouted && !changes.empty()) {
    coordinator.task = Task::kChange;
    length_ns = begin_change();
  } else if (coordinator.is_unrouted || fetcher.has_waiting()) {
    coordinator.task = Task::kRoute;
    if (!coordinator.is_unrouted) take_fetched();
    length_ns = begin_route();
  } else {
    coordinator.task = Task::kEnd;
    length_ns = setup->costs.hand_over_ns(plan->spec.worker_count);
  }
  length_ns = route_jitter.apply(slowed(length_ns, core));
  if (core < cores.size()) {
    cores[core].has_coordinator = true;
    update_clock(core);
  }
  events.push(VirtualTime{now.ns + length_ns}, EventKind::kCoordinatorDone);
}

std::int64_t World::begin_hand_over() {
  std::vector<PartitionWorker*> workers;
  for (WorkerStation& station : stations) workers.push_back(station.worker.get());
  hand_over = switch_to_hashing(workers, *plan, dispatcher);
  after_move();
  out->events.push_back({now, "hand_over", hand_over_remark(*hand_over, *plan)});
  return setup->costs.move_ns(hand_over->states_moved);
}

std::int64_t World::begin_change() {
  const std::shared_ptr<const JobPlan> from = plan;
  plan = changes.front();
  changes.pop_front();
  open_stations(std::max(plan->spec.worker_count, static_cast<std::uint32_t>(stations.size())));
  std::vector<PartitionWorker*> workers;
  for (WorkerStation& station : stations) workers.push_back(station.worker.get());
  if (!merger.has_value() && has_merger(*plan)) merger.emplace(plan, merger_staging);
  const HandOverReport report =
      change_plan(plan, {.dispatcher = dispatcher,
                         .workers = workers,
                         .merger = merger.has_value() ? &*merger : nullptr});
  moved += report;
  open_stations(plan->spec.worker_count);  // the inboxes of those that stay
  after_move();
  const bool is_switch = from->choice.strategy != plan->choice.strategy;
  out->events.push_back(
      {now, is_switch ? "strategy_switch" : "rescaled", plan_change_remark(*from, *plan, report)});
  return setup->costs.move_ns(report.states_moved);
}

void World::after_move() {
  for (WorkerStation& station : stations) {
    station.states = station.worker->statistics().states;
    station.balance.results = station.worker->statistics().balance.results;
    if (station.committed != nullptr) commit(station);
  }
}

void World::take_fetched() {
  coordinator.routing = fetcher.take(now, events);
  coordinator.source = fetcher.taken_from();
  std::vector<DeadLetter>& unreadable = coordinator.routing->unreadable;
  const auto count = static_cast<std::int64_t>(unreadable.size());
  rows_unreadable += count;
  rows_taken[coordinator.source.value] += count;
  if (count > 0) dispatcher.reject(std::exchange(unreadable, {}));
  complete_rows(count);
}

std::int64_t World::begin_route() {
  const RecordBatch& batch = coordinator.routing->records;
  if (batch.row_count == 0) return setup->costs.route_ns(0, {});  // nothing in it could be read
  const Work before = dispatcher.router().work();
  const EventTime watermark_before = dispatcher.stamper().watermark();
  const bool is_routed = dispatcher.prepare(batch, inboxes) == Offer::kTaken;
  const std::int64_t sequence = dispatcher.stamper().next_sequence() - 1;
  if (!coordinator.is_unrouted) {
    flights.take_off(
        sequence, batch,
        setup->log->due_times(batch.source_partition, batch.offset_at(0), batch.row_count));
    const std::vector<std::int64_t>& due_ns = *flights.find(sequence)->due_ns;
    occupancy.enter(due_ns, now);
    last_due_at.ns = std::max(last_due_at.ns, due_ns.back());
    note_watermark_step(batch, watermark_before);
    observe_alignment(batch);
  }
  coordinator.is_unrouted = !is_routed;
  coordinator.awaits_drain = !is_routed;
  return setup->costs.route_ns(batch.row_count, difference(dispatcher.router().work(), before));
}

void World::note_watermark_step(const RecordBatch& batch, EventTime before) {
  const EventTime after = dispatcher.stamper().watermark();
  MILLRACE_ASSERT(after >= before);
  if (after == before) return;
  // The record that took the source there: the first with the batch's largest event time.
  std::uint32_t furthest = 0;
  if (plan->query->event_time_column.has_value()) {
    const Column& times = batch.columns[*plan->query->event_time_column];
    const std::span<const std::int64_t> values =
        times.row_count() > 0 ? times.int64s() : batch.event_times.int64s();
    furthest =
        static_cast<std::uint32_t>(std::max_element(values.begin(), values.end()) - values.begin());
  }
  const std::int64_t due_ns = setup->log->due_ns(batch.source_partition, batch.offset_at(furthest));
  watermark_steps.push_back({after, due_ns});
}

std::int64_t World::begin_merge() {
  coordinator.has_news_to_merge = false;
  const WorkerOutcome outcome = merger->advance();
  MILLRACE_ASSERT(!outcome.retry_after.has_value());  // the staging sink takes everything
  coordinator.output = merger_staging.take();
  return setup->costs.merge_ns(outcome.work) +
         setup->costs.sink_ns(coordinator.output.result_rows());
}

void World::finish_coordinator_task() {
  const Task task = std::exchange(coordinator.task, Task::kNone);
  coordinator.busy_ns += now.ns - coordinator.began.ns;
  if (setup->options.on_work && (task == Task::kRoute || task == Task::kMerge)) {
    WorkSpan span;
    span.kind = task == Task::kRoute ? WorkKind::kRoute : WorkKind::kMerge;
    span.worker = coordinator.merging;
    span.core = coordinator.core;
    span.begin = coordinator.began;
    span.end = now;
    if (task == Task::kRoute) span.batch = &coordinator.routing->records;
    setup->options.on_work(span);
  }
  switch (task) {
    case Task::kNone:
      MILLRACE_ASSERT(false && "a task of the coordinator ended that had not begun");
      break;
    case Task::kRoute:
      if (!coordinator.awaits_drain) push_routed();
      break;
    case Task::kMerge:
      emit(std::exchange(coordinator.output, {}), setup->merger_sink());
      last_effect_at = now;
      has_room = true;  // what was refused is offered again, if there is something
      break;
    case Task::kHandOver:
      coordinator.awaits_drain = false;
      break;
    case Task::kChange:
      break;
    case Task::kEnd:
      push_end();
      break;
  }
  if (coordinator.core < cores.size()) {
    CoreState& core = cores[coordinator.core];
    core.has_coordinator = false;
    core.had_coordinator_last = true;
    has_changed[coordinator.core] = 1;
  }
}

Offer World::offer(const std::function<Offer()>& call) {
  refused_before.clear();
  for (std::uint32_t worker = 0; worker < inboxes.size(); ++worker) {
    refused_before.push_back(dispatcher.offers_refused({worker}));
  }
  const Offer answer = settled(dispatcher, call);
  if (answer == Offer::kTaken) return answer;
  for (std::uint32_t worker = 0; worker < inboxes.size(); ++worker) {
    stations[worker].has_refused = dispatcher.offers_refused({worker}) > refused_before[worker];
  }
  return answer;
}

void World::push_routed() {
  const RecordBatch& batch = coordinator.routing->records;
  if (batch.row_count == 0) {
    finish_routing();
    return;
  }
  if (offer([&] { return dispatcher.offer(batch, inboxes); }) == Offer::kQueueFull) {
    note_refusal(!coordinator.is_refused);
    coordinator.is_refused = true;
    return;
  }
  rows_taken[batch.source_partition.value] += batch.row_count;
  mark_all_cores();
  drop_rejected();
  finish_routing();
}

void World::finish_routing() {
  coordinator.is_refused = false;
  read_offsets[coordinator.source.value] = coordinator.routing->next_offset;
  coordinator.routing.reset();
}

void World::drop_rejected() {
  // A batch that failed as a whole was never routed: its rows have left the system.
  const std::int64_t rejected =
      dispatcher.stamper().rows_rejected() - rows_unreadable - rows_rejected;
  if (rejected == 0) return;
  const std::int64_t sequence = dispatcher.stamper().next_sequence() - 1;
  const Flight* flight = flights.find(sequence);
  MILLRACE_ASSERT(flight != nullptr);
  MILLRACE_ASSERT(flight->rows_left == rejected);
  latency.record({.due_ns = *flight->due_ns, .begin = now, .service_ns = 0, .not_before = now},
                 now);
  occupancy.leave(rejected, 0, now);
  rows_rejected += rejected;
  flights.land(sequence, rejected);
  complete_rows(rejected);
}

void World::note_refusal(bool is_new) {
  constexpr std::size_t kEventsMax = 1'000;
  if (!is_new || out->events.size() >= kEventsMax) return;
  const RecordBatch& batch = coordinator.routing->records;
  for (const WorkerStation& station : stations) {
    if (!station.has_refused) continue;
    out->events.push_back({now, "queue_full",
                           "the queue of worker " + std::to_string(station.id.value) + " holds " +
                               std::to_string(station.queue.queued_rows()) +
                               " rows and refuses a batch of " + std::to_string(batch.row_count) +
                               " rows of source partition " +
                               std::to_string(batch.source_partition.value)});
    return;
  }
}

void World::push_end() {
  coordinator.is_end_refused =
      offer([&] { return dispatcher.offer_end(inboxes); }) == Offer::kQueueFull;
  coordinator.has_ended = !coordinator.is_end_refused;
  if (coordinator.has_ended) mark_all_cores();
}

bool World::is_drained() const {
  for (const WorkerStation& station : stations) {
    if (!station.is_drained()) return false;
  }
  if (coordinator.task == Task::kMerge || coordinator.has_news_to_merge) return false;
  return !merger.has_value() || merger->is_idle();
}

}  // namespace millrace
