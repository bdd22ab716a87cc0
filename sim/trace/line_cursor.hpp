// sim/trace/line_cursor.hpp — walks over a recording line by line: how JSON lines and kcat
// recordings are cut.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/trace/text_window.hpp"

namespace millrace {

/// Skips blank lines and counts them. A line beyond `line_bytes_max` is never held whole: only its
/// beginning is shown.
class LineCursor {
 public:
  explicit LineCursor(std::size_t line_bytes_max) : line_bytes_max_(line_bytes_max) {}

  /// Steps to the next line and consumes it; false at the end. Errors are the source's.
  Result<bool> next(TextWindow& window);

  /// Without its line end; lies in the window's block. An overlong line: its beginning.
  std::string_view line() const { return line_; }
  bool is_overlong() const { return is_overlong_; }
  std::int64_t line_number() const { return line_number_; }  // from 1

 private:
  Result<bool> skip_overlong(TextWindow& window);

  std::size_t line_bytes_max_;
  std::string_view line_;
  bool is_overlong_ = false;
  bool is_within_overlong_ = false;  // the end of the last line was not in sight
  std::int64_t line_number_ = 0;
};

/// The first lines that are not blank, without reading on in the window: at most `lines_max` whole
/// lines within the first `bytes_max` bytes.
Result<std::vector<std::string_view>> sample_lines(TextWindow& window, std::size_t bytes_max,
                                                   std::uint32_t lines_max);

}  // namespace millrace
