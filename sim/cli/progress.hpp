// sim/cli/progress.hpp — one line on the error stream that says how far a long run is; only on a
// terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/cli/command_io.hpp"

namespace millrace::cli {

/// Shows "12.3 M rows · 45 % · 3 s left" at most ten times a second, and wipes it at the end.
/// Silent for the first second, with -q and when the error stream is no terminal.
class Progress {
 public:
  explicit Progress(const CommandIo& io);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `bytes_total` 0: unknown (standard input).
  void show(std::int64_t rows, std::int64_t bytes_done, std::int64_t bytes_total);
  /// "simulating · 45 % · 3 s left". `share`: 0 … 1 of what there is to do.
  void show_share(std::string_view doing, double share);
  void wipe();

 private:
  using Clock = std::chrono::steady_clock;

  /// Whether it is time for a new line on a terminal; takes note of it.
  bool is_due();
  void write(const std::string& line);

  const CommandIo& io_;
  Clock::time_point start_;
  Clock::time_point last_;
  bool is_shown_ = false;
};

/// 1234567 -> "1.23 M"; 999 -> "999".
std::string count_text(double count);
/// 1234567 -> "1,234,567".
std::string grouped_digits(std::int64_t count);

}  // namespace millrace::cli
