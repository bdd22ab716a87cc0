// core/sql/operators.hpp — how tightly operators bind, and how they are spelled: for the parser and
// the printer alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/sql/ast.hpp"

namespace millrace {

/// From loose to tight, PostgreSQL's order. Operators of one rank from kConcat on, and AND and OR,
/// chain from left to right; those between do not chain.
enum class Rank : std::uint8_t {
  kOr,
  kAnd,
  kNot,
  kIs,          // IS NULL
  kComparison,  // = <> < <= > >=
  kPredicate,   // BETWEEN, IN, LIKE
  kConcat,      // ||
  kSum,         // + -
  kProduct,     // * / %
  kSign,        // unary minus
  kPrimary,     // names, literals, calls, parentheses
};

constexpr Rank tighter(Rank rank) {
  return static_cast<Rank>(static_cast<std::uint8_t>(rank) + 1);
}

constexpr Rank rank_of(AstOperator op) {
  switch (op) {
    case AstOperator::kOr:
      return Rank::kOr;
    case AstOperator::kAnd:
      return Rank::kAnd;
    case AstOperator::kConcat:
      return Rank::kConcat;
    case AstOperator::kAdd:
    case AstOperator::kSubtract:
      return Rank::kSum;
    case AstOperator::kMultiply:
    case AstOperator::kDivide:
    case AstOperator::kModulo:
      return Rank::kProduct;
    default:
      return Rank::kComparison;
  }
}

/// `AND`, `<>`, `||`.
std::string_view text_of(AstOperator op);
/// The operator that a token spells: a symbol, or AND and OR in any case.
std::optional<AstOperator> operator_of(std::string_view token_text);
/// The rank of the outermost operator of an expression.
Rank rank_of(const AstExpression& expression);

}  // namespace millrace
