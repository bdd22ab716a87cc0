// tests/base/json_text_test.cpp — strings in JSON, also those that JSON cannot hold.
#include "core/base/json_text.hpp"

#include <doctest/doctest.h>

namespace millrace {
namespace {

std::string json_of(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST_CASE("append_json_string escapes quotes, backslashes and control characters only") {
  CHECK(json_of("") == R"("")");
  CHECK(json_of("plain / text") == R"("plain / text")");
  CHECK(json_of("say \"hi\" \\ bye") == R"("say \"hi\" \\ bye")");
  CHECK(json_of("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(json_of(std::string_view("\0\x1f", 2)) == R"("\u0000\u001f")");
  CHECK(json_of("Zürich 😀") == R"("Zürich 😀")");
}

TEST_CASE("append_json_string replaces bytes that are not UTF-8") {
  CHECK(json_of("a\xff"
                "b") ==
        "\"a\xef\xbf\xbd"
        "b\"");
  CHECK(json_of("\xe2\x82") == "\"\xef\xbf\xbd\"");
}

}  // namespace
}  // namespace millrace
