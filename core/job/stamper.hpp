// core/job/stamper.hpp — what happens to a batch before anything is routed: its place in the job's
// reading order, its event times, the watermarks before and after it. One and the same for every
// processor, so that late is late everywhere.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "core/job/batch_probe.hpp"
#include "core/job/job_plan.hpp"
#include "core/watermark/source_watermark.hpp"
#include "core/watermark/watermark_aggregator.hpp"

namespace millrace {

/// A batch ready for routing.
struct StampedBatch {
  RecordBatch batch;                       // with sequence, event times and watermarks_before
  EventTime watermark = EventTime::min();  // W after the batch
  std::int64_t sequence = 0;
  std::vector<DeadLetter> rejected;  // records never routed: unreadable, or a batch failed whole
};

/// Used by the thread that feeds the job.
class Stamper {
 public:
  explicit Stamper(std::shared_ptr<const JobPlan> plan);

  /// REQUIRES: batches of a source partition come in offset order.
  StampedBatch stamp(const RecordBatch& batch);
  /// Records that the source could not read; they go with the next batch.
  void reject(std::vector<DeadLetter> letters);
  /// See JobProcessor::note_silence(); takes effect with the next batch.
  void note_silence(SourcePartitionId source_partition, EventDuration silence);
  /// The last stamped batch goes back to its source: it was not read after all, and no batch
  /// follows. What was rejected with it stays.
  void give_back(std::int64_t rows, std::vector<DeadLetter> rejected);
  /// What is left to say when the input ends: W = +infinity, and records not yet sent on.
  StampedBatch stamp_end();

  std::int64_t rows_read() const { return rows_read_; }
  /// Of rows_read(): never routed.
  std::int64_t rows_rejected() const { return rows_rejected_; }
  std::int64_t batches_read() const { return batches_read_; }
  std::int64_t next_sequence() const { return next_sequence_; }
  /// W as of now; the last stamped batch carries it.
  EventTime watermark() const { return aggregator_.current(); }
  /// wm_p of a partition of the first topic.
  EventTime watermark_of(SourcePartitionId source_partition) const {
    return watermarks_[source_partition.value].current();
  }
  bool is_idle(SourcePartitionId source_partition) const {
    return aggregator_.is_idle(source_partition);
  }

 private:
  /// Place of a source partition among those of all topics.
  std::uint32_t source_of(const RecordBatch& batch) const;
  void set_event_times(RecordBatch& batch) const;

  std::shared_ptr<const JobPlan> plan_;
  std::vector<SourceWatermark> watermarks_;  // one a source partition
  WatermarkAggregator aggregator_;
  std::optional<BatchProbe> probe_;  // of the policy fail_batch
  std::vector<DeadLetter> rejected_;
  std::int64_t next_sequence_ = 0;
  std::int64_t batches_read_ = 0;
  std::int64_t rows_read_ = 0;
  std::int64_t rows_rejected_ = 0;
};

}  // namespace millrace
