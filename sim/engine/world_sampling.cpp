// sim/engine/world_sampling.cpp — what the recorder is told at every tick.
#include <array>
#include <string>
#include <utility>

#include "sim/engine/world.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;

/// How far W lies behind the furthest source partition: what the slowest of those that count holds back. 0 before W
/// is known, and once all have ended.
std::int64_t watermark_lag_ms(const World& world) {
  const Stamper& stamper = world.dispatcher.stamper();
  const EventTime held_back = stamper.watermark();
  if (held_back == EventTime::min() || held_back == EventTime::max()) return 0;
  EventTime furthest = held_back;
  for (std::uint32_t i = 0; i < world.setup->partition_count; ++i) {
    const EventTime reached = stamper.watermark_of(SourcePartitionId{i});
    if (reached < EventTime::max()) furthest = std::max(furthest, reached);
  }
  return furthest.ms - held_back.ms;
}

}  // namespace

void World::declare_series() {
  series.push_back(recorder.declare("offered_rps", "rows/s"));
  series.push_back(recorder.declare("throughput_rps", "rows/s"));
  series.push_back(recorder.declare("lag_rows", "rows"));
  series.push_back(recorder.declare("latency_p50_us", "us"));
  series.push_back(recorder.declare("latency_p99_us", "us"));
  series.push_back(recorder.declare("states", "states"));
  series.push_back(recorder.declare("latency_p999_us", "us"));
  series.push_back(recorder.declare("alignment", "share"));
  series.push_back(recorder.declare("watermark_lag_ms", "ms"));
  for (std::uint32_t worker = 0; worker < setup->workers_max; ++worker) {
    series.push_back(recorder.declare("queue_rows", "rows", static_cast<std::int32_t>(worker)));
  }
  for (std::uint32_t core = 0; core < setup->core_count; ++core) {
    series.push_back(recorder.declare("busy", "share", static_cast<std::int32_t>(core)));
  }
}

void World::sample() {
  const std::int64_t due = rows_due();
  const std::int64_t done = rows_done();
  const std::int64_t lag = due - rows_read();
  lag_rows_max = std::max(lag_rows_max, lag);
  std::int64_t states = merger.has_value() ? merger->states() : 0;
  for (const WorkerStation& station : stations) states += station.states;
  states_max = std::max(states_max, states);
  while (!rate_samples.empty() && rate_samples.front().at.ns < now.ns - kSecondNs) {
    rate_samples.pop_front();
  }
  rate_samples.push_back({now, due, done});
  const RateSample& oldest = rate_samples.front();
  const auto rate = [&](std::int64_t rows) {
    const std::int64_t length_ns = now.ns - oldest.at.ns;
    return length_ns == 0 ? 0.0 : static_cast<double>(rows) * 1e9 / static_cast<double>(length_ns);
  };
  const LatencyHistogram latest = latency.latest(now);
  static constexpr std::array<LatencyHistogram::Quantile, 3> kQuantiles = {
      {{50, 100}, {99, 100}, {999, 1'000}}};
  std::array<std::int64_t, 3> latency_ns = {};
  latest.values_at_quantiles(kQuantiles, latency_ns);
  const auto latency_us = [&](std::size_t i) {
    return static_cast<double>(latency_ns[i]) / 1000.0;
  };
  std::size_t next = 0;
  const auto add = [&](double value) { recorder.add(series[next++], now, value); };
  add(rate(due - oldest.rows_due));
  add(rate(done - oldest.rows_done));
  add(static_cast<double>(lag));
  add(latency_us(0));
  add(latency_us(1));
  add(static_cast<double>(states));
  add(latency_us(2));
  add(dispatcher.router().counters().alignment_rate().value_or(0.0));
  add(static_cast<double>(watermark_lag_ms(*this)));
  for (std::uint32_t worker = 0; worker < setup->workers_max; ++worker) {
    add(worker < stations.size() ? static_cast<double>(stations[worker].queue.queued_rows()) : 0.0);
  }
  const std::int64_t interval_ns = now.ns - sampled_at.ns;
  busy_sampled_ns.resize(cores.size());
  for (std::size_t core = 0; core < cores.size(); ++core) {
    const std::int64_t busy_ns = cores[core].clock.busy_ns(now);
    const std::int64_t before_ns = std::exchange(busy_sampled_ns[core], busy_ns);
    add(interval_ns == 0
            ? 0.0
            : static_cast<double>(busy_ns - before_ns) / static_cast<double>(interval_ns));
  }
  sampled_at = now;
  sample_sources();
  note_past();
  trim_watermark_steps();
  adapt();
  // A run that goes on for much longer than its duration is recorded, and sampled, less often.
  events.push(VirtualTime{now.ns + recorder.interval_ns()}, EventKind::kSample);
}

void World::sample_sources() {
  if (source_lag->is_told(now)) return;
  std::vector<std::int64_t> lag_rows;
  for (std::uint32_t i = 0; i < setup->partition_count; ++i) {
    const SourcePartitionId id{i};
    lag_rows.push_back(setup->log->end_offset(id, now) - setup->log->begin_offset(id) -
                       rows_taken[i]);
  }
  source_lag->add(now, lag_rows);
}

void World::note_past() {
  constexpr std::int64_t kDistanceNs = kSecondNs / 5;
  if (!past.empty() && now.ns - past.back().at.ns < kDistanceNs) return;
  std::vector<CoreClock> clocks;
  for (const CoreState& core : cores) clocks.push_back(core.clock);
  past.push_back({now, std::make_shared<const std::vector<std::int64_t>>(route_matrix),
                  std::make_shared<const std::vector<CoreClock>>(std::move(clocks))});
  while (past.size() > 1 && past[1].at.ns <= now.ns - kSecondNs) past.pop_front();
}

void World::trim_watermark_steps() {
  if (merger.has_value()) return;  // acts later than the workers
  EventTime acted_on = EventTime::max();
  for (std::uint32_t worker = 0; worker < plan->spec.worker_count; ++worker) {
    acted_on = std::min(acted_on, stations[worker].watermark);
  }
  while (!watermark_steps.empty() && watermark_steps.front().watermark < acted_on) {
    watermark_steps.pop_front();
  }
}

}  // namespace millrace
