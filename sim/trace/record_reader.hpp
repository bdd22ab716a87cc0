// sim/trace/record_reader.hpp — the one interface of all formats: fills chunks from text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/schema.hpp"
#include "sim/trace/chunk.hpp"
#include "sim/trace/text_window.hpp"
#include "sim/trace/unreadable_records.hpp"

namespace millrace {

/// What every reader is told.
struct ReaderOptions {
  std::string recording_name;  // for messages: the path
  SchemaPtr
      declared;  // types of columns that the user gave; null: none. The other types are inferred
  std::vector<std::string> required_columns;  // a JSON record without one of them is unreadable
  std::size_t record_bytes_max = 64 << 20;    // a longer record is unreadable
  std::size_t sample_bytes = 4 << 20;         // types are inferred from at most that much text…
  std::uint32_t sample_rows = 20'000;         // …and that many records
};

/// Reads one recording from first to last. Used by one thread.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  virtual const SchemaPtr& schema() const = 0;
  /// Whether the first records carry Kafka's own timestamps.
  virtual bool has_record_timestamps() const { return false; }
  /// Reads records into the chunk until it is full or the recording ends; what cannot be read goes
  /// to `unreadable`. An error means that the bytes ended (disk, pipe), not that a record is bad.
  virtual Status read(TextWindow& window, Chunk& chunk, UnreadableRecords& unreadable) = 0;
};

/// "column 'x': cannot read 'abc' as BIGINT", with advice where the type was inferred.
std::string cannot_read_message(const Field& field, std::string_view text, bool was_declared);

/// A record beyond `record_bytes_max`: what is said, and the part of it that is kept.
std::string overlong_message(std::size_t record_bytes_max);
std::string_view overlong_excerpt(std::string_view record);

/// Which of the schema's columns have their type from the user.
std::vector<bool> declared_columns(const Schema& schema, const ReaderOptions& options);

}  // namespace millrace
