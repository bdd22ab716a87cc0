// sim/trace/text_search.cpp — checks of whole blocks and records.
#include "sim/trace/text_search.hpp"

#include "core/base/utf8.hpp"

namespace millrace {

bool is_ascii(std::string_view text) {
  const char* p = text.data();
  const char* end = p + text.size();
  std::uint64_t seen = 0;
  for (; end - p >= 8; p += 8) seen |= load_word(p);
  for (; p != end; ++p) seen |= static_cast<unsigned char>(*p);
  return (seen & kEachByteHigh) == 0;
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= 8 && (load_word(text.data() + i) & kEachByteHigh) == 0) {
      i += 8;
      continue;
    }
    const DecodedUtf8 decoded = decode_utf8(text.substr(i));
    if (!decoded.is_valid) return i;
    i += decoded.byte_count;
  }
  return text.size();
}

}  // namespace millrace
