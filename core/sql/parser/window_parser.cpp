// core/sql/parser/window_parser.cpp — reads WINDOW kind(…) and lengths of time.
#include "core/sql/parser/window_parser.hpp"

#include "core/sql/keywords.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

/// Digits in front, a unit behind with blanks removed: `5 minutes` -> `5`, `minutes`. Where no unit is behind, all is
/// taken for digits, to be refused as such: `1.5`.
struct Quantity {
  std::string_view digits;
  std::string_view unit;
};

Quantity split_quantity(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::size_t end = 0;
  while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
  std::string_view unit = text.substr(end);
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  const bool is_unit =
      !unit.empty() && (unit.front() >= 'A' || static_cast<signed char>(unit.front()) < 0);
  if (!is_unit) return {text, {}};
  return {text.substr(0, end), unit};
}

bool is_at_duration(const TokenCursor& cursor) {
  const TokenKind kind = cursor.peek().kind;
  return kind == TokenKind::kInteger || kind == TokenKind::kDuration || is_at_interval(cursor);
}

/// 10m, 30 SECONDS, 30 (seconds) or an INTERVAL literal.
Result<AstDuration> parse_duration(TokenCursor& cursor) {
  if (is_at_interval(cursor)) return parse_interval_literal(cursor);
  const Token number = cursor.take();
  if (number.kind == TokenKind::kDuration) {
    const Quantity quantity = split_quantity(number.text);
    return make_duration(quantity.digits, quantity.unit, number.span);
  }
  if (cursor.peek().kind != TokenKind::kWord) return make_duration(number.text, "", number.span);
  const Token unit = cursor.take();
  MILLRACE_TRY(const DurationUnit parsed_unit, parse_duration_unit(unit.text, unit.span));
  MILLRACE_TRY(AstDuration duration, make_duration(number.text, "", number.span));
  duration.unit = parsed_unit;
  duration.span = {number.span.begin, unit.span.end};
  return duration;
}

/// A name behind which the argument ends: a column. Anything else in words stands before a
/// duration.
bool is_at_window_column(const TokenCursor& cursor) {
  if (!cursor.is_at_name()) return false;
  if (cursor.peek().kind == TokenKind::kQuotedName) return true;
  return cursor.is_at_symbol(",", 1) || cursor.is_at_symbol(")", 1) || cursor.is_at_symbol(".", 1);
}

Result<AstExpression> parse_window_column(TokenCursor& cursor) {
  const std::uint32_t begin = cursor.begin();
  MILLRACE_TRY(Identifier name, cursor.expect_name("a column"));
  AstExpression column;
  column.kind = AstKind::kColumn;
  if (cursor.take_symbol(".")) {
    column.qualifier = std::move(name.text);
    MILLRACE_TRY(name, cursor.expect_name("a column name after '.'"));
  }
  column.text = std::move(name.text);
  column.name_place = name.place;
  column.place = cursor.place_from(begin);
  return column;
}

Result<AstWindowArgument> parse_window_argument(TokenCursor& cursor) {
  const std::uint32_t begin = cursor.begin();
  AstWindowArgument argument;
  if (is_at_window_column(cursor)) {
    MILLRACE_TRY(argument.column, parse_window_column(cursor));
    argument.place = cursor.place_from(begin);
    return argument;
  }
  while (cursor.peek().kind == TokenKind::kWord && !is_at_interval(cursor)) {
    if (!argument.keyword.empty()) argument.keyword += ' ';
    argument.keyword += upper_word(cursor.take().text);
  }
  if (argument.keyword == "GRACE PERIOD") argument.keyword = "GRACE";
  if (!is_at_duration(cursor)) {
    return cursor.unexpected(argument.keyword.empty()
                                 ? "a duration such as 10m or a column"
                                 : "a duration such as 10m after " + argument.keyword);
  }
  MILLRACE_TRY(argument.duration, parse_duration(cursor));
  argument.place = cursor.place_from(begin);
  return argument;
}

}  // namespace

bool is_at_interval(const TokenCursor& cursor) {
  if (!cursor.is_at_word("INTERVAL")) return false;
  const TokenKind next = cursor.peek(1).kind;
  return next == TokenKind::kString || next == TokenKind::kInteger || next == TokenKind::kDuration;
}

Result<AstDuration> parse_interval_literal(TokenCursor& cursor) {
  const std::uint32_t begin = cursor.begin();
  cursor.take();
  const Token number = cursor.take();
  const Quantity quantity = split_quantity(number.text);
  std::string unit(quantity.unit);
  SourceSpan unit_span = number.span;
  if (unit.empty()) {
    if (cursor.peek().kind != TokenKind::kWord) {
      return cursor.unexpected("a unit: INTERVAL '10' MINUTE");
    }
    unit_span = cursor.peek().span;
    unit = cursor.take().text;
  }
  MILLRACE_TRY(const DurationUnit parsed_unit, parse_duration_unit(unit, unit_span));
  MILLRACE_TRY(AstDuration duration, make_duration(quantity.digits, "", number.span));
  duration.unit = parsed_unit;
  duration.span = cursor.place_from(begin).span;
  return duration;
}

Result<AstWindow> parse_window(TokenCursor& cursor) {
  const std::uint32_t begin = cursor.begin();
  cursor.take();
  AstWindow window;
  MILLRACE_TRY(window.kind, cursor.expect_name("a kind of window such as TUMBLING"));
  if (cursor.is_at_word("AS")) {
    return unsupported_error(cursor.peek().span,
                             "named windows are not offered; repeat the OVER (…) clause");
  }
  window.kind.text = upper_word(window.kind.text);
  MILLRACE_CHECK(cursor.expect_symbol("("));
  do {
    MILLRACE_TRY(AstWindowArgument argument, parse_window_argument(cursor));
    window.arguments.push_back(std::move(argument));
  } while (cursor.take_symbol(","));
  if (!cursor.is_at_symbol(")")) return cursor.unexpected("',' or ')'");
  cursor.take();
  window.place = cursor.place_from(begin);
  if (cursor.is_at_word("GRACE")) {
    return syntax_error(cursor.peek().span, "GRACE stands inside the parentheses of the window: " +
                                                window.kind.text + "(…, GRACE 10s)");
  }
  return window;
}

}  // namespace millrace
