// sim/cli/progress.cpp — the progress line.
#include "sim/cli/progress.hpp"

#include <fmt/format.h>

namespace millrace::cli {
namespace {

constexpr auto kSilence = std::chrono::seconds(1);
constexpr auto kInterval = std::chrono::milliseconds(100);

std::string share_and_rest(double share, std::chrono::duration<double> elapsed) {
  return fmt::format(" · {:.0f} % · {:.0f} s left", share * 100.0,
                     elapsed.count() * (1.0 / share - 1.0));
}

}  // namespace

Progress::Progress(const CommandIo& io) : io_(io), start_(Clock::now()), last_(start_) {}

Progress::~Progress() {
  wipe();
}

bool Progress::is_due() {
  if (io_.quiet || !io_.err_is_terminal) return false;
  const Clock::time_point now = Clock::now();
  if (now - start_ < kSilence || now - last_ < kInterval) return false;
  last_ = now;
  return true;
}

void Progress::write(const std::string& line) {
  const std::string text = "\r\x1b[K" + line;
  std::fwrite(text.data(), 1, text.size(), io_.err);
  std::fflush(io_.err);
  is_shown_ = true;
}

void Progress::show(std::int64_t rows, std::int64_t bytes_done, std::int64_t bytes_total) {
  if (!is_due()) return;
  std::string line = fmt::format("{} rows", count_text(static_cast<double>(rows)));
  if (bytes_total > 0 && bytes_done > 0) {
    line += share_and_rest(static_cast<double>(bytes_done) / static_cast<double>(bytes_total),
                           last_ - start_);
  }
  write(line);
}

void Progress::show_share(std::string_view doing, double share) {
  if (!is_due()) return;
  std::string line(doing);
  if (share > 0.0) line += share_and_rest(share, last_ - start_);
  write(line);
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
