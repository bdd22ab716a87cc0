// core/sql/binder/expression_binder.cpp — binds operators and functions.
#include "core/sql/binder/expression_binder.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/binder/scalar_functions.hpp"
#include "core/sql/binder/type_rules.hpp"
#include "core/sql/operators.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

ExprOp comparison_of(AstOperator op) {
  switch (op) {
    case AstOperator::kEqual:
      return ExprOp::kEqual;
    case AstOperator::kNotEqual:
      return ExprOp::kNotEqual;
    case AstOperator::kLess:
      return ExprOp::kLess;
    case AstOperator::kLessEqual:
      return ExprOp::kLessEqual;
    case AstOperator::kGreater:
      return ExprOp::kGreater;
    default:
      return ExprOp::kGreaterEqual;
  }
}

std::vector<Bound> list_of(Bound first) {
  std::vector<Bound> list;
  list.push_back(std::move(first));
  return list;
}

std::vector<Bound> list_of(Bound first, Bound second) {
  std::vector<Bound> list = list_of(std::move(first));
  list.push_back(std::move(second));
  return list;
}

Result<Bound> make_comparison(ExprOp op, Bound left, Bound right, SourceSpan span) {
  std::vector<Bound> operands = list_of(std::move(left), std::move(right));
  MILLRACE_CHECK(make_comparable(operands));
  return make_bound(op, DataType::boolean(), span, std::move(operands));
}

Result<Bound> make_not(Bound condition, SourceSpan span) {
  return make_bound(ExprOp::kNot, DataType::boolean(), span, list_of(std::move(condition)));
}

class Binder {
 public:
  Binder(ExpressionScope& scope, const Catalog& catalog) : scope_(scope), catalog_(catalog) {}

  Result<Bound> bind(const AstExpression& node) {
    MILLRACE_TRY(std::optional<Bound> resolved, scope_.resolve(node));
    if (resolved) return *std::move(resolved);
    if (node.kind == AstKind::kCall) MILLRACE_CHECK(check_function(node));
    MILLRACE_TRY(std::vector<Bound> args, bind_args(node));
    switch (node.kind) {
      case AstKind::kNumber:
        return bound_literal(number_literal(node.text), node.place.span);
      case AstKind::kString:
        return bound_literal(Value::string(node.text), node.place.span);
      case AstKind::kBoolean:
        return bound_literal(Value::boolean(node.text == "TRUE"), node.place.span);
      case AstKind::kNull:
        return bound_literal(Value::null(DataType::bigint()), node.place.span);
      case AstKind::kTimestamp:
        return bind_timestamp(node);
      case AstKind::kInterval: {
        // An interval is its length in milliseconds: TIMESTAMP + INTERVAL, and differences of
        // timestamps, work out.
        MILLRACE_TRY(const std::int64_t ms, milliseconds_of(node.duration));
        return bound_literal(Value::bigint(ms), node.place.span);
      }
      case AstKind::kNegate:
        return bind_negation(node, std::move(args));
      case AstKind::kNot:
        return bind_not(node, std::move(args));
      case AstKind::kChain:
        return bind_chain(node, std::move(args));
      case AstKind::kIsNull:
        return make_bound(node.is_negated ? ExprOp::kIsNotNull : ExprOp::kIsNull,
                          DataType::boolean(), node.place.span, std::move(args));
      case AstKind::kBetween:
      case AstKind::kIn:
      case AstKind::kLike:
        return bind_predicate(node, std::move(args));
      case AstKind::kCase:
        return bind_case(node, std::move(args));
      case AstKind::kCast:
        return bind_cast(node, std::move(args));
      case AstKind::kCall:
        return bind_scalar_function(*find_scalar_function(node.text), std::move(args),
                                    node.place.span);
      case AstKind::kExtract:
        return bind_extract(node.text, node.name_place.span, std::move(args[0]), node.place.span);
      case AstKind::kColumn:
      case AstKind::kStar:
        break;
    }
    return binding_error(node.place.span, "'*' stands only as an item of SELECT and in COUNT(*)");
  }

 private:
  Result<std::vector<Bound>> bind_args(const AstExpression& node) {
    std::vector<Bound> args;
    args.reserve(node.args.size());
    for (const AstExpression& arg : node.args) {
      MILLRACE_TRY(Bound bound, bind(arg));
      args.push_back(std::move(bound));
    }
    return args;
  }

  static Result<Bound> bind_timestamp(const AstExpression& node) {
    const std::optional<std::int64_t> ms = parse_timestamp(node.text);
    MILLRACE_ASSERT(ms.has_value());  // the parser has read it
    return bound_literal(Value::timestamp(*ms), node.place.span);
  }

  /// An even number of minuses is two: the first may overflow, the rest changes nothing.
  static Result<Bound> bind_negation(const AstExpression& node, std::vector<Bound> args) {
    Bound bound = std::move(args[0]);
    for (std::uint32_t i = 0; i < (node.repeat % 2 == 1 ? 1u : 2u); ++i) {
      MILLRACE_TRY(bound, bind_negate(std::move(bound), node.place.span));
    }
    return bound;
  }

  static Result<Bound> bind_not(const AstExpression& node, std::vector<Bound> args) {
    MILLRACE_CHECK(require_boolean(args[0], "NOT"));
    if (node.repeat % 2 == 0) return std::move(args[0]);
    return make_not(std::move(args[0]), node.place.span);
  }

  static Result<Bound> bind_chain(const AstExpression& node, std::vector<Bound> args) {
    const AstOperator op = node.operators.front();
    switch (rank_of(op)) {
      case Rank::kOr:
      case Rank::kAnd:
        for (Bound& arg : args) MILLRACE_CHECK(require_boolean(arg, text_of(op)));
        return make_connective(op == AstOperator::kOr ? ExprOp::kOr : ExprOp::kAnd,
                               std::move(args));
      case Rank::kComparison:
        return make_comparison(comparison_of(op), std::move(args[0]), std::move(args[1]),
                               node.place.span);
      case Rank::kConcat:
        for (Bound& arg : args) {
          MILLRACE_TRY(arg, cast_to(std::move(arg), DataType::string()));
        }
        return make_bound(ExprOp::kConcat, DataType::string(), node.place.span, std::move(args));
      default:
        break;
    }
    Bound sum = std::move(args[0]);
    for (std::size_t i = 0; i < node.operators.size(); ++i) {
      MILLRACE_TRY(sum, bind_arithmetic(node.operators[i], std::move(sum), std::move(args[i + 1])));
    }
    return sum;
  }

  static Result<Bound> bind_predicate(const AstExpression& node, std::vector<Bound> args) {
    Result<Bound> result = node.kind == AstKind::kBetween ? bind_between(node, std::move(args))
                           : node.kind == AstKind::kIn    ? bind_in(node, std::move(args))
                                                          : bind_like(node, std::move(args));
    if (!result || !node.is_negated) return result;
    return make_not(std::move(result).value(), node.place.span);
  }

  static Result<Bound> bind_between(const AstExpression& node, std::vector<Bound> args) {
    Bound value = args[0];
    MILLRACE_TRY(Bound from, make_comparison(ExprOp::kGreaterEqual, std::move(args[0]),
                                             std::move(args[1]), node.place.span));
    MILLRACE_TRY(Bound to, make_comparison(ExprOp::kLessEqual, std::move(value), std::move(args[2]),
                                           node.place.span));
    return make_bound(ExprOp::kAnd, DataType::boolean(), node.place.span,
                      list_of(std::move(from), std::move(to)));
  }

  static Result<Bound> bind_in(const AstExpression& node, std::vector<Bound> args) {
    MILLRACE_CHECK(make_comparable(args));
    return make_bound(ExprOp::kIn, DataType::boolean(), node.place.span, std::move(args));
  }

  static Result<Bound> bind_like(const AstExpression& node, std::vector<Bound> args) {
    for (Bound& arg : args) {
      if (arg.is_null_literal()) arg = bound_literal(Value::null(DataType::string()), arg.span());
      if (arg.type().kind == TypeKind::kString) continue;
      return binding_error(arg.span(), "LIKE needs STRING, got " + to_text(arg.type()));
    }
    return make_bound(ExprOp::kLike, DataType::boolean(), node.place.span, std::move(args));
  }

  /// CASE x WHEN a THEN … is CASE WHEN x = a THEN …; a missing ELSE is NULL.
  static Result<Bound> bind_case(const AstExpression& node, std::vector<Bound> args) {
    const std::size_t first = node.has_operand ? 1 : 0;
    const std::size_t end = args.size() - (node.has_else ? 1 : 0);
    std::vector<Bound> conditions;
    std::vector<Bound> values;
    for (std::size_t i = first; i < end; i += 2) {
      if (node.has_operand) {
        const SourceSpan span = args[i].span();
        MILLRACE_TRY(args[i], make_comparison(ExprOp::kEqual, args[0], std::move(args[i]), span));
      } else {
        MILLRACE_CHECK(require_boolean(args[i], "WHEN"));
      }
      conditions.push_back(std::move(args[i]));
      values.push_back(std::move(args[i + 1]));
    }
    values.push_back(node.has_else
                         ? std::move(args.back())
                         : bound_literal(Value::null(DataType::bigint()), node.place.span));
    MILLRACE_TRY(const DataType type, make_uniform(values));
    std::vector<Bound> parts;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      parts.push_back(std::move(conditions[i]));
      parts.push_back(std::move(values[i]));
    }
    parts.push_back(std::move(values.back()));
    return make_bound(ExprOp::kCase, type, node.place.span, std::move(parts));
  }

  static Result<Bound> bind_cast(const AstExpression& node, std::vector<Bound> args) {
    Bound& operand = args[0];
    if (operand.is_null_literal()) {
      operand = bound_literal(Value::null(node.type), node.place.span);
      return std::move(operand);
    }
    if (!can_cast(operand.type(), node.type)) {
      return binding_error(node.place.span, "cannot cast " + to_text(operand.type()) + " to " +
                                                to_text(node.type) + "; go by way of BIGINT");
    }
    return make_bound(ExprOp::kCast, node.type, node.place.span, std::move(args));
  }

  /// Aggregates and OVER calls have been taken by the scope; what is left must be a function of
  /// values.
  Status check_function(const AstExpression& node) const {
    if (find_scalar_function(node.text) == nullptr) {
      if (find_over_function(catalog_, node.text) == nullptr)
        return unknown_function(catalog_, node);
      return binding_error(node.name_place.span, "'" + node.text + "' needs OVER (…)");
    }
    if (!node.is_distinct) return {};
    return binding_error(node.name_place.span,
                         "DISTINCT stands only in aggregates, got '" + node.text + "'");
  }

  ExpressionScope& scope_;
  const Catalog& catalog_;
};

}  // namespace

Result<Bound> bind_expression(const AstExpression& node, ExpressionScope& scope,
                              const Catalog& catalog) {
  return Binder(scope, catalog).bind(node);
}

}  // namespace millrace
