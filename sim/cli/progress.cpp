// sim/cli/progress.cpp — the progress line.
#include "sim/cli/progress.hpp"

#include <fmt/format.h>

namespace millrace::cli {
namespace {

constexpr auto kSilence = std::chrono::seconds(1);
constexpr auto kInterval = std::chrono::milliseconds(100);

}  // namespace

Progress::Progress(const CommandIo& io) : io_(io), start_(Clock::now()), last_(start_) {}

Progress::~Progress() {
  wipe();
}

void Progress::show(std::int64_t rows, std::int64_t bytes_done, std::int64_t bytes_total) {
  if (io_.quiet || !io_.err_is_terminal) return;
  const Clock::time_point now = Clock::now();
  if (now - start_ < kSilence || now - last_ < kInterval) return;
  last_ = now;
  std::string line = fmt::format("\r\x1b[K{} rows", count_text(static_cast<double>(rows)));
  if (bytes_total > 0 && bytes_done > 0) {
    const double share = static_cast<double>(bytes_done) / static_cast<double>(bytes_total);
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    line +=
        fmt::format(" · {:.0f} % · {:.0f} s left", share * 100.0, elapsed * (1.0 / share - 1.0));
  }
  std::fwrite(line.data(), 1, line.size(), io_.err);
  std::fflush(io_.err);
  is_shown_ = true;
}

void Progress::wipe() {
  if (!is_shown_) return;
  std::fputs("\r\x1b[K", io_.err);
  std::fflush(io_.err);
  is_shown_ = false;
}

std::string count_text(double count) {
  if (count < 1'000) return fmt::format("{:.0f}", count);
  if (count < 1'000'000) return fmt::format("{:.3g} k", count / 1e3);
  if (count < 1'000'000'000) return fmt::format("{:.3g} M", count / 1e6);
  return fmt::format("{:.3g} G", count / 1e9);
}

std::string grouped_digits(std::int64_t count) {
  std::string digits = fmt::format("{}", count);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

}  // namespace millrace::cli
