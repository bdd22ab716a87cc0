// core/exec/over/record_log.cpp — releasing rows, chunks and parts of chunks.
#include "core/exec/over/record_log.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

#ifdef MILLRACE_HOSTILE
constexpr std::uint32_t kRowsAlwaysFine = 1;
#else
constexpr std::uint32_t kRowsAlwaysFine = 64;
#endif

}  // namespace

RecordChunk RecordChunk::gather(std::span<const std::uint32_t> rows) const {
  RecordChunk part;
  std::vector<std::uint32_t> held(batch.columns.size());
  std::iota(held.begin(), held.end(), 0u);
  part.batch = gather_rows(batch, rows, held);
  for (const Column& column : values) part.values.push_back(column.gather(rows));
  for (const Column& column : arguments) part.arguments.push_back(column.gather(rows));
  for (const std::uint32_t row : rows) part.groups.push_back(groups[row]);
  return part;
}

std::uint32_t RecordLog::add(RecordChunk chunk) {
  MILLRACE_ASSERT(chunk.row_count() > 0);
  auto id = static_cast<std::uint32_t>(entries_.size());
  if (free_.empty()) {
    entries_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  Entry& entry = entries_[id];
  entry.waiting = chunk.row_count();
  entry.is_released.assign(chunk.row_count(), 0);
  entry.chunk = std::move(chunk);
  return id;
}

std::uint32_t RecordLog::row_of(RowRef record) const {
  const std::vector<std::uint32_t>& added = entries_[record.chunk].added_rows;
  if (added.empty()) return record.row;
  const auto at = std::lower_bound(added.begin(), added.end(), record.row);
  MILLRACE_ASSERT(at != added.end());
  return static_cast<std::uint32_t>(at - added.begin());
}

void RecordLog::release(std::span<const RowRef> records) {
  for (const RowRef record : records) {
    Entry& entry = entries_[record.chunk];
    entry.is_released[row_of(record)] = 1;
    if (--entry.waiting > 0) continue;
    entry = Entry();
    free_.push_back(record.chunk);
  }
  for (const RowRef record : records) {
    Entry& entry = entries_[record.chunk];
    if (entry.waiting * 4 + kRowsAlwaysFine <= entry.chunk.row_count()) cut_down(entry);
  }
}

void RecordLog::cut_down(Entry& entry) const {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> added;
  for (std::uint32_t row = 0; row < entry.chunk.row_count(); ++row) {
    if (entry.is_released[row] != 0) continue;
    rows.push_back(row);
    added.push_back(entry.added_rows.empty() ? row : entry.added_rows[row]);
  }
  entry.chunk = entry.chunk.gather(rows);
  entry.added_rows = std::move(added);
  entry.is_released.assign(rows.size(), 0);
}

std::int64_t RecordLog::byte_count() const {
  std::int64_t bytes = bytes_of(entries_);
  for (const Entry& entry : entries_) {
    bytes += millrace::byte_count(entry.chunk.batch) + bytes_of_columns(entry.chunk.values) +
             bytes_of_columns(entry.chunk.arguments) + bytes_of(entry.chunk.groups) +
             bytes_of(entry.added_rows) + bytes_of(entry.is_released);
  }
  return bytes;
}

}  // namespace millrace
