// core/sql/parser/token_cursor.hpp — walks over tokens and words the error when the next one is not
// what the grammar wants.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/parser/token.hpp"

namespace millrace {

/// A position in a list of tokens. Borrows the tokens; the last one is kEnd and is never passed.
class TokenCursor {
 public:
  explicit TokenCursor(std::span<const Token> tokens) : tokens_(tokens) {}

  const Token& peek(std::uint32_t ahead = 0) const;
  const Token& take();
  bool is_at_end() const { return peek().kind == TokenKind::kEnd; }

  // Words are given in upper case and match in any case, unless quoted.
  bool is_at_symbol(std::string_view symbol, std::uint32_t ahead = 0) const;
  bool is_at_word(std::string_view word, std::uint32_t ahead = 0) const;
  bool is_at_any_word(std::initializer_list<std::string_view> words, std::uint32_t ahead = 0) const;
  /// A word that is not reserved, or a quoted name.
  bool is_at_name(std::uint32_t ahead = 0) const;
  bool take_symbol(std::string_view symbol);
  bool take_word(std::string_view word);

  /// `hint` follows the message: "; GRACE goes inside the parentheses".
  Status expect_symbol(std::string_view symbol, std::string_view hint = {});
  Status expect_word(std::string_view word);
  /// `what` for the message: "a topic name".
  Result<Identifier> expect_name(std::string_view what);
  /// A whole number from 0; `what` for the message: "a number of rows".
  Result<std::int64_t> expect_count(std::string_view what);

  /// The name just taken stood where a keyword could have been meant (an alias without AS): when
  /// the grammar stumbles over the very next token, the error names it rather than its successor.
  void suspect_last() { suspect_ = at_; }
  /// "expected `what`, got 'x'"; the nearest of `words` is offered where one is near.
  Error unexpected(std::string_view what, std::span<const std::string_view> words = {}) const;

  /// From the start of a token taken before to the end of the last token taken.
  Place place_from(std::uint32_t begin) const;
  std::uint32_t begin() const { return peek().span.begin; }

 private:
  std::span<const Token> tokens_;
  std::uint32_t at_ = 0;
  std::optional<std::uint32_t> suspect_;  // position behind the suspected token
};

}  // namespace millrace
