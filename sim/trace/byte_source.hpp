// sim/trace/byte_source.hpp — where the bytes of a recording come from: a file, standard input, or
// a text in memory. The only place of the room that touches the operating system.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.hpp"

namespace millrace {

/// Bytes from first to last. Used by one thread.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Writes the next bytes to [to, to + capacity). Fewer than `capacity` are the last ones. An
  /// error (kInput) names the source and the operating system's reason.
  virtual Result<std::size_t> read(char* to, std::size_t capacity) = 0;
  /// How many bytes there are in all, where that is known before the end.
  virtual std::optional<std::int64_t> byte_count() const = 0;
};

inline constexpr const char* kStandardInputPath = "-";

/// The file, or standard input for "-". Errors (kInput): no such file, a directory, no permission.
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);

/// A text in memory, which the source shares.
std::unique_ptr<ByteSource> open_text(std::shared_ptr<const std::string> text);

}  // namespace millrace
