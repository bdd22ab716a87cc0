// tests/tidy/hash_table_loops.cpp — finds loops over hash tables, whose order is not the same
// everywhere.
#include <algorithm>
#include <set>

#include "tests/tidy/rules.hpp"

namespace millrace::tidy {
namespace {

constexpr std::string_view kTableTypes[] = {"unordered_map", "unordered_set", "unordered_multimap",
                                            "robin_map",     "robin_set",     "robin_pg_map"};

std::string joined_code(const SourceFile& file) {
  std::string text;
  for (const std::string& line : file.code) text += line + "\n";
  return text;
}

/// The position behind the '>' that closes the '<' at `open`.
std::size_t after_template(std::string_view text, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '<') ++depth;
    if (text[at] == '>' && --depth == 0) return at + 1;
  }
  return text.size();
}

std::string word_at(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \n&*", at);
  std::string word;
  while (at != std::string_view::npos && at < text.size() && is_word_character(text[at])) {
    word += text[at++];
  }
  return word;
}

std::string word_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_word_character(text[begin - 1])) --begin;
  return std::string(text.substr(begin, end - begin));
}

/// Adds the names declared with `type`, and, of a `using Name = type<...>`, those declared with
/// Name.
void collect_names(std::string_view text, const std::string& type, bool is_template,
                   std::set<std::string>& names, std::set<std::string>& aliases) {
  for (std::size_t at = find_word(text, type); at != std::string_view::npos;
       at = find_word(text, type, at + 1)) {
    std::size_t end = at + type.size();
    if (is_template) {
      if (end >= text.size() || text[end] != '<') continue;
      end = after_template(text, end);
      const std::size_t statement = text.find_last_of(";{}", at) + 1;
      const std::size_t using_at = find_word(text.substr(0, at), "using", statement);
      if (using_at != std::string_view::npos) aliases.insert(word_at(text, using_at + 5));
    }
    if (std::string name = word_at(text, end); !name.empty()) names.insert(std::move(name));
  }
}

std::size_t line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// Line numbers of `for (x : name)` and of `name.begin()`.
std::vector<std::size_t> loop_lines(std::string_view text, const std::set<std::string>& names) {
  std::vector<std::size_t> lines;
  for (std::size_t at = find_word(text, "for"); at != std::string_view::npos;
       at = find_word(text, "for", at + 1)) {
    const std::size_t open = text.find('(', at);
    std::size_t depth = 0;
    std::size_t close = open;
    for (; close < text.size(); ++close) {
      if (text[close] == '(') ++depth;
      if (text[close] == ')' && --depth == 0) break;
    }
    const std::string_view inside = text.substr(open, close - open);
    if (inside.find(';') != std::string_view::npos) continue;
    const std::size_t last = inside.find_last_not_of(" \n");
    if (names.contains(word_before(inside, last + 1))) lines.push_back(line_of(text, at));
  }
  for (const std::string_view call : {".begin(", "->begin(", ".cbegin(", "->cbegin("}) {
    for (std::size_t at = text.find(call); at != std::string_view::npos;
         at = text.find(call, at + 1)) {
      if (names.contains(word_before(text, at))) lines.push_back(line_of(text, at));
    }
  }
  return lines;
}

}  // namespace

std::vector<Finding> check_hash_table_loops(const std::vector<SourceFile>& room) {
  std::set<std::string> names;
  std::set<std::string> aliases;
  for (const SourceFile& file : room) {
    for (const std::string_view type : kTableTypes) {
      collect_names(joined_code(file), std::string(type), true, names, aliases);
    }
  }
  for (const std::string& alias : aliases) {
    std::set<std::string> none;
    for (const SourceFile& file : room) collect_names(joined_code(file), alias, false, names, none);
  }
  std::vector<Finding> findings;
  for (const SourceFile& file : room) {
    for (const std::size_t line : loop_lines(joined_code(file), names)) {
      if (is_allowed(file, line, "hash_table_loop")) continue;
      findings.push_back(
          {file.path, line, "hash_table_loop",
           "a hash table's order differs between platforms: keep an index in order"});
    }
  }
  return findings;
}

}  // namespace millrace::tidy
