// tests/tidy/layers.cpp — arrows between rooms, read from the includes.
#include "tests/tidy/layers.hpp"

#include <algorithm>
#include <sstream>

namespace millrace::tidy {
namespace {

/// The words between the brackets of each call of `function`, comments left out.
std::vector<std::vector<std::string>> calls_of(std::string_view cmake_text,
                                               std::string_view function) {
  std::string text;
  for (const std::string& line : split_lines(cmake_text)) {
    text += line.substr(0, line.find('#')) + "\n";
  }
  std::vector<std::vector<std::string>> calls;
  for (std::size_t at = find_word(text, function); at != std::string::npos;
       at = find_word(text, function, at + 1)) {
    const std::size_t open = at + function.size();
    if (open >= text.size() || text[open] != '(') continue;
    std::istringstream words(text.substr(open + 1, text.find(')', open) - open - 1));
    std::vector<std::string> call;
    for (std::string word; words >> word;) call.push_back(word);
    calls.push_back(std::move(call));
  }
  return calls;
}

/// The path in `#include "path"`; empty for other lines. System includes are of no concern here.
std::string included_path(const std::string& line) {
  std::size_t at = line.find_first_not_of(' ');
  if (at == std::string::npos || line[at] != '#') return {};
  at = line.find_first_not_of(' ', at + 1);
  if (at == std::string::npos || line.compare(at, 7, "include") != 0) return {};
  const std::size_t open = line.find('"', at);
  if (open == std::string::npos) return {};
  return line.substr(open + 1, line.find('"', open + 1) - open - 1);
}

bool leads_back(const LayerTable& table, const std::string& from, const std::string& to,
                std::set<std::string>& seen) {
  const auto found = table.allowed.find(from);
  if (found == table.allowed.end() || !seen.insert(from).second) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const std::string& next) {
    return next == to || leads_back(table, next, to, seen);
  });
}

/// What is wrong with one include; empty when nothing is.
std::string problem_of(const LayerTable& table, const SourceFile& file, const std::string& target,
                       const std::set<std::string>& known_paths) {
  if (!known_paths.contains(target)) {
    return "'" + target + "' is no file of ours: include paths start at the repository's root";
  }
  if (file.is_under("tests/")) return {};
  if (target.starts_with("tests/")) return "only tests include tests";
  const std::string to = table.room_of(target);
  if (to.empty()) return "'" + target + "' stands in no room of cmake/rooms.cmake";
  const auto main = table.room_of_main.find(file.path);
  const bool is_main = main != table.room_of_main.end();
  const std::string from = is_main ? main->second : table.room_of(file.path);
  if (from.empty() || from == to) return {};  // A file outside any room is reported once, below.
  if (is_main) return file.path + " is a thin main over " + from + ", not over " + to;
  if (table.allowed.at(from).contains(to)) return {};
  return from + " may not include " + to + " (cmake/rooms.cmake)";
}

}  // namespace

std::string LayerTable::room_of(std::string_view path) const {
  std::string best;
  for (const auto& [room, rooms] : allowed) {
    if (path.starts_with(room + "/") && room.size() > best.size()) best = room;
  }
  return best;
}

LayerTable parse_layer_table(std::string_view cmake_text) {
  LayerTable table;
  for (const auto& call : calls_of(cmake_text, "millrace_room")) {
    if (call.empty() || call.front().find('/') == std::string::npos) continue;  // its definition
    table.allowed[call.front()] = {call.begin() + 1, call.end()};
  }
  for (const auto& call : calls_of(cmake_text, "millrace_program")) {
    if (call.size() == 3 && call[1].ends_with(".cpp")) table.room_of_main[call[1]] = call[2];
  }
  return table;
}

std::vector<Finding> check_layer_table(const LayerTable& table) {
  std::vector<Finding> findings;
  for (const auto& [room, others] : table.allowed) {
    for (const std::string& other : others) {
      if (!table.allowed.contains(other)) {
        findings.push_back(
            {"cmake/rooms.cmake", 0, "layers", room + " lists unknown room " + other});
      }
    }
    std::set<std::string> seen;
    if (leads_back(table, room, room, seen)) {
      findings.push_back({"cmake/rooms.cmake", 0, "layers", room + " stands in a circle"});
    }
  }
  return findings;
}

std::vector<Finding> check_includes(const LayerTable& table, const std::vector<SourceFile>& files) {
  std::set<std::string> known_paths;
  for (const SourceFile& file : files) known_paths.insert(file.path);
  std::vector<Finding> findings;
  for (const SourceFile& file : files) {
    const bool has_place = file.is_under("tests/") || table.room_of_main.contains(file.path) ||
                           !table.room_of(file.path).empty();
    if (!has_place) {
      findings.push_back({file.path, 0, "layers", "stands in no room of cmake/rooms.cmake"});
    }
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (file.code[i].find('#') == std::string::npos) continue;  // Quoted in a comment or literal.
      const std::string target = included_path(file.lines[i]);
      if (target.empty()) continue;
      const std::string problem = problem_of(table, file, target, known_paths);
      if (!problem.empty()) findings.push_back({file.path, i + 1, "layers", problem});
    }
  }
  return findings;
}

}  // namespace millrace::tidy
