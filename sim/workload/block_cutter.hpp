// sim/workload/block_cutter.hpp — rows with partitions become blocks with offsets; pauses of
// partitions take effect here.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/data/schema.hpp"
#include "sim/workload/row_chunk.hpp"
#include "sim/workload/topic_log.hpp"
#include "sim/workload/workload_effects.hpp"

namespace millrace {

struct BlockCutterOptions {
  SchemaPtr schema;
  std::string topic;
  std::vector<PauseEffect> pauses;
  bool numbers_records = false;  // closed loop: due times count the records of the topic
};

/// Offsets count 0, 1, 2, … in each partition, or are those recorded. Used by one thread.
class BlockCutter {
 public:
  using Blocks = std::vector<std::shared_ptr<TopicBlock>>;
  explicit BlockCutter(BlockCutterOptions options);

  /// At most one block a partition, by partition number. REQUIRES: the due times of a partition never go back.
  Blocks cut(const RowChunk& chunk);
  /// Puts letters with recorded places that lie before the end of their partition's block into it; the others, or all
  /// the rest with `is_last`, into blocks of their own or nowhere: those are left in `letters`.
  void place_letters(std::vector<DeadLetter>& letters, Blocks& blocks, bool is_last);
  bool is_paused_at(SourcePartitionId partition, std::int64_t time_ns) const;

 private:
  /// Rows of the chunk by partition, and where each partition's begin.
  struct Order {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> begins;  // one a partition, and the end
    std::vector<std::int64_t>
        due_ns;  // a row of the chunk: numbers in a closed loop; empty: the chunk's own
  };
  bool is_dropped(std::uint32_t partition, std::int64_t due_ns) const;
  Order order_of(const RowChunk& chunk);
  std::vector<std::uint8_t> kept_rows(const RowChunk& chunk) const;
  std::vector<std::int64_t> due_times_of(const RowChunk& chunk,
                                         const std::vector<std::uint8_t>& is_kept);
  std::shared_ptr<TopicBlock> empty_block(std::uint32_t partition) const;
  std::shared_ptr<TopicBlock> block_of(const RowChunk& chunk, std::uint32_t partition,
                                       std::span<const std::uint32_t> rows,
                                       std::span<const std::int64_t> due_ns);
  void add_lost(const RowChunk& chunk, Blocks& blocks);
  void hold_back(TopicBlock& block);
  void make_room(std::uint32_t partition_count);

  SchemaPtr schema_;
  std::shared_ptr<const std::string> topic_;
  std::vector<PauseEffect> pauses_;
  bool drops_rows_ = false;
  bool holds_rows_ = false;
  bool numbers_records_ = false;
  std::int64_t next_number_ = 0;                 // of the topic's records
  std::vector<std::int64_t> next_offsets_;       // by partition
  std::vector<std::int64_t> last_available_ns_;  // by partition
};

}  // namespace millrace
