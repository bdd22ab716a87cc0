// sim/trace/text_search.hpp — finding bytes eight at a time in a 64-bit word: as fast natively as
// in WebAssembly, and the same code on both. Bit tricks: "Bit Twiddling Hacks", Anderson,
// "Determine if a word has a byte equal to n / less than n".
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace millrace {

static_assert(std::endian::native == std::endian::little, "the first byte must be the lowest");

inline constexpr std::uint64_t kEachByteLow = 0x0101010101010101ull;
inline constexpr std::uint64_t kEachByteHigh = 0x8080808080808080ull;

/// REQUIRES: eight bytes are readable.
inline std::uint64_t load_word(const char* p) {
  std::uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  return word;
}

/// The lowest bit set belongs to the first byte that equals `c`; bits above it may be wrong.
constexpr std::uint64_t bytes_equal(std::uint64_t word, char c) {
  const std::uint64_t difference = word ^ (kEachByteLow * static_cast<unsigned char>(c));
  return (difference - kEachByteLow) & ~difference & kEachByteHigh;
}

/// The same for the first byte below `limit`. REQUIRES: limit <= 128.
constexpr std::uint64_t bytes_below(std::uint64_t word, unsigned char limit) {
  return (word - kEachByteLow * limit) & ~word & kEachByteHigh;
}

constexpr int first_byte_of(std::uint64_t marks) {
  return __builtin_ctzll(marks) >> 3;
}

/// The first of two bytes in [p, end), or end.
inline const char* find_either(const char* p, const char* end, char a, char b) {
  for (; end - p >= 8; p += 8) {
    const std::uint64_t word = load_word(p);
    const std::uint64_t marks = bytes_equal(word, a) | bytes_equal(word, b);
    if (marks != 0) return p + first_byte_of(marks);
  }
  while (p != end && *p != a && *p != b) ++p;
  return p;
}

/// The first quote, backslash or control character in [p, end), or end: what JSON strings do not
/// hold as it is.
inline const char* find_json_special(const char* p, const char* end) {
  for (; end - p >= 8; p += 8) {
    const std::uint64_t word = load_word(p);
    const std::uint64_t marks =
        bytes_equal(word, '"') | bytes_equal(word, '\\') | bytes_below(word, 0x20);
    if (marks != 0) return p + first_byte_of(marks);
  }
  while (p != end && *p != '"' && *p != '\\' && static_cast<unsigned char>(*p) >= 0x20) ++p;
  return p;
}

/// The first line feed in [p, end), or end.
inline const char* find_line_feed(const char* p, const char* end) {
  if (p == end) return end;
  const void* found = std::memchr(p, '\n', static_cast<std::size_t>(end - p));
  return found == nullptr ? end : static_cast<const char*>(found);
}

/// Whether no byte is above 0x7f.
bool is_ascii(std::string_view text);

/// Offset of the first byte that does not belong to well-formed UTF-8; text.size() when all do.
std::size_t first_invalid_utf8(std::string_view text);

}  // namespace millrace
