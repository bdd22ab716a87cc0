// sim/cli/command_io.cpp — streams, terminals and files of the command.
#include "sim/cli/command_io.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace millrace::cli {
namespace {

void write_line(std::FILE* stream, std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stream);
  std::fputc('\n', stream);
}

Error system_error(std::string_view what, const std::string& path) {
  return Error{ErrorCode::kInput, fmt::format("{} '{}': {}", what, path, std::strerror(errno))};
}

}  // namespace

void CommandIo::note(std::string_view line) const {
  if (!quiet) write_line(err, line);
}

void CommandIo::problem(std::string_view text) const {
  write_line(err, text);
}

void CommandIo::error(std::string_view message) const {
  write_line(err, fmt::format("error: {}", message));
}

void CommandIo::error(const Error& error, std::string_view source_name,
                      std::string_view source_text) const {
  write_line(err, render_error(error, source_name, source_text));
}

CommandIo standard_io() {
  CommandIo io;
  io.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  io.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  const char* no_color = std::getenv("NO_COLOR");
  io.color = io.out_is_terminal && (no_color == nullptr || *no_color == '\0');
  return io;
}

OutputFile::~OutputFile() {
  if (owned_ && file_ != nullptr) std::fclose(file_);
}

Status OutputFile::open(const std::string& path, std::FILE* fallback) {
  path_ = path;
  if (path.empty() || path == "-") {
    path_ = "standard output";
    file_ = fallback;
    return {};
  }
  file_ = std::fopen(path.c_str(), "wb");
  if (file_ == nullptr) return system_error("cannot write", path);
  owned_ = true;
  return {};
}

Status OutputFile::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
    return system_error("cannot write", path_);
  }
  return {};
}

Status OutputFile::close() {
  if (file_ == nullptr) return {};
  std::FILE* file = file_;
  file_ = nullptr;
  const bool failed = owned_ ? std::fclose(file) != 0 : std::fflush(file) != 0;
  if (failed) return system_error("cannot write", path_);
  return {};
}

Result<std::string> read_text_file(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return system_error("cannot read", path);
  std::string text;
  char block[1 << 16];
  std::size_t count = 0;
  while ((count = std::fread(block, 1, sizeof(block), file)) > 0) text.append(block, count);
  const bool failed = std::ferror(file) != 0;
  const Error error = system_error("cannot read", path);
  if (file != stdin) std::fclose(file);
  if (failed) return error;
  return text;
}

}  // namespace millrace::cli
