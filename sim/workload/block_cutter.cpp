// sim/workload/block_cutter.cpp — a counting sort by partition, one gather a column, slices.
#include "sim/workload/block_cutter.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

bool holds(const TimeSpan& span, std::int64_t time_ns) {
  return span.begin_ns <= time_ns && time_ns < span.end_ns;
}

bool is_about(const PauseEffect& pause, std::uint32_t partition, std::int64_t time_ns) {
  return holds(pause.span, time_ns) && (!pause.partition || *pause.partition == partition);
}

/// The system columns and the schema's, of the rows in this order.
RecordBatch gathered(const RowChunk& chunk, std::span<const std::uint32_t> rows) {
  RecordBatch batch;
  batch.row_count = static_cast<std::uint32_t>(rows.size());
  const auto cut = [rows](const Column& column) {
    return column.row_count() > 0 ? column.gather(rows) : column;
  };
  for (const Column& column : chunk.columns) batch.columns.push_back(cut(column));
  batch.event_times = cut(chunk.event_times);
  batch.record_timestamps = cut(chunk.record_timestamps);
  batch.keys = cut(chunk.keys);
  return batch;
}

/// Splits a partition's rows into those that can be read and letters about the others.
struct Readability {
  std::vector<std::uint32_t> readable;
  std::vector<std::int64_t> offsets;
  std::vector<UnreadableRecord> unreadable;
};

Readability readability_of(const RowChunk& chunk, std::span<const std::uint32_t> rows,
                           std::int64_t offset) {
  Readability result;
  auto next = chunk.unreadable.begin();
  for (const std::uint32_t row : rows) {
    while (next != chunk.unreadable.end() && next->row < row) ++next;
    if (next != chunk.unreadable.end() && next->row == row) {
      result.unreadable.push_back({next->letter, chunk.due_ns[row]});
      result.unreadable.back().letter.offset = offset++;
      continue;
    }
    result.readable.push_back(row);
    result.offsets.push_back(offset++);
  }
  return result;
}

}  // namespace

BlockCutter::BlockCutter(SchemaPtr schema, std::string topic, std::vector<PauseEffect> pauses)
    : schema_(std::move(schema)),
      topic_(std::make_shared<const std::string>(std::move(topic))),
      pauses_(std::move(pauses)) {
  for (const PauseEffect& pause : pauses_) {
    (pause.mode == PauseMode::kSilent ? drops_rows_ : holds_rows_) = true;
  }
}

bool BlockCutter::is_dropped(std::uint32_t partition, std::int64_t due_ns) const {
  return std::any_of(pauses_.begin(), pauses_.end(), [&](const PauseEffect& pause) {
    return pause.mode == PauseMode::kSilent && is_about(pause, partition, due_ns);
  });
}

bool BlockCutter::is_paused_at(SourcePartitionId partition, std::int64_t time_ns) const {
  return std::any_of(pauses_.begin(), pauses_.end(), [&](const PauseEffect& pause) {
    return is_about(pause, partition.value, time_ns);
  });
}

BlockCutter::Order BlockCutter::order_of(const RowChunk& chunk) {
  std::uint32_t partition_count = static_cast<std::uint32_t>(next_offsets_.size());
  for (const std::uint32_t partition : chunk.partitions) {
    partition_count = std::max(partition_count, partition + 1);
  }
  if (!chunk.lost.empty()) partition_count = std::max(partition_count, 1u);
  next_offsets_.resize(partition_count);
  last_available_ns_.resize(partition_count);

  std::vector<std::uint8_t> is_kept;
  if (drops_rows_) {
    is_kept.resize(chunk.row_count);
    for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
      is_kept[row] = is_dropped(chunk.partitions[row], chunk.due_ns[row]) ? 0 : 1;
    }
  }
  const auto keeps = [&is_kept](std::uint32_t row) { return is_kept.empty() || is_kept[row] != 0; };
  Order order;
  order.begins.assign(partition_count + std::size_t{1}, 0);
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    if (keeps(row)) ++order.begins[chunk.partitions[row] + std::size_t{1}];
  }
  for (std::size_t i = 1; i < order.begins.size(); ++i) order.begins[i] += order.begins[i - 1];
  order.rows.resize(order.begins.back());
  std::vector<std::uint32_t> next(order.begins.begin(), order.begins.end() - 1);
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    if (keeps(row)) order.rows[next[chunk.partitions[row]]++] = row;
  }
  return order;
}

std::shared_ptr<TopicBlock> BlockCutter::block_of(const RowChunk& chunk, std::uint32_t partition,
                                                  std::span<const std::uint32_t> rows) {
  auto block = std::make_shared<TopicBlock>();
  block->partition = {partition};
  block->begin_offset = next_offsets_[partition];
  block->end_offset = block->begin_offset + static_cast<std::int64_t>(rows.size());
  next_offsets_[partition] = block->end_offset;
  std::vector<std::int64_t> offsets;
  Readability split;
  if (!chunk.unreadable.empty()) {
    split = readability_of(chunk, rows, block->begin_offset);
    rows = split.readable;
    offsets = std::move(split.offsets);
    block->unreadable = std::move(split.unreadable);
    for (UnreadableRecord& record : block->unreadable) {
      record.letter.topic = *topic_;
      record.letter.source_partition = {partition};
    }
  } else {
    offsets.resize(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      offsets[i] = block->begin_offset + static_cast<std::int64_t>(i);
    }
  }
  block->due_ns.resize(rows.size());
  block->bytes.resize(rows.size() + 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    block->due_ns[i] = chunk.due_ns[rows[i]];
    block->bytes[i + 1] = block->bytes[i] + chunk.bytes[rows[i]];
  }
  block->records = gathered(chunk, rows);
  block->records.schema = schema_;
  block->records.topic = topic_;
  block->records.source_partition = {partition};
  block->records.offsets = Column::of_int64(DataType::bigint(), std::move(offsets));
  return block;
}

/// Records in the span of a holding pause can be had at its end; those behind them no earlier.
void BlockCutter::hold_back(TopicBlock& block) {
  std::int64_t& last = last_available_ns_[block.partition.value];
  const auto held_until = [&](std::int64_t due_ns) {
    std::int64_t until = due_ns;
    for (const PauseEffect& pause : pauses_) {
      if (pause.mode != PauseMode::kHeld) continue;
      if (is_about(pause, block.partition.value, until)) until = pause.span.end_ns;
    }
    return until;
  };
  block.available_ns.resize(block.due_ns.size());
  std::size_t next = 0;
  for (std::size_t row = 0; row <= block.due_ns.size(); ++row) {
    const bool has_row = row < block.due_ns.size();
    const std::int64_t offset =
        has_row ? block.records.offset_at(static_cast<std::uint32_t>(row)) : block.end_offset;
    for (; next < block.unreadable.size() && block.unreadable[next].letter.offset < offset;
         ++next) {
      std::int64_t& available = block.unreadable[next].available_ns;
      last = std::max(last, held_until(available));
      available = last;
    }
    if (!has_row) break;
    last = std::max(last, held_until(block.due_ns[row]));
    block.available_ns[row] = last;
  }
}

void BlockCutter::add_lost(const RowChunk& chunk,
                           std::vector<std::shared_ptr<TopicBlock>>& blocks) {
  if (chunk.lost.empty()) return;
  if (blocks.empty() || blocks.front()->partition.value != 0) {
    blocks.insert(blocks.begin(), block_of(chunk, 0, {}));
  }
  TopicBlock& block = *blocks.front();
  const std::int64_t at = chunk.due_ns.empty() ? last_available_ns_[0] : chunk.due_ns.back();
  for (const DeadLetter& letter : chunk.lost) {
    block.unreadable.push_back({letter, at});
    block.unreadable.back().letter.offset = block.end_offset++;
  }
  next_offsets_[0] = block.end_offset;
}

std::vector<std::shared_ptr<const TopicBlock>> BlockCutter::cut(const RowChunk& chunk) {
  MILLRACE_ASSERT(chunk.partitions.size() == chunk.row_count);
  const Order order = order_of(chunk);
  std::vector<std::shared_ptr<TopicBlock>> blocks;
  for (std::uint32_t partition = 0; partition + 1 < order.begins.size(); ++partition) {
    const std::uint32_t begin = order.begins[partition];
    const std::uint32_t count = order.begins[partition + std::size_t{1}] - begin;
    if (count == 0) continue;
    blocks.push_back(block_of(chunk, partition, std::span(order.rows).subspan(begin, count)));
  }
  add_lost(chunk, blocks);
  if (holds_rows_) {
    for (const std::shared_ptr<TopicBlock>& block : blocks) hold_back(*block);
  }
  return {blocks.begin(), blocks.end()};
}

}  // namespace millrace
