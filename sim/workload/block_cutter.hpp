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

/// Offsets count 0, 1, 2, … in each partition. Used by one thread.
class BlockCutter {
 public:
  BlockCutter(SchemaPtr schema, std::string topic, std::vector<PauseEffect> pauses);

  /// At most one block a partition, by partition number. REQUIRES: chunks come in the order of their due times.
  std::vector<std::shared_ptr<const TopicBlock>> cut(const RowChunk& chunk);
  bool is_paused_at(SourcePartitionId partition, std::int64_t time_ns) const;

 private:
  /// Rows of the chunk by partition, and where each partition's begin.
  struct Order {
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> begins;  // one a partition, and the end
  };
  bool is_dropped(std::uint32_t partition, std::int64_t due_ns) const;
  Order order_of(const RowChunk& chunk);
  std::shared_ptr<TopicBlock> block_of(const RowChunk& chunk, std::uint32_t partition,
                                       std::span<const std::uint32_t> rows);
  void add_lost(const RowChunk& chunk, std::vector<std::shared_ptr<TopicBlock>>& blocks);
  void hold_back(TopicBlock& block);

  SchemaPtr schema_;
  std::shared_ptr<const std::string> topic_;
  std::vector<PauseEffect> pauses_;
  bool drops_rows_ = false;
  bool holds_rows_ = false;
  std::vector<std::int64_t> next_offsets_;       // by partition
  std::vector<std::int64_t> last_available_ns_;  // by partition
};

}  // namespace millrace
