// ui/draw/number_text.cpp — numbers as people read them.
#include "ui/draw/number_text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace millrace {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

/// Three significant digits without an exponent; REQUIRES: |value| < 1000 after rounding.
std::string three_digits(double value) {
  const double magnitude = std::fabs(value);
  if (magnitude < 9.995) return fmt::format("{:.2f}", value);
  if (magnitude < 99.95) return fmt::format("{:.1f}", value);
  return fmt::format("{:.0f}", value);
}

std::string grouped(std::int64_t count) {
  std::string digits = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

std::string si_text(double value, std::string_view unit) {
  if (!std::isfinite(value)) return std::string(kNoValue);
  if (value == 0.0) return fmt::format("0 {}", unit);
  static constexpr const char* kUp[] = {"", "k", "M", "G", "T", "P"};
  static constexpr const char* kDown[] = {"", "m", "\xc2\xb5", "n"};
  double scaled = value;
  int step = 0;
  while (std::fabs(scaled) >= 999.5 && step < 5) {
    scaled /= 1000.0;
    ++step;
  }
  while (std::fabs(scaled) < 0.9995 && step > -3 && step <= 0) {
    scaled *= 1000.0;
    --step;
  }
  // "k rows/s" and not "krows/s": only symbols take their prefix at once.
  const bool is_word = unit.size() > 2 && step != 0;
  return fmt::format("{} {}{}{}", three_digits(scaled), step >= 0 ? kUp[step] : kDown[-step],
                     is_word ? " " : "", unit);
}

std::string count_text(std::int64_t count) {
  if (count > -10'000 && count < 10'000) return grouped(count);
  std::string text = si_text(static_cast<double>(count), "");
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string length_text(std::int64_t ns) {
  if (ns == 0) return "0 s";
  if (ns < 100 * kSecond && ns > -100 * kSecond) {
    return si_text(static_cast<double>(ns) / static_cast<double>(kSecond), "s");
  }
  const std::int64_t seconds = ns / kSecond;
  return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
}

std::string share_text(double share) {
  if (!std::isfinite(share)) return std::string(kNoValue);
  const double percent = share * 100.0;
  if (percent == 0.0 || percent >= 99.95) return fmt::format("{:.0f} %", percent);
  return percent < 9.95 ? fmt::format("{:.1f} %", percent) : fmt::format("{:.0f} %", percent);
}

std::string size_text(std::int64_t bytes) {
  static constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  double scaled = static_cast<double>(bytes);
  int step = 0;
  while (scaled >= 1024.0 && step < 4) {
    scaled /= 1024.0;
    ++step;
  }
  if (step == 0) return fmt::format("{} B", bytes);
  return fmt::format("{} {}", three_digits(scaled), kUnits[step]);
}

std::string clock_text(std::int64_t ns) {
  const std::int64_t ms = ns / 1'000'000;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60,
                     ms % 1'000);
}

std::string times_text(double factor) {
  if (!std::isfinite(factor)) return std::string(kNoValue);
  return fmt::format("{:.1f}\xc3\x97", factor);
}

}  // namespace millrace
