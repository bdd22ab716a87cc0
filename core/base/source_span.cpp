// core/base/source_span.cpp — from byte offsets to the line and column that an editor shows.
#include "core/base/source_span.hpp"

#include <algorithm>

#include "core/base/utf8.hpp"

namespace millrace {

LineColumn line_column_of(std::string_view text, std::uint32_t offset) {
  const std::string_view before = text.substr(0, offset);
  LineColumn place;
  place.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_break = before.rfind('\n');
  std::size_t i = line_break == std::string_view::npos ? 0 : line_break + 1;
  // Decoded from the whole text, so that an offset inside a code point counts as its start.
  while (i < before.size()) {
    i += decode_utf8(text.substr(i)).byte_count;
    if (i <= before.size()) ++place.column;
  }
  return place;
}

}  // namespace millrace
