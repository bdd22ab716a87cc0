// core/sql/keywords.cpp — reserved words and the quoting that follows from them.
#include "core/sql/keywords.hpp"

#include <array>

#include "core/base/text.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 47> kReservedWords = {
    "all",       "and",  "as",       "asc",   "between", "by",     "case",   "create",
    "cross",     "desc", "distinct", "else",  "emit",    "end",    "except", "exists",
    "false",     "from", "full",     "group", "having",  "in",     "inner",  "insert",
    "intersect", "into", "is",       "join",  "left",    "like",   "limit",  "natural",
    "not",       "null", "on",       "or",    "order",   "over",   "right",  "select",
    "then",      "true", "union",    "when",  "where",   "window", "with"};

bool is_plain_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_letter && !is_digit) return false;
  }
  return !is_reserved_word(name);
}

}  // namespace

bool is_reserved_word(std::string_view word) {
  for (const std::string_view reserved : kReservedWords) {
    if (equals_ignoring_case(reserved, word)) return true;
  }
  return false;
}

std::string upper_word(std::string_view word) {
  std::string upper(word);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::string quoted_if_needed(std::string_view name) {
  if (is_plain_name(name)) return std::string(name);
  std::string quoted = "\"";
  for (const char c : name) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted += '"';
}

}  // namespace millrace
