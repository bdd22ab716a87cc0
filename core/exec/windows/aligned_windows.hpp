// core/exec/windows/aligned_windows.hpp — windows of one length that start at every multiple of a
// step: what tumbling and sliding windows have in common.
#pragma once

#include "core/exec/window.hpp"

namespace millrace {

/// Windows [k * step, k * step + length) for every integer k. Near the ends of int64 a window that
/// would start before the smallest event time is left out (a row keeps at least one, which then
/// starts there).
class AlignedWindows final : public WindowAssigner {
 public:
  /// REQUIRES: length_ms > 0, step_ms > 0, windows_per_row_max() <= kWindowsPerRowMax.
  AlignedWindows(std::int64_t length_ms, std::int64_t step_ms);

  std::int64_t length_ms() const override { return length_ms_; }
  std::int64_t step_ms() const override { return step_ms_; }
  std::uint32_t windows_per_row_max() const override { return full_steps_ + 1; }
  void assign(std::span<const std::int64_t> times_ms, std::span<std::int64_t> first_starts,
              std::span<std::uint32_t> counts) const override;

 private:
  std::int64_t length_ms_;
  std::int64_t step_ms_;
  std::uint32_t full_steps_;  // (length - 1) / step
  std::int64_t rest_;         // (length - 1) % step
};

/// A row's work grows with the number of windows it lies in; more than this is a typing mistake
/// rather than a query.
inline constexpr std::int64_t kWindowsPerRowMax = 10'000;

}  // namespace millrace
