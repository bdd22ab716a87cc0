// core/sql/parser/expression_parser_primary.cpp — what operators stand between: names, literals,
// calls, CASE, CAST, EXTRACT.
#include <algorithm>
#include <array>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "core/sql/keywords.hpp"
#include "core/sql/parser/expression_parser.hpp"
#include "core/sql/parser/window_parser.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

AstExpression leaf(AstKind kind, const Token& token) {
  AstExpression node;
  node.kind = kind;
  node.place = {token.span};
  node.name_place = node.place;
  node.text = token.text;
  return node;
}

/// Why the digits are no literal; nothing where they are.
std::optional<std::string> problem_with_number(TokenKind kind, std::string_view text) {
  if (kind == TokenKind::kInteger && !parse_int64(text)) {
    return "number does not fit BIGINT (-9223372036854775808 to 9223372036854775807)";
  }
  if (kind == TokenKind::kDecimal && !parse_decimal(text)) {
    return "number has more than the 18 digits of DECIMAL; write it with an exponent for DOUBLE";
  }
  if (kind == TokenKind::kReal && !parse_double(text)) return "number does not fit DOUBLE";
  return std::nullopt;
}

}  // namespace

Result<AstExpression> ExpressionParser::parse_primary() {
  const Token& token = cursor_.peek();
  switch (token.kind) {
    case TokenKind::kInteger:
    case TokenKind::kDecimal:
    case TokenKind::kReal:
      return parse_number(false);
    case TokenKind::kString:
      return leaf(AstKind::kString, cursor_.take());
    case TokenKind::kQuotedName:
      return parse_column();
    case TokenKind::kWord:
      return parse_word();
    case TokenKind::kDuration:
      return syntax_error(token.span, "expected a value, got duration '" + token.text +
                                          "'; in an expression write INTERVAL '10' MINUTE");
    default:
      break;
  }
  if (cursor_.is_at_symbol("(")) return parse_parentheses();
  return cursor_.unexpected("a value");
}

Result<AstExpression> ExpressionParser::parse_number(bool is_negative) {
  AstExpression node = leaf(AstKind::kNumber, cursor_.peek());
  if (is_negative) node.text.insert(0, "-");
  const std::optional<std::string> problem = problem_with_number(cursor_.peek().kind, node.text);
  if (problem) return syntax_error(node.place.span, *problem + ", got " + node.text.substr(0, 60));
  cursor_.take();
  return node;
}

Result<AstExpression> ExpressionParser::parse_parentheses() {
  const std::uint32_t begin = cursor_.begin();
  cursor_.take();
  if (cursor_.is_at_word("SELECT")) {
    return unsupported_error(cursor_.peek().span,
                             "subqueries are not offered: a query reads one topic");
  }
  MILLRACE_TRY(AstExpression inner, parse());
  MILLRACE_CHECK(cursor_.expect_symbol(")"));
  inner.place = cursor_.place_from(begin);
  return inner;
}

Result<AstExpression> ExpressionParser::parse_word() {
  if (cursor_.is_at_word("NULL")) {
    AstExpression node = leaf(AstKind::kNull, cursor_.take());
    node.text.clear();
    return node;
  }
  if (cursor_.is_at_any_word({"TRUE", "FALSE"})) {
    AstExpression node = leaf(AstKind::kBoolean, cursor_.take());
    node.text = upper_word(node.text);
    return node;
  }
  if (cursor_.is_at_word("CASE")) return parse_case();
  if (cursor_.is_at_word("EXISTS")) {
    return unsupported_error(cursor_.peek().span, "EXISTS is not offered: a query reads one topic");
  }
  if (is_at_interval(cursor_)) return parse_interval();
  if (cursor_.peek(1).kind == TokenKind::kString) {
    if (cursor_.is_at_word("TIMESTAMP")) return parse_timestamp();
    if (cursor_.is_at_any_word({"DATE", "TIME"})) {
      return unsupported_error(
          cursor_.peek().span,
          "expected TIMESTAMP '…', got '" + cursor_.peek().text + "': there is no such type");
    }
  }
  if (!cursor_.is_at_name()) return unexpected_keyword();
  if (!cursor_.is_at_symbol("(", 1)) return parse_column();
  if (cursor_.is_at_word("CAST")) return parse_cast();
  if (cursor_.is_at_word("EXTRACT")) return parse_extract();
  return parse_call();
}

/// Where the statement would go on behind a name, the keyword was probably meant as one.
Error ExpressionParser::unexpected_keyword() const {
  Error error = cursor_.unexpected("a value");
  const Token& next = cursor_.peek(1);
  const bool goes_on = next.kind == TokenKind::kSymbol ||
                       (next.kind == TokenKind::kWord && is_reserved_word(next.text));
  if (goes_on && !cursor_.is_at_word("BY", 1)) {
    error.message += " (a keyword; as a name write \"" + cursor_.peek().text + "\")";
  }
  return error;
}

Result<AstExpression> ExpressionParser::parse_column() {
  AstExpression node = leaf(AstKind::kColumn, cursor_.take());
  if (!cursor_.take_symbol(".")) return node;
  node.qualifier = std::move(node.text);
  if (cursor_.is_at_symbol("*")) {
    return syntax_error(cursor_.peek().span,
                        "'*' stands only as an item of SELECT and in COUNT(*)");
  }
  MILLRACE_TRY(Identifier column, cursor_.expect_name("a column name after '.'"));
  node.text = column.text;
  node.name_place = column.place;
  node.place.span.end = column.place.span.end;
  if (cursor_.is_at_symbol(".")) {
    return unsupported_error(cursor_.peek().span,
                             "fields inside a column are not offered: expected alias.column");
  }
  return node;
}

std::optional<AstExpression> ExpressionParser::take_star() {
  const bool is_qualified =
      cursor_.is_at_name() && cursor_.is_at_symbol(".", 1) && cursor_.is_at_symbol("*", 2);
  if (!is_qualified && !cursor_.is_at_symbol("*")) return std::nullopt;
  AstExpression node = leaf(AstKind::kStar, cursor_.take());
  if (is_qualified) {
    node.qualifier = std::move(node.text);
    cursor_.take();
    cursor_.take();
    node.place = cursor_.place_from(node.place.span.begin);
  }
  node.text.clear();
  return node;
}

Result<AstExpression> ExpressionParser::parse_call() {
  AstExpression node = leaf(AstKind::kCall, cursor_.take());
  if (cursor_.peek().kind == TokenKind::kQuotedName) return cursor_.unexpected("a function");
  node.text = upper_word(node.text);
  MILLRACE_CHECK(cursor_.expect_symbol("("));
  MILLRACE_CHECK(parse_call_arguments(node));
  MILLRACE_CHECK(cursor_.expect_symbol(")"));
  MILLRACE_CHECK(parse_call_tail(node));
  node.place = cursor_.place_from(node.place.span.begin);
  return finish(std::move(node));
}

Status ExpressionParser::parse_call_arguments(AstExpression& call) {
  if (cursor_.is_at_symbol(")")) return {};
  if (cursor_.is_at_symbol("*")) {
    AstExpression star = leaf(AstKind::kStar, cursor_.take());
    star.text.clear();
    call.args.push_back(std::move(star));
    return {};
  }
  if (cursor_.is_at_word("SELECT")) {
    return unsupported_error(cursor_.peek().span,
                             "subqueries are not offered: a query reads one topic");
  }
  call.is_distinct = cursor_.take_word("DISTINCT");
  MILLRACE_TRY(call.args, parse_list());
  // SUBSTRING(text FROM start [FOR length]), the standard's spelling.
  const bool is_substring = call.text == "SUBSTRING" && call.args.size() == 1;
  if (is_substring && cursor_.take_word("FROM")) {
    MILLRACE_TRY(AstExpression start, parse());
    call.args.push_back(std::move(start));
    if (cursor_.take_word("FOR")) {
      MILLRACE_TRY(AstExpression length, parse());
      call.args.push_back(std::move(length));
    }
  }
  if (cursor_.is_at_word("ORDER")) {
    return unsupported_error(
        cursor_.peek().span,
        "ORDER BY inside an aggregate is not offered: rows come in their order of arrival");
  }
  return {};
}

Status ExpressionParser::parse_call_tail(AstExpression& call) {
  if (cursor_.is_at_word("FILTER") && cursor_.is_at_symbol("(", 1)) {
    return unsupported_error(
        cursor_.peek().span,
        "FILTER is not offered; write SUM(CASE WHEN condition THEN value END)");
  }
  if (cursor_.is_at_word("WITHIN") && cursor_.is_at_word("GROUP", 1)) {
    return unsupported_error(cursor_.peek().span, "WITHIN GROUP is not offered");
  }
  if (!cursor_.is_at_word("OVER")) return {};
  MILLRACE_TRY(OverClause over, parse_over());
  call.over.push_back(std::move(over));
  return {};
}

Result<AstExpression> ExpressionParser::parse_case() {
  AstExpression node = leaf(AstKind::kCase, cursor_.take());
  node.text.clear();
  node.has_operand = !cursor_.is_at_word("WHEN");
  if (node.has_operand) {
    MILLRACE_TRY(AstExpression operand, parse());
    node.args.push_back(std::move(operand));
  }
  MILLRACE_CHECK(cursor_.expect_word("WHEN"));
  do {
    MILLRACE_TRY(AstExpression condition, parse());
    node.args.push_back(std::move(condition));
    MILLRACE_CHECK(cursor_.expect_word("THEN"));
    MILLRACE_TRY(AstExpression value, parse());
    node.args.push_back(std::move(value));
  } while (cursor_.take_word("WHEN"));
  node.has_else = cursor_.take_word("ELSE");
  if (node.has_else) {
    MILLRACE_TRY(AstExpression value, parse());
    node.args.push_back(std::move(value));
  }
  if (!cursor_.take_word("END")) {
    constexpr std::array<std::string_view, 3> kWords = {"WHEN", "ELSE", "END"};
    return cursor_.unexpected(node.has_else ? "END" : "WHEN, ELSE or END", kWords);
  }
  node.place = cursor_.place_from(node.place.span.begin);
  return finish(std::move(node));
}

Result<AstExpression> ExpressionParser::parse_cast() {
  AstExpression node = leaf(AstKind::kCast, cursor_.take());
  node.text.clear();
  MILLRACE_CHECK(cursor_.expect_symbol("("));
  MILLRACE_TRY(AstExpression operand, parse());
  node.args.push_back(std::move(operand));
  MILLRACE_CHECK(cursor_.expect_word("AS"));
  MILLRACE_TRY(node.type, parse_type());
  MILLRACE_CHECK(cursor_.expect_symbol(")"));
  node.place = cursor_.place_from(node.place.span.begin);
  return finish(std::move(node));
}

Result<DataType> ExpressionParser::parse_type() {
  constexpr std::array<std::string_view, 13> kTypeWords = {
      "BIGINT", "INTEGER", "INT",  "DOUBLE",  "FLOAT", "DECIMAL",  "NUMERIC",
      "STRING", "VARCHAR", "TEXT", "BOOLEAN", "BOOL",  "TIMESTAMP"};
  constexpr std::string_view kTypes = "BIGINT, DOUBLE, DECIMAL(p,s), STRING, BOOLEAN or TIMESTAMP";
  if (cursor_.peek().kind != TokenKind::kWord)
    return cursor_.unexpected(std::string("a type: ") + std::string(kTypes));
  const Token word = cursor_.take();
  std::string text = word.text;
  if (cursor_.is_at_word("PRECISION")) text += " " + cursor_.take().text;
  if (!parse_data_type(text)) {
    return binding_error(word.span, "unknown type '" + text + "'" + did_you_mean(text, kTypeWords) +
                                        "; types are " + std::string(kTypes));
  }
  if (!cursor_.is_at_symbol("(")) return *parse_data_type(text);
  if (parse_data_type(text)->kind == TypeKind::kString) {
    return unsupported_error(
        cursor_.peek().span,
        "lengths of strings are not enforced; write STRING, or SUBSTRING(x, 1, n) to cut");
  }
  text += cursor_.take().text;
  while (cursor_.peek().kind == TokenKind::kInteger || cursor_.is_at_symbol(",")) {
    text += cursor_.take().text;
  }
  MILLRACE_CHECK(cursor_.expect_symbol(")"));
  text += ")";
  const std::optional<DataType> type = parse_data_type(text);
  if (type) return *type;
  return binding_error(cursor_.place_from(word.span.begin).span,
                       "expected DECIMAL(p,s) with 1 <= p <= 18 and 0 <= s <= p, got " + text);
}

Result<AstExpression> ExpressionParser::parse_extract() {
  AstExpression node = leaf(AstKind::kExtract, cursor_.take());
  MILLRACE_CHECK(cursor_.expect_symbol("("));
  MILLRACE_TRY(const Identifier field,
               cursor_.expect_name("a field of a timestamp: YEAR, MONTH, …"));
  node.text = upper_word(field.text);
  node.name_place = field.place;
  MILLRACE_CHECK(cursor_.expect_word("FROM"));
  MILLRACE_TRY(AstExpression operand, parse());
  node.args.push_back(std::move(operand));
  MILLRACE_CHECK(cursor_.expect_symbol(")"));
  node.place = cursor_.place_from(node.place.span.begin);
  return finish(std::move(node));
}

Result<AstExpression> ExpressionParser::parse_timestamp() {
  const std::uint32_t begin = cursor_.begin();
  cursor_.take();
  AstExpression node = leaf(AstKind::kTimestamp, cursor_.peek());
  if (!millrace::parse_timestamp(node.text)) {
    return syntax_error(
        node.place.span,
        "expected a timestamp like '2001-01-31 23:59:59.123', got '" + node.text + "'");
  }
  cursor_.take();
  node.place = cursor_.place_from(begin);
  return node;
}

Result<AstExpression> ExpressionParser::parse_interval() {
  const std::uint32_t begin = cursor_.begin();
  AstExpression node = leaf(AstKind::kInterval, cursor_.peek());
  node.text.clear();
  MILLRACE_TRY(node.duration, parse_interval_literal(cursor_));
  if (auto ms = milliseconds_of(node.duration); !ms) return std::move(ms).error();
  node.place = cursor_.place_from(begin);
  return node;
}

}  // namespace millrace
