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

  void add(std::string line) {
    if (lines_.size() < kLinesMax) {
      lines_.push_back(std::move(line));
    } else {
      ++left_out_;
    }
  }
  /// Appends the lines, and the count of those left out, to `out`.
  void append_to(std::vector<std::string>& out) const {
    out.insert(out.end(), lines_.begin(), lines_.end());
    if (left_out_ > 0) out.push_back("… and " + std::to_string(left_out_) + " more lines");
  }

 private:
  std::vector<std::string> lines_;
  std::int64_t left_out_ = 0;
};

}  // namespace millrace
