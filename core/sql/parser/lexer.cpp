// core/sql/parser/lexer.cpp — cuts a statement into tokens.
#include "core/sql/parser/lexer.hpp"

#include <array>
#include <limits>
#include <optional>

#include "core/base/utf8.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
/// Letters, and every byte of a character beyond ASCII: column names may be in any script.
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) {
  return is_name_start(c) || is_digit(c);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<LexedText> run() {
    while (true) {
      MILLRACE_CHECK(skip_blanks_and_comments());
      if (at_ >= text_.size()) break;
      MILLRACE_TRY(Token token, next_token());
      token.span.end = at_;
      output_.tokens.push_back(std::move(token));
    }
    const std::uint32_t end = output_.tokens.empty() ? 0 : output_.tokens.back().span.end;
    output_.tokens.push_back({TokenKind::kEnd, "", {end, end + 1}});
    return std::move(output_);
  }

 private:
  char peek(std::uint32_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  std::string_view from(std::uint32_t begin) const { return text_.substr(begin, at_ - begin); }

  Status skip_blanks_and_comments() {
    while (at_ < text_.size()) {
      if (is_space(peek())) {
        ++at_;
      } else if (peek() == '-' && peek(1) == '-') {
        skip_line_comment();
      } else if (peek() == '/' && peek(1) == '*') {
        MILLRACE_CHECK(skip_block_comment());
      } else if (text_.substr(at_, 3) == "\xef\xbb\xbf" && at_ == 0) {
        at_ += 3;  // byte order mark
      } else {
        break;
      }
    }
    return {};
  }

  void skip_line_comment() {
    const std::uint32_t begin = at_;
    while (at_ < text_.size() && peek() != '\n') ++at_;
    std::uint32_t name = begin + 2;
    while (name < at_ && (text_[name] == ' ' || text_[name] == '\t')) ++name;
    if (name >= at_ || text_[name] != '@' || !starts_its_line(begin)) return;
    std::uint32_t end = at_;
    while (is_space(text_[end - 1])) --end;
    output_.annotations.push_back({text_.substr(name, end - name),
                                   {name, end},
                                   static_cast<std::uint32_t>(output_.tokens.size())});
  }

  bool starts_its_line(std::uint32_t offset) const {
    while (offset > 0 && (text_[offset - 1] == ' ' || text_[offset - 1] == '\t')) --offset;
    return offset == 0 || text_[offset - 1] == '\n' || text_[offset - 1] == '\r';
  }

  Status skip_block_comment() {
    const std::uint32_t begin = at_;
    const std::size_t end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) {
      return syntax_error({begin, begin + 2}, "unterminated comment: expected '*/' to close it");
    }
    at_ = static_cast<std::uint32_t>(end + 2);
    return {};
  }

  Result<Token> next_token() {
    const std::uint32_t begin = at_;
    const char c = peek();
    if (c == '\'') return quoted(TokenKind::kString, "string");
    if (c == '"' || c == '`') return quoted(TokenKind::kQuotedName, "quoted name");
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (is_name_start(c)) {
      MILLRACE_CHECK(take_name());
      return Token{TokenKind::kWord, std::string(from(begin)), {begin, at_}};
    }
    return symbol();
  }

  /// Text between quotes; a doubled quote stands for one.
  Result<Token> quoted(TokenKind kind, std::string_view what) {
    const std::uint32_t begin = at_;
    const char quote = peek();
    Token token{kind, "", {begin, begin + 1}};
    ++at_;
    while (at_ < text_.size()) {
      if (peek() == quote) {
        if (peek(1) != quote) {
          ++at_;
          if (kind == TokenKind::kString || !token.text.empty()) return token;
          return syntax_error({begin, at_}, "a quoted name must not be empty");
        }
        ++at_;
      }
      const std::uint32_t character = at_;
      MILLRACE_CHECK(take_character());
      token.text += from(character);
    }
    return syntax_error({begin, begin + 1}, "unterminated " + std::string(what) + ": expected " +
                                                std::string(1, quote) + " to close it");
  }

  Status take_character() {
    const DecodedUtf8 decoded = decode_utf8(text_.substr(at_));
    if (!decoded.is_valid) {
      return syntax_error({at_, at_ + 1},
                          "the statement is not valid UTF-8 here, got byte " + hex(text_[at_]));
    }
    at_ += decoded.byte_count;
    return {};
  }

  /// A curly quote, pasted from a document, is never part of a name; nor is any other sign of
  /// punctuation in Unicode's general punctuation block.
  Status take_name() {
    while (at_ < text_.size() && is_name_part(peek())) {
      const std::uint32_t begin = at_;
      const DecodedUtf8 decoded = decode_utf8(text_.substr(at_));
      MILLRACE_CHECK(take_character());
      if (decoded.code_point >= 0x2018 && decoded.code_point <= 0x201f) {
        return syntax_error({begin, at_}, "strings stand in '…' and quoted names in \"…\", got " +
                                              std::string(from(begin)));
      }
      const bool is_blank = decoded.code_point == 0xa0 || decoded.code_point == 0x3000 ||
                            decoded.code_point == 0xfeff ||
                            (decoded.code_point >= 0x2000 && decoded.code_point <= 0x200f);
      if (is_blank) {
        return syntax_error({begin, at_}, "expected an ordinary blank, got an invisible character");
      }
    }
    return {};
  }

  Result<Token> number() {
    const std::uint32_t begin = at_;
    TokenKind kind = TokenKind::kInteger;
    while (is_digit(peek())) ++at_;
    if (peek() == '.') {
      kind = TokenKind::kDecimal;
      ++at_;
      if (!is_digit(peek())) {
        return syntax_error({begin, at_},
                            "expected digits after '" + std::string(from(begin)) + "'");
      }
      while (is_digit(peek())) ++at_;
    }
    const bool has_sign = peek(1) == '+' || peek(1) == '-';
    if ((peek() == 'e' || peek() == 'E') && is_digit(peek(has_sign ? 2 : 1))) {
      kind = TokenKind::kReal;
      at_ += has_sign ? 2 : 1;
      while (is_digit(peek())) ++at_;
    }
    if (!is_name_start(peek())) return Token{kind, std::string(from(begin)), {begin, at_}};
    MILLRACE_CHECK(take_name());
    const std::string text(from(begin));
    if (kind != TokenKind::kInteger) {
      return syntax_error(
          {begin, at_},
          "expected a number or a duration of whole units (90m rather than 1.5h), got '" + text +
              "'");
    }
    return Token{TokenKind::kDuration, text, {begin, at_}};
  }

  Result<Token> symbol() {
    constexpr std::array<std::string_view, 5> kPairs = {"<>", "<=", ">=", "||", "!="};
    constexpr std::string_view kSingles = "(),.;*+-/%=<>";
    const std::uint32_t begin = at_;
    const std::string_view pair = text_.substr(at_, 2);
    for (const std::string_view known : kPairs) {
      if (pair != known) continue;
      at_ += 2;
      return Token{TokenKind::kSymbol, std::string(pair == "!=" ? "<>" : pair), {begin, at_}};
    }
    if (pair == "==") return syntax_error({begin, begin + 2}, "expected '=', got '=='");
    if (pair == "::") {
      return unsupported_error({begin, begin + 2}, "'::' is not offered; write CAST(x AS type)");
    }
    if (kSingles.find(peek()) != std::string_view::npos) {
      ++at_;
      return Token{TokenKind::kSymbol, std::string(from(begin)), {begin, at_}};
    }
    const bool is_printable = peek() > ' ' && peek() < 0x7f;
    return syntax_error({begin, begin + 1},
                        "unexpected character " +
                            (is_printable ? "'" + std::string(1, peek()) + "'" : hex(peek())));
  }

  static std::string hex(char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return {'0', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
  }

  std::string_view text_;
  std::uint32_t at_ = 0;
  LexedText output_;
};

}  // namespace

Result<LexedText> lex(std::string_view text) {
  if (text.size() >= std::numeric_limits<std::uint32_t>::max() - 8) {
    return syntax_error({}, "the statement is longer than 4 GB");
  }
  return Lexer(text).run();
}

}  // namespace millrace
