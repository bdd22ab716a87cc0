// sim/cli/rejected_rows.hpp — late rows and dead letters of a run, on their way into files.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "sim/cli/command_io.hpp"

namespace millrace::cli {

/// Sorted by source partition and offset, so that the files do not depend on the timing of workers.
struct RejectedRows {
  std::vector<RecordBatch> late;
  std::vector<DeadLetter> dead_letters;

  void sort();
  /// JSON lines {"topic","partition","offset","event_time","record"}; nothing is written without a
  /// path.
  Status write_late(const std::string& path, const CommandIo& io) const;
  /// JSON lines {"topic","partition","offset","error","record"}. Without a path the first few are
  /// shown as notes.
  Status write_dead_letters(const std::string& path, const CommandIo& io) const;
};

}  // namespace millrace::cli
