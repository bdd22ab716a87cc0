// tests/tidy/rules.hpp — the lint rules: each looks at one file (or one folder of files) and lists
// what is wrong. A finding is silenced by a comment on its line or the line before:
// `tidy-allow(<rule>): <reason>`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/source_file.hpp"

namespace millrace::tidy {

struct Finding {
  std::string path;
  std::size_t line = 0;  // from 1; 0: the file as a whole
  std::string rule;
  std::string message;
};

/// One `path:line: [rule] message` a line.
std::string to_text(const std::vector<Finding>& findings);

/// Files <= 500 lines, functions <= 70 lines (signature to closing brace), lines <= 120 columns.
std::vector<Finding> check_lengths(const SourceFile& file);
/// Words that may not stand in some rooms: libraries whose results differ between platforms,
/// printing, clocks, files.
std::vector<Finding> check_banned_words(const SourceFile& file);
/// Open points in comments name their issue.
std::vector<Finding> check_open_points(const SourceFile& file);
/// snake_case.hpp/.cpp, no catch-all names, the first line names the file, headers are guarded.
std::vector<Finding> check_names(const SourceFile& file);
/// No loop over a hash table: its order differs between standard libraries. Takes the files of one
/// room together, because a table is declared in the header and looped over in the .cpp.
std::vector<Finding> check_hash_table_loops(const std::vector<SourceFile>& room);

/// True where a comment allows `rule` on this line (from 1).
bool is_allowed(const SourceFile& file, std::size_t line, std::string_view rule);

}  // namespace millrace::tidy
