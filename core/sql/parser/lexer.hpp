// core/sql/parser/lexer.hpp — cuts a statement into tokens; knows neither grammar nor keywords.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/sql/parser/token.hpp"

namespace millrace {

struct LexedText {
  std::vector<Token> tokens;  // the last one is kEnd, one byte behind the last real token
  std::vector<AnnotationComment> annotations;
};

/// Errors: unterminated strings, names and comments, characters that start no token, bytes that are
/// not UTF-8.
Result<LexedText> lex(std::string_view text);

}  // namespace millrace
