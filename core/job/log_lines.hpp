// core/job/log_lines.hpp — a bounded log: the first lines in full, then only how many more there
// were.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace millrace {

/// Keeps the first kLinesMax lines, so that a topic full of bad rows does not fill the memory.
class LogLines {
 public:
  static constexpr std::size_t kLinesMax = 100;

  void add(std::string line);
  /// Appends the lines, and the count of those left out, to `out`.
  void append_to(std::vector<std::string>& out) const;

 private:
  std::vector<std::string> lines_;
  std::int64_t left_out_ = 0;
};

}  // namespace millrace
