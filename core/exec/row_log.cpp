// core/exec/row_log.cpp — counting who still needs a chunk.
#include "core/exec/row_log.hpp"

#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

#ifdef MILLRACE_HOSTILE
constexpr std::int64_t kStoredAlwaysFine = 2;
#else
constexpr std::int64_t kStoredAlwaysFine = 65'536;
#endif

}  // namespace

std::uint32_t RowLog::append(std::vector<Column> columns, std::uint32_t row_count) {
  MILLRACE_ASSERT(columns.size() == types_.size());
  auto chunk = static_cast<std::uint32_t>(chunks_.size());
  if (free_chunks_.empty()) {
    chunks_.emplace_back();
  } else {
    chunk = free_chunks_.back();
    free_chunks_.pop_back();
  }
  chunks_[chunk].columns = std::move(columns);
  chunks_[chunk].row_count = row_count;
  stored_ += row_count;
  return chunk;
}

void RowLog::seal(std::uint32_t chunk) {
  if (chunks_[chunk].retained == 0) drop(chunk);
}

void RowLog::release(RowRef row) {
  Chunk& chunk = chunks_[row.chunk];
  MILLRACE_ASSERT(chunk.retained > 0);
  --retained_;
  if (--chunk.retained == 0) drop(row.chunk);
}

void RowLog::drop(std::uint32_t chunk) {
  stored_ -= chunks_[chunk].row_count;
  chunks_[chunk] = Chunk();
  free_chunks_.push_back(chunk);
}

std::vector<const Column*> RowLog::columns(std::uint32_t i) const {
  static const Column kNotHeld;
  std::vector<const Column*> columns;
  columns.reserve(chunks_.size());
  for (const Chunk& chunk : chunks_) {
    columns.push_back(chunk.columns.empty() ? &kNotHeld : &chunk.columns[i]);
  }
  return columns;
}

Column RowLog::gather(std::uint32_t i, std::span<const RowRef> rows) const {
  return gather_across(types_[i], columns(i), rows);
}

bool RowLog::is_sparse() const {
  return stored_ > kStoredAlwaysFine + 4 * retained_;
}

void RowLog::compact(std::span<RowRef* const> rows) {
  MILLRACE_ASSERT(static_cast<std::int64_t>(rows.size()) == retained_);
  std::vector<RowRef> old;
  old.reserve(rows.size());
  for (const RowRef* row : rows) old.push_back(*row);
  std::vector<Column> columns;
  for (std::uint32_t i = 0; i < types_.size(); ++i) columns.push_back(gather(i, old));
  chunks_.clear();
  free_chunks_.clear();
  stored_ = 0;
  retained_ = 0;
  const std::uint32_t chunk = append(std::move(columns), static_cast<std::uint32_t>(rows.size()));
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    *rows[row] = {chunk, row};
    retain(*rows[row]);
  }
  seal(chunk);
}

std::int64_t RowLog::byte_count() const {
  std::int64_t bytes = bytes_of(chunks_);
  for (const Chunk& chunk : chunks_) bytes += bytes_of_columns(chunk.columns);
  return bytes;
}

}  // namespace millrace
