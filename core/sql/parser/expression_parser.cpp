// core/sql/parser/expression_parser.cpp — operators: chains, predicates, signs. Primaries are in
// expression_parser_primary.cpp.
#include "core/sql/parser/expression_parser.hpp"

#include <algorithm>
#include <array>

#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

bool is_comparison(const AstExpression& expression) {
  return expression.kind == AstKind::kChain &&
         rank_of(expression.operators.front()) == Rank::kComparison;
}

AstExpression wrap(AstKind kind, AstExpression operand) {
  AstExpression node;
  node.kind = kind;
  node.place = operand.place;
  node.args.push_back(std::move(operand));
  return node;
}

}  // namespace

Result<AstExpression> ExpressionParser::finish(AstExpression node) const {
  node.depth = 1;
  for (const AstExpression& operand : node.args) {
    node.depth = std::max(node.depth, operand.depth + 1);
  }
  if (node.depth <= kAstDepthMax) return node;
  return syntax_error(node.place.span, "expression is nested deeper than 128 operations");
}

Result<std::vector<AstExpression>> ExpressionParser::parse_list() {
  std::vector<AstExpression> items;
  do {
    MILLRACE_TRY(AstExpression item, parse());
    items.push_back(std::move(item));
  } while (cursor_.take_symbol(","));
  return items;
}

Result<std::vector<AstOrderItem>> ExpressionParser::parse_order_items() {
  std::vector<AstOrderItem> items;
  do {
    MILLRACE_TRY(AstExpression expression, parse());
    AstOrderItem item{std::move(expression), cursor_.take_word("DESC")};
    if (!item.is_descending) cursor_.take_word("ASC");
    if (cursor_.is_at_word("NULLS")) {
      return unsupported_error(
          cursor_.peek().span,
          "NULLS FIRST|LAST is not offered: NULL comes first ascending, last descending");
    }
    items.push_back(std::move(item));
  } while (cursor_.take_symbol(","));
  return items;
}

Result<AstExpression> ExpressionParser::parse_from(Rank rank_min) {
  if (nesting_ > kNestingMax) {
    return syntax_error(cursor_.peek().span, "expression is nested deeper than 64 levels");
  }
  ++nesting_;
  Result<AstExpression> result = parse_operators(rank_min);
  --nesting_;
  return result;
}

Result<AstExpression> ExpressionParser::parse_operators(Rank rank_min) {
  MILLRACE_TRY(AstExpression left, parse_prefix(rank_min));
  Rank rank_max = Rank::kProduct;
  while (true) {
    const std::optional<Infix> infix = infix_here();
    if (!infix && cursor_.is_at_word("NOT")) {
      cursor_.take();
      constexpr std::array<std::string_view, 3> kWords = {"BETWEEN", "IN", "LIKE"};
      return cursor_.unexpected("BETWEEN, IN or LIKE after NOT", kWords);
    }
    if (!infix || infix->rank < rank_min) return left;
    if (infix->rank > rank_max) {
      return syntax_error(cursor_.peek().span,
                          "'" + cursor_.peek().text +
                              "' cannot follow another condition; put the left one in parentheses");
    }
    const bool chains = infix->op && infix->rank != Rank::kComparison;
    if (!chains) rank_max = static_cast<Rank>(static_cast<std::uint8_t>(infix->rank) - 1);
    Result<AstExpression> next = infix->op ? parse_chain_link(std::move(left), *infix->op)
                                 : infix->rank == Rank::kIs ? parse_is(std::move(left))
                                                            : parse_predicate(std::move(left));
    if (!next) return next;
    left = std::move(next).value();
  }
}

std::optional<ExpressionParser::Infix> ExpressionParser::infix_here() const {
  const Token& token = cursor_.peek();
  if (token.kind == TokenKind::kSymbol || cursor_.is_at_any_word({"AND", "OR"})) {
    const std::optional<AstOperator> op = operator_of(token.text);
    if (!op) return std::nullopt;
    return Infix{rank_of(*op), op};
  }
  if (cursor_.is_at_word("IS")) return Infix{Rank::kIs, std::nullopt};
  const std::uint32_t ahead = cursor_.is_at_word("NOT") ? 1 : 0;
  if (!cursor_.is_at_any_word({"BETWEEN", "IN", "LIKE"}, ahead)) return std::nullopt;
  return Infix{Rank::kPredicate, std::nullopt};
}

Result<AstExpression> ExpressionParser::parse_chain_link(AstExpression left, AstOperator op) {
  cursor_.take();
  const Rank rank = rank_of(op);
  MILLRACE_TRY(AstExpression right, parse_from(tighter(rank)));
  // A left operand of the same rank, in parentheses or not, is the beginning of the same chain.
  const bool continues =
      left.kind == AstKind::kChain && rank_of(left) == rank && !is_comparison(left);
  AstExpression chain = continues ? std::move(left) : wrap(AstKind::kChain, std::move(left));
  chain.place.span.end = right.place.span.end;
  chain.operators.push_back(op);
  chain.depth = std::max(chain.depth, right.depth + 1);
  chain.args.push_back(std::move(right));
  if (continues && chain.depth <= kAstDepthMax) return chain;
  return finish(std::move(chain));
}

Result<AstExpression> ExpressionParser::parse_is(AstExpression left) {
  cursor_.take();
  AstExpression node = wrap(AstKind::kIsNull, std::move(left));
  node.is_negated = cursor_.take_word("NOT");
  if (cursor_.is_at_any_word({"TRUE", "FALSE", "UNKNOWN", "DISTINCT"})) {
    return unsupported_error(cursor_.peek().span,
                             "only IS [NOT] NULL is offered, got '" + cursor_.peek().text + "'");
  }
  MILLRACE_CHECK(cursor_.expect_word("NULL"));
  node.place = cursor_.place_from(node.place.span.begin);
  return finish(std::move(node));
}

Result<AstExpression> ExpressionParser::parse_predicate(AstExpression left) {
  AstExpression node = wrap(AstKind::kIn, std::move(left));
  node.is_negated = cursor_.take_word("NOT");
  if (cursor_.take_word("IN")) {
    MILLRACE_CHECK(parse_in_list(node));
  } else {
    node.kind = cursor_.is_at_word("LIKE") ? AstKind::kLike : AstKind::kBetween;
    cursor_.take();
    MILLRACE_TRY(AstExpression second, parse_from(tighter(Rank::kPredicate)));
    node.args.push_back(std::move(second));
  }
  if (node.kind == AstKind::kBetween) {
    MILLRACE_CHECK(cursor_.expect_word("AND"));
    MILLRACE_TRY(AstExpression third, parse_from(tighter(Rank::kPredicate)));
    node.args.push_back(std::move(third));
  }
  if (node.kind == AstKind::kLike && cursor_.is_at_word("ESCAPE")) {
    return unsupported_error(cursor_.peek().span,
                             "ESCAPE is not offered: a backslash escapes % and _ in LIKE");
  }
  node.place = cursor_.place_from(node.place.span.begin);
  return finish(std::move(node));
}

Status ExpressionParser::parse_in_list(AstExpression& node) {
  MILLRACE_CHECK(cursor_.expect_symbol("("));
  if (cursor_.is_at_word("SELECT")) {
    return unsupported_error(cursor_.peek().span,
                             "subqueries are not offered: a query reads one topic");
  }
  MILLRACE_TRY(std::vector<AstExpression> items, parse_list());
  for (AstExpression& item : items) node.args.push_back(std::move(item));
  return cursor_.expect_symbol(")");
}

Result<AstExpression> ExpressionParser::parse_prefix(Rank rank_min) {
  if (cursor_.is_at_word("NOT")) return parse_not(rank_min);
  if (cursor_.is_at_symbol("-") || cursor_.is_at_symbol("+")) return parse_sign();
  return parse_primary();
}

Result<AstExpression> ExpressionParser::parse_not(Rank rank_min) {
  if (rank_min > Rank::kNot) {
    return syntax_error(cursor_.peek().span,
                        "expected a value, got 'NOT'; put the condition in parentheses");
  }
  const std::uint32_t begin = cursor_.begin();
  std::uint32_t repeat = 0;
  while (cursor_.take_word("NOT")) ++repeat;
  MILLRACE_TRY(AstExpression operand, parse_from(tighter(Rank::kNot)));
  const bool is_not = operand.kind == AstKind::kNot;
  AstExpression node = is_not ? std::move(operand) : wrap(AstKind::kNot, std::move(operand));
  node.repeat = (is_not ? node.repeat : 0) + repeat;
  node.place = cursor_.place_from(begin);
  return finish(std::move(node));
}

Result<AstExpression> ExpressionParser::parse_sign() {
  const std::uint32_t begin = cursor_.begin();
  std::uint32_t minuses = 0;
  while (cursor_.is_at_symbol("-") || cursor_.is_at_symbol("+")) {
    if (cursor_.take().text == "-") ++minuses;
  }
  const TokenKind kind = cursor_.peek().kind;
  const bool is_number =
      kind == TokenKind::kInteger || kind == TokenKind::kDecimal || kind == TokenKind::kReal;
  // The innermost minus belongs to the number, so that -9223372036854775808 can be written; also to one in parentheses,
  // for -(5) prints as -5.
  Result<AstExpression> operand = is_number ? parse_number(minuses > 0) : parse_primary();
  if (!operand) return operand;
  if (is_number && minuses > 0) {
    --minuses;
  } else if (operand.value().kind == AstKind::kNumber && operand.value().text[0] != '-' &&
             minuses > 0) {
    operand.value().text.insert(0, "-");
    --minuses;
  }
  if (minuses == 0) {
    operand.value().place = cursor_.place_from(begin);
    return operand;
  }
  const bool is_negate = operand.value().kind == AstKind::kNegate;
  AstExpression node =
      is_negate ? std::move(operand).value() : wrap(AstKind::kNegate, std::move(operand).value());
  node.repeat = (is_negate ? node.repeat : 0) + minuses;
  node.place = cursor_.place_from(begin);
  return finish(std::move(node));
}

}  // namespace millrace
