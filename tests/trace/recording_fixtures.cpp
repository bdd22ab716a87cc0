// tests/trace/recording_fixtures.cpp — reads to the end and prints what came.
#include "tests/trace/recording_fixtures.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace millrace::test {
namespace {

std::string cell(const Column& column, std::uint32_t row) {
  std::string text;
  append_text(text, column, row, "NULL");
  const bool is_string = column.type().kind == TypeKind::kString && !column.is_null(row);
  return is_string ? "'" + text + "'" : text;
}

}  // namespace

std::string Reading::columns() const {
  std::string text;
  if (!topic.schema) return text;
  for (const Field& field : topic.schema->fields()) {
    if (!text.empty()) text += ", ";
    text += field.name + " " + to_text(field.type);
  }
  return text;
}

std::string Reading::rows(std::uint32_t partition) const {
  std::string text;
  for (const RecordBatch& batch : batches) {
    if (batch.source_partition.value != partition) continue;
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      for (std::size_t i = 0; i < batch.columns.size(); ++i) {
        text += (i == 0 ? "" : "|") + cell(batch.columns[i], row);
      }
      text += '\n';
    }
  }
  return text;
}

std::string Reading::dead() const {
  std::string text;
  for (const DeadLetter& letter : dead_letters) text += letter.error + '\n';
  return text;
}

std::int64_t Reading::row_count() const {
  std::int64_t count = 0;
  for (const RecordBatch& batch : batches) count += batch.row_count;
  return count;
}

Reading read_file(const RecordingOptions& options) {
  Reading reading;
  auto recording = Recording::open(options);
  if (!recording) {
    reading.error = recording.error().message;
    return reading;
  }
  reading.topic = recording.value()->topic();
  while (true) {
    auto batch = recording.value()->next();
    for (DeadLetter& letter : recording.value()->take_dead_letters()) {
      reading.dead_letters.push_back(std::move(letter));
    }
    if (!batch) {
      reading.error = batch.error().message;
      break;
    }
    if (!batch.value()) break;
    reading.batches.push_back(*std::move(batch).value());
  }
  reading.progress = recording.value()->progress();
  // Nothing is lost: every record is a row or a dead letter.
  const auto dead = static_cast<std::int64_t>(reading.dead_letters.size());
  CHECK(reading.progress.rows_read == reading.row_count() + dead);
  CHECK(reading.progress.rows_unreadable == dead);
  return reading;
}

Reading read(std::string_view text, RecordingOptions options) {
  if (options.path.empty()) options.path = "trades.csv";
  options.text = std::make_shared<const std::string>(text);
  return read_file(options);
}

RecordingOptions named(std::string path) {
  RecordingOptions options;
  options.path = std::move(path);
  return options;
}

}  // namespace millrace::test
