// sim/trace/text_window.hpp — the stretch of a recording that is being read, as one contiguous text
// however its bytes arrive.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/base/result.hpp"
#include "sim/trace/byte_source.hpp"

namespace millrace {

/// Bytes of a recording. Batches keep it alive as long as they may have to show a record as it
/// stood.
struct TextBlock {
  std::unique_ptr<char[]> bytes;
  std::size_t byte_count = 0;
  bool is_ascii = true;  // no byte above 0x7f: nothing to check for UTF-8
};

using TextBlockPtr = std::shared_ptr<const TextBlock>;

/// Reads a source block by block. What was not consumed moves over to the next block, so that a
/// record never lies in two. Holds one block at a time (the caller may keep older ones): memory is
/// bounded by the longest record.
class TextWindow {
 public:
  /// REQUIRES: block_bytes > 0.
  TextWindow(std::unique_ptr<ByteSource> source, std::size_t block_bytes);

  /// Not yet consumed; stays valid while block() is kept.
  std::string_view text() const {
    return {block_->bytes.get() + begin_, block_->byte_count - begin_};
  }
  const TextBlockPtr& block() const { return block_; }
  /// Nothing follows text().
  bool is_at_end() const { return is_at_end_; }
  /// REQUIRES: byte_count <= text().size().
  void consume(std::size_t byte_count);
  /// Makes text() longer, in a new block; does nothing at the end of the source.
  Status extend();
  /// Makes text() at least that long, or everything that is left.
  Status extend_to(std::size_t byte_count);

  std::int64_t bytes_consumed() const { return bytes_consumed_; }
  std::optional<std::int64_t> bytes_total() const { return source_->byte_count(); }

 private:
  std::unique_ptr<ByteSource> source_;
  std::size_t block_bytes_;
  TextBlockPtr block_;
  std::size_t begin_ = 0;
  bool is_at_end_ = false;
  std::int64_t bytes_consumed_ = 0;
};

}  // namespace millrace
