// ui/live/live_meters.cpp — one lock around everything that threads count.
#include "ui/live/live_meters.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

VirtualTime LiveClock::now() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::chrono::nanoseconds passed = before_;
  if (!is_paused_) passed += std::chrono::steady_clock::now() - running_since_;
  return {passed.count()};
}

void LiveClock::set_paused(bool is_paused) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_paused == is_paused_) return;
  const Instant now = std::chrono::steady_clock::now();
  if (is_paused) {
    before_ += now - running_since_;
  } else {
    running_since_ = now;
  }
  is_paused_ = is_paused;
}

bool LiveClock::is_paused() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return is_paused_;
}

LiveMeters::LiveMeters(const QueryPlan& query, std::uint32_t source_count,
                       std::uint32_t worker_count, const LiveClock& clock)
    : clock_(clock),
      worker_count_(worker_count),
      sources_(source_count),
      workers_(worker_count),
      routes_(std::size_t{source_count} * worker_count),
      keys_(query, source_count, worker_count) {}

void LiveMeters::set_sources(std::vector<LiveSource> sources, std::int64_t rows_due) {
  const std::lock_guard<std::mutex> lock(mutex_);
  sources_ = std::move(sources);
  rows_due_ = rows_due;
}

void LiveMeters::on_batch(std::int64_t sequence, const RecordBatch& batch,
                          std::span<const std::int64_t> due_ns) {
  const std::lock_guard<std::mutex> lock(mutex_);
  flights_.take_off(sequence, batch, due_ns);
  rows_read_ += batch.row_count;
}

void LiveMeters::add_router_ns(std::int64_t ns) {
  const std::lock_guard<std::mutex> lock(mutex_);
  router_ns_ += ns;
}

void LiveMeters::on_hand_over(WorkerId worker, const Envelope& envelope) {
  if (envelope.row_count() == 0) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  LiveWorker& figures = workers_[worker.value];
  figures.rows_given += envelope.row_count();
  figures.rows_waiting_max =
      std::max(figures.rows_waiting_max, figures.rows_given - figures.rows_done);
}

void LiveMeters::on_begin(WorkerId worker, const Envelope& envelope) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (envelope.row_count() > 0) keys_.observe(envelope.batch, worker);
  workers_[worker.value].began_ns = clock_.now().ns;  // looking is not the worker's work
}

void LiveMeters::on_end(WorkerId worker, const Envelope& envelope, std::int64_t states) {
  const std::int64_t now_ns = clock_.now().ns;
  const std::lock_guard<std::mutex> lock(mutex_);
  LiveWorker& figures = workers_[worker.value];
  figures.busy_ns += now_ns - std::exchange(figures.began_ns, -1);
  figures.states = states;
  if (envelope.row_count() == 0) return;
  figures.rows_done += envelope.row_count();
  const RecordBatch& batch = envelope.batch;
  routes_[std::size_t{batch.source_partition.value} * worker_count_ + worker.value] +=
      batch.row_count;
  const Flight* flight = flights_.find(envelope.sequence);
  MILLRACE_ASSERT(flight != nullptr);
  RecentPart& part = recent_[static_cast<std::size_t>(now_ns / kPartNs) % kParts];
  if (part.number != now_ns / kPartNs) {
    part.number = now_ns / kPartNs;
    part.latency.clear();
  }
  for (const std::int64_t due_ns : flights_.due_times_of(*flight, batch.offsets)) {
    const std::int64_t latency_ns = std::max<std::int64_t>(0, now_ns - due_ns);
    latency_.record(latency_ns);
    part.latency.record(latency_ns);
  }
  flights_.land(envelope.sequence, batch.row_count);
}

void LiveMeters::on_results(std::uint32_t sink, std::int64_t rows) {
  const std::lock_guard<std::mutex> lock(mutex_);
  results_ += rows;
  if (sink < workers_.size()) workers_[sink].results += rows;
}

LiveMeters::Figures LiveMeters::figures(bool may_be_split) const {
  constexpr std::size_t kHotKeys = 20;
  const std::int64_t now_ns = clock_.now().ns;
  const std::lock_guard<std::mutex> lock(mutex_);
  Figures figures;
  figures.sources = sources_;
  figures.workers = workers_;
  for (LiveWorker& worker : figures.workers) {
    if (worker.began_ns >= 0) worker.busy_ns += std::max<std::int64_t>(0, now_ns - worker.began_ns);
    figures.rows_done += worker.rows_done;
  }
  figures.routes = routes_;
  figures.rows_due = rows_due_;
  figures.rows_read = rows_read_;
  figures.results = results_;
  figures.router_ns = router_ns_;
  figures.latency = latency_;
  for (const RecentPart& part : recent_) {
    if (part.number > now_ns / kPartNs - static_cast<std::int64_t>(kParts))
      figures.latency_recent.merge(part.latency);
  }
  figures.route_keys = keys_.route_keys();
  figures.hot_keys = keys_.hottest(kHotKeys, may_be_split);
  if (may_be_split) figures.split_keys = keys_.split_count();
  return figures;
}

}  // namespace millrace
