// core/job/job_processor.hpp — the one interface of all processors: SimpleProcessor (V1), Coordinator (V2) and
// its threaded
// form in core/threads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "core/exec/query_executor.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_statistics.hpp"
#include "core/job/record_source.hpp"

namespace millrace {

/// Back-pressure is a refusal.
enum class Offer : std::uint8_t { kTaken, kQueueFull };

/// Takes what one worker (or the merger) hands out. One sink per worker: never called from two threads at once;
/// a slow or
/// failing sink holds back its own worker only.
class Sink {
 public:
  virtual ~Sink() = default;
  /// On error the batch is offered again as the failure policy says.
  virtual Status write(const ResultBatch& batch) = 0;
  virtual void write_late(const RecordBatch& rows) = 0;
  virtual void write_dead_letter(const DeadLetter& letter) = 0;
};

/// Keeps everything in memory: what the command sorts and prints, and what tests look at.
class CollectingSink final : public Sink {
 public:
  Status write(const ResultBatch& batch) override;
  void write_late(const RecordBatch& rows) override;
  void write_dead_letter(const DeadLetter& letter) override;

  std::vector<ResultBatch> results;
  std::vector<RecordBatch> late;
  std::vector<DeadLetter> dead_letters;
};

/// One job over one query. Used by one thread (the caller's); implementations may have threads of their own.
class JobProcessor {
 public:
  virtual ~JobProcessor() = default;
  /// Stamps, routes and hands over one batch (batches of a source partition in offset order). kQueueFull: nothing was
  /// taken, offer the same batch again after step(). Never blocks.
  virtual Offer offer(const RecordBatch& batch) = 0;
  /// Records that the source could not read: counted as read, written to the dead-letter output.
  virtual void reject(std::vector<DeadLetter> letters) = 0;
  /// A source partition of the (first) topic has given nothing for that long. From idle_timeout on it no longer
  /// holds back
  /// the watermark. Never called while a file is being read.
  virtual void note_silence(SourcePartitionId source_partition, EventDuration silence) = 0;
  /// Lets the workers make progress: works here, or waits until threads have made room.
  virtual void step() = 0;
  /// End of input (or of patience: a graceful stop): drains the queues, closes every window, joins, asserts the
  /// balance.
  virtual void finish() = 0;
  /// Counters; complete after finish().
  virtual JobStatistics statistics() const = 0;
  /// W that everything up to the last step() was done at: windows that ended before it are in the sinks. Minus infinity
  /// where a processor does not know (threads).
  virtual EventTime completed_to() const { return EventTime::min(); }
};

/// One sink per worker, made by the caller; index worker_count() is the merger's or final stage's.
using SinkList = std::vector<Sink*>;

/// How many sinks a plan needs.
std::uint32_t sink_count(const JobPlan& plan);

/// Feeds a source to a processor until it ends: offers, steps while refused, rejects what cannot be read, finishes.
/// `should_stop` is asked between batches (graceful stop) and may be null.
Status run_job(RecordSource& source, JobProcessor& processor, bool (*should_stop)(void*) = nullptr,
               void* stop_context = nullptr);

/// V1 or the single-threaded V2, as the plan says. core/threads offers the threaded V2.
std::unique_ptr<JobProcessor> make_processor(std::shared_ptr<const JobPlan> plan, SinkList sinks);

}  // namespace millrace
