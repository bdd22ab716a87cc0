// tests/trace/recording_fixtures.hpp — text in, rows out as text: how the tests of recordings are written.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/trace/recording.hpp"

namespace millrace::test {

/// Everything a recording gave, or the error that ended it.
struct Reading {
  std::string error;  // of open() or next(); empty when there was none
  RecordedTopic topic;
  std::vector<RecordBatch> batches;
  std::vector<DeadLetter> dead_letters;
  RecordingProgress progress;

  /// "n BIGINT, name STRING"
  std::string columns() const;
  /// The rows of one partition, one a line, values separated by '|', NULL as "NULL" and strings in quotes:
  ///   1|'ann'
  std::string rows(std::uint32_t partition = 0) const;
  /// The errors of the dead letters, one a line.
  std::string dead() const;
  std::int64_t row_count() const;
};

/// Reads a text to its end; `options.path` (default "trades.csv") tells its format and names it.
Reading read(std::string_view text, RecordingOptions options = {});
Reading read_file(const RecordingOptions& options);

RecordingOptions named(std::string path);

}  // namespace millrace::test
