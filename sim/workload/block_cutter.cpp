// sim/workload/block_cutter.cpp — a counting sort by partition, one gather a column, slices.
#include "sim/workload/block_cutter.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/workload/relaid_records.hpp"

namespace millrace {

namespace {

bool holds(const EffectSpan& span, std::int64_t time_ns) {
  return span.begin_ns <= time_ns && time_ns < span.end_ns;
}

bool is_about(const PauseEffect& pause, std::uint32_t partition, std::int64_t time_ns) {
  return holds(pause.span, time_ns) && (!pause.partition || *pause.partition == partition);
}

/// Where a column's values lie: equal for columns that share them, whatever they are called.
const void* values_of(const Column& column) {
  switch (column.type().physical()) {
    case PhysicalKind::kInt64:
      return column.int64s().data();
    case PhysicalKind::kDouble:
      return column.doubles().data();
    case PhysicalKind::kBoolean:
      return column.booleans().data();
    case PhysicalKind::kCode:
      break;
  }
  return column.codes().data();
}

/// Gathers each column once: the event time often is a column, Kafka's timestamp and the event time in one.
class SharedGather {
 public:
  explicit SharedGather(std::span<const std::uint32_t> rows) : rows_(rows) {}

  Column operator()(const Column& column) {
    if (column.row_count() == 0) return column;
    for (const auto& [from, to] : done_) {
      if (values_of(from) == values_of(column) && from.type() == column.type()) return to;
    }
    done_.emplace_back(column, column.gather(rows_));
    return done_.back().second;
  }

 private:
  std::span<const std::uint32_t> rows_;
  std::vector<std::pair<Column, Column>> done_;
};

/// The system columns and the schema's, of the rows in this order.
RecordBatch gathered(const RowChunk& chunk, std::span<const std::uint32_t> rows) {
  RecordBatch batch;
  batch.row_count = static_cast<std::uint32_t>(rows.size());
  SharedGather cut(rows);
  for (const Column& column : chunk.columns) batch.columns.push_back(cut(column));
  batch.event_times = cut(chunk.event_times);
  batch.record_timestamps = cut(chunk.record_timestamps);
  batch.keys = cut(chunk.keys);
  return batch;
}

/// Which of a partition's rows can be read, and letters about the others, which are given their offsets here.
struct Readability {
  std::vector<std::uint32_t> readable;
  std::vector<std::int64_t> offsets;  // of the readable rows
  std::vector<UnreadableRecord> unreadable;
};

Readability readability_of(const RowChunk& chunk, std::span<const std::uint32_t> rows,
                           std::int64_t next_offset, std::span<const std::int64_t> due_ns) {
  Readability result;
  result.offsets.reserve(rows.size());
  auto next = chunk.unreadable.begin();
  for (const std::uint32_t row : rows) {
    const std::int64_t offset = chunk.offsets.empty() ? next_offset++ : chunk.offsets[row];
    while (next != chunk.unreadable.end() && next->row < row) ++next;
    if (next != chunk.unreadable.end() && next->row == row) {
      result.unreadable.push_back({next->letter, due_ns[row], due_ns[row]});
      result.unreadable.back().letter.offset = offset;
      continue;
    }
    if (!chunk.unreadable.empty()) result.readable.push_back(row);
    result.offsets.push_back(offset);
  }
  return result;
}

}  // namespace

BlockCutter::BlockCutter(BlockCutterOptions options)
    : schema_(std::move(options.schema)),
      topic_(std::make_shared<const std::string>(std::move(options.topic))),
      pauses_(std::move(options.pauses)),
      numbers_records_(options.numbers_records) {
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

void BlockCutter::make_room(std::uint32_t partition_count) {
  if (partition_count <= next_offsets_.size()) return;
  next_offsets_.resize(partition_count);
  last_available_ns_.resize(partition_count);
}

/// A flag a row; empty: all are kept.
std::vector<std::uint8_t> BlockCutter::kept_rows(const RowChunk& chunk) const {
  if (!drops_rows_) return {};
  std::vector<std::uint8_t> is_kept(chunk.row_count);
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    is_kept[row] = is_dropped(chunk.partitions[row], chunk.due_ns[row]) ? 0 : 1;
  }
  return is_kept;
}

/// In a closed loop: the numbers of the kept rows. Else empty.
std::vector<std::int64_t> BlockCutter::due_times_of(const RowChunk& chunk,
                                                    const std::vector<std::uint8_t>& is_kept) {
  if (!numbers_records_) return {};
  std::vector<std::int64_t> numbers(chunk.row_count);
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    if (is_kept.empty() || is_kept[row] != 0) numbers[row] = next_number_++;
  }
  return numbers;
}

BlockCutter::Order BlockCutter::order_of(const RowChunk& chunk) {
  std::uint32_t partition_count = chunk.lost.empty() ? 0 : 1;
  for (const std::uint32_t partition : chunk.partitions) {
    partition_count = std::max(partition_count, partition + 1);
  }
  make_room(partition_count);
  const std::vector<std::uint8_t> is_kept = kept_rows(chunk);
  const auto keeps = [&is_kept](std::uint32_t row) { return is_kept.empty() || is_kept[row] != 0; };
  Order order;
  order.due_ns = due_times_of(chunk, is_kept);
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

std::shared_ptr<TopicBlock> BlockCutter::empty_block(std::uint32_t partition) const {
  auto block = std::make_shared<TopicBlock>();
  block->partition = {partition};
  block->begin_offset = next_offsets_[partition];
  block->end_offset = block->begin_offset;
  block->bytes = {0};
  block->records.columns.resize(schema_->column_count());
  block->records.schema = schema_;
  block->records.topic = topic_;
  block->records.source_partition = {partition};
  return block;
}

std::shared_ptr<TopicBlock> BlockCutter::block_of(const RowChunk& chunk, std::uint32_t partition,
                                                  std::span<const std::uint32_t> rows,
                                                  std::span<const std::int64_t> due_ns) {
  Readability split = readability_of(chunk, rows, next_offsets_[partition], due_ns);
  if (!chunk.offsets.empty()) {
    next_offsets_[partition] = chunk.offsets[rows.front()];
  }
  auto block = empty_block(partition);
  block->end_offset = chunk.offsets.empty()
                          ? block->begin_offset + static_cast<std::int64_t>(rows.size())
                          : chunk.offsets[rows.back()] + 1;
  next_offsets_[partition] = block->end_offset;
  block->unreadable = std::move(split.unreadable);
  for (UnreadableRecord& record : block->unreadable) {
    record.letter.topic = *topic_;
    record.letter.source_partition = {partition};
  }
  if (!chunk.unreadable.empty()) rows = split.readable;
  block->due_ns.resize(rows.size());
  block->bytes.resize(rows.size() + 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    block->due_ns[i] = due_ns[rows[i]];
    block->bytes[i + 1] = block->bytes[i] + chunk.bytes[rows[i]];
  }
  if (rows.empty()) return block;
  RecordBatch records = gathered(chunk, rows);
  records.schema = schema_;
  records.topic = topic_;
  records.source_partition = {partition};
  records.offsets = Column::of_int64(DataType::bigint(), std::move(split.offsets));
  if (chunk.raw != nullptr) {
    std::vector<std::int64_t> raw_offsets;
    for (const std::uint32_t row : rows) raw_offsets.push_back(chunk.raw_offsets[row]);
    records.raw =
        std::make_shared<RelaidRecords>(chunk.raw, records.offsets, std::move(raw_offsets));
  }
  block->records = std::move(records);
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

void BlockCutter::add_lost(const RowChunk& chunk, Blocks& blocks) {
  if (chunk.lost.empty()) return;
  if (blocks.empty() || blocks.front()->partition.value != 0) {
    blocks.insert(blocks.begin(), empty_block(0));
  }
  TopicBlock& block = *blocks.front();
  const std::int64_t at = chunk.due_ns.empty() ? last_available_ns_[0] : chunk.due_ns.back();
  for (const DeadLetter& letter : chunk.lost) {
    block.unreadable.push_back({letter, at, at});
    block.unreadable.back().letter.offset = block.end_offset++;
  }
  next_offsets_[0] = block.end_offset;
}

void BlockCutter::place_letters(std::vector<DeadLetter>& letters, Blocks& blocks, bool is_last) {
  std::vector<DeadLetter> rest;
  for (DeadLetter& letter : letters) {
    const std::uint32_t partition = letter.source_partition.value;
    make_room(partition + 1);
    auto place = std::lower_bound(
        blocks.begin(), blocks.end(), partition,
        [](const auto& block, std::uint32_t value) { return block->partition.value < value; });
    const bool has_block = place != blocks.end() && (*place)->partition.value == partition;
    const bool is_inside = has_block && letter.offset < (*place)->end_offset;
    if (!is_inside && !is_last) {
      rest.push_back(std::move(letter));
      continue;
    }
    if (!has_block) {
      place = blocks.insert(place, empty_block(partition));
      (*place)->begin_offset = letter.offset;
    }
    TopicBlock& block = **place;
    block.begin_offset = std::min(block.begin_offset, letter.offset);
    block.end_offset = std::max(block.end_offset, letter.offset + 1);
    next_offsets_[partition] = block.end_offset;
    // Due with the record before it.
    std::int64_t at = last_available_ns_[partition];
    for (std::uint32_t row = 0; row < block.records.row_count; ++row) {
      if (block.records.offset_at(row) > letter.offset) break;
      at = block.due_ns[row];
    }
    block.unreadable.push_back({std::move(letter), at, at});
  }
  letters = std::move(rest);
  for (const std::shared_ptr<TopicBlock>& block : blocks) {
    std::stable_sort(block->unreadable.begin(), block->unreadable.end(),
                     [](const UnreadableRecord& a, const UnreadableRecord& b) {
                       return a.letter.offset < b.letter.offset;
                     });
  }
}

BlockCutter::Blocks BlockCutter::cut(const RowChunk& chunk) {
  MILLRACE_ASSERT(chunk.partitions.size() == chunk.row_count);
  const Order order = order_of(chunk);
  const std::vector<std::int64_t>& due_ns = order.due_ns.empty() ? chunk.due_ns : order.due_ns;
  Blocks blocks;
  for (std::uint32_t partition = 0; partition + 1 < order.begins.size(); ++partition) {
    const std::uint32_t begin = order.begins[partition];
    const std::uint32_t count = order.begins[partition + std::size_t{1}] - begin;
    if (count == 0) continue;
    blocks.push_back(
        block_of(chunk, partition, std::span(order.rows).subspan(begin, count), due_ns));
  }
  add_lost(chunk, blocks);
  for (const std::shared_ptr<TopicBlock>& block : blocks) {
    if (holds_rows_) {
      hold_back(*block);
    } else if (!block->due_ns.empty()) {
      last_available_ns_[block->partition.value] = block->due_ns.back();
    }
  }
  return blocks;
}

}  // namespace millrace
