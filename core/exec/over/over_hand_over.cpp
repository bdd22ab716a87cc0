// core/exec/over/over_hand_over.cpp — groups of an OVER query on their way to another executor: their past and
// their future.
#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/over/over_executor.hpp"

namespace millrace {

/// Groups are known by their row in PartialBatch::keys.
struct OverExecutor::HandOver {
  struct Group {
    std::int64_t appended = 0;
    std::int64_t completed = 0;
    std::int64_t first_kept = 0;  // number of the oldest row of `history`
    std::vector<RowRef> records;  // of rows completed … appended-1; chunk: index into `chunks`
  };
  std::vector<Group> groups;
  std::vector<Column> history;  // arguments of rows first_kept … appended-1, group after group
  std::vector<std::unique_ptr<OverColumn>> calls;
  std::vector<RecordChunk> chunks;  // records that wait, for W or to be complete
  std::vector<TimedRow> waiting;    // those that wait for W; record.chunk: index into `chunks`
};

PartialBatch OverExecutor::take_groups(const GroupFilter& moves) {
  std::vector<std::uint32_t> held;
  for (std::uint32_t group = 0; group < groups_.group_count(); ++group) {
    if (is_held_[group] != 0) held.push_back(group);
  }
  std::vector<std::uint8_t> flags(held.size(), 0);
  moves(groups_.keys_of(held), static_cast<std::uint32_t>(held.size()), flags);
  std::vector<std::uint32_t> moved;
  std::vector<std::uint32_t> moved_number(groups_.group_count(), GroupTable::kNone);
  for (std::size_t i = 0; i < held.size(); ++i) {
    if (flags[i] == 0) continue;
    moved_number[held[i]] = static_cast<std::uint32_t>(moved.size());
    moved.push_back(held[i]);
  }
  auto hand_over = std::make_shared<HandOver>();
  give_history(*hand_over, moved);
  give_waiting(*hand_over, moved_number);
  for (const auto& call : calls_) hand_over->calls.push_back(call->take(moved));
  for (const std::uint32_t group : moved) {
    history_.restart_at(group, 0);
    appended_[group] = 0;
    completed_[group] = 0;
    is_held_[group] = 0;
  }
  PartialBatch partial;
  partial.row_count = static_cast<std::uint32_t>(moved.size());
  partial.keys = groups_.keys_of(moved);
  partial.is_hand_over = true;
  partial.opaque = std::move(hand_over);
  return partial;
}

void OverExecutor::give_history(HandOver& hand_over, std::span<const std::uint32_t> groups) {
  std::vector<RowRef> places;
  for (const std::uint32_t group : groups) {
    HandOver::Group& given = hand_over.groups.emplace_back();
    given.appended = appended_[group];
    given.completed = completed_[group];
    given.first_kept = history_.first_index(group);
    for (std::int64_t i = given.first_kept; i < given.appended; ++i) {
      places.push_back(history_.place(group, i));
      if (i >= given.completed) given.records.push_back(history_.record(group, i));
    }
  }
  for (std::uint32_t i = 0; i < arguments_.size(); ++i) {
    hand_over.history.push_back(history_.log().gather(i, places));
  }
}

/// Moves the records out of records_ and gives their RowRefs new meaning: chunks of the hand-over.
void OverExecutor::give_waiting(HandOver& hand_over, std::span<const std::uint32_t> moved_number) {
  std::vector<TimedRow> staying;
  for (const TimedRow& row : waiting_.take_all()) {
    const bool moves = moved_number[group_of(row.record)] != GroupTable::kNone;
    (moves ? hand_over.waiting : staying).push_back(row);
  }
  waiting_.add(std::move(staying));
  std::vector<RowRef*> records;
  for (TimedRow& row : hand_over.waiting) records.push_back(&row.record);
  for (HandOver::Group& group : hand_over.groups) {
    for (RowRef& record : group.records) records.push_back(&record);
  }
  std::vector<RowRef> old;
  std::vector<std::vector<std::uint32_t>> rows_of_chunk(records_.chunk_count());
  for (const RowRef* record : records) {
    old.push_back(*record);
    rows_of_chunk[record->chunk].push_back(records_.row_of(*record));
  }
  std::vector<std::uint32_t> new_chunk(records_.chunk_count(), GroupTable::kNone);
  for (std::uint32_t chunk = 0; chunk < rows_of_chunk.size(); ++chunk) {
    std::vector<std::uint32_t>& rows = rows_of_chunk[chunk];
    if (rows.empty()) continue;
    std::sort(rows.begin(), rows.end());
    new_chunk[chunk] = static_cast<std::uint32_t>(hand_over.chunks.size());
    RecordChunk& given = hand_over.chunks.emplace_back(records_.chunk(chunk).gather(rows));
    for (std::uint32_t& group : given.groups) group = moved_number[group];
  }
  for (RowRef* record : records) {
    const std::vector<std::uint32_t>& rows = rows_of_chunk[record->chunk];
    const auto at = std::lower_bound(rows.begin(), rows.end(), records_.row_of(*record));
    *record = {new_chunk[record->chunk], static_cast<std::uint32_t>(at - rows.begin())};
  }
  records_.release(old);
}

void OverExecutor::merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) {
  if (partial.row_count == 0) return;
  MILLRACE_ASSERT(partial.is_hand_over);
  auto& hand_over = *static_cast<HandOver*>(partial.opaque.get());
  std::vector<std::uint32_t> numbers(partial.row_count);
  std::iota(numbers.begin(), numbers.end(), 0u);
  std::vector<std::uint32_t> groups;
  groups_.find_or_add(partial.keys, numbers, groups);
  resize_groups();
  std::vector<std::uint8_t> is_new(groups.size(), 0);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    is_new[i] = appended_[groups[i]] == 0 ? 1 : 0;
    is_held_[groups[i]] = 1;
  }
  std::vector<std::uint32_t> new_chunk;
  for (RecordChunk& chunk : hand_over.chunks) {
    for (std::uint32_t& group : chunk.groups) group = groups[group];
    new_chunk.push_back(records_.add(std::move(chunk)));
  }
  for (TimedRow& row : hand_over.waiting) row.record.chunk = new_chunk[row.record.chunk];
  for (HandOver::Group& group : hand_over.groups) {
    for (RowRef& record : group.records) record.chunk = new_chunk[record.chunk];
  }
  waiting_.add(std::move(hand_over.waiting));
  take_history(hand_over, groups, is_new);
  work_.rows_merged += partial.row_count;
  // What was appended elsewhere and never given out follows the rows that the group has here.
  std::vector<RowRef> records;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::vector<RowRef>& unfinished = hand_over.groups[i].records;
    if (is_new[i] == 0) records.insert(records.end(), unfinished.begin(), unfinished.end());
  }
  if (!records.empty()) append_rows(records, sequence, output);
}

void OverExecutor::take_history(const HandOver& hand_over, std::span<const std::uint32_t> groups,
                                std::span<const std::uint8_t> is_new) {
  std::uint32_t row_count = 0;
  for (const HandOver::Group& given : hand_over.groups) {
    row_count += static_cast<std::uint32_t>(given.appended - given.first_kept);
  }
  const std::uint32_t chunk = history_.log().append(hand_over.history, row_count);
  std::vector<std::uint32_t> from;
  std::vector<std::uint32_t> to;
  std::uint32_t row = 0;
  for (std::uint32_t i = 0; i < groups.size(); ++i) {
    const HandOver::Group& given = hand_over.groups[i];
    const auto kept = static_cast<std::uint32_t>(given.appended - given.first_kept);
    if (is_new[i] != 0) {
      history_.restart_at(groups[i], given.first_kept);
      const auto unfinished = static_cast<std::uint32_t>(given.records.size());
      for (std::uint32_t k = 0; k < kept; ++k) {
        const bool is_finished = k < kept - unfinished;
        history_.add(groups[i], {chunk, row + k},
                     is_finished ? kNoRow : given.records[k - (kept - unfinished)]);
      }
      appended_[groups[i]] = given.appended;
      completed_[groups[i]] = given.completed;
      from.push_back(i);
      to.push_back(groups[i]);
    }
    row += kept;
  }
  history_.log().seal(chunk);
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    calls_[i]->absorb(*hand_over.calls[i], from, to, history_);
  }
}

}  // namespace millrace
