// core/job/record_source.hpp — where batches come from, and how several sources are read fairly side by side.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

/// Anything that yields batches: a recording, a generator, a test. Read by one thread.
class RecordSource {
 public:
  virtual ~RecordSource() = default;
  /// The next batch, or nothing at the end of input. An error ends the job (the input is gone); a bad record does not:
  /// it becomes a dead letter.
  virtual Result<std::optional<RecordBatch>> next() = 0;
  /// Records that could not be read since the last call. They count as read.
  virtual std::vector<DeadLetter> take_dead_letters() { return {}; }
};

/// Batches that are held in memory, borrowed, in their order.
class HeldBatches final : public RecordSource {
 public:
  explicit HeldBatches(const std::vector<RecordBatch>& batches) : batches_(batches) {}
  Result<std::optional<RecordBatch>> next() override {
    if (position_ == batches_.size()) return std::optional<RecordBatch>();
    return std::optional<RecordBatch>(batches_[position_++]);
  }

 private:
  const std::vector<RecordBatch>& batches_;
  std::size_t position_ = 0;
};

}  // namespace millrace
