// sim/cli/command_io.hpp — where a command writes: results to one stream, everything else to the
// other.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace millrace::cli {

/// The streams of one run of a command, and how chatty it may be. Borrowed streams; used by one
/// thread.
struct CommandIo {
  std::FILE* out = stdout;
  std::FILE* err = stderr;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool quiet = false;  // -q: errors only
  bool color = false;  // only on terminals, and not with NO_COLOR

  /// A note for the reader on the error stream, one line; nothing with -q.
  void note(std::string_view line) const;
  /// A problem that already says what and where it is; may have several lines.
  void problem(std::string_view text) const;
  /// An error without a place: `error: message`.
  void error(std::string_view message) const;
  /// An error of a text that the user gave, with line, column and caret.
  void error(const Error& error, std::string_view source_name, std::string_view source_text) const;
};

/// Fills in what the environment says: terminals, NO_COLOR.
CommandIo standard_io();

/// A file that is written whole or reported: `-` and "" mean `fallback`.
class OutputFile {
 public:
  OutputFile() = default;
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Opens `path` for writing, or uses `fallback` when path is empty or "-".
  Status open(const std::string& path, std::FILE* fallback);
  Status write(std::string_view text);
  /// Flushes and closes; reports what the system could not write.
  Status close();
  bool is_open() const { return file_ != nullptr; }

 private:
  std::string path_;
  std::FILE* file_ = nullptr;
  bool owned_ = false;
};

/// The whole text of a file; `-` is standard input. The error names the path and the system's
/// reason.
Result<std::string> read_text_file(const std::string& path);

}  // namespace millrace::cli
