// tests/tidy/source_file_test.cpp — code, comments and literals are told apart.
#include "tests/tidy/source_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using millrace::tidy::find_word;
using millrace::tidy::make_source_file;
using millrace::tidy::SourceFile;

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "|\n";
  return text;
}

}  // namespace

TEST_CASE("code keeps its columns, comments and literals are blanked") {
  const SourceFile file = make_source_file("core/base/x.hpp",
                                           "int a; // note\n"
                                           "f(\"a // b\", 'c'); /* d\n"
                                           "e */ int g = 1'000;\n"
                                           "auto r = R\"(x \" // y)\" + h;\n");
  CHECK(joined(file.code) ==
        "int a;        |\n"
        "f(\"      \", ' ');     |\n"
        "     int g = 1'000;|\n"
        "auto r = R           \" + h;|\n");
  CHECK(joined(file.comments) ==
        "       // note|\n"
        "                  /* d|\n"
        "e */               |\n"
        "                           |\n");
}

TEST_CASE("an escaped quote does not end a literal") {
  const SourceFile file = make_source_file("x.cpp", "a = '\\''; b = \"\\\"\"; // c");
  CHECK(file.code.front() == "a = '  '; b = \"  \";     ");
}

TEST_CASE("a word is found only where it is not part of a longer one") {
  CHECK(find_word("longer long_ along long", "long") == 19);
  CHECK(find_word("std::hash_map", "std::hash") == std::string::npos);
  CHECK(find_word("brand(x) rand(x)", "rand(") == 9);
}
