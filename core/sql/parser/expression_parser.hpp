// core/sql/parser/expression_parser.hpp — reads one expression by operator precedence (Pratt);
// internal to the parser.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/operators.hpp"
#include "core/sql/parser/token_cursor.hpp"

namespace millrace {

/// Deepest nesting of parentheses, calls and right operands. Chains of operators, NOT and minus are
/// read in a loop and do not count.
inline constexpr std::uint32_t kNestingMax = 64;

/// Reads expressions at a cursor that it borrows. Never recurses deeper than kNestingMax.
class ExpressionParser {
 public:
  explicit ExpressionParser(TokenCursor& cursor) : cursor_(cursor) {}

  Result<AstExpression> parse() { return parse_from(Rank::kOr); }
  /// expr [ASC|DESC], …
  Result<std::vector<AstOrderItem>> parse_order_items();
  Result<std::vector<AstExpression>> parse_list();
  /// At `name.*` or `*`: the star.
  std::optional<AstExpression> take_star();

 private:
  struct Infix {
    Rank rank;
    std::optional<AstOperator> op;  // nothing: IS, BETWEEN, IN, LIKE
  };

  /// Operators of this rank and tighter.
  Result<AstExpression> parse_from(Rank rank_min);
  Result<AstExpression> parse_operators(Rank rank_min);
  std::optional<Infix> infix_here() const;
  Result<AstExpression> parse_chain_link(AstExpression left, AstOperator op);
  Result<AstExpression> parse_predicate(AstExpression left);
  Result<AstExpression> parse_is(AstExpression left);
  Status parse_in_list(AstExpression& node);

  Result<AstExpression> parse_prefix(Rank rank_min);
  Result<AstExpression> parse_not(Rank rank_min);
  Result<AstExpression> parse_sign();

  // expression_parser_primary.cpp
  Result<AstExpression> parse_primary();
  Result<AstExpression> parse_word();
  Error unexpected_keyword() const;
  Result<AstExpression> parse_parentheses();
  Result<AstExpression> parse_number(bool is_negative);
  Result<AstExpression> parse_column();
  Result<AstExpression> parse_call();
  Status parse_call_arguments(AstExpression& call);
  Status parse_call_tail(AstExpression& call);
  Result<AstExpression> parse_case();
  Result<AstExpression> parse_cast();
  Result<DataType> parse_type();
  Result<AstExpression> parse_extract();
  Result<AstExpression> parse_timestamp();
  Result<AstExpression> parse_interval();

  // over_parser.cpp
  Result<OverClause> parse_over();
  Status parse_over_buffer(OverClause& over);
  Result<AstFrame> parse_frame();
  struct FrameBound {
    std::optional<std::int64_t> rows;  // as in AstFrame
    SourceSpan span;
  };
  Result<FrameBound> parse_frame_bound();
  Status parse_over_emission();

  /// Sets the depth of a node whose operands are there; an error where it is too deep.
  Result<AstExpression> finish(AstExpression node) const;

  TokenCursor& cursor_;
  std::uint32_t nesting_ = 0;
};

}  // namespace millrace
