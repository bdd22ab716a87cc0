// ui/live/live_meters.hpp — counts and latencies of a job while its threads run.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

#include "core/metrics/latency_histogram.hpp"
#include "core/threads/thread_observer.hpp"
#include "sim/engine/flight_table.hpp"
#include "sim/engine/key_census.hpp"
#include "sim/engine/snapshot.hpp"

namespace millrace {

/// Nanoseconds since a start, without pauses; any thread may ask.
class LiveClock {
 public:
  VirtualTime now() const;
  void set_paused(bool is_paused);
  bool is_paused() const;

 private:
  using Instant = std::chrono::steady_clock::time_point;

  mutable std::mutex mutex_;
  Instant running_since_ = std::chrono::steady_clock::now();
  std::chrono::nanoseconds before_{0};  // the last pause
  bool is_paused_ = false;
};

/// What one worker did so far.
struct LiveWorker {
  std::int64_t rows_given = 0;
  std::int64_t rows_done = 0;
  std::int64_t rows_waiting_max = 0;
  std::int64_t busy_ns = 0;
  std::int64_t began_ns = -1;  // the envelope in its hands; < 0: none
  std::int64_t states = 0;
  std::int64_t results = 0;
};

/// What one source partition gave so far.
struct LiveSource {
  std::int64_t begin_offset = 0;
  std::int64_t end_offset = 0;  // due by now
  std::int64_t read_offset = 0;
  std::int64_t rows_taken = 0;
};

/// Written by the job's threads, read by the one that draws; a lock each, held for a batch's rows at most.
class LiveMeters final : public ThreadObserver {
 public:
  /// Borrows the clock.
  LiveMeters(const QueryPlan& query, std::uint32_t source_count, std::uint32_t worker_count,
             const LiveClock& clock);

  // The feeding thread's.
  void set_sources(std::vector<LiveSource> sources, std::int64_t rows_due);
  /// Before the batch is offered for the first time. `sequence` counts batches with rows from 0.
  void on_batch(std::int64_t sequence, const RecordBatch& batch,
                std::span<const std::int64_t> due_ns);
  void add_router_ns(std::int64_t ns);

  // The job's threads'.
  void on_hand_over(WorkerId worker, const Envelope& envelope) override;
  void on_begin(WorkerId worker, const Envelope& envelope) override;
  void on_end(WorkerId worker, const Envelope& envelope, std::int64_t states) override;
  void on_results(std::uint32_t sink, std::int64_t rows);

  struct Figures {
    std::vector<LiveSource> sources;
    std::vector<LiveWorker> workers;
    std::vector<std::int64_t> routes;  // row-major [source][worker]
    std::int64_t rows_due = 0;
    std::int64_t rows_read = 0;
    std::int64_t rows_done = 0;
    std::int64_t results = 0;
    std::int64_t router_ns = 0;
    LatencyHistogram latency;         // ns, since the start
    LatencyHistogram latency_recent;  // of the last second, about
    std::vector<std::int64_t> route_keys;
    std::vector<HotKeyFigures> hot_keys;
    std::int64_t split_keys = 0;
  };
  /// `may_be_split`: a key on two workers is a mistake.
  Figures figures(bool may_be_split) const;

 private:
  static constexpr std::int64_t kPartNs = 250'000'000;
  static constexpr std::size_t kParts = 5;  // of which the newest is not full

  struct RecentPart {
    std::int64_t number = -1;
    LatencyHistogram latency;
  };

  const LiveClock& clock_;
  std::uint32_t worker_count_;
  mutable std::mutex mutex_;
  std::vector<LiveSource> sources_;
  std::vector<LiveWorker> workers_;
  std::vector<std::int64_t> routes_;
  FlightTable flights_;
  KeyCensus keys_;
  LatencyHistogram latency_;
  std::array<RecentPart, kParts> recent_;
  std::int64_t rows_due_ = 0;
  std::int64_t rows_read_ = 0;
  std::int64_t results_ = 0;
  std::int64_t router_ns_ = 0;
};

}  // namespace millrace
