// ui/live/live_feed.hpp — the thread that reads a topic at its own pace and offers its batches to a job.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/job/job_processor.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/topic_log.hpp"
#include "ui/live/live_meters.hpp"

namespace millrace {

/// run() belongs to the feeding thread, the rest to any.
class LiveFeed {
 public:
  /// `speed`: due times come so much faster than written; 0: everything is due at once. Borrows clock and meters.
  LiveFeed(std::unique_ptr<TopicGenerator> generator, FetchSpec fetch, double speed,
           const LiveClock& clock, LiveMeters& meters);

  /// Until the topic has ended or stop() was called; then finishes the job.
  void run(JobProcessor& processor);
  /// Nothing more is read; run() drains and returns.
  void stop();
  /// After a change of the clock.
  void wake();
  /// "" or why the topic ended early. REQUIRES: run() has returned.
  const std::string& problem() const { return problem_; }

 private:
  bool feed_due(JobProcessor& processor);
  void offer(JobProcessor& processor, const RecordBatch& batch);
  void publish(VirtualTime due_by);
  VirtualTime due_by() const;
  bool has_ended();
  void rest();

  TopicLog log_;
  FetchSpec fetch_;
  double speed_;
  const LiveClock& clock_;
  LiveMeters& meters_;
  std::vector<LiveSource> sources_;
  std::vector<std::int64_t> due_ns_;  // scratch
  std::int64_t sequence_ = 0;
  std::uint32_t turn_ = 0;
  std::string problem_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<bool> is_stopped_ = false;
};

}  // namespace millrace
