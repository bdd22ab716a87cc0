// core/base/utf8.hpp — one code point at a time from bytes that may be anything.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

inline constexpr char32_t kReplacementCharacter = 0xfffd;

struct DecodedUtf8 {
  char32_t code_point = kReplacementCharacter;
  std::uint32_t byte_count =
      1;  // bytes to step over; for malformed input its maximal subpart, as Unicode recommends
  bool is_valid = false;  // surrogates, overlong forms and values above U+10FFFF are not
};

/// Reads the code point at the start of `text`. REQUIRES: text is not empty.
DecodedUtf8 decode_utf8(std::string_view text);

/// Whether the byte continues a sequence rather than starting one.
constexpr bool is_utf8_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0u) == 0x80u;
}

/// REQUIRES: code_point <= U+10FFFF.
void append_utf8(std::string& out, char32_t code_point);

}  // namespace millrace
