// core/job/log_lines.cpp — keeps the beginning, counts the rest.
#include "core/job/log_lines.hpp"

#include <utility>

namespace millrace {

void LogLines::add(std::string line) {
  if (lines_.size() < kLinesMax) {
    lines_.push_back(std::move(line));
  } else {
    ++left_out_;
  }
}

void LogLines::append_to(std::vector<std::string>& out) const {
  out.insert(out.end(), lines_.begin(), lines_.end());
  if (left_out_ > 0) out.push_back("… and " + std::to_string(left_out_) + " more lines");
}

}  // namespace millrace
