// tests/tidy/rules_test.cpp — every lint rule finds what it is for, and leaves alone what it is not
// for.
#include "tests/tidy/rules.hpp"

#include <doctest/doctest.h>

#include <string>

namespace {

using millrace::tidy::check_banned_words;
using millrace::tidy::check_hash_table_loops;
using millrace::tidy::check_lengths;
using millrace::tidy::check_names;
using millrace::tidy::check_open_points;
using millrace::tidy::Finding;
using millrace::tidy::make_source_file;
using millrace::tidy::SourceFile;

/// "rule:line" of each finding, separated by blanks.
std::string brief(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!text.empty()) text += " ";
    text += finding.rule + ":" + std::to_string(finding.line);
  }
  return text;
}

std::string banned(const std::string& path, const std::string& text) {
  return brief(check_banned_words(make_source_file(path, text)));
}

std::string repeated(const std::string& line, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += line;
  return text;
}

std::string lengths(const std::string& text) {
  return brief(check_lengths(make_source_file("core/base/x.cpp", text)));
}

std::string loops(const std::string& header, const std::string& implementation) {
  return brief(check_hash_table_loops({make_source_file("core/base/x.hpp", header),
                                       make_source_file("core/base/x.cpp", implementation)}));
}

std::string named(const std::string& path, const std::string& text) {
  return brief(check_names(make_source_file(path, text)));
}

}  // namespace

TEST_CASE("a file may have 500 lines") {
  CHECK(lengths(repeated("int a;\n", 500)) == "");
  CHECK(lengths(repeated("int a;\n", 501)) == "file_length:0");
}

TEST_CASE("a line may have 120 columns, counted in characters") {
  CHECK(lengths("// " + std::string(117, 'x')) == "");
  CHECK(lengths("// " + std::string(118, 'x')) == "line_length:1");
  CHECK(lengths("// " + repeated("é", 117)) == "");
}

TEST_CASE("a function may have 70 lines from its signature to its closing brace") {
  const std::string body68 = repeated("  a();\n", 68);
  CHECK(lengths("void f() {\n" + body68 + "}\n") == "");
  CHECK(lengths("\n\nvoid f() {\n" + body68 + "  a();\n}\n") == "function_length:3");
  CHECK(lengths("void f(int a,\n       int b) {\n" + body68 + "}\n") == "function_length:1");
}

TEST_CASE(
    "functions are found in classes and namespaces, behind templates and member initialisers") {
  const std::string body = "{\n" + repeated("  if (a) { b(); }\n", 70) + "}\n";
  CHECK(lengths("namespace x {\nstruct S {\nint f() const " + body + "};\n}\n") ==
        "function_length:3");
  CHECK(lengths("template <class T>\nvoid f() " + body) == "function_length:1");
  CHECK(lengths("X::X(int a) : a_{a}, b_(1) " + body) == "function_length:1");
  CHECK(lengths("TEST_CASE(\"t\") " + body) == "function_length:1");
}

TEST_CASE("long tables and classes are not functions") {
  CHECK(lengths("const int kTable[] = {\n" + repeated("  1,\n", 80) + "};\n") == "");
  CHECK(lengths("class X final : public Y {\n" + repeated("  int f() { return 1; }\n", 80) +
                "};\n") == "");
  CHECK(lengths("namespace {\n" + repeated("int a;\n", 80) + "}\n") == "");
}

TEST_CASE("rule std_random") {
  CHECK(banned("core/base/x.cpp", "#include <random>\n") == "std_random:1");
  CHECK(banned("tests/base/x.cpp", "std::mt19937_64 a;\n") == "std_random:1");
  CHECK(banned("core/base/x.cpp", "int random = brand(1);\n") == "");
}

TEST_CASE("rule std_hash") {
  CHECK(banned("core/route/x.cpp", "return std::hash<int>{}(a);\n") == "std_hash:1");
  CHECK(banned("core/route/x.cpp", "// std::hash is not used\n\"std::hash\";\n") == "");
}

TEST_CASE("rule std_shuffle") {
  CHECK(banned("sim/workload/x.cpp", "std::shuffle(a, b, c);\n") == "std_shuffle:1");
}

TEST_CASE("rule long_type") {
  CHECK(banned("core/base/x.cpp", "long a;\nunsigned long long b;\n") == "long_type:1 long_type:2");
  CHECK(banned("core/base/x.cpp", "int longest_long; // a long way\n") == "");
}

TEST_CASE("rule libm") {
  CHECK(banned("core/exec/x.cpp", "a = std::exp(b);\n") == "libm:1");
  CHECK(banned("core/exec/x.cpp", "a = std::sqrt(b) + std::floor(c);\n") == "");
  CHECK(banned("ui/draw/x.cpp", "a = std::exp(b);\n") == "");
}

TEST_CASE("rule platform_branch") {
  CHECK(banned("core/threads/x.cpp", "#ifdef __EMSCRIPTEN__\n") == "platform_branch:1");
  CHECK(banned("ui/platform/x.cpp", "#ifdef __EMSCRIPTEN__\n") == "");
}

TEST_CASE("rule printing") {
  CHECK(banned("core/exec/x.cpp", "#include <iostream>\nstd::printf(a);\n") ==
        "printing:1 printing:2");
  CHECK(banned("core/base/assert.cpp", "std::fprintf(stderr, a);\n") == "");
  CHECK(banned("sim/cli/x.cpp", "std::fprintf(stderr, a);\n") == "");
  CHECK(banned("core/exec/x.cpp", "std::snprintf(a, b, c);\n") == "");
}

TEST_CASE("rule clock") {
  CHECK(banned("core/watermark/x.cpp", "std::chrono::steady_clock::now();\n") == "clock:1");
  CHECK(banned("core/threads/x.cpp", "std::chrono::steady_clock::now();\n") == "");
}

TEST_CASE("rule files") {
  CHECK(banned("core/sql/x.cpp", "#include <fstream>\n") == "files:1");
  CHECK(banned("sim/trace/x.cpp", "#include <fstream>\n") == "");
}

TEST_CASE("rule threads") {
  CHECK(banned("core/job/x.cpp", "#include <mutex>\n") == "threads:1");
  CHECK(banned("core/threads/x.cpp", "#include <mutex>\n") == "");
}

TEST_CASE("rule sleep") {
  CHECK(banned("tests/threads/x.cpp", "std::this_thread::sleep_for(a);\n") == "sleep:1");
  CHECK(banned("core/threads/x.cpp", "bool may_sleep = sleeping;\n") == "");
}

TEST_CASE("rule using_namespace") {
  CHECK(banned("core/base/x.cpp", "using namespace std;\n") == "using_namespace:1");
}

TEST_CASE("a comment that gives a reason silences a rule on its line and the next") {
  CHECK(banned("core/base/x.cpp",
               "// tidy-allow(long_type): the system call wants it.\nlong a;\n") == "");
  CHECK(banned("core/base/x.cpp",
               "long a;  // tidy-allow(long_type): the system call wants it.\n") == "");
  CHECK(banned("core/base/x.cpp", "long a;  // tidy-allow(long_type): \n") == "long_type:1");
  CHECK(banned("core/base/x.cpp", "long a;  // tidy-allow(std_hash): other rule\n") ==
        "long_type:1");
  CHECK(banned("core/base/x.cpp", "// tidy-allow(long_type): why\n\nlong a;\n") == "long_type:3");
}

TEST_CASE("rule open_point") {
  const auto open = [](const std::string& text) {
    return brief(check_open_points(make_source_file("core/base/x.cpp", text)));
  };
  CHECK(open("// TO"
             "DO: later\n") == "open_point:1");
  CHECK(open("// TO"
             "DO(#12): when queues grow\n") == "");
  CHECK(open("int a;\n/* FIX"
             "ME */\n") == "open_point:2");
  CHECK(open("const char* a = \"TO"
             "DO\";\n") == "");
}

TEST_CASE("rule hash_table_loop finds loops over tables declared in the room") {
  const std::string header = "std::unordered_map<int, std::vector<int>> groups_;\n";
  CHECK(loops(header, "for (auto& [k, v] : groups_) f();\n") == "hash_table_loop:1");
  CHECK(loops(header, "\nauto it = state.groups_.begin();\n") == "hash_table_loop:2");
  CHECK(loops(header, "for (auto& k : order_) groups_.find(k);\n") == "");
  CHECK(loops("tsl::robin_set<int> seen;", "for (int a : other->seen) f();") ==
        "hash_table_loop:1");
}

TEST_CASE("rule hash_table_loop sees through an alias") {
  const std::string header = "using Table = tsl::robin_map<Key, int>;\nTable table_;\n";
  CHECK(loops(header, "for (const auto& entry : table_) f();\n") == "hash_table_loop:1");
  CHECK(loops(header, "for (int i = 0; i < n; ++i) table_.size();\n") == "");
}

TEST_CASE("rules about names of files") {
  CHECK(named("core/base/x.cpp", "// core/base/x.cpp — what.\n") == "");
  CHECK(named("core/base/BadName.cpp", "// core/base/BadName.cpp — what.\n") == "file_name:0");
  CHECK(named("core/base/x.h", "// core/base/x.h — what.\n") == "file_name:0");
  CHECK(named("core/base/string_utils.cpp", "// core/base/string_utils.cpp — what.\n") ==
        "file_name:0");
  CHECK(named("core/common/x.cpp", "// core/common/x.cpp — what.\n") == "file_name:0");
}

TEST_CASE("rules about the first lines of a file") {
  CHECK(named("core/base/x.cpp", "int a;\n") == "file_header:1");
  CHECK(named("core/base/x.cpp", "// core/base/y.cpp — moved.\n") == "file_header:1");
  CHECK(named("core/base/x.hpp", "// core/base/x.hpp — what.\n") == "header_guard:1");
  CHECK(named("core/base/x.hpp", "// core/base/x.hpp — what.\n#pragma once\n") == "");
  CHECK(named("core/base/x.cpp", "// core/base/x.cpp — what.\nint a; \n") == "white_space:2");
}
