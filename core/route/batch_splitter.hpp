// core/route/batch_splitter.hpp — turns "worker of each row" into one batch per worker.
// Knows nothing about why a row goes where; keeps row order within each worker.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/units.hpp"
#include "core/base/work.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

/// Splits batches by counting sort: one pass to count, one to place. Keeps its scratch buffers from
/// batch to batch and allocates nothing per row. Used by one thread.
class BatchSplitter {
 public:
  /// REQUIRES: worker_count > 0.
  explicit BatchSplitter(std::uint32_t worker_count);

  std::uint32_t worker_count() const { return worker_count_; }

  /// Sorts the rows by worker. Read the result with rows_of().
  /// REQUIRES: every id is below worker_count.
  void sort_rows(std::span<const WorkerId> worker_of_row);
  /// Rows of the last sort_rows() that belong to a worker, ascending; valid until the next one.
  std::span<const std::uint32_t> rows_of(WorkerId worker) const {
    const std::uint32_t begin = begins_[worker.value];
    return {rows_.data() + begin, begins_[worker.value + 1] - begin};
  }

  /// One batch per worker, the index being the worker's id; workers that got no row have an empty
  /// batch of the same source partition and sequence. Only `needed_columns` are copied. A batch
  /// whose rows all go to one worker is shared, not copied. Valid until the next call; move the
  /// batches out where they are needed longer. `work` counts rows_copied and bytes_copied.
  std::span<RecordBatch> split(const RecordBatch& batch, std::span<const WorkerId> worker_of_row,
                               std::span<const std::uint32_t> needed_columns, Work& work);

 private:
  std::uint32_t worker_count_;
  std::vector<std::uint32_t> begins_;   // worker_count + 1 positions in rows_
  std::vector<std::uint32_t> cursors_;  // next free position of each worker
  std::vector<std::uint32_t> rows_;
  std::vector<RecordBatch> pieces_;
};

}  // namespace millrace
