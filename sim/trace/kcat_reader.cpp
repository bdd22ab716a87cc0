// sim/trace/kcat_reader.cpp — envelopes to places and keys, payloads to columns.
#include "sim/trace/kcat_reader.hpp"

#include <utility>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "sim/trace/json_columns.hpp"
#include "sim/trace/json_line.hpp"
#include "sim/trace/json_schema.hpp"
#include "sim/trace/kcat_record.hpp"
#include "sim/trace/line_cursor.hpp"

namespace millrace {
namespace {

/// The JSON text of a payload; nothing for a tombstone and for what can be no object.
std::optional<std::string_view> object_text(const JsonValue& payload, std::string& scratch) {
  if (payload.kind == JsonKind::kNested) return payload.text;
  if (payload.kind != JsonKind::kString) return std::nullopt;
  if (!payload.has_escapes) return payload.text;
  scratch.clear();
  append_unescaped(scratch, payload.text);
  return scratch;
}

class KcatReader final : public RecordReader {
 public:
  KcatReader(SchemaPtr schema, bool has_timestamps, const ReaderOptions& options, KcatOptions kcat)
      : schema_(std::move(schema)),
        has_timestamps_(has_timestamps),
        kcat_(std::move(kcat)),
        columns_(schema_, options),
        lines_(options.record_bytes_max),
        last_offsets_(kcat_.partition_count, -1) {}

  const SchemaPtr& schema() const override { return schema_; }
  bool has_record_timestamps() const override { return has_timestamps_; }

  Status read(TextWindow& window, Chunk& chunk, UnreadableRecords& unreadable) override {
    MILLRACE_ASSERT(chunk.places.has_value());
    while (!chunk.is_full()) {
      MILLRACE_TRY(const bool has_line, lines_.next(window));
      if (!has_line) break;
      if (!read_line(window.block(), chunk, unreadable)) {
        chunk.count_unreadable(lines_.line().size());
      }
    }
    return {};
  }

 private:
  bool read_line(const TextBlockPtr& block, Chunk& chunk, UnreadableRecords& unreadable);
  std::optional<std::string> problem_of_place() const;
  std::optional<ObjectProblem> read_payload(Chunk& chunk, std::uint32_t row);
  void write_place(RecordedPlaces& places, std::uint32_t row);

  SchemaPtr schema_;
  bool has_timestamps_;
  KcatOptions kcat_;
  JsonColumns columns_;
  LineCursor lines_;
  std::vector<std::int64_t> last_offsets_;  // of each partition; -1 before its first record
  KcatRecordReader envelope_;
  KcatRecord record_;
  std::string scratch_;
};

/// False when the line became a dead letter.
bool KcatReader::read_line(const TextBlockPtr& block, Chunk& chunk, UnreadableRecords& unreadable) {
  const std::string_view line = lines_.line();
  const std::int64_t number = lines_.line_number();
  if (!check_line(lines_, block->is_ascii, unreadable)) return false;
  if (const auto problem = envelope_.read(line, record_)) {
    unreadable.add_at(number, problem->offset, problem->message, line);
    return false;
  }
  if (record_.topic != kcat_.topic) {
    if (kcat_.passes_over_other_topics) return true;
    unreadable.add(number, "a record of another topic, " + quoted(record_.topic), line);
    return false;
  }
  const TopicPlace place = {{record_.partition}, record_.offset};
  if (const auto problem = problem_of_place()) {
    unreadable.add(number, *problem, line, place);
    return false;
  }
  if (kcat_.keeps_places) last_offsets_[record_.partition] = record_.offset;
  const std::uint32_t row = chunk.open_row();
  if (const auto problem = read_payload(chunk, row)) {
    std::string message = problem->message;
    if (problem->offset) {
      message = "payload, byte " + std::to_string(*problem->offset + 1) + ": " + message;
    }
    unreadable.add(number, message, line, place);
    return false;
  }
  write_place(*chunk.places, row);
  chunk.commit_row(line, block);
  return true;
}

std::optional<std::string> KcatReader::problem_of_place() const {
  if (!kcat_.keeps_places) return std::nullopt;
  if (record_.partition >= kcat_.partition_count) {
    return "partition " + std::to_string(record_.partition) + " is beyond the " +
           std::to_string(kcat_.partition_count) + " source partitions of the topic";
  }
  const std::int64_t last = last_offsets_[record_.partition];
  if (record_.offset > last) return std::nullopt;
  return "offset " + std::to_string(record_.offset) + " of partition " +
         std::to_string(record_.partition) + " comes behind offset " + std::to_string(last) +
         "; the records of a partition must be in offset order";
}

std::optional<ObjectProblem> KcatReader::read_payload(Chunk& chunk, std::uint32_t row) {
  if (record_.payload.kind == JsonKind::kNull) {
    columns_.set_nulls(chunk, row);
    return std::nullopt;
  }
  if (const auto text = object_text(record_.payload, scratch_)) {
    return columns_.read(*text, chunk, row);
  }
  return ObjectProblem{"expected a JSON object as payload, got " + quoted(record_.payload.text),
                       {}};
}

void KcatReader::write_place(RecordedPlaces& places, std::uint32_t row) {
  places.partitions[row] = record_.partition;
  places.offsets[row] = record_.offset;
  if (record_.timestamp_ms) {
    places.timestamps.set_int64(row, *record_.timestamp_ms);
  } else {
    places.timestamps.set_null(row);
  }
  if (record_.key.kind == JsonKind::kNull) {
    places.keys.set_null(row);
  } else if (record_.key.has_escapes) {
    scratch_.clear();
    append_unescaped(scratch_, record_.key.text);
    places.keys.set_text(row, scratch_);
  } else {
    places.keys.set_text(row, record_.key.text);
  }
}

}  // namespace

Result<std::unique_ptr<RecordReader>> open_kcat(TextWindow& window, const ReaderOptions& options,
                                                const KcatOptions& kcat) {
  MILLRACE_TRY(const auto lines, sample_lines(window, options.sample_bytes, options.sample_rows));
  JsonSchemaSample sample;
  KcatRecordReader envelope;
  KcatRecord record;
  std::string scratch;
  bool has_object = false;
  bool has_timestamps = false;
  for (const std::string_view line : lines) {
    if (!is_valid_utf8(line) || envelope.read(line, record) || record.topic != kcat.topic) continue;
    has_timestamps = has_timestamps || record.timestamp_ms.has_value();
    const auto payload = object_text(record.payload, scratch);
    has_object = (payload && sample.see(*payload)) || has_object;
  }
  if (!has_object && !options.declared) {
    return Error{ErrorCode::kInput, options.recording_name +
                                        " has no record with a JSON object as payload among the " +
                                        "first ones to take columns from; give --schema"};
  }
  if (sample.has_too_many_members() && !options.declared) return too_many_members_error(options);
  return std::unique_ptr<RecordReader>(
      std::make_unique<KcatReader>(sample.schema(options.declared), has_timestamps, options, kcat));
}

}  // namespace millrace
