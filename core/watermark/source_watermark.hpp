// core/watermark/source_watermark.hpp — the watermark of one source partition: how far its event
// time has come. Depends on the partition's contents alone, never on how fast or in which pieces it
// is read (semantics §4).
#pragma once

#include "core/base/units.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

/// Follows wm_p = (largest event time read from p) − max_out_of_orderness. It never goes back; it
/// is EventTime::min() before the first event time. A row is late iff its event time is below the
/// watermark before it. Used by one thread.
class SourceWatermark {
 public:
  /// REQUIRES: max_out_of_orderness.ms >= 0.
  explicit SourceWatermark(EventDuration max_out_of_orderness = {60'000});

  /// Reads the batch's event times in order and sets its watermarks_before: wm_p before each row.
  /// Rows without event time leave the watermark. A batch that has no event times gets no
  /// watermarks_before. REQUIRES: batches of the partition come in offset order.
  void stamp(RecordBatch& batch);
  /// One row; for what reads row by row.
  void observe(EventTime event_time);

  EventTime current() const { return watermark_; }

 private:
  EventDuration max_out_of_orderness_;
  EventTime watermark_ = EventTime::min();
};

}  // namespace millrace
