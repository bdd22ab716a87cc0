// core/exec/window.hpp — the interface of a time window kind: which windows a row lies in.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/sql/catalog.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Assigns rows to windows [start, start + length_ms), aligned to the epoch with floor. Windows of one clause
/// all have the
/// same length. Session windows are not assigned but merged (session_gap_ms() > 0).
class WindowAssigner {
 public:
  virtual ~WindowAssigner() = default;
  virtual std::int64_t length_ms() const = 0;
  /// The most windows that one row can lie in.
  virtual std::uint32_t windows_per_row_max() const = 0;
  /// Row i lies in the windows that start at first_starts[i], first_starts[i] + step_ms(), …, counts[i] of them.
  /// Spans have one element per time. Counts may be 0 (a sliding window whose advance is longer than its size).
  virtual void assign(std::span<const std::int64_t> times_ms, std::span<std::int64_t> first_starts,
                      std::span<std::uint32_t> counts) const = 0;
  virtual std::int64_t step_ms() const = 0;
  /// Of windows of activity per group (signature.is_session): rows at most this far apart belong together; may be 0.
  virtual std::int64_t session_gap_ms() const { return 0; }
};

struct WindowInfo {
  WindowSignature signature;
  std::unique_ptr<WindowAssigner> (*make)(std::span<const std::int64_t> durations_ms) = nullptr;
};

/// All of windows/windows.list, in that order.
std::span<const WindowInfo* const> all_windows();
std::unique_ptr<WindowAssigner> make_window_assigner(const WindowClause& clause);

}  // namespace millrace
