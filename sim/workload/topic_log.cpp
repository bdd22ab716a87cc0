// sim/workload/topic_log.cpp — blocks by partition, found by binary search; records fetched as slices
// of them.
#include "sim/workload/topic_log.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <limits>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/workload/release_schedule.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

using BlockPtr = std::shared_ptr<const TopicBlock>;

struct PartitionLog {
  std::deque<BlockPtr> blocks;
  std::int64_t begin_offset = 0;
  std::int64_t end_offset = 0;  // past what is held
  /// Closed loop: when the rows of each block came due, as far as they were fetched.
  std::deque<std::vector<std::int64_t>> released_ns;
};

bool has_gaps(const TopicBlock& block) {
  return block.end_offset - block.begin_offset != std::int64_t{block.records.row_count};
}

/// First row of the block at or after the offset.
std::uint32_t row_from(const TopicBlock& block, std::int64_t offset) {
  if (offset <= block.begin_offset) return 0;
  if (!has_gaps(block)) {
    const std::int64_t row = std::min(offset, block.end_offset) - block.begin_offset;
    return static_cast<std::uint32_t>(row);
  }
  const auto offsets = block.records.offsets.row_count() > 0 ? block.records.offsets.int64s()
                                                             : std::span<const std::int64_t>();
  return static_cast<std::uint32_t>(std::lower_bound(offsets.begin(), offsets.end(), offset) -
                                    offsets.begin());
}

const std::vector<std::int64_t>& available(const TopicBlock& block) {
  return block.available_ns.empty() ? block.due_ns : block.available_ns;
}

/// When the record at the offset, or the first one after it in the block, is to be had.
std::int64_t available_from(const TopicBlock& block, std::int64_t offset) {
  const std::uint32_t row = row_from(block, offset);
  const bool has_row = row < block.records.row_count;
  std::int64_t first = has_row ? available(block)[row] : kNever;
  for (const UnreadableRecord& record : block.unreadable) {
    if (record.letter.offset < offset) continue;
    return std::min(first, record.available_ns);
  }
  return first;
}

/// First offset of the block that is not to be had at `limit`.
std::int64_t end_offset_at(const TopicBlock& block, std::int64_t limit) {
  const std::vector<std::int64_t>& times = available(block);
  const auto row = static_cast<std::uint32_t>(std::upper_bound(times.begin(), times.end(), limit) -
                                              times.begin());
  std::int64_t end =
      row < block.records.row_count ? block.records.offset_at(row) : block.end_offset;
  for (const UnreadableRecord& record : block.unreadable) {
    if (record.available_ns <= limit) continue;
    return std::min(end, record.letter.offset);
  }
  return end;
}

}  // namespace

struct TopicLog::State {
  std::unique_ptr<TopicGenerator> generator;
  std::vector<PartitionLog> partitions;
  std::int64_t held_to = std::numeric_limits<std::int64_t>::min();  // all due before it are there
  bool is_exhausted = false;
  std::int64_t record_count = 0;
  std::optional<ReleaseSchedule> releases;  // closed loop

  /// The generator's due times: nanoseconds, or places in the topic's order (closed loop).
  std::int64_t limit_of(VirtualTime time) const {
    return releases ? releases->released_at(time.ns) - 1 : time.ns;
  }

  void pull() {
    std::vector<BlockPtr> blocks = generator->next();
    if (blocks.empty()) {
      is_exhausted = true;
      return;
    }
    for (BlockPtr& block : blocks) {
      if (block->partition.value >= partitions.size()) {
        partitions.resize(block->partition.value + std::size_t{1});
      }
      PartitionLog& partition = partitions[block->partition.value];
      if (partition.end_offset == 0) partition.begin_offset = block->begin_offset;
      MILLRACE_ASSERT(block->begin_offset >= partition.end_offset);
      MILLRACE_ASSERT(block->due_ns.size() == block->records.row_count);
      partition.end_offset = block->end_offset;
      record_count += std::int64_t{block->records.row_count};
      record_count += static_cast<std::int64_t>(block->unreadable.size());
      if (!block->due_ns.empty()) held_to = std::max(held_to, block->due_ns.back());
      for (const UnreadableRecord& record : block->unreadable) {
        held_to = std::max(held_to, record.due_ns);
      }
      if (releases) partition.released_ns.emplace_back(block->records.row_count);
      partition.blocks.push_back(std::move(block));
    }
  }

  /// The block that holds the offset, or the next one after it; past the last where there is none.
  std::size_t block_from(SourcePartitionId id, std::int64_t offset) const {
    if (id.value >= partitions.size()) return 0;
    const std::deque<BlockPtr>& blocks = partitions[id.value].blocks;
    const auto found = std::upper_bound(
        blocks.begin(), blocks.end(), offset,
        [](std::int64_t value, const BlockPtr& block) { return value < block->end_offset; });
    return static_cast<std::size_t>(found - blocks.begin());
  }
  const TopicBlock* find_block(SourcePartitionId id, std::int64_t offset) const {
    const std::size_t index = block_from(id, offset);
    if (id.value >= partitions.size() || index >= partitions[id.value].blocks.size())
      return nullptr;
    return partitions[id.value].blocks[index].get();
  }
  const TopicBlock& block_holding(SourcePartitionId id, std::int64_t offset) const {
    const TopicBlock* block = find_block(id, offset);
    MILLRACE_ASSERT(block != nullptr);
    MILLRACE_ASSERT(block->begin_offset <= offset);
    return *block;
  }

  /// Closed loop: notes when the rows came due.
  void note_releases(SourcePartitionId id, std::int64_t offset, std::uint32_t begin,
                     std::uint32_t end) {
    PartitionLog& partition = partitions[id.value];
    const std::size_t index = block_from(id, offset);
    for (std::uint32_t row = begin; row < end; ++row) {
      partition.released_ns[index][row] =
          releases->released_ns(partition.blocks[index]->due_ns[row]);
    }
  }
};

TopicLog::TopicLog(std::unique_ptr<TopicGenerator> generator) : state_(std::make_shared<State>()) {
  MILLRACE_ASSERT(generator != nullptr);
  state_->generator = std::move(generator);
  state_->partitions.resize(state_->generator->partition_count());
  if (const std::optional<ClosedLoop> loop = state_->generator->closed_loop()) {
    state_->releases.emplace(*loop);
  }
}

const SchemaPtr& TopicLog::schema() const {
  return state_->generator->schema();
}

std::uint32_t TopicLog::partition_count() const {
  return state_->generator->partition_count();
}

std::uint32_t TopicLog::partition_count_at(VirtualTime time) const {
  return state_->generator->partition_count_at(time);
}

bool TopicLog::is_paused_at(SourcePartitionId partition, VirtualTime time) const {
  return state_->generator->is_paused_at(partition, time);
}

void TopicLog::extend_to(VirtualTime time) {
  while (!state_->is_exhausted && state_->held_to <= state_->limit_of(time)) state_->pull();
}

bool TopicLog::is_complete() const {
  return state_->is_exhausted;
}

std::int64_t TopicLog::end_offset(SourcePartitionId partition, VirtualTime time) const {
  const std::int64_t limit = state_->limit_of(time);
  MILLRACE_ASSERT(state_->is_exhausted || state_->held_to > limit);
  if (partition.value >= state_->partitions.size()) return 0;
  const PartitionLog& log = state_->partitions[partition.value];
  const auto found = std::upper_bound(log.blocks.begin(), log.blocks.end(), limit,
                                      [](std::int64_t value, const BlockPtr& block) {
                                        return value < available_from(*block, block->begin_offset);
                                      });
  if (found == log.blocks.begin()) {
    return log.blocks.empty() ? log.end_offset : log.blocks.front()->begin_offset;
  }
  return end_offset_at(**std::prev(found), limit);
}

std::int64_t TopicLog::begin_offset(SourcePartitionId partition) const {
  if (partition.value >= state_->partitions.size()) return 0;
  return state_->partitions[partition.value].begin_offset;
}

std::int64_t TopicLog::due_ns(SourcePartitionId partition, std::int64_t offset) const {
  const TopicBlock& block = state_->block_holding(partition, offset);
  const std::uint32_t row = row_from(block, offset);
  MILLRACE_ASSERT(row < block.records.row_count);
  MILLRACE_ASSERT(block.records.offset_at(row) == offset);
  const std::int64_t due = block.due_ns[row];
  return state_->releases ? state_->releases->released_ns(due) : due;
}

std::span<const std::int64_t> TopicLog::due_times(SourcePartitionId partition, std::int64_t offset,
                                                  std::uint32_t count) const {
  const std::size_t index = state_->block_from(partition, offset);
  const TopicBlock& block = state_->block_holding(partition, offset);
  const std::uint32_t row = row_from(block, offset);
  MILLRACE_ASSERT(count <= block.records.row_count - row);
  if (!state_->releases) return std::span(block.due_ns).subspan(row, count);
  state_->note_releases(partition, offset, row, row + count);
  return std::span(state_->partitions[partition.value].released_ns[index]).subspan(row, count);
}

std::optional<TopicFetch> TopicLog::fetch_all(SourcePartitionId partition, std::int64_t offset,
                                              VirtualTime time, std::uint32_t max_records,
                                              std::int64_t bytes_max) const {
  MILLRACE_ASSERT(max_records > 0);
  const TopicBlock* block = state_->find_block(partition, offset);
  if (block == nullptr) return std::nullopt;
  const std::int64_t limit = state_->limit_of(time);
  const std::uint32_t begin = row_from(*block, offset);
  const std::uint32_t row_count = block->records.row_count;
  const std::vector<std::int64_t>& times = available(*block);
  std::uint32_t end = begin + std::min(max_records, row_count - begin);
  end = static_cast<std::uint32_t>(
      std::upper_bound(times.begin() + begin, times.begin() + end, limit) - times.begin());
  if (end > begin + 1) {
    const std::int64_t byte_limit =
        block->bytes[begin] + std::min(bytes_max, kNever - block->bytes[begin]);
    const auto past = std::upper_bound(block->bytes.begin() + begin + 2,
                                       block->bytes.begin() + end + 1, byte_limit);
    end = static_cast<std::uint32_t>(past - block->bytes.begin()) - 1;
  }
  TopicFetch fetch;
  fetch.next_offset = end > begin ? block->records.offset_at(end - 1) + 1 : offset;
  const std::int64_t next_row = end < row_count ? block->records.offset_at(end) : block->end_offset;
  for (const UnreadableRecord& record : block->unreadable) {
    if (record.letter.offset < offset) continue;
    if (record.letter.offset >= next_row) break;
    if (record.available_ns > limit) break;
    fetch.unreadable.push_back(record.letter);
    fetch.next_offset = std::max(fetch.next_offset, record.letter.offset + 1);
  }
  if (end == begin && fetch.unreadable.empty()) return std::nullopt;
  fetch.records = slice_rows(block->records, begin, end - begin);
  return fetch;
}

std::optional<RecordBatch> TopicLog::fetch(SourcePartitionId partition, std::int64_t offset,
                                           VirtualTime time, std::uint32_t max_records,
                                           std::int64_t bytes_max) const {
  while (true) {
    std::optional<TopicFetch> fetched = fetch_all(partition, offset, time, max_records, bytes_max);
    if (!fetched) return std::nullopt;
    if (fetched->records.row_count > 0) return std::move(fetched->records);
    offset = fetched->next_offset;
  }
}

std::optional<VirtualTime> TopicLog::next_due(SourcePartitionId partition, std::int64_t offset) {
  return next_due_by(partition, offset, {kNever});
}

std::optional<VirtualTime> TopicLog::next_due_by(SourcePartitionId partition, std::int64_t offset,
                                                 VirtualTime limit) {
  const std::int64_t last = state_->limit_of(limit);
  while (true) {
    if (const TopicBlock* block = state_->find_block(partition, offset)) {
      const std::int64_t at = available_from(*block, std::max(offset, block->begin_offset));
      if (at > last) return std::nullopt;
      return VirtualTime{state_->releases ? state_->releases->released_ns(at) : at};
    }
    if (state_->is_exhausted || state_->held_to > last) return std::nullopt;
    state_->pull();
  }
}

bool TopicLog::has_ended(SourcePartitionId partition, std::int64_t offset) const {
  return state_->is_exhausted && state_->find_block(partition, offset) == nullptr;
}

std::int64_t TopicLog::record_count() const {
  return state_->record_count;
}

void TopicLog::trim(SourcePartitionId partition, std::int64_t before_offset) {
  if (partition.value >= state_->partitions.size()) return;
  PartitionLog& log = state_->partitions[partition.value];
  while (!log.blocks.empty() && log.blocks.front()->end_offset <= before_offset) {
    log.blocks.pop_front();
    if (!log.released_ns.empty()) log.released_ns.pop_front();
  }
}

Status TopicLog::status() const {
  return state_->generator->status();
}

bool TopicLog::is_closed_loop() const {
  return state_->releases.has_value();
}

void TopicLog::complete(std::int64_t record_count, VirtualTime time) {
  MILLRACE_ASSERT(state_->releases.has_value());
  state_->releases->release(record_count, time.ns);
}

}  // namespace millrace
