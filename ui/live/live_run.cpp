// ui/live/live_run.cpp — starts the threads, and turns what they count into snapshots and series.
#include "ui/live/live_run.hpp"

#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/assert.hpp"
#include "core/route/strategy_info.hpp"
#include "core/threads/threaded_coordinator.hpp"
#include "sim/engine/row_meters.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/source_lag.hpp"
#include "ui/live/live_feed.hpp"
#include "ui/live/live_meters.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
constexpr std::int64_t kSampleNs = 50'000'000;

/// Keeps what one worker (or the merger) gives, and counts it at once.
class MeteredSink final : public Sink {
 public:
  MeteredSink(std::uint32_t index, LiveMeters& meters) : index_(index), meters_(meters) {}

  Status write(const ResultBatch& batch) override {
    meters_.on_results(index_, batch.row_count);
    return kept_.write(batch);
  }
  void write_late(const RecordBatch& rows) override { kept_.write_late(rows); }
  void write_dead_letter(const DeadLetter& letter) override { kept_.write_dead_letter(letter); }
  std::vector<ResultBatch> take() { return std::move(kept_.results); }

 private:
  std::uint32_t index_;
  LiveMeters& meters_;
  CollectingSink kept_;
};

bool may_split_groups(const JobPlan& plan) {
  return plan.query->keeps_state() && !plan.has_merge;
}

std::int64_t lag_of(const LiveSource& source) {
  return source.end_offset - source.begin_offset - source.rows_taken;
}

struct RateSample {
  VirtualTime at;
  std::int64_t rows_due = 0;
  std::int64_t rows_done = 0;
};

class LiveRun final : public MeasuredRun {
 public:
  LiveRun(std::shared_ptr<const JobPlan> plan, std::unique_ptr<TopicGenerator> generator,
          const FetchSpec& fetch, double speed);
  ~LiveRun() override;

  void set_paused(bool is_paused) override;
  void sample() override;
  SimulationSnapshot snapshot() const override;
  const JobPlan& plan() const override { return *plan_; }
  const Recorder& recorder() const override { return recorder_; }
  const Recorder& source_lag() const override { return source_lag_.recorder(); }
  bool is_finished() const override { return is_done_.load(std::memory_order_acquire); }
  std::string problem() const override { return is_finished() ? feed_.problem() : std::string(); }
  std::span<const WorkerResults> results() const override { return results_; }
  const JobStatistics& statistics() const override { return statistics_; }

 private:
  void work();
  void add_point(const LiveMeters::Figures& figures, VirtualTime now);
  VirtualTime now() const;

  std::shared_ptr<const JobPlan> plan_;
  LiveClock clock_;
  std::uint32_t source_count_;
  LiveMeters meters_;
  LiveFeed feed_;
  std::deque<MeteredSink> sinks_;
  std::unique_ptr<JobProcessor> processor_;

  Recorder recorder_{kSampleNs};
  SourceLag source_lag_;
  std::vector<std::size_t> series_;
  std::deque<RateSample> rates_;
  std::optional<VirtualTime> sampled_at_;
  std::vector<std::int64_t> busy_before_ns_;

  // Written by the feeding thread before is_done_.
  std::vector<WorkerResults> results_;
  JobStatistics statistics_;
  VirtualTime ended_at_;
  std::atomic<bool> is_done_ = false;
  std::thread thread_;  // last: everything above is there before it starts
};

LiveRun::LiveRun(std::shared_ptr<const JobPlan> plan, std::unique_ptr<TopicGenerator> generator,
                 const FetchSpec& fetch, double speed)
    : plan_(std::move(plan)),
      source_count_(plan_->topic.source_partition_count),
      meters_(*plan_->query, source_count_, plan_->spec.worker_count, clock_),
      feed_(std::move(generator), fetch, speed, clock_, meters_),
      source_lag_(kSampleNs, source_count_) {
  SinkList list;
  for (std::uint32_t i = 0; i < sink_count(*plan_); ++i)
    list.push_back(&sinks_.emplace_back(i, meters_));
  processor_ = make_observed_processor(plan_, list, meters_);
  const auto workers = static_cast<std::int32_t>(plan_->spec.worker_count);
  for (const auto& [name, unit] :
       {std::pair{"offered_rps", "rows/s"}, std::pair{"throughput_rps", "rows/s"},
        std::pair{"lag_rows", "rows"}, std::pair{"latency_p50_us", "us"},
        std::pair{"latency_p99_us", "us"}, std::pair{"states", "states"},
        std::pair{"latency_p999_us", "us"}}) {
    series_.push_back(recorder_.declare(name, unit));
  }
  for (std::int32_t worker = 0; worker < workers; ++worker)
    series_.push_back(recorder_.declare("queue_rows", "rows", worker));
  for (std::int32_t worker = 0; worker < workers; ++worker)
    series_.push_back(recorder_.declare("busy", "share", worker));
  thread_ = std::thread([this] { work(); });
}

LiveRun::~LiveRun() {
  feed_.stop();
  thread_.join();
}

void LiveRun::work() {
  feed_.run(*processor_);
  statistics_ = processor_->statistics();
  for (std::uint32_t i = 0; i < sinks_.size(); ++i)
    results_.push_back({WorkerId{i}, sinks_[i].take()});
  ended_at_ = clock_.now();
  is_done_.store(true, std::memory_order_release);
}

void LiveRun::set_paused(bool is_paused) {
  clock_.set_paused(is_paused);
  feed_.wake();
}

VirtualTime LiveRun::now() const {
  return is_finished() ? ended_at_ : clock_.now();
}

void LiveRun::sample() {
  const VirtualTime at = now();
  if (sampled_at_.has_value() && at.ns - sampled_at_->ns < recorder_.interval_ns()) return;
  add_point(meters_.figures(may_split_groups(*plan_)), at);
  sampled_at_ = at;
}

void LiveRun::add_point(const LiveMeters::Figures& figures, VirtualTime at) {
  while (!rates_.empty() && rates_.front().at.ns < at.ns - kSecondNs) rates_.pop_front();
  rates_.push_back({at, figures.rows_due, figures.rows_done});
  const RateSample& oldest = rates_.front();
  const std::int64_t length_ns = at.ns - oldest.at.ns;
  const auto rate = [&](std::int64_t rows) {
    return length_ns == 0 ? 0.0 : static_cast<double>(rows) * 1e9 / static_cast<double>(length_ns);
  };
  const LatencySummary latency = summary_of(figures.latency_recent);
  std::int64_t states = 0;
  for (const LiveWorker& worker : figures.workers) states += worker.states;
  std::size_t next = 0;
  const auto add = [&](double value) { recorder_.add(series_[next++], at, value); };
  add(rate(figures.rows_due - oldest.rows_due));
  add(rate(figures.rows_done - oldest.rows_done));
  add(static_cast<double>(figures.rows_due - figures.rows_read));
  add(latency.p50_us);
  add(latency.p99_us);
  add(static_cast<double>(states));
  add(latency.p999_us);
  std::vector<std::int64_t> lag_rows;
  for (const LiveSource& source : figures.sources) lag_rows.push_back(lag_of(source));
  source_lag_.add(at, lag_rows);
  for (const LiveWorker& worker : figures.workers)
    add(static_cast<double>(worker.rows_given - worker.rows_done));
  const std::int64_t passed_ns = sampled_at_.has_value() ? at.ns - sampled_at_->ns : at.ns;
  busy_before_ns_.resize(figures.workers.size());
  for (std::size_t i = 0; i < figures.workers.size(); ++i) {
    const std::int64_t busy_ns =
        figures.workers[i].busy_ns - std::exchange(busy_before_ns_[i], figures.workers[i].busy_ns);
    add(passed_ns <= 0
            ? 0.0
            : std::min(1.0, static_cast<double>(busy_ns) / static_cast<double>(passed_ns)));
  }
}

void set_workers(const LiveMeters::Figures& figures, const JobPlan& plan,
                 SimulationSnapshot& snapshot) {
  const double passed_ns = std::max(1.0, static_cast<double>(snapshot.now.ns));
  for (std::uint32_t i = 0; i < figures.workers.size(); ++i) {
    const LiveWorker& measured = figures.workers[i];
    WorkerState state;
    state.core = i;
    state.activity = measured.began_ns >= 0 ? WorkerActivity::kBusy : WorkerActivity::kIdle;
    state.queued_rows = measured.rows_given - measured.rows_done;
    state.queue_capacity_rows = plan.spec.queue_capacity_rows;
    state.queue_rows_max = measured.rows_waiting_max;
    state.pressure = back_pressure_state(state.queued_rows, state.queue_capacity_rows);
    state.rows_processed = measured.rows_done;
    state.results = measured.results;
    state.states = measured.states;
    snapshot.workers.push_back(state);
    snapshot.states += measured.states;
    const double busy = std::min(1.0, static_cast<double>(measured.busy_ns) / passed_ns);
    snapshot.cores.push_back({1.0 - busy, busy, 0.0});
  }
}

SimulationSnapshot LiveRun::snapshot() const {
  const LiveMeters::Figures figures = meters_.figures(may_split_groups(*plan_));
  SimulationSnapshot snapshot;
  snapshot.now = now();
  snapshot.is_finished = is_finished();
  snapshot.strategy = std::string(plan_->choice.strategy->name);
  snapshot.has_merge = plan_->has_merge;
  snapshot.rows_due = figures.rows_due;
  snapshot.rows_read = figures.rows_read;
  snapshot.rows_in_flight = figures.rows_read - figures.rows_done;
  snapshot.results = figures.results;
  if (rates_.size() > 1) {
    const double seconds = static_cast<double>(rates_.back().at.ns - rates_.front().at.ns) / 1e9;
    if (seconds > 0.0) {
      snapshot.offered_rps =
          static_cast<double>(rates_.back().rows_due - rates_.front().rows_due) / seconds;
      snapshot.throughput_rps =
          static_cast<double>(rates_.back().rows_done - rates_.front().rows_done) / seconds;
    }
  }
  snapshot.latency = summary_of(figures.latency);
  snapshot.latency_recent = summary_of(figures.latency_recent);
  snapshot.router_busy =
      static_cast<double>(figures.router_ns) / std::max(1.0, static_cast<double>(snapshot.now.ns));
  for (const LiveSource& source : figures.sources) {
    SourcePartitionState state;
    state.end_offset = source.end_offset;
    state.read_offset = source.read_offset;
    state.committed_offset = source.read_offset;
    state.lag_rows = lag_of(source);
    state.rows_taken = source.rows_taken;
    snapshot.sources.push_back(state);
  }
  set_workers(figures, *plan_, snapshot);
  snapshot.routes = {source_count_, plan_->spec.worker_count, figures.routes};
  std::int64_t stayed = 0;
  std::int64_t rows = 0;
  for (std::size_t i = 0; i < figures.routes.size(); ++i) {
    const std::size_t workers = plan_->spec.worker_count;
    rows += figures.routes[i];
    if (i % workers == i / workers % workers) stayed += figures.routes[i];
  }
  if (rows >= 30) snapshot.alignment_rate = static_cast<double>(stayed) / static_cast<double>(rows);
  snapshot.hot_keys = figures.hot_keys;
  snapshot.route_keys = figures.route_keys;
  snapshot.split_groups = figures.split_keys;
  if (is_finished()) {
    snapshot.rows_in_effect = statistics_.balance.in_effect;
    snapshot.rows_filtered = statistics_.balance.filtered;
    snapshot.rows_late = statistics_.balance.late;
    snapshot.rows_dead_letter = statistics_.balance.dead_letter;
    snapshot.work = statistics_.work;
  }
  return snapshot;
}

}  // namespace

Result<std::unique_ptr<MeasuredRun>> start_live_run(std::shared_ptr<const Scenario> scenario,
                                                    const WorkloadFiles& files,
                                                    const std::string& strategy, double speed) {
  Scenario changed = *scenario;
  changed.faults.clear();  // of the simulated cluster
  auto quiet = std::make_shared<const Scenario>(std::move(changed));
  Result<std::unique_ptr<TopicGenerator>> for_plan = make_topic_generator(*quiet, files);
  if (!for_plan) return for_plan.error();
  SimulationOptions options;
  options.strategy = strategy;
  options.allow_invalid = true;
  options.keep_results = false;
  Result<std::unique_ptr<Simulation>> planned = Simulation::make(
      quiet, std::move(options), std::make_shared<TopicLog>(std::move(for_plan).value()));
  if (!planned) return planned.error();
  Result<std::unique_ptr<TopicGenerator>> generator = make_topic_generator(*quiet, files);
  if (!generator) return generator.error();
  auto plan = std::make_shared<const JobPlan>(planned.value()->plan());
  return std::unique_ptr<MeasuredRun>(std::make_unique<LiveRun>(
      std::move(plan), std::move(generator).value(), quiet->engine.fetch, speed));
}

}  // namespace millrace
