// tests/tidy/house_test.cpp — the rules applied to this very repository, one test a rule, so that a
// failure names it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/tidy/layers.hpp"
#include "tests/tidy/rules.hpp"

namespace {

namespace fs = std::filesystem;
using namespace millrace::tidy;

const std::string kRoot = MILLRACE_SOURCE_DIR;

const std::vector<SourceFile>& house() {
  static const std::vector<SourceFile> files =
      read_source_tree(kRoot, {"core", "sim", "ui", "web", "tests"});
  return files;
}

LayerTable table() {
  return parse_layer_table(read_text(kRoot + "/cmake/rooms.cmake"));
}

std::string everywhere(std::vector<Finding> (*rule)(const SourceFile&)) {
  std::vector<Finding> all;
  for (const SourceFile& file : house()) {
    const std::vector<Finding> found = rule(file);
    all.insert(all.end(), found.begin(), found.end());
  }
  return to_text(all);
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.find_last_of('/'));
}

}  // namespace

TEST_CASE("the house is there to be checked") {
  CHECK(house().size() > 20);
  CHECK(table().allowed.size() > 5);
}

TEST_CASE("the table of rooms has no circle and names known rooms") {
  CHECK(to_text(check_layer_table(table())) == "");
}

TEST_CASE("every include keeps to the table of rooms") {
  CHECK(to_text(check_includes(table(), house())) == "");
}

TEST_CASE("files, functions and lines are short") {
  CHECK(everywhere(check_lengths) == "");
}

TEST_CASE("nothing banned is used") {
  CHECK(everywhere(check_banned_words) == "");
}

TEST_CASE("open points name their issue") {
  CHECK(everywhere(check_open_points) == "");
}

TEST_CASE("files are named and opened as agreed") {
  CHECK(everywhere(check_names) == "");
}

TEST_CASE("no loop runs over a hash table") {
  std::map<std::string, std::vector<SourceFile>> rooms;
  for (const SourceFile& file : house()) {
    const std::string room = table().room_of(file.path);
    rooms[room.empty() ? folder_of(file.path) : room].push_back(file);
  }
  std::string text;
  for (const auto& [room, files] : rooms) text += to_text(check_hash_table_loops(files));
  CHECK(text == "");
}

TEST_CASE(
    "every room has a README of at most 60 lines, and so has every folder that people enter") {
  std::vector<std::string> folders = {"cmake", "scripts", "tests", "scenarios/data"};
  const LayerTable rooms = table();
  for (const auto& [room, others] : rooms.allowed) {
    const bool is_furnished =
        std::any_of(house().begin(), house().end(),
                    [&room = room](const SourceFile& file) { return file.is_under(room + "/"); });
    if (is_furnished) folders.push_back(room);
  }
  std::string missing;
  for (const std::string& folder : folders) {
    const std::string readme = kRoot + "/" + folder + "/README.md";
    if (!fs::exists(readme)) {
      missing += folder + "/README.md is missing\n";
      continue;
    }
    const std::size_t count = split_lines(read_text(readme)).size();
    if (count > 60) missing += folder + "/README.md has " + std::to_string(count) + " lines\n";
  }
  CHECK(missing == "");
}

TEST_CASE("every folder of tests is registered") {
  const std::string cmake = read_text(kRoot + "/tests/CMakeLists.txt");
  std::string forgotten;
  for (const SourceFile& file : house()) {
    if (!file.path.ends_with("_test.cpp")) continue;
    const std::string rest = file.path.substr(std::string("tests/").size());
    const std::string room = rest.substr(0, rest.find('/'));
    if (cmake.find("millrace_test(" + room) != std::string::npos) continue;
    if (cmake.find("add_subdirectory(" + room + ")") != std::string::npos) continue;
    forgotten += file.path + " is in no test program\n";
  }
  CHECK(forgotten == "");
}
