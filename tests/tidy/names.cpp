// tests/tidy/names.cpp — names of files and folders, and the first lines every file begins with.
#include <algorithm>

#include "tests/tidy/rules.hpp"

namespace millrace::tidy {
namespace {

bool is_snake_case(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// Words that say nothing about what is inside.
bool is_catch_all(std::string_view name) {
  for (const std::string_view word :
       {"utils", "util", "common", "helpers", "helper", "misc", "stuff"}) {
    const std::string whole(word);
    if (name == whole || name.ends_with("_" + whole) || name.starts_with(whole + "_")) return true;
  }
  return false;
}

}  // namespace

std::vector<Finding> check_names(const SourceFile& file) {
  std::vector<Finding> findings;
  const auto report = [&](std::size_t line, std::string rule, std::string message) {
    findings.push_back({file.path, line, std::move(rule), std::move(message)});
  };
  std::string_view rest = file.path;
  const std::size_t dot = rest.find_last_of('.');
  const std::string_view ending = rest.substr(dot);
  const bool is_list = ending == ".list";  // X(name) lines of things that can be chosen by name
  if (ending != ".hpp" && ending != ".cpp" && !is_list) {
    report(0, "file_name", "files end in .hpp or .cpp, lists of X(name) lines in .list");
  }
  rest = rest.substr(0, dot);
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (!is_snake_case(part)) report(0, "file_name", "names are snake_case: " + std::string(part));
    if (is_catch_all(part)) {
      report(0, "file_name", "'" + std::string(part) + "' says nothing: name it by its concept");
    }
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  const std::string opening = "// " + file.path + " — ";
  if (!is_list && (file.lines.empty() || !file.lines.front().starts_with(opening))) {
    report(1, "file_header", "the first line reads '" + opening + "<what lives here>'");
  }
  if (file.is_header() &&
      std::find(file.lines.begin(), file.lines.end(), "#pragma once") == file.lines.end()) {
    report(1, "header_guard", "'#pragma once' is missing");
  }
  for (std::size_t i = 0; i < file.lines.size(); ++i) {
    const std::string& line = file.lines[i];
    if (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r')) {
      report(i + 1, "white_space", "blank at the end of the line");
    }
  }
  return findings;
}

}  // namespace millrace::tidy
