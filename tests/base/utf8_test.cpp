// tests/base/utf8_test.cpp — code points from well-formed and from broken bytes.
#include "core/base/utf8.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "core/base/text.hpp"

namespace millrace {
namespace {

TEST_CASE("every code point survives encoding and decoding, surrogates excepted") {
  for (char32_t point = 0; point <= 0x10ffff; ++point) {
    if (point >= 0xd800 && point <= 0xdfff) continue;
    std::string bytes;
    append_utf8(bytes, point);
    const DecodedUtf8 decoded = decode_utf8(bytes);
    if (decoded.is_valid && decoded.code_point == point && decoded.byte_count == bytes.size())
      continue;
    FAIL("code point ", static_cast<std::uint32_t>(point));
  }
}

TEST_CASE("malformed bytes are stepped over by maximal subparts") {
  struct Row {
    std::string bytes;
    std::uint32_t byte_count;
  };
  const std::vector<Row> rows = {
      {"\x80", 1},              // a continuation alone
      {"\xc0\xaf", 1},          // overlong
      {"\xe0\x80\x80", 1},      // overlong in three
      {"\xed\xa0\x80", 1},      // a surrogate
      {"\xf4\x90\x80\x80", 1},  // beyond U+10FFFF
      {"\xf5\x80\x80\x80", 1},
      {"\xff", 1},
      {"\xe2\x82", 2},  // cut off
      {"\xe2\x82"
       "a",
       2},
      {"\xf0\x9f\x98", 3},
      {"\xf0\x9f\x98"
       "a",
       3},
      {"\xc3", 1},
  };
  for (const Row& row : rows) {
    const DecodedUtf8 decoded = decode_utf8(row.bytes);
    CHECK_FALSE(decoded.is_valid);
    CHECK((decoded.code_point == kReplacementCharacter));
    CHECK(decoded.byte_count == row.byte_count);
    CHECK_FALSE(is_valid_utf8("abc" + row.bytes));
  }
}

TEST_CASE("is_valid_utf8 accepts texts of every byte length") {
  CHECK(is_valid_utf8(""));
  CHECK(is_valid_utf8("plain"));
  CHECK(is_valid_utf8("Zürich, 東京, 😀"));
  CHECK(is_valid_utf8(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace millrace
