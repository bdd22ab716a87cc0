// core/route/batch_splitter.cpp — counting sort over worker ids.
#include "core/route/batch_splitter.hpp"

#include "core/base/assert.hpp"

namespace millrace {

BatchSplitter::BatchSplitter(std::uint32_t worker_count)
    : worker_count_(worker_count), begins_(worker_count + 1), cursors_(worker_count) {
  MILLRACE_ASSERT(worker_count > 0);
}

void BatchSplitter::sort_rows(std::span<const WorkerId> worker_of_row) {
  rows_.resize(worker_of_row.size());
  for (std::uint32_t& count : cursors_) count = 0;
  std::uint32_t highest = 0;
  for (const WorkerId worker : worker_of_row) {
    highest = worker.value > highest ? worker.value : highest;
  }
  MILLRACE_ASSERT(highest < worker_count_);
  for (const WorkerId worker : worker_of_row) cursors_[worker.value] += 1;
  std::uint32_t position = 0;
  for (std::uint32_t worker = 0; worker < worker_count_; ++worker) {
    begins_[worker] = position;
    position += cursors_[worker];
    cursors_[worker] = begins_[worker];
  }
  begins_[worker_count_] = position;
  const auto row_count = static_cast<std::uint32_t>(worker_of_row.size());
  for (std::uint32_t row = 0; row < row_count; ++row) {
    rows_[cursors_[worker_of_row[row].value]++] = row;
  }
}

std::span<RecordBatch> BatchSplitter::split(const RecordBatch& batch,
                                            std::span<const WorkerId> worker_of_row,
                                            std::span<const std::uint32_t> needed_columns,
                                            Work& work) {
  MILLRACE_ASSERT(worker_of_row.size() == batch.row_count);
  sort_rows(worker_of_row);
  pieces_.clear();
  for (std::uint32_t worker = 0; worker < worker_count_; ++worker) {
    const auto rows = rows_of({worker});
    if (!rows.empty() && rows.size() == batch.row_count) {
      pieces_.push_back(batch);
      continue;
    }
    pieces_.push_back(gather_rows(batch, rows, needed_columns));
    work.rows_copied += static_cast<std::int64_t>(rows.size());
    work.bytes_copied += byte_count(pieces_.back());
  }
  return pieces_;
}

}  // namespace millrace
