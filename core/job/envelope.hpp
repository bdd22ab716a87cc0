// core/job/envelope.hpp — what travels from the router to a worker: rows, and the watermark that
// goes with them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

/// One batch (or a worker's part of one) with the global watermark W as it stood after that batch
/// was read. The worker acts on W after the rows. Copied only with the whole job,
/// which shares the rows.
struct Envelope {
  RecordBatch batch;  // no rows: carries only the watermark
  EventTime watermark = EventTime::min();
  std::int64_t sequence = 0;  // of the batch; all envelopes of one batch share it
  /// For the worker's dead-letter output; already counted where they were rejected.
  std::vector<DeadLetter> rejected;
  bool is_last = false;   // end of input: nothing comes after this
  bool is_piece = false;  // the rows were copied out of a batch

  std::uint32_t row_count() const { return batch.row_count; }
};

/// Takes the envelopes of one worker. The router asks all inboxes before it gives anything to any
/// of them.
class Inbox {
 public:
  virtual ~Inbox() = default;
  /// Whether push() may be called with an envelope of so many rows. A yes holds until the next
  /// push().
  virtual bool has_room(std::uint32_t row_count) const = 0;
  /// REQUIRES: has_room(envelope.row_count()).
  virtual void push(Envelope envelope) = 0;
  /// Rows that wait here now; what load-aware strategies look at.
  virtual std::int64_t queued_rows() const = 0;
};

}  // namespace millrace
