// sim/trace/text_window.cpp — blocks that double for long records, so that reading one again costs
// a constant factor.
#include "sim/trace/text_window.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/trace/text_search.hpp"

namespace millrace {

TextWindow::TextWindow(std::unique_ptr<ByteSource> source, std::size_t block_bytes)
    : source_(std::move(source)), block_bytes_(block_bytes), block_(std::make_shared<TextBlock>()) {
  MILLRACE_ASSERT(block_bytes > 0);
}

void TextWindow::consume(std::size_t byte_count) {
  MILLRACE_ASSERT(byte_count <= text().size());
  begin_ += byte_count;
  bytes_consumed_ += static_cast<std::int64_t>(byte_count);
}

Status TextWindow::extend() {
  if (is_at_end_) return {};
  const std::string_view rest = text();
  const std::size_t capacity = std::max(block_bytes_, 2 * rest.size());
  auto block = std::make_shared<TextBlock>();
  block->bytes.reset(new char[capacity]);  // not zeroed: every byte shown is written first
  if (!rest.empty()) std::memcpy(block->bytes.get(), rest.data(), rest.size());
  const std::size_t room = capacity - rest.size();
  MILLRACE_TRY(const std::size_t count, source_->read(block->bytes.get() + rest.size(), room));
  block->byte_count = rest.size() + count;
  block->is_ascii = is_ascii({block->bytes.get(), block->byte_count});
  is_at_end_ = count < room;
  block_ = std::move(block);
  begin_ = 0;
  return {};
}

Status TextWindow::extend_to(std::size_t byte_count) {
  while (text().size() < byte_count && !is_at_end_) MILLRACE_CHECK(extend());
  return {};
}

}  // namespace millrace
