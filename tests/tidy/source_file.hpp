// tests/tidy/source_file.hpp — a file of ours as the lint rules see it: raw lines, code alone,
// comments alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace millrace::tidy {

/// One C++ file. The three views have the same number of lines; in `code` and `comments` everything
/// else is blanked, character for character (columns stay), string and character literals too.
struct SourceFile {
  std::string path;  // from the repository's root, with '/'
  std::vector<std::string> lines;
  std::vector<std::string> code;
  std::vector<std::string> comments;

  bool is_header() const { return path.ends_with(".hpp"); }
  bool is_under(std::string_view folder) const { return path.starts_with(folder); }
};

SourceFile make_source_file(std::string path, std::string_view text);

/// All .hpp, .cpp and .list (and stray .h, .cc, .cxx) under the given folders of the repository,
/// sorted by path.
std::vector<SourceFile> read_source_tree(const std::string& root,
                                         const std::vector<std::string>& folders);

std::string read_text(const std::string& path);
std::vector<std::string> split_lines(std::string_view text);

bool is_word_character(char c);
/// Position of `word` in `text` from `from` on, not as a part of a longer identifier; npos if
/// absent.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

}  // namespace millrace::tidy
