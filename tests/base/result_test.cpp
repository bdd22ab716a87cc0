// tests/base/result_test.cpp — passing errors on, and showing them at their place.
#include "core/base/result.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace millrace {
namespace {

SourceSpan span(std::uint32_t begin, std::uint32_t end) {
  return {begin, end};
}

std::string render(std::string_view text, SourceSpan place) {
  return render_error({ErrorCode::kSyntax, "unexpected word", place}, "q.sql", text);
}

/// The widest of the lines, in code points (the texts here have no wide ones).
std::size_t width_max(const std::string& text) {
  std::size_t widest = 0;
  std::size_t width = 0;
  for (const char c : text) {
    if (c == '\n') width = 0;
    if (c != '\n' && (static_cast<unsigned char>(c) & 0xc0u) != 0x80u)
      widest = std::max(widest, ++width);
  }
  return widest;
}

Result<int> parse_digit(char c) {
  if (c < '0' || c > '9') return Error{ErrorCode::kSyntax, std::string("not a digit: ") + c};
  return c - '0';
}

Result<int> sum_of_digits(std::string_view text) {
  int sum = 0;
  for (const char c : text) {
    MILLRACE_TRY(const int digit, parse_digit(c));
    sum += digit;
  }
  return sum;
}

Status check_sum(std::string_view text, int expected) {
  MILLRACE_TRY(const int sum, sum_of_digits(text));
  if (sum != expected) return Error{ErrorCode::kInput, "sum differs"};
  return {};
}

Status check_both(std::string_view a, std::string_view b) {
  MILLRACE_CHECK(check_sum(a, 6));
  MILLRACE_CHECK(check_sum(b, 6));
  return {};
}

TEST_CASE("Result holds a value or an error, and MILLRACE_TRY passes the error on") {
  const auto good = sum_of_digits("123");
  REQUIRE(good.has_value());
  CHECK(good.value() == 6);
  const auto bad = sum_of_digits("1x3");
  REQUIRE_FALSE(static_cast<bool>(bad));
  CHECK(bad.error().message == "not a digit: x");
  CHECK(bad.error().code == ErrorCode::kSyntax);
}

TEST_CASE("Result moves values that cannot be copied") {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(5));
  const std::unique_ptr<int> taken = std::move(result).value();
  CHECK(*taken == 5);
}

TEST_CASE("MILLRACE_CHECK returns the first error") {
  CHECK(check_both("123", "321").has_value());
  CHECK(check_both("12", "x").error().message == "sum differs");
  CHECK(check_both("123", "x").error().message == "not a digit: x");
}

TEST_CASE("line_column_of counts lines from 1 and columns in code points") {
  const std::string_view text = "ab\ncdé東x\n";
  const auto place = [&](std::uint32_t offset) {
    const LineColumn found = line_column_of(text, offset);
    return std::to_string(found.line) + ":" + std::to_string(found.column);
  };
  CHECK(place(0) == "1:1");
  CHECK(place(2) == "1:3");
  CHECK(place(3) == "2:1");
  CHECK(place(5) == "2:3");
  CHECK(place(7) == "2:4");   // behind é
  CHECK(place(10) == "2:5");  // behind 東
  CHECK(place(8) == "2:4");   // inside 東 counts as its start
  CHECK(place(11) == "2:6");
  CHECK(place(12) == "3:1");
  CHECK(place(999) == "3:1");
}

TEST_CASE("an error is shown with its line and a caret") {
  CHECK(render("SELECT a\nFORM flights\nWHERE b", span(9, 13)) ==
        "q.sql:2:1: error: unexpected word\n"
        "  FORM flights\n"
        "  ^~~~");
  CHECK(render("SELECT a b", span(9, 10)) ==
        "q.sql:1:10: error: unexpected word\n"
        "  SELECT a b\n"
        "           ^");
}

TEST_CASE("an error without place or name says no more than is known") {
  CHECK(render("SELECT", {}) == "q.sql: error: unexpected word");
  CHECK(render_error({ErrorCode::kInput, "no such file", {}}, "", "") == "error: no such file");
  CHECK(render_error({ErrorCode::kSyntax, "bad", span(1, 2)}, "", "abc") ==
        "1:2: error: bad\n  abc\n   ^");
}

TEST_CASE("the caret stands behind the text when something is missing at its end") {
  CHECK(render("SELECT", span(6, 7)) ==
        "q.sql:1:7: error: unexpected word\n"
        "  SELECT\n"
        "        ^");
  CHECK(render("", span(0, 1)) == "q.sql:1:1: error: unexpected word\n\n  ^");
}

TEST_CASE("a span over several lines is underlined on its first") {
  CHECK(render("ab cd\r\nef", span(3, 9)) ==
        "q.sql:1:4: error: unexpected word\n"
        "  ab cd\n"
        "     ^~");
}

TEST_CASE("tabs become blanks, so that the caret stands below its word") {
  CHECK(render("\tab\tx", span(4, 5)) ==
        "q.sql:1:5: error: unexpected word\n"
        "      ab  x\n"
        "          ^");
}

TEST_CASE("the caret allows for wide, combining and multi-byte characters") {
  CHECK(render("é東e\u0301 x", span(9, 10)) ==
        "q.sql:1:6: error: unexpected word\n"
        "  é東e\u0301 x\n"
        "       ^");
  CHECK(render("a 東京 b", span(2, 8)) ==
        "q.sql:1:3: error: unexpected word\n"
        "  a 東京 b\n"
        "    ^~~~");
}

TEST_CASE("control characters and broken UTF-8 never reach the terminal as they are") {
  CHECK(render("a\x1b[31m b", span(7, 8)) ==
        "q.sql:1:8: error: unexpected word\n"
        "  a\uFFFD[31m b\n"
        "         ^");
  CHECK(render("a\xff b", span(3, 4)) ==
        "q.sql:1:4: error: unexpected word\n"
        "  a\uFFFD b\n"
        "     ^");
}

TEST_CASE("of a very long line only what lies around the place is shown") {
  std::string text(10'000'000, 'x');
  for (const std::uint32_t at : {0u, 50u, 79u, 5'000'000u, 9'999'950u, 9'999'999u}) {
    text[at] = '!';
    const std::string shown = render(text, span(at, at + 1));
    const std::size_t first = shown.find('\n') + 1;
    const std::size_t second = shown.find('\n', first) + 1;
    const std::string line = shown.substr(first, second - first - 1);
    const std::string carets = shown.substr(second);
    CAPTURE(at);
    CHECK(width_max(line) <= 160);
    CHECK(width_max(line) > 150);
    // The mark is not ASCII, so compare columns: blanks before the caret against code points before
    // the '!'.
    CHECK(width_max(line.substr(0, line.find('!'))) == carets.find('^'));
    CHECK((line.find("…") != std::string::npos));
    text[at] = 'x';
  }
}

TEST_CASE("a long span is underlined to the end of the excerpt") {
  const std::string text(1000, 'y');
  const std::string shown = render(text, span(500, 900));
  CHECK(width_max(shown) <= 160);
  CHECK(shown.find("^~~~~~~~~~") != std::string::npos);
}

TEST_CASE("a long line of multi-byte characters is cut between them") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "é";
  const std::string shown = render(text, span(2000, 2002));
  CHECK(width_max(shown) <= 160);
  CHECK(shown.find("\uFFFD") == std::string::npos);
}

TEST_CASE(
    "the value of a temporary is moved out, so that a loop over it reads nothing that is gone") {
  const auto words = []() -> Result<std::vector<std::string>> {
    return std::vector<std::string>{"a text longer than a string holds in itself", "b"};
  };
  static_assert(std::is_same_v<decltype(words().value()), std::vector<std::string>>);
  static_assert(std::is_same_v<decltype(words().error()), Error>);
  std::string joined;
  for (const std::string& word : words().value()) joined += word;
  CHECK(joined == "a text longer than a string holds in itselfb");
}

}  // namespace
}  // namespace millrace
