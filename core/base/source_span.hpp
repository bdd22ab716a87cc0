// core/base/source_span.hpp — a place in a text that the user wrote, and how it is shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

/// Half-open byte range [begin, end) in one source text. The default span means "no place known".
struct SourceSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  bool is_known() const { return end > begin; }
  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

/// One-based line and column (columns count UTF-8 code points) of a byte offset.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

LineColumn line_column_of(std::string_view text, std::uint32_t offset);

}  // namespace millrace
