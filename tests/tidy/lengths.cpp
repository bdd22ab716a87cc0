// tests/tidy/lengths.cpp — how long files, functions and lines may be.
#include <algorithm>

#include "tests/tidy/rules.hpp"

namespace millrace::tidy {
namespace {

constexpr std::size_t kFileLinesMax = 500;
constexpr std::size_t kFunctionLinesMax = 70;
constexpr std::size_t kLineColumnsMax = 120;

std::size_t column_count(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;  // UTF-8: count first bytes only
  }));
}

/// Finds function bodies by their braces. Knows no C++ beyond: what stands before a '{' that opens
/// a function holds a
/// ')', and does not open a namespace or a type.
class FunctionFinder {
 public:
  FunctionFinder(const SourceFile& file, std::vector<Finding>& findings)
      : file_(file), findings_(findings) {
    for (const std::string& line : file.code) {
      const bool is_preprocessor = line.find_first_not_of(' ') != std::string::npos &&
                                   line[line.find_first_not_of(' ')] == '#';
      text_ += is_preprocessor ? std::string(line.size(), ' ') : line;
      text_ += '\n';
    }
  }

  void run() {
    std::size_t head = 0;  // Where the declaration before the next brace begins.
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const char c = text_[at];
      if (c == ';' || c == '}') head = at + 1;
      if (c != '{') continue;
      const std::string_view before = std::string_view(text_).substr(head, at - head);
      if (opens_scope(before)) {
        head = at + 1;
      } else if (is_member_initialiser(before)) {
        at = matching_brace(at);
      } else {
        const std::size_t end = matching_brace(at);
        if (before.find(')') != std::string_view::npos) report(head, end);
        at = end;
        head = end + 1;
      }
    }
  }

 private:
  static bool opens_scope(std::string_view before) {
    for (const std::string_view word :
         {"namespace", "class", "struct", "union", "enum", "extern"}) {
      const std::size_t at = find_word(before, word);
      if (at == std::string_view::npos) continue;
      // `template <class T> void f() {` and `void f(struct tm t) {` open no scope.
      const std::size_t bracket = before.find_first_of("(<");
      if (bracket == std::string_view::npos || at < bracket ||
          (before.find('>') < at && before.find(')') == std::string_view::npos)) {
        return true;
      }
    }
    return false;
  }

  // `Foo() : a_{1}, b_{2} {`: braces of members come after "):" and a name.
  static bool is_member_initialiser(std::string_view before) {
    const std::size_t close = before.find(')');
    if (close == std::string_view::npos) return false;
    std::size_t colon = before.find(':', close);
    while (colon != std::string_view::npos && colon + 1 < before.size() &&
           before[colon + 1] == ':') {
      colon = before.find(':', colon + 2);
    }
    const std::size_t last = before.find_last_not_of(" \n");
    return colon != std::string_view::npos && is_word_character(before[last]);
  }

  std::size_t matching_brace(std::size_t open) const {
    std::size_t depth = 0;
    for (std::size_t at = open; at < text_.size(); ++at) {
      if (text_[at] == '{') ++depth;
      if (text_[at] == '}' && --depth == 0) return at;
    }
    return text_.size() - 1;
  }

  std::size_t line_of(std::size_t at) const {
    return 1 + static_cast<std::size_t>(std::count(
                   text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }

  void report(std::size_t head, std::size_t end) {
    const std::size_t begin = text_.find_first_not_of(" \n", head);
    const std::size_t line = line_of(begin);
    const std::size_t count = line_of(end) - line + 1;
    if (count <= kFunctionLinesMax || is_allowed(file_, line, "function_length")) return;
    findings_.push_back({file_.path, line, "function_length",
                         std::to_string(count) + " lines, at most " +
                             std::to_string(kFunctionLinesMax) + ": split it by what it does"});
  }

  const SourceFile& file_;
  std::vector<Finding>& findings_;
  std::string text_;
};

}  // namespace

std::vector<Finding> check_lengths(const SourceFile& file) {
  std::vector<Finding> findings;
  if (file.lines.size() > kFileLinesMax) {
    findings.push_back({file.path, 0, "file_length",
                        std::to_string(file.lines.size()) + " lines, at most " +
                            std::to_string(kFileLinesMax) + ": one concept a file"});
  }
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::size_t columns = column_count(file.lines[i]);
    if (columns > kLineColumnsMax && !is_allowed(file, i + 1, "line_length")) {
      findings.push_back(
          {file.path, i + 1, "line_length",
           std::to_string(columns) + " columns, at most " + std::to_string(kLineColumnsMax)});
    }
  }
  FunctionFinder(file, findings).run();
  return findings;
}

}  // namespace millrace::tidy
