// sim/study/figure_text.cpp — rounding and units of figures for people.
#include "sim/study/figure_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

/// Three digits: 1.23, 12.3, 123.
std::string three_digits(double value) {
  if (value < 9.995) return fmt::format("{:.2f}", value);
  if (value < 99.95) return fmt::format("{:.1f}", value);
  return fmt::format("{:.0f}", value);
}

struct Scale {
  double factor;
  const char* unit;
};

/// The largest unit in which the figure is at least 1 when rounded; scales from small to large.
template <std::size_t kCount>
std::string scaled(double value, const Scale (&scales)[kCount]) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < kCount; ++i) {
    if (value >= scales[i].factor * 0.9995) best = i;
  }
  return three_digits(value / scales[best].factor) + scales[best].unit;
}

}  // namespace

std::string rate_figure(double per_second) {
  if (per_second < 999.5) {
    return (per_second == static_cast<double>(static_cast<std::int64_t>(per_second))
                ? fmt::format("{:.0f}", per_second)
                : three_digits(per_second)) +
           "/s";
  }
  static constexpr Scale kScales[] = {{1e3, "k/s"}, {1e6, "M/s"}, {1e9, "G/s"}};
  return scaled(per_second, kScales);
}

std::string latency_figure(double microseconds) {
  static constexpr Scale kScales[] = {{1.0, " µs"}, {1e3, " ms"}, {1e6, " s"}};
  return scaled(microseconds, kScales);
}

std::string share_figure(double share) {
  return share < 0.0 ? std::string("—") : fmt::format("{:.1f} %", share * 100.0);
}

std::string ratio_figure(double ratio) {
  return fmt::format("{:.2f}", ratio);
}

std::string bytes_figure(std::int64_t bytes) {
  if (bytes < 1024) return fmt::format("{} B", bytes);
  static constexpr Scale kScales[] = {
      {1024.0, " KiB"}, {1048576.0, " MiB"}, {1073741824.0, " GiB"}};
  return scaled(static_cast<double>(bytes), kScales);
}

std::string grouped_count(std::int64_t count) {
  std::string digits = fmt::format("{}", count);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t i = digits.size(); i > first + 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string counted(std::int64_t count, std::string_view thing) {
  return fmt::format("{} {}{}", grouped_count(count), thing, count == 1 ? "" : "s");
}

std::string time_figure(std::int64_t ns) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  if (ns < 60 * kSecond) {
    const double seconds = static_cast<double>(ns) / 1e9;
    return ns < kSecond ? fmt::format("{:.4g} ms", seconds * 1e3)
                        : fmt::format("{:.3g} s", seconds);
  }
  const std::int64_t seconds = ns / kSecond;
  std::string text;
  if (seconds >= 3600) text += fmt::format("{}h ", seconds / 3600);
  if (seconds % 3600 >= 60) text += fmt::format("{}m ", seconds % 3600 / 60);
  if (seconds % 60 > 0) text += fmt::format("{}s ", seconds % 60);
  text.pop_back();
  return text;
}

std::size_t display_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string padded_right(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string padded_left(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::string shortened(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::size_t bytes = 0;
  for (std::size_t columns = 0; columns + 1 < width && bytes < text.size(); ++columns) {
    bytes += decode_utf8(text.substr(bytes)).byte_count;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

namespace {

/// "12.3 %" and "1.50 ms" stay on one line: how long the first word is, with a unit behind it.
std::size_t word_end(std::string_view text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  if (end == 0) return end;
  for (const std::string_view unit : {"%", "µs", "ms", "s"}) {
    if (text.substr(std::min(end + 1, text.size()), unit.size()) != unit) continue;
    const std::size_t behind = end + 1 + unit.size();
    const bool is_word = behind >= text.size() ||
                         std::string_view(" ,;.:)").find(text[behind]) != std::string_view::npos;
    if (is_word) return std::min(text.find(' ', behind), text.size());
  }
  return end;
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent) {
  std::string result;
  std::string line(indent);
  bool has_word = false;
  while (!text.empty()) {
    const std::size_t end = word_end(text);
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (has_word && display_width(line) + 1 + display_width(word) > width) {
      result += line + "\n";
      line = indent;
      has_word = false;
    }
    if (has_word) line += ' ';
    line += word;
    has_word = true;
  }
  return has_word ? result + line + "\n" : result;
}

}  // namespace millrace
