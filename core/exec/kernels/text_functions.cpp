// core/exec/kernels/text_functions.cpp — string functions over UTF-8.
#include "core/exec/kernels/text_functions.hpp"

#include <algorithm>

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

/// The text without its first `count` code points, or empty.
std::string_view after_code_points(std::string_view text, std::int64_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    ++at;
    while (at < text.size() && is_utf8_continuation(text[at])) ++at;
  }
  return text.substr(at);
}

}  // namespace

std::int64_t code_point_count(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return !is_utf8_continuation(c); });
}

void append_upper(std::string& out, std::string_view text) {
  for (const char c : text) out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

void append_lower(std::string& out, std::string_view text) {
  for (const char c : text) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view substring(std::string_view text, std::int64_t start, std::int64_t length) {
  std::int64_t end = 0;  // first position after the part
  if (__builtin_add_overflow(start, length, &end)) end = std::int64_t{1} << 62;
  start = std::max<std::int64_t>(start, 1);
  if (end <= start) return {};
  const std::string_view rest = after_code_points(text, start - 1);
  return rest.substr(0, rest.size() - after_code_points(rest, end - start).size());
}

std::string_view trimmed_of(std::string_view text, bool at_start, bool at_end) {
  while (at_start && !text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (at_end && !text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

void append_replaced(std::string& out, std::string_view text, std::string_view from,
                     std::string_view to) {
  std::size_t at = 0;
  while (!from.empty()) {
    const std::size_t found = text.find(from, at);
    if (found == std::string_view::npos) break;
    out.append(text.substr(at, found - at)).append(to);
    at = found + from.size();
  }
  out.append(text.substr(at));
}

}  // namespace millrace
