// sim/trace/batch_records.hpp — the records of one batch as they stood in the recording.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/record_batch.hpp"
#include "sim/trace/chunk.hpp"

namespace millrace {

/// Shares the blocks of the recording; costs nothing a row.
class BatchRecords final : public RawRecords {
 public:
  /// Row i of the batch is row order[begin + i] of the chunk, or begin + i where `order` is empty.
  /// `offsets` ascend.
  BatchRecords(std::shared_ptr<const ChunkRecords> records,
               std::shared_ptr<const std::vector<std::uint32_t>> order, std::uint32_t begin,
               Column offsets);

  std::string_view text_of(std::int64_t offset) const override;

 private:
  std::shared_ptr<const ChunkRecords> records_;
  std::shared_ptr<const std::vector<std::uint32_t>> order_;
  std::uint32_t begin_;
  Column offsets_;
};

}  // namespace millrace
