// sim/trace/byte_source.cpp — files in big blocks through the C library, so that no buffer is
// copied twice.
#include "sim/trace/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace millrace {
namespace {

Error cannot(std::string_view verb, const std::string& path, const std::string& reason) {
  return {ErrorCode::kInput, "cannot " + std::string(verb) + " '" + path + "': " + reason};
}

class FileSource final : public ByteSource {
 public:
  FileSource(std::string path, std::FILE* file, bool owns_file, std::optional<std::int64_t> bytes)
      : path_(std::move(path)), file_(file), owns_file_(owns_file), byte_count_(bytes) {}
  ~FileSource() override {
    if (owns_file_) std::fclose(file_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  Result<std::size_t> read(char* to, std::size_t capacity) override {
    std::size_t count = 0;
    while (true) {
      errno = 0;
      count += std::fread(to + count, 1, capacity - count, file_);
      if (std::ferror(file_) == 0) return count;
      if (errno != EINTR) return cannot("read", path_, std::strerror(errno));
      std::clearerr(file_);  // a signal that somebody handles is no end of the input
    }
  }

  std::optional<std::int64_t> byte_count() const override { return byte_count_; }

 private:
  std::string path_;
  std::FILE* file_;
  bool owns_file_;
  std::optional<std::int64_t> byte_count_;
};

class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::shared_ptr<const std::string> text) : text_(std::move(text)) {}

  Result<std::size_t> read(char* to, std::size_t capacity) override {
    const std::size_t count = text_->copy(to, capacity, position_);
    position_ += count;
    return count;
  }

  std::optional<std::int64_t> byte_count() const override {
    return static_cast<std::int64_t>(text_->size());
  }

 private:
  std::shared_ptr<const std::string> text_;
  std::size_t position_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  if (path == kStandardInputPath) {
    return std::unique_ptr<ByteSource>(
        std::make_unique<FileSource>("standard input", stdin, false, std::nullopt));
  }
  std::error_code problem;
  // Opening a directory succeeds on some systems and only reading it fails.
  if (std::filesystem::is_directory(path, problem)) return cannot("read", path, "Is a directory");
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return cannot("open", path, std::strerror(errno));
  std::setvbuf(file, nullptr, _IONBF, 0);  // reads are a megabyte at a time already
  const auto bytes = std::filesystem::file_size(path, problem);
  std::optional<std::int64_t> byte_count;  // stays unknown for pipes and devices
  if (!problem) byte_count = static_cast<std::int64_t>(bytes);
  return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(path, file, true, byte_count));
}

std::unique_ptr<ByteSource> open_text(std::shared_ptr<const std::string> text) {
  return std::make_unique<TextSource>(std::move(text));
}

}  // namespace millrace
