// core/sql/operators.cpp — spellings and ranks of the operators.
#include "core/sql/operators.hpp"

#include <array>

#include "core/base/text.hpp"

namespace millrace {
namespace {

// In the order of AstOperator.
constexpr std::array<std::string_view, 14> kTexts = {"OR", "AND", "=", "<>", "<", "<=", ">",
                                                     ">=", "||",  "+", "-",  "*", "/",  "%"};

}  // namespace

std::string_view text_of(AstOperator op) {
  return kTexts[static_cast<std::size_t>(op)];
}

std::optional<AstOperator> operator_of(std::string_view token_text) {
  for (std::size_t i = 0; i < kTexts.size(); ++i) {
    if (equals_ignoring_case(kTexts[i], token_text)) return static_cast<AstOperator>(i);
  }
  return std::nullopt;
}

Rank rank_of(const AstExpression& expression) {
  switch (expression.kind) {
    case AstKind::kChain:
      return rank_of(expression.operators.front());
    case AstKind::kNot:
      return Rank::kNot;
    case AstKind::kIsNull:
      return Rank::kIs;
    case AstKind::kBetween:
    case AstKind::kIn:
    case AstKind::kLike:
      return Rank::kPredicate;
    case AstKind::kNegate:
      return Rank::kSign;
    default:
      return Rank::kPrimary;
  }
}

}  // namespace millrace
