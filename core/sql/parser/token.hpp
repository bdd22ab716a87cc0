// core/sql/parser/token.hpp — the smallest pieces of a statement, with their places.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source_span.hpp"

namespace millrace {

enum class TokenKind : std::uint8_t {
  kWord,        // SELECT, origin: keyword or name, told apart by the parser
  kQuotedName,  // "a name" or `a name`; text without the quotes
  kString,      // 'text'; text without the quotes
  kInteger,     // 15
  kDecimal,     // 1.50
  kReal,        // 1e3
  kDuration,    // 10m: digits with letters right behind
  kSymbol,      // ( ) , . ; * + - / % = <> < <= > >= ||
  kEnd,         // behind the last token
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;  // content: of strings and quoted names without quotes, `<>` also for `!=`
  SourceSpan span;
};

/// A comment that fills its line(s) from `-- @` on: an annotation, or what should have been one.
struct AnnotationComment {
  std::string_view text;  // from '@' to the end of the line
  SourceSpan span;
  std::uint32_t tokens_before = 0;  // tokens that stand before it in the statement
};

/// What a message calls a token: 'FROM', string 'abc', end of statement.
std::string describe(const Token& token);

}  // namespace millrace
