// sim/cli/rejected_rows.cpp — nothing is lost: what had no effect can be looked at.
#include "sim/cli/rejected_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/base/json_text.hpp"
#include "core/base/text.hpp"

namespace millrace::cli {
namespace {

constexpr std::size_t kShownMax = 3;        // dead letters shown when no file was asked for
constexpr std::size_t kShownTextMax = 160;  // bytes of a record shown

struct LateRow {
  const RecordBatch* batch;
  std::uint32_t row;
};

std::vector<LateRow> sorted_late_rows(const std::vector<RecordBatch>& batches) {
  std::vector<LateRow> rows;
  for (const RecordBatch& batch : batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) rows.push_back({&batch, row});
  }
  std::sort(rows.begin(), rows.end(), [](const LateRow& a, const LateRow& b) {
    return std::tuple(a.batch->source_partition.value, a.batch->offset_at(a.row)) <
           std::tuple(b.batch->source_partition.value, b.batch->offset_at(b.row));
  });
  return rows;
}

void append_place(std::string& out, std::string_view topic, SourcePartitionId partition,
                  std::int64_t offset) {
  out += "{\"topic\":";
  append_json_string(out, topic);
  out += fmt::format(",\"partition\":{},\"offset\":{}", partition.value, offset);
}

Status write_whole(const std::string& path, const CommandIo& io, const std::string& text) {
  OutputFile file;
  MILLRACE_CHECK(file.open(path, io.out));
  MILLRACE_CHECK(file.write(text));
  return file.close();
}

}  // namespace

void RejectedRows::sort() {
  std::stable_sort(dead_letters.begin(), dead_letters.end(),
                   [](const DeadLetter& a, const DeadLetter& b) {
                     return std::tuple(a.source_partition.value, a.offset) <
                            std::tuple(b.source_partition.value, b.offset);
                   });
}

Status RejectedRows::write_late(const std::string& path, const CommandIo& io) const {
  if (path.empty()) return {};
  std::string text;
  for (const LateRow& late_row : sorted_late_rows(late)) {
    const RecordBatch& batch = *late_row.batch;
    append_place(text, batch.topic == nullptr ? std::string_view() : *batch.topic,
                 batch.source_partition, batch.offset_at(late_row.row));
    text += ",\"event_time\":\"";
    append_text(text, batch.event_times, late_row.row);
    text += "\",\"record\":";
    append_json_string(text, original_record(batch, late_row.row));
    text += "}\n";
  }
  return write_whole(path, io, text);
}

Status RejectedRows::write_dead_letters(const std::string& path, const CommandIo& io) const {
  if (path.empty()) {
    for (std::size_t n = 0; n < std::min(kShownMax, dead_letters.size()); ++n) {
      const DeadLetter& letter = dead_letters[n];
      std::string shown = letter.original.substr(0, kShownTextMax);
      if (shown.size() < letter.original.size()) shown += "…";
      io.note(fmt::format("dead letter: {} | {}", letter.error, shown));
    }
    if (dead_letters.size() > kShownMax) {
      io.note(fmt::format("… {} more dead letters; --dead-letters FILE keeps them all",
                          dead_letters.size() - kShownMax));
    }
    return {};
  }
  std::string text;
  for (const DeadLetter& letter : dead_letters) {
    append_place(text, letter.topic, letter.source_partition, letter.offset);
    text += ",\"error\":";
    append_json_string(text, letter.error);
    text += ",\"record\":";
    append_json_string(text, letter.original);
    text += "}\n";
  }
  return write_whole(path, io, text);
}

}  // namespace millrace::cli
