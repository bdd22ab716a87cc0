// core/sql/binder/query_checks.cpp — which clauses go together.
#include "core/sql/binder/query_checks.hpp"

#include "core/base/text.hpp"
#include "core/sql/printer.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

Status check_over_stands_alone(const SelectQuery& query) {
  constexpr std::string_view kReason =
      " cannot be mixed with OVER: one query groups rows or runs over them";
  const auto refuse = [&](SourceSpan span, std::string_view clause) {
    return unsupported_error(span, std::string(clause) + std::string(kReason));
  };
  if (query.window) return refuse(query.window->place.span, "WINDOW");
  if (!query.group_by.empty()) return refuse(query.group_by_place.span, "GROUP BY");
  if (query.having) return refuse(query.having_place.span, "HAVING");
  if (query.is_distinct) return refuse(query.distinct_place.span, "DISTINCT");
  return {};
}

/// ORDER BY, LIMIT and DISTINCT of aggregates need to know that nothing more will come.
Status needs_final(std::string_view clause, SourceSpan span, const SelectQuery& query) {
  std::string message = std::string(clause);
  if (query.window) {
    message +=
        " works within each window at its closing; EMIT CHANGES gives every change before that: "
        "use EMIT FINAL";
  } else {
    message +=
        " needs the whole result, which EMIT CHANGES never has; add EMIT FINAL (the result at the "
        "end of input)";
  }
  return binding_error(span, std::move(message));
}

}  // namespace

Status check_clauses(const SelectQuery& query, const QueryPlan& plan) {
  if (plan.shape == QueryShape::kOver) {
    MILLRACE_CHECK(check_over_stands_alone(query));
  }
  if (plan.shape == QueryShape::kProjection && query.window) {
    return binding_error(query.window->place.span,
                         "WINDOW needs GROUP BY or an aggregate: without one there is nothing to "
                         "collect in windows");
  }
  if (query.having && (plan.shape == QueryShape::kProjection || plan.distinct_rows)) {
    return binding_error(query.having_place.span,
                         "HAVING needs GROUP BY or an aggregate; for single rows use WHERE");
  }
  if (plan.emit == EmitMode::kFinal) return {};
  if (!query.order_by.empty()) {
    return needs_final("ORDER BY", query.order_by_place.span, query);
  }
  if (query.limit) return needs_final("LIMIT", query.limit_place.span, query);
  if (query.is_distinct && !plan.distinct_rows) {
    return needs_final("DISTINCT of aggregates", query.distinct_place.span, query);
  }
  return {};
}

Status check_is_not_position(const AstExpression& node, std::string_view clause,
                             const std::vector<SelectItem>& items) {
  if (node.kind == AstKind::kString || node.kind == AstKind::kNull ||
      node.kind == AstKind::kBoolean) {
    return binding_error(node.place.span,
                         std::string(clause) + " needs a column or an expression, got a constant");
  }
  if (node.kind != AstKind::kNumber) return {};
  std::string message = std::string(clause) + " by position is not offered";
  const std::optional<std::int64_t> position = parse_int64(node.text);
  if (position && *position >= 1 && static_cast<std::uint64_t>(*position) <= items.size()) {
    message +=
        "; write " + print_expression(items[static_cast<std::size_t>(*position - 1)].expression);
  } else {
    message += "; name a column";
  }
  return unsupported_error(node.place.span, message + ", got " + node.text);
}

}  // namespace millrace
