// tests/ui/frame_query_test.cpp — the query on one line, with the token that decided.
#include <doctest/doctest.h>

#include <string>

#include "ui/frame/query_strip.hpp"

namespace millrace::test {
namespace {

std::string marked(std::string_view query, std::string_view token, std::size_t columns) {
  const std::size_t at = query.find(token);
  const QueryLine line = query_line(
      query, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + token.size())},
      columns);
  if (!line.span.is_known()) return line.text;
  return line.text.substr(0, line.span.begin) + "<" +
         line.text.substr(line.span.begin, line.span.end - line.span.begin) + ">" +
         line.text.substr(line.span.end);
}

}  // namespace

TEST_CASE("line breaks, indents and comments go, the token stays where it is") {
  CHECK(marked("SELECT a, -- the first\n   COUNT(*)\nFROM t\n\tGROUP BY a\n", "GROUP BY a", 100) ==
        "SELECT a, COUNT(*) FROM t <GROUP BY a>");
  CHECK(marked("SELECT '--x' FROM t", "FROM", 100) == "SELECT '--x' <FROM> t");
  CHECK(query_line("SELECT a", {}, 100).span.is_known() == false);
  CHECK(query_line("", {}, 100).text.empty());
}

TEST_CASE("of a long query the part around the token is kept") {
  const std::string query =
      "SELECT a, b, c, d, e, f, g, h FROM trades GROUP BY a WINDOW TUMBLING(1m)";
  CHECK(marked(query, "a, b", 30) == "SELECT <a, b>, c, d, e, f, g, \xe2\x80\xa6");
  const std::string kept = marked(query, "GROUP BY a", 30);
  CHECK(kept.find("<GROUP BY a>") != std::string::npos);
  CHECK(kept.substr(0, 3) == "\xe2\x80\xa6");
}

TEST_CASE("a cut falls between letters, also of several bytes") {
  const std::string query =
      "SELECT 'h\xc3\xa4\xc3\xb6\xc3\xbc\xc3\x9f\xe2\x82\xac' FROM t GROUP BY k";
  for (std::size_t columns = 8; columns < 40; ++columns) {
    const QueryLine line = query_line(query, {}, columns);
    std::size_t letters = 0;
    for (std::size_t i = 0; i < line.text.size(); ++i) {
      const bool is_follower = (static_cast<unsigned char>(line.text[i]) & 0xc0u) == 0x80u;
      if (!is_follower) ++letters;
      if (i == 0) CHECK_FALSE(is_follower);
    }
    CHECK(letters <= columns);
  }
}

}  // namespace millrace::test
