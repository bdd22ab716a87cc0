// core/base/utf8.cpp — the well-formed byte sequences of Unicode's table 3-7, and nothing else.
#include "core/base/utf8.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

struct Lead {
  std::uint32_t byte_count;  // 0: no sequence starts with this byte
  unsigned char second_low;  // the range of the second byte; later ones are 80..BF
  unsigned char second_high;
};

constexpr Lead lead_of(unsigned char byte) {
  if (byte < 0xc2) return {0, 0, 0};
  if (byte <= 0xdf) return {2, 0x80, 0xbf};
  if (byte == 0xe0) return {3, 0xa0, 0xbf};
  if (byte == 0xed) return {3, 0x80, 0x9f};
  if (byte <= 0xef) return {3, 0x80, 0xbf};
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte <= 0xf3) return {4, 0x80, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

}  // namespace

DecodedUtf8 decode_utf8(std::string_view text) {
  MILLRACE_ASSERT(!text.empty());
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};
  const Lead lead = lead_of(first);
  if (lead.byte_count == 0) return {};
  char32_t code_point = first & (0x7fu >> lead.byte_count);
  for (std::uint32_t i = 1; i < lead.byte_count; ++i) {
    if (i >= text.size()) return {kReplacementCharacter, i, false};
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned char low = i == 1 ? lead.second_low : 0x80;
    const unsigned char high = i == 1 ? lead.second_high : 0xbf;
    if (byte < low || byte > high) return {kReplacementCharacter, i, false};
    code_point = (code_point << 6) | (byte & 0x3fu);
  }
  return {code_point, lead.byte_count, true};
}

void append_utf8(std::string& out, char32_t code_point) {
  MILLRACE_ASSERT(code_point <= 0x10ffff);
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | (code_point >> 6));
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | (code_point >> 12));
    put(0x80 | ((code_point >> 6) & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | (code_point >> 18));
    put(0x80 | ((code_point >> 12) & 0x3f));
    put(0x80 | ((code_point >> 6) & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

}  // namespace millrace
