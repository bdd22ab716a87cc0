// core/exec/kernels/like_pattern.cpp — two places, one in the text and one in the pattern, and the
// last % to go back to.
#include "core/exec/kernels/like_pattern.hpp"

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

}  // namespace

bool is_complete_like_pattern(std::string_view pattern) {
  std::size_t backslashes = 0;
  while (backslashes < pattern.size() && pattern[pattern.size() - 1 - backslashes] == '\\') {
    ++backslashes;
  }
  return backslashes % 2 == 0;
}

bool matches_like(std::string_view text, std::string_view pattern) {
  std::size_t at = 0;    // in the text
  std::size_t next = 0;  // in the pattern
  // Where to try again: just after the last %, with one more byte of the text given to it. Earlier
  // ones need no second try, for what they could reach the last one can reach too.
  std::size_t retry_pattern = kNowhere;
  std::size_t retry_text = 0;
  while (true) {
    if (next == pattern.size() && at == text.size()) return true;
    if (next < pattern.size() && pattern[next] == '%') {
      retry_pattern = ++next;
      retry_text = at;
      continue;
    }
    if (next < pattern.size() && at < text.size()) {
      if (pattern[next] == '_') {
        ++next;
        at += decode_utf8(text.substr(at)).byte_count;
        continue;
      }
      const std::size_t literal = pattern[next] == '\\' ? next + 1 : next;
      if (pattern[literal] == text[at]) {
        next = literal + 1;
        ++at;
        continue;
      }
    }
    if (retry_pattern == kNowhere || retry_text == text.size()) return false;
    next = retry_pattern;
    ++retry_text;
    while (retry_text < text.size() && is_utf8_continuation(text[retry_text])) ++retry_text;
    at = retry_text;
  }
}

}  // namespace millrace
