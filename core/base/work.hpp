// core/base/work.hpp — what was really done for a batch; the drivers turn it into time, core never does.
#pragma once

#include <cstdint>

namespace millrace {

/// Counts of the engine's own operations. Adding two Works adds the counts.
struct Work {
  std::int64_t rows_in = 0;       // rows given to the stage
  std::int64_t rows_hashed = 0;   // rows whose key was hashed or looked up for routing
  std::int64_t rows_checked = 0;  // rows whose key was looked at to verify the alignment
  std::int64_t rows_copied = 0;   // rows copied into another worker's batch
  std::int64_t bytes_copied = 0;
  std::int64_t hand_overs = 0;      // batches given to another stage
  std::int64_t rows_taken = 0;      // rows of pieces that the router made for this worker
  std::int64_t rows_filtered = 0;   // rows that WHERE removed
  std::int64_t groups_touched = 0;  // (window, group) states updated, counted per row and window
  std::int64_t groups_created = 0;
  std::int64_t windows_closed = 0;  // (window, group) states emitted and freed
  std::int64_t rows_merged = 0;     // partial states merged
  std::int64_t rows_out = 0;        // result rows produced

  Work& operator+=(const Work& other);
  friend bool operator==(const Work&, const Work&) = default;
};

}  // namespace millrace
