// tests/tidy/layers.hpp — the table of rooms in cmake/rooms.cmake, and whether the includes keep to
// it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/tidy/rules.hpp"

namespace millrace::tidy {

/// What the house may look like: each room with the rooms it may include, and each program's main
/// with its room.
struct LayerTable {
  std::map<std::string, std::set<std::string>> allowed;
  std::map<std::string, std::string> room_of_main;

  /// The room a file lives in: the longest listed folder above it; empty when none is.
  std::string room_of(std::string_view path) const;
};

/// Reads the `millrace_room(...)` and `millrace_program(...)` lines of a CMake file.
LayerTable parse_layer_table(std::string_view cmake_text);

/// Names of unlisted rooms in the table, and rooms that may include each other in a circle.
std::vector<Finding> check_layer_table(const LayerTable& table);

/// Includes of our own files: they exist, stand in a listed room, and that room may be included
/// from here. Nothing but tests includes tests.
std::vector<Finding> check_includes(const LayerTable& table, const std::vector<SourceFile>& files);

}  // namespace millrace::tidy
