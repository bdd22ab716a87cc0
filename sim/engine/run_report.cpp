// sim/engine/run_report.cpp — the figures of a whole run, and what must hold of them.
#include "sim/engine/run_report.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"
#include "core/job/job_ledger.hpp"
#include "core/metrics/imbalance.hpp"
#include "core/route/strategy_info.hpp"
#include "sim/engine/reports.hpp"

namespace millrace {

namespace {

double quotient(Int128 numerator, Int128 denominator) {
  return denominator == 0 ? 0.0 : static_cast<double>(numerator) / static_cast<double>(denominator);
}

/// What `measure_from` leaves out.
struct MeasuredSpan {
  Milestone begin;
  std::int64_t length_ns = 0;  // to when the last effect left
};

MeasuredSpan measured_span(const World& world) {
  MeasuredSpan span;
  if (world.measured_from.has_value()) {
    span.begin = *world.measured_from;
  } else {
    span.begin.clocks.resize(world.cores.size());
  }
  span.length_ns = std::max<std::int64_t>(0, world.last_effect_at.ns - span.begin.at.ns);
  return span;
}

QueueingFigures queueing_of(const World& world, const MeasuredSpan& span) {
  QueueingFigures figures;
  const std::int64_t rows = world.latency.histogram().count();
  const Int128 latency = world.latency.measured_latency_ns_sum();
  const Int128 service = world.latency.measured_service_ns_sum();
  figures.mean_wait_ns = quotient(latency - service, rows);
  figures.mean_service_ns = quotient(service, rows);
  std::int64_t busy_ns = -span.begin.workers_busy_ns;
  for (const WorkerStation& station : world.stations) busy_ns += station.busy_ns;
  const auto workers = static_cast<Int128>(world.stations.size());
  figures.utilisation = quotient(busy_ns, workers * span.length_ns);
  figures.mean_rows_waiting = quotient(latency - service, span.length_ns);
  figures.mean_rows_in_system = quotient(latency, span.length_ns);
  return figures;
}

SkewFigures skew_of(const World& world) {
  SkewFigures skew;
  std::vector<std::int64_t> rows;
  for (const WorkerStation& station : world.stations) rows.push_back(station.queue.rows_pushed());
  if (const std::optional<Imbalance> imbalance = imbalance_of(rows)) {
    skew.max_over_mean = imbalance->max_over_mean;
    skew.flink_percent = imbalance->flink_percent;
  }
  skew.hottest_key_share = world.keys.hottest_share();
  if (skew.hottest_key_share > 0.0) {
    skew.ceiling = hot_key_ceiling(skew.hottest_key_share, world.plan->spec.worker_count);
  }
  return skew;
}

void set_rates(const World& world, const MeasuredSpan& span, RunReport& report) {
  const Milestone& end = *world.at_duration;
  const std::int64_t length_ns = end.at.ns - span.begin.at.ns;
  if (length_ns <= 0) return;
  const auto per_second = [&](std::int64_t rows) {
    return static_cast<double>(rows) * 1e9 / static_cast<double>(length_ns);
  };
  report.offered_rps = per_second(end.rows_due - span.begin.rows_due);
  report.throughput_rps = per_second(end.rows_done - span.begin.rows_done);
}

std::uint64_t hash_text(std::uint64_t state, std::string_view text) {
  return combine_hash(state, xxh3_64(text));
}

std::uint64_t hash_int(std::uint64_t state, std::int64_t value) {
  return combine_hash(state, static_cast<std::uint64_t>(value));
}

std::uint64_t hash_balance(std::uint64_t state, const RowBalance& balance) {
  for (const std::int64_t value :
       {balance.read, balance.in_effect, balance.filtered, balance.late, balance.dead_letter,
        balance.late_seen, balance.late_after_idle, balance.expression_errors, balance.results}) {
    state = hash_int(state, value);
  }
  return state;
}

std::uint64_t hash_int128(std::uint64_t state, Int128 value) {
  const auto bits = static_cast<UInt128>(value);
  state = combine_hash(state, static_cast<std::uint64_t>(bits));
  return combine_hash(state, static_cast<std::uint64_t>(bits >> 64));
}

}  // namespace

JobStatistics job_statistics_of(const World& world) {
  std::vector<const PartitionWorker*> workers;
  for (const WorkerStation& station : world.stations) workers.push_back(station.worker.get());
  JobStatistics statistics = summarise(*world.plan, world.dispatcher.stamper(), workers,
                                       world.merger.has_value() ? &*world.merger : nullptr);
  add_routing(*world.plan, world.dispatcher, world.hand_over, statistics);
  statistics.states_moved += world.moved.states_moved;
  statistics.bytes_moved += world.moved.bytes_moved;
  for (const TimelineEvent& event : world.out->events) {
    if (event.type == "strategy_switch" || event.type == "rescaled") {
      statistics.remarks.push_back(event.text);
    }
  }
  for (std::uint32_t worker = 0; worker < workers.size(); ++worker) {
    statistics.workers[worker].queue_rows_max =
        world.stations[worker].queue.queue().queued_rows_max();
  }
  if (world.is_finished()) {
    add_group_census(*world.plan, workers, world.hand_over, statistics);
  }
  return statistics;
}

void assert_invariants(const World& world) {
  const JobStatistics statistics = job_statistics_of(world);
  assert_balance(statistics);
  // Everything that was due was read, and is through.
  MILLRACE_ASSERT(statistics.balance.read == world.rows_read());
  MILLRACE_ASSERT(world.rows_read() == world.rows_due());
  MILLRACE_ASSERT(world.rows_done() == world.rows_read());
  MILLRACE_ASSERT(world.occupancy.rows() == 0);
  // Little's law: rows in the system, integrated over time, against the latency of each.
  MILLRACE_ASSERT(world.occupancy.area(world.now) == world.latency.latency_ns_sum());
  // Utilisation law: time that workers were busy against the service of all rows.
  Int128 busy_ns = 0;
  for (const WorkerStation& station : world.stations) busy_ns += station.row_busy_ns;
  MILLRACE_ASSERT(busy_ns == world.latency.service_ns_sum());
  for (const WorkerStation& station : world.stations) {
    const PartitionQueue& queue = station.queue.queue();
    const bool is_within =
        queue.queued_rows_max() <=
        std::max<std::int64_t>(queue.capacity_rows(), station.queue.batch_rows_max());
    MILLRACE_ASSERT(is_within);
    MILLRACE_ASSERT(queue.is_empty());
  }
}

std::uint64_t run_hash_of(const World& world, const JobStatistics& statistics) {
  std::uint64_t hash = hash_text(0, world.plan->choice.strategy->name);
  hash = hash_int(hash, world.plan->spec.worker_count);
  hash = hash_int(hash, world.plan->has_merge ? 1 : 0);
  hash = combine_hash(hash, world.results_hash);
  hash = hash_int(hash, world.results_out);
  hash = hash_balance(hash, statistics.balance);
  for (const WorkerStation& station : world.stations) {
    hash = hash_balance(hash, station.balance);
    hash = hash_int(hash, station.busy_ns);
    hash = hash_int(hash, station.queue.queue().queued_rows_max());
  }
  for (const CoreState& core : world.cores) {
    hash = hash_int(hash, core.clock.busy_ns(world.last_effect_at));
    hash = hash_int(hash, core.clock.back_pressured_ns(world.last_effect_at));
  }
  const Work& work = statistics.work;
  for (const std::int64_t value :
       {work.rows_in, work.rows_hashed, work.rows_copied, work.bytes_copied, work.hand_overs,
        work.rows_filtered, work.groups_touched, work.groups_created, work.windows_closed,
        work.rows_merged, work.rows_out, statistics.states_moved, statistics.bytes_moved,
        statistics.batches_read, world.coordinator.busy_ns, world.last_effect_at.ns}) {
    hash = hash_int(hash, value);
  }
  hash = hash_int128(hash, world.latency.latency_ns_sum());
  const LatencyHistogram latency = world.latency.histogram();
  hash = hash_int(hash, latency.maximum());
  for (const std::int64_t percent : {50, 95, 99}) {
    hash = hash_int(hash, latency.value_at_quantile(percent, 100));
  }
  return hash;
}

RunReport report_of(const World& world) {
  MILLRACE_ASSERT(world.is_finished());
  RunReport report;
  report.scenario = world.setup->scenario->name;
  report.seed = world.setup->scenario->seed;
  report.strategy = std::string(world.setup->plan->choice.strategy->name);
  report.strategy_at_end = std::string(world.plan->choice.strategy->name);
  report.was_auto_selected = world.setup->plan->choice.was_automatic;
  report.reason = world.setup->plan->choice.reason;
  report.job = job_statistics_of(world);
  report.finished_at = world.last_effect_at;
  report.input_ended_at = world.last_due_at;
  report.has_drained = world.lag_rows_end == 0;
  report.results = report.job.balance.results;
  const MeasuredSpan span = measured_span(world);
  set_rates(world, span, report);
  report.latency = world.latency.summary();
  report.closing_latency = summary_of(world.closing_ns);
  report.alignment_rate = report.job.routing.alignment_rate().value_or(-1.0);
  report.zero_cost_share = report.job.routing.zero_cost_share().value_or(0.0);
  report.late_after_idle = report.job.balance.late_after_idle;
  report.skew = skew_of(world);
  report.queueing = queueing_of(world, span);
  for (const WorkerStation& station : world.stations) {
    report.queue_rows_max.push_back(station.queue.queue().queued_rows_max());
    report.queue_state.push_back(station.queue.worst_state());
  }
  const VirtualTime end = std::max(world.last_effect_at, span.begin.at);
  for (std::size_t core = 0; core < world.cores.size(); ++core) {
    report.cores.push_back(
        world.cores[core].clock.shares_since(span.begin.clocks[core], span.begin.at, end));
  }
  report.router_busy =
      quotient(world.coordinator.busy_ns - span.begin.coordinator_busy_ns, span.length_ns);
  report.lag_rows_max = world.lag_rows_max;
  report.lag_rows_end = world.lag_rows_end;
  report.state_groups_max = world.states_max;
  report.moved_bytes = report.job.bytes_moved;
  report.events = world.out->events;
  report.run_hash = run_hash_of(world, report.job);
  return report;
}

}  // namespace millrace
