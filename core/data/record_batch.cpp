// core/data/record_batch.cpp — cutting batches, and records as they are shown to people.
#include "core/data/record_batch.hpp"

#include <utility>

#include "core/base/assert.hpp"
#include "core/base/json_text.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kSystemColumnCount = 5;

/// A column that is not held stays so.
bool is_held(const Column& column) {
  return column.row_count() > 0;
}

/// Everything but the rows.
RecordBatch frame_of(const RecordBatch& batch, std::uint32_t row_count) {
  RecordBatch frame;
  frame.schema = batch.schema;
  frame.columns.resize(batch.columns.size());
  frame.row_count = row_count;
  frame.topic = batch.topic;
  frame.source_partition = batch.source_partition;
  frame.sequence = batch.sequence;
  frame.raw = batch.raw;
  return frame;
}

constexpr Column RecordBatch::*kSystemColumns[kSystemColumnCount] = {
    &RecordBatch::offsets, &RecordBatch::event_times, &RecordBatch::record_timestamps,
    &RecordBatch::keys, &RecordBatch::watermarks_before};

/// JSON has numbers and booleans of its own; all else, also what no JSON number can say, is written
/// as a string.
bool is_bare_in_json(const Column& column, std::uint32_t row) {
  switch (column.type().kind) {
    case TypeKind::kBoolean:
    case TypeKind::kBigint:
    case TypeKind::kDecimal:
      return true;
    case TypeKind::kDouble:
      return column.doubles()[row] - column.doubles()[row] == 0.0;
    case TypeKind::kString:
    case TypeKind::kTimestamp:
      break;
  }
  return false;
}

void append_json_value(std::string& out, const Column& column, std::uint32_t row) {
  if (column.is_null(row) || is_bare_in_json(column, row)) {
    append_text(out, column, row, "null");
    return;
  }
  std::string text;
  append_text(text, column, row);
  append_json_string(out, text);
}

}  // namespace

RecordBatch gather_rows(const RecordBatch& batch, std::span<const std::uint32_t> rows,
                        std::span<const std::uint32_t> needed_columns) {
  RecordBatch part = frame_of(batch, static_cast<std::uint32_t>(rows.size()));
  for (const std::uint32_t index : needed_columns) {
    MILLRACE_ASSERT(index < batch.columns.size());
    const Column& column = batch.columns[index];
    if (is_held(column)) part.columns[index] = column.gather(rows);
  }
  for (const auto member : kSystemColumns) {
    const Column& column = batch.*member;
    if (is_held(column)) part.*member = column.gather(rows);
  }
  return part;
}

RecordBatch slice_rows(const RecordBatch& batch, std::uint32_t begin, std::uint32_t row_count) {
  RecordBatch part = frame_of(batch, row_count);
  for (std::size_t i = 0; i < batch.columns.size(); ++i) {
    const Column& column = batch.columns[i];
    if (is_held(column)) part.columns[i] = column.slice(begin, row_count);
  }
  for (const auto member : kSystemColumns) {
    const Column& column = batch.*member;
    if (is_held(column)) part.*member = column.slice(begin, row_count);
  }
  return part;
}

std::string original_record(const RecordBatch& batch, std::uint32_t row) {
  MILLRACE_ASSERT(row < batch.row_count);
  if (batch.raw && is_held(batch.offsets)) {
    const std::string_view text = batch.raw->text_of(batch.offset_at(row));
    if (!text.empty()) return std::string(text);
  }
  std::string json = "{";
  for (std::size_t i = 0; i < batch.columns.size(); ++i) {
    const Column& column = batch.columns[i];
    if (!is_held(column)) continue;
    if (json.size() > 1) json += ',';
    append_json_string(json, batch.schema->fields()[i].name);
    json += ':';
    append_json_value(json, column, row);
  }
  json += '}';
  return json;
}

std::int64_t byte_count(const RecordBatch& batch) {
  std::int64_t bytes = 0;
  for (const Column& column : batch.columns) bytes += column.byte_count();
  for (const auto member : kSystemColumns) bytes += (batch.*member).byte_count();
  return bytes;
}

}  // namespace millrace
