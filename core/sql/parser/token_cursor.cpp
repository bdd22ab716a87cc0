// core/sql/parser/token_cursor.cpp — walks over tokens; one place for the words of "expected …, got
// …".
#include "core/sql/parser/token_cursor.hpp"

#include <algorithm>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/sql/keywords.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {

const Token& TokenCursor::peek(std::uint32_t ahead) const {
  return tokens_[std::min<std::size_t>(at_ + ahead, tokens_.size() - 1)];
}

const Token& TokenCursor::take() {
  const Token& token = peek();
  if (!is_at_end()) ++at_;
  return token;
}

bool TokenCursor::is_at_symbol(std::string_view symbol, std::uint32_t ahead) const {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::kSymbol && token.text == symbol;
}

bool TokenCursor::is_at_word(std::string_view word, std::uint32_t ahead) const {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::kWord && equals_ignoring_case(token.text, word);
}

bool TokenCursor::is_at_any_word(std::initializer_list<std::string_view> words,
                                 std::uint32_t ahead) const {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return is_at_word(word, ahead); });
}

bool TokenCursor::is_at_name(std::uint32_t ahead) const {
  const Token& token = peek(ahead);
  if (token.kind == TokenKind::kQuotedName) return true;
  return token.kind == TokenKind::kWord && !is_reserved_word(token.text);
}

bool TokenCursor::take_symbol(std::string_view symbol) {
  if (!is_at_symbol(symbol)) return false;
  take();
  return true;
}

bool TokenCursor::take_word(std::string_view word) {
  if (!is_at_word(word)) return false;
  take();
  return true;
}

Status TokenCursor::expect_symbol(std::string_view symbol, std::string_view hint) {
  if (take_symbol(symbol)) return {};
  Error error = unexpected("'" + std::string(symbol) + "'");
  error.message += hint;
  return error;
}

Status TokenCursor::expect_word(std::string_view word) {
  if (take_word(word)) return {};
  const std::string_view words[] = {word};
  return unexpected(word, words);
}

Result<Identifier> TokenCursor::expect_name(std::string_view what) {
  if (is_at_name()) {
    const Token& token = take();
    return Identifier{token.text, {token.span}};
  }
  Error error = unexpected(what);
  if (peek().kind == TokenKind::kWord) {
    error.message += " (a keyword; as a name write \"" + peek().text + "\")";
  }
  return error;
}

Result<std::int64_t> TokenCursor::expect_count(std::string_view what) {
  if (peek().kind != TokenKind::kInteger) return unexpected(what);
  const Token& token = peek();
  const std::optional<std::int64_t> count = parse_int64(token.text);
  if (!count) {
    return syntax_error(token.span, "expected " + std::string(what) +
                                        " up to 9223372036854775807, got " + describe(token));
  }
  take();
  return *count;
}

Error TokenCursor::unexpected(std::string_view what,
                              std::span<const std::string_view> words) const {
  const Token* token = &peek();
  if (suspect_ == at_ && at_ > 0) {
    const Token& suspected = tokens_[at_ - 1];
    if (!nearest_word(suspected.text, words).empty()) token = &suspected;
  }
  std::string message = "expected " + std::string(what) + ", got " + describe(*token);
  const bool is_known = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return equals_ignoring_case(word, token->text);  // the right word in the wrong place
  });
  if (token->kind == TokenKind::kWord && !is_known) message += did_you_mean(token->text, words);
  return syntax_error(token->span, std::move(message));
}

Place TokenCursor::place_from(std::uint32_t begin) const {
  const std::uint32_t end = at_ == 0 ? begin : tokens_[at_ - 1].span.end;
  return {{begin, std::max(begin, end)}};
}

}  // namespace millrace
