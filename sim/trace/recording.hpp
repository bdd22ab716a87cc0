// sim/trace/recording.hpp — a recorded topic as a workload: a file in, batches out. Start here.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "core/data/schema.hpp"
#include "core/route/partitioner.hpp"
#include "sim/trace/trace_format.hpp"

namespace millrace {

#if defined(MILLRACE_HOSTILE)
inline constexpr std::uint32_t kBatchRowsDefault = 2;
inline constexpr std::uint32_t kBlockBytesDefault = 61;  // records lie across blocks
#else
inline constexpr std::uint32_t kBatchRowsDefault = 8192;
inline constexpr std::uint32_t kBlockBytesDefault = 1 << 20;
#endif
inline constexpr std::uint32_t kBatchRowsMax = 1 << 20;
inline constexpr std::uint32_t kRecordBytesMax = 64 << 20;
inline constexpr std::uint32_t kSampleBytesDefault = 4 << 20;
inline constexpr std::string_view kPartitionerDefault = "java_default";

struct RecordingOptions {
  std::string path;  // "-": standard input
  std::shared_ptr<const std::string>
      text;  // read instead of a file, which `path` then only names; may be null
  std::optional<TraceFormat> format;  // else by the path's ending, else by the first lines
  SchemaPtr schema;  // types of the columns it names; the other columns' are inferred. May be null
  /// CSV and JSON lines: the topic's name, else the path's last part without its ending. kcat:
  /// which topic to read when the recording holds several; a recording of one topic is that topic.
  std::optional<std::string> topic;

  // How the records lie on the topic. A kcat recording knows that itself: its partitions, offsets
  // and keys are kept unless a partitioner is given, which lays the records out anew (by the
  // recorded keys where no columns are given). Without one, key columns only declare by which
  // columns the topic was keyed.
  std::vector<std::string> key_columns;  // none: records have no key
  std::optional<std::string>
      partitioner;  // any spelling of core/route's list; else kPartitionerDefault
  std::optional<std::uint32_t> source_partitions;  // else 1; kcat: else as many as were recorded
  std::uint64_t seed = 0;  // of the choices that a partitioner makes by chance

  std::optional<std::string>
      time_column;  // event time: BIGINT (epoch ms) or TIMESTAMP. None: the record's own timestamp
  std::vector<std::string> required_columns;  // a JSON record without one of them is a dead letter
  std::uint32_t batch_rows = kBatchRowsDefault;
  std::uint32_t sample_bytes = kSampleBytesDefault;  // types are inferred from the records in them
  std::uint32_t block_bytes = kBlockBytesDefault;    // read at once
  std::uint32_t record_bytes_max = kRecordBytesMax;  // a longer record is a dead letter
};

/// What is known of the topic before the first record is read.
struct RecordedTopic {
  std::string name;
  TraceFormat format = TraceFormat::kCsv;
  SchemaPtr schema;
  std::uint32_t source_partition_count = 1;
  std::vector<std::string>
      key_columns;  // in the schema's spelling; empty: no key, or recorded ones
  const PartitionerInfo* partitioner = nullptr;  // null: places are as recorded
  std::optional<std::uint32_t> event_time_column;
  bool has_event_times = false;        // RecordBatch::event_times is filled
  bool has_record_timestamps = false;  // RecordBatch::record_timestamps is filled
  bool has_keys = false;               // RecordBatch::keys is filled
};

struct RecordingProgress {
  std::int64_t bytes_read = 0;
  std::optional<std::int64_t> bytes_total;  // unknown for pipes
  std::int64_t rows_read = 0;               // with those that became dead letters
  std::int64_t rows_unreadable = 0;
};

/// Reads a recording of any length in bounded memory: a chunk of rows at a time, while older
/// batches keep what they need. A chunk's rows go to their source partitions in the order of the
/// recording; batches of all partitions follow each other in turn (see TopicLayout). Which rows a
/// batch holds depends on the recording and the options alone. Used by one thread.
class Recording {
 public:
  /// Errors: kInput (cannot be read, no header, unknown format, several topics: message with
  /// place), kOption (unknown column, partitioner or format, counts out of range).
  static Result<std::unique_ptr<Recording>> open(const RecordingOptions& options);
  ~Recording();
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;

  const RecordedTopic& topic() const;
  /// Makes this column event time: what a statement says that was bound to the recording's schema.
  /// REQUIRES: nothing was read yet; the column is TIMESTAMP or BIGINT.
  void use_time_column(std::uint32_t column);
  /// The next batch, nothing at the end. A batch without rows says that only unreadable records
  /// came by. An error is the operating system's and final.
  Result<std::optional<RecordBatch>> next();
  /// Records that could not be read since the last call, each with `path:line: reason`. Their
  /// offset is -1 where they never came to lie on the topic: only kcat recordings know better.
  std::vector<DeadLetter> take_dead_letters();
  RecordingProgress progress() const;

 private:
  struct State;
  explicit Recording(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace millrace
