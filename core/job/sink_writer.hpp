// core/job/sink_writer.hpp — writes to one sink by the job's failure policy; knows nothing of how
// results come about.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/dead_letter.hpp"
#include "core/exec/query_executor.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
#include "core/job/log_lines.hpp"

namespace millrace {

/// What a sink made its writer do.
struct SinkCounters {
  std::int64_t retries = 0;
  std::int64_t backoff_ms = 0;            // sum of the delays that were asked for
  std::int64_t results_undelivered = 0;   // result rows the sink refused for good
  std::int64_t rejected_rows_logged = 0;  // dead letters kept as a log line only

  SinkCounters& operator+=(const SinkCounters& other);
};

/// Writes results in the order in which they were added. What the sink refuses is handled by the
/// failure policy: retry_with_backoff tries the same batch again, up to retries_max times, each
/// delay twice the one before; then, and by dead_letter and fail_batch at once, its rows go to the
/// dead-letter output as JSON; log_and_continue keeps a log line. No clock: the delay is returned,
/// and whoever drives waits or counts it. One per sink; used by one thread.
class SinkWriter {
 public:
  /// Borrows the sink. `name` begins log lines: "worker 3".
  SinkWriter(std::shared_ptr<const JobPlan> plan, Sink& sink, std::string name);
  /// A copy that writes to `sink`, with what the other has not written yet.
  SinkWriter(const SinkWriter& other, Sink& sink);
  SinkWriter(const SinkWriter&) = delete;
  SinkWriter& operator=(const SinkWriter&) = delete;

  void add(std::vector<ResultBatch> results);
  /// Writes what waits. Nothing: all is settled. A delay: call again after it, and add nothing
  /// before.
  std::optional<EventDuration> flush();
  bool has_unwritten() const { return !unwritten_.empty(); }

  void write_late(const std::vector<RecordBatch>& rows);
  /// Rows that could not be processed, or records that could not be read: to the dead-letter
  /// output, or to the log.
  void write_dead_letters(const std::vector<DeadLetter>& letters);

  /// Memory of what waits, roughly.
  std::int64_t state_bytes() const;
  const SinkCounters& counters() const { return counters_; }
  const LogLines& log() const { return log_; }

 private:
  /// The delay before the next attempt, or nothing when the batch is given up.
  std::optional<EventDuration> next_delay();
  void give_up(const ResultBatch& batch, const Error& error);

  std::shared_ptr<const JobPlan> plan_;
  Sink& sink_;
  std::string name_;
  std::deque<ResultBatch> unwritten_;
  std::uint32_t attempts_failed_ = 0;  // of the oldest unwritten batch
  SinkCounters counters_;
  LogLines log_;
};

}  // namespace millrace
