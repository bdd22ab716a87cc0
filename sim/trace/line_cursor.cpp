// sim/trace/line_cursor.cpp — LF or CRLF, and no end at all after the last line.
#include "sim/trace/line_cursor.hpp"

#include <algorithm>

#include "sim/trace/text_search.hpp"

namespace millrace {
namespace {

std::string_view without_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

/// Offset of the line feed, or the text's size.
std::size_t line_end_of(std::string_view text) {
  const char* end = text.data() + text.size();
  return static_cast<std::size_t>(find_line_feed(text.data(), end) - text.data());
}

}  // namespace

/// Consumes what is left of a line whose beginning was shown.
Result<bool> LineCursor::skip_overlong(TextWindow& window) {
  while (true) {
    const std::string_view text = window.text();
    const std::size_t end = line_end_of(text);
    if (end < text.size()) {
      window.consume(end + 1);
      is_within_overlong_ = false;
      return true;
    }
    window.consume(text.size());
    if (window.is_at_end()) return false;
    MILLRACE_CHECK(window.extend());
  }
}

Result<bool> LineCursor::next(TextWindow& window) {
  if (is_within_overlong_) {
    MILLRACE_TRY(const bool has_more, skip_overlong(window));
    if (!has_more) return false;
  }
  while (true) {
    const std::string_view text = window.text();
    const std::size_t end = line_end_of(text);
    is_overlong_ = end > line_bytes_max_;
    if (end == text.size() && !window.is_at_end() && !is_overlong_) {
      MILLRACE_CHECK(window.extend());
      continue;
    }
    if (text.empty()) return false;
    ++line_number_;
    is_within_overlong_ = is_overlong_;
    line_ = is_overlong_ ? text.substr(0, line_bytes_max_) : without_return(text.substr(0, end));
    window.consume(is_overlong_ ? line_bytes_max_ : std::min(end + 1, text.size()));
    if (!is_blank(line_) || is_overlong_) return true;
  }
}

Result<std::vector<std::string_view>> sample_lines(TextWindow& window, std::size_t bytes_max,
                                                   std::uint32_t lines_max) {
  MILLRACE_CHECK(window.extend_to(bytes_max));
  const bool is_whole = window.is_at_end() && window.text().size() <= bytes_max;
  std::string_view text = window.text().substr(0, bytes_max);
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < lines_max) {
    const std::size_t end = line_end_of(text);
    if (end == text.size() && !is_whole) break;
    const std::string_view line = without_return(text.substr(0, end));
    if (!is_blank(line)) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

}  // namespace millrace
