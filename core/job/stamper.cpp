// core/job/stamper.cpp — sequence, event time, watermarks, and batches that fail as a whole.
#include "core/job/stamper.hpp"

#include <iterator>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

std::uint32_t source_count(const TopicFacts& topic) {
  std::uint32_t count = topic.source_partition_count;
  for (const FurtherTopic& further : topic.further_topics) count += further.source_partition_count;
  return count;
}

}  // namespace

Stamper::Stamper(std::shared_ptr<const JobPlan> plan)
    : plan_(plan),
      watermarks_(source_count(plan->topic), SourceWatermark(plan->spec.max_out_of_orderness)),
      aggregator_(source_count(plan->topic)) {
  if (plan->spec.failure == FailurePolicy::kFailBatch) probe_.emplace(plan->query);
}

StampedBatch Stamper::stamp(const RecordBatch& batch) {
  StampedBatch stamped;
  stamped.batch = batch;
  stamped.sequence = next_sequence_++;
  stamped.batch.sequence = stamped.sequence;
  set_event_times(stamped.batch);
  const std::uint32_t source = source_of(batch);
  watermarks_[source].stamp(stamped.batch);
  stamped.watermark = aggregator_.advance({source}, watermarks_[source].current());
  rows_read_ += batch.row_count;
  ++batches_read_;
  stamped.rejected = std::exchange(rejected_, {});
  if (!probe_.has_value()) return stamped;
  std::vector<DeadLetter> failed = probe_->dead_letters_of(stamped.batch);
  if (failed.empty()) return stamped;
  rows_rejected_ += batch.row_count;
  std::move(failed.begin(), failed.end(), std::back_inserter(stamped.rejected));
  stamped.batch = RecordBatch();
  return stamped;
}

void Stamper::reject(std::vector<DeadLetter> letters) {
  rows_read_ += static_cast<std::int64_t>(letters.size());
  rows_rejected_ += static_cast<std::int64_t>(letters.size());
  std::move(letters.begin(), letters.end(), std::back_inserter(rejected_));
}

void Stamper::note_silence(SourcePartitionId source_partition, EventDuration silence) {
  aggregator_.note_silence(source_partition, silence);
}

void Stamper::give_back(std::int64_t rows, std::vector<DeadLetter> rejected) {
  rows_read_ -= rows;
  --batches_read_;
  std::move(rejected.begin(), rejected.end(), std::back_inserter(rejected_));
}

StampedBatch Stamper::stamp_end() {
  return {.batch = {},
          .watermark = aggregator_.finish_all(),
          .sequence = next_sequence_,
          .rejected = std::exchange(rejected_, {})};
}

std::uint32_t Stamper::source_of(const RecordBatch& batch) const {
  const TopicFacts& topic = plan_->topic;
  std::uint32_t first = 0;
  std::uint32_t count = topic.source_partition_count;
  std::uint32_t next = count;
  for (const FurtherTopic& further : topic.further_topics) {
    if (batch.topic && *batch.topic == further.name) {
      first = next;
      count = further.source_partition_count;
    }
    next += further.source_partition_count;
  }
  MILLRACE_ASSERT(batch.source_partition.value < count);
  return first + batch.source_partition.value;
}

void Stamper::set_event_times(RecordBatch& batch) const {
  if (!plan_->query->event_time_column.has_value()) return;
  const Column& times = batch.columns[*plan_->query->event_time_column];
  if (times.row_count() == 0) return;  // not held as a column: the source has filled event_times
  if (times.type().kind == TypeKind::kTimestamp) {
    batch.event_times = times;
    return;
  }
  const std::span<const std::int64_t> values = times.int64s();
  const std::span<const std::uint8_t> validity = times.validity();
  batch.event_times = Column::of_int64(DataType::timestamp(), {values.begin(), values.end()},
                                       {validity.begin(), validity.end()});
}

}  // namespace millrace
