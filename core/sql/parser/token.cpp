// core/sql/parser/token.cpp — what messages call a token.
#include "core/sql/parser/token.hpp"

#include "core/base/utf8.hpp"

namespace millrace {

std::string describe(const Token& token) {
  constexpr std::size_t kShownMax = 40;
  if (token.kind == TokenKind::kEnd) return "end of statement";
  std::string shown = token.text;
  if (shown.size() > kShownMax) {
    std::size_t cut = kShownMax;
    while (is_utf8_continuation(shown[cut])) --cut;
    shown.resize(cut);
    shown += "…";
  }
  if (token.kind == TokenKind::kString) return "string '" + shown + "'";
  if (token.kind == TokenKind::kQuotedName) return "name \"" + shown + "\"";
  return "'" + shown + "'";
}

}  // namespace millrace
