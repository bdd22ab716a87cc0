// tests/tidy/source_file.cpp — reads files and tells code from comments and literals.
#include "tests/tidy/source_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace millrace::tidy {
namespace {

/// Walks over C++ text and copies each character to the code or the comments view, a blank to the
/// other.
class Separator {
 public:
  explicit Separator(std::string_view text)
      : text_(text), code_(text.size(), ' '), comments_(text.size(), ' ') {}

  void run() {
    while (at_ < text_.size()) {
      if (starts_with("//")) {
        comment_until("\n");
      } else if (starts_with("/*")) {
        comment_until("*/");
      } else if (text_[at_] == '"') {
        skip_string();
      } else if (text_[at_] == '\'' && !is_digit_separator()) {
        skip_quoted('\'');
      } else {
        keep();
      }
    }
  }
  const std::string& code() const { return code_; }
  const std::string& comments() const { return comments_; }

 private:
  bool starts_with(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  bool is_digit_separator() const {
    return at_ > 0 && is_word_character(text_[at_ - 1]) && at_ + 1 < text_.size() &&
           is_word_character(text_[at_ + 1]) && (at_ + 2 >= text_.size() || text_[at_ + 2] != '\'');
  }
  void keep() {
    code_[at_] = text_[at_];
    if (text_[at_] == '\n') comments_[at_] = '\n';
    ++at_;
  }
  void blank() {
    if (text_[at_] == '\n') code_[at_] = comments_[at_] = '\n';
    ++at_;
  }
  void comment_until(std::string_view end) {
    const std::size_t found = text_.find(end, at_ + 2);
    const std::size_t stop =
        found == std::string_view::npos ? text_.size() : found + (end == "\n" ? 0 : end.size());
    for (; at_ < stop; ++at_) {
      comments_[at_] = text_[at_];
      if (text_[at_] == '\n') code_[at_] = '\n';
    }
  }
  void skip_quoted(char quote) {
    keep();  // The quotes stay, so that `""_x` and `f("")` keep their shape.
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) blank();
      blank();
    }
    if (at_ < text_.size()) keep();
  }
  void skip_string() {
    if (at_ == 0 || text_[at_ - 1] != 'R') return skip_quoted('"');
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return skip_quoted('"');
    const std::string end = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const std::size_t found = text_.find(end, open);
    const std::size_t stop =
        found == std::string_view::npos ? text_.size() : found + end.size() - 1;
    while (at_ < stop) blank();
    if (at_ < text_.size()) keep();
  }

  std::string_view text_;
  std::string code_;
  std::string comments_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

SourceFile make_source_file(std::string path, std::string_view text) {
  Separator separator(text);
  separator.run();
  return {std::move(path), split_lines(text), split_lines(separator.code()),
          split_lines(separator.comments())};
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<SourceFile> read_source_tree(const std::string& root,
                                         const std::vector<std::string>& folders) {
  namespace fs = std::filesystem;
  std::vector<SourceFile> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root + "/" + folder)) continue;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root + "/" + folder)) {
      const std::string ending = entry.path().extension().string();
      const bool is_ours = ending == ".hpp" || ending == ".cpp" || ending == ".h" ||
                           ending == ".cc" || ending == ".cxx" || ending == ".list";
      if (!entry.is_regular_file() || !is_ours) continue;
      files.push_back(make_source_file(fs::relative(entry.path(), root).generic_string(),
                                       read_text(entry.path().string())));
    }
  }
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool joined_before =
        at > 0 && is_word_character(word.front()) && is_word_character(text[at - 1]);
    const bool joined_after =
        end < text.size() && is_word_character(word.back()) && is_word_character(text[end]);
    if (!joined_before && !joined_after) return at;
  }
  return std::string_view::npos;
}

}  // namespace millrace::tidy
