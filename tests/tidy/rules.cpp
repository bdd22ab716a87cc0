// tests/tidy/rules.cpp — findings as text, and the comment that silences one.
#include "tests/tidy/rules.hpp"

namespace millrace::tidy {

std::string to_text(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += finding.path + ":" + std::to_string(finding.line) + ": [" + finding.rule + "] " +
            finding.message + "\n";
  }
  return text;
}

bool is_allowed(const SourceFile& file, std::size_t line, std::string_view rule) {
  const std::string marker = "tidy-allow(" + std::string(rule) + "): ";
  for (std::size_t near = line; near + 1 >= line && near > 0; --near) {
    if (near > file.comments.size()) continue;
    const std::string& comment = file.comments[near - 1];
    const std::size_t at = comment.find(marker);
    if (at == std::string::npos) continue;
    // A reason must follow the marker.
    if (comment.find_first_not_of(' ', at + marker.size()) != std::string::npos) return true;
  }
  return false;
}

}  // namespace millrace::tidy
