// tests/tidy/layers_test.cpp — the layer check refuses what it must, on small houses made for it.
#include "tests/tidy/layers.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using millrace::tidy::check_includes;
using millrace::tidy::check_layer_table;
using millrace::tidy::Finding;
using millrace::tidy::LayerTable;
using millrace::tidy::make_source_file;
using millrace::tidy::parse_layer_table;
using millrace::tidy::SourceFile;

constexpr const char* kHouse =
    "function(millrace_room folder)\nendfunction()\n"
    "millrace_room(core/base)\n"
    "millrace_room(core/data core/base)  # comment core/exec\n"
    "millrace_room(core/exec\n  core/base core/data)\n"
    "millrace_program(tool sim/main_tool.cpp core/exec)\n";

std::string messages(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) text += finding.message + "\n";
  return text;
}

/// Checks a file with one include in a house that has core/base/a.hpp, core/data/b.hpp and
/// core/exec/c.hpp.
std::string include_from(const std::string& path, const std::string& target) {
  std::vector<SourceFile> files = {
      make_source_file("core/base/a.hpp", ""), make_source_file("core/data/b.hpp", ""),
      make_source_file("core/exec/c.hpp", ""), make_source_file("tests/exec/t.hpp", ""),
      make_source_file(path, "// #include \"core/exec/c.hpp\"\n#include \"" + target + "\"\n")};
  return messages(check_includes(parse_layer_table(kHouse), files));
}

}  // namespace

TEST_CASE("the table is read from the CMake file, comments and line breaks aside") {
  const LayerTable table = parse_layer_table(kHouse);
  CHECK(table.allowed.size() == 3);
  CHECK(table.allowed.at("core/base").empty());
  CHECK(table.allowed.at("core/data") == std::set<std::string>{"core/base"});
  CHECK(table.allowed.at("core/exec") == std::set<std::string>{"core/base", "core/data"});
  CHECK(table.room_of_main.at("sim/main_tool.cpp") == "core/exec");
  CHECK(table.room_of("core/exec/windows/tumbling.cpp") == "core/exec");
  CHECK(table.room_of("core/execution/x.cpp") == "");
}

TEST_CASE("an include along the table passes") {
  CHECK(include_from("core/exec/d.cpp", "core/base/a.hpp") == "");
  CHECK(include_from("core/exec/d.cpp", "core/exec/c.hpp") == "");
  CHECK(include_from("tests/exec/d.cpp", "core/exec/c.hpp") == "");
  CHECK(include_from("sim/main_tool.cpp", "core/exec/c.hpp") == "");
}

TEST_CASE("an include against the table is refused") {
  CHECK(include_from("core/data/d.cpp", "core/exec/c.hpp") ==
        "core/data may not include core/exec (cmake/rooms.cmake)\n");
  CHECK(include_from("sim/main_tool.cpp", "core/base/a.hpp") ==
        "sim/main_tool.cpp is a thin main over core/exec, not over core/base\n");
  CHECK(include_from("core/exec/d.cpp", "tests/exec/t.hpp") == "only tests include tests\n");
}

TEST_CASE("a file or an include outside the listed rooms is refused") {
  CHECK(include_from("core/other/d.cpp", "core/base/a.hpp") ==
        "stands in no room of cmake/rooms.cmake\n");
  CHECK(include_from("core/exec/d.cpp", "a.hpp") ==
        "'a.hpp' is no file of ours: include paths start at the repository's root\n");
}

TEST_CASE("a circle in the table is refused, however long") {
  CHECK(messages(check_layer_table(
            parse_layer_table("millrace_room(core/a core/b)\nmillrace_room(core/b "
                              "core/c)\nmillrace_room(core/c core/a)\n"))) ==
        "core/a stands in a circle\ncore/b stands in a circle\ncore/c stands in a circle\n");
  CHECK(messages(check_layer_table(parse_layer_table(kHouse))) == "");
}

TEST_CASE("a room that nobody listed cannot be allowed") {
  CHECK(messages(check_layer_table(parse_layer_table("millrace_room(core/a core/b)\n"))) ==
        "core/a lists unknown room core/b\n");
}
