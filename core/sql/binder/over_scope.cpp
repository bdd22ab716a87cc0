// core/sql/binder/over_scope.cpp — names in a query with OVER.
#include "core/sql/binder/over_scope.hpp"

#include <algorithm>

#include "core/sql/binder/aggregate_binder.hpp"
#include "core/sql/binder/event_time.hpp"
#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/binder/scalar_functions.hpp"
#include "core/sql/binder/type_rules.hpp"
#include "core/sql/printer.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

/// Rows of the frame: Velostream's buffer of n rows is the current one and the n-1 before it. With
/// both a buffer and a frame, the frame cannot reach beyond the buffer. Without either: from the
/// first row of the group to the current one.
RowFrame frame_of(const OverClause& over) {
  RowFrame frame{std::nullopt, 0};
  if (over.frame) {
    if (over.frame->first) frame.preceding = -*over.frame->first;
    frame.following = over.frame->last;
  }
  if (over.buffer_rows) {
    const std::int64_t reach = *over.buffer_rows - 1;
    frame.preceding = frame.preceding ? std::min(*frame.preceding, reach) : reach;
  }
  return frame;
}

std::string argument_count(const OverSignature& signature) {
  std::string text = std::to_string(signature.arguments_min);
  if (signature.arguments_max != signature.arguments_min) {
    text += " to " + std::to_string(signature.arguments_max);
  }
  return text + (signature.arguments_max == 1 ? " argument" : " arguments");
}

}  // namespace

Result<std::optional<Bound>> OverScope::resolve(const AstExpression& node) {
  if (node.kind == AstKind::kColumn) return resolve_column(node);
  if (!node.over.empty()) {
    MILLRACE_TRY(Bound bound, bind_call(node));
    return std::optional(std::move(bound));
  }
  if (is_aggregate_call(catalog_, node)) {
    return unsupported_error(node.place.span,
                             "aggregates of groups cannot be mixed with OVER; write '" + node.text +
                                 "(…) OVER (…)' or drop OVER");
  }
  return std::optional<Bound>();
}

Result<std::optional<Bound>> OverScope::resolve_column(const AstExpression& node) {
  MILLRACE_TRY(std::optional<Bound> column, names_.find(node));
  if (column) return column;
  const SelectItem* item = aliases_ == nullptr ? nullptr : find_alias(*aliases_, node);
  if (item == nullptr) return names_.unknown(node);
  OverScope inner(names_, catalog_, plan_, nullptr);
  MILLRACE_TRY(Bound bound, inner.bind(item->expression));
  return std::optional(std::move(bound));
}

Result<Bound> OverScope::bind_call(const AstExpression& node) {
  const OverClause& over = node.over.front();
  OverCall call;
  call.span = node.place.span;
  call.frame = frame_of(over);
  MILLRACE_CHECK(bind_function(node, call));
  MILLRACE_CHECK(bind_partition(over));
  MILLRACE_TRY(call.is_ordered, bind_order(over));
  const auto index = static_cast<std::uint32_t>(plan_.over.size());
  const DataType type = call.result_type;
  plan_.over.push_back(std::move(call));
  return bound_column(plan_.input->column_count() + index, type, node.place.span);
}

/// The first call settles the groups; the others must name the same ones, in any order.
Status OverScope::bind_partition(const OverClause& over) {
  RowScope rows(names_, catalog_, RowClause::kPartitionBy);
  std::vector<Expression> keys;
  std::vector<std::string> key_names;
  const auto holds = [](const std::vector<Expression>& list, const Expression& key) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Expression& other) { return computes_same(other, key); });
  };
  for (const AstExpression& node : over.partition_by) {
    MILLRACE_TRY(Bound key, rows.bind(node));
    if (holds(keys, key.expression)) continue;
    keys.push_back(std::move(key.expression));
    key_names.push_back(node.kind == AstKind::kColumn ? names_.canonical_name(node)
                                                      : print_expression(node));
  }
  if (plan_.over.empty()) {
    plan_.group_keys = std::move(keys);
    plan_.group_key_names = std::move(key_names);
    plan_.span_group_by = over.place.span;
    return {};
  }
  const bool is_same = keys.size() == plan_.group_keys.size() &&
                       std::all_of(keys.begin(), keys.end(), [&](const Expression& key) {
                         return holds(plan_.group_keys, key);
                       });
  if (is_same) return {};
  return unsupported_error(over.place.span,
                           "all OVER calls of a query share one PARTITION BY: one state per group");
}

/// Whether there is an ORDER BY, which can only be the event-time column.
Result<bool> OverScope::bind_order(const OverClause& over) {
  if (over.order_by.empty()) return false;
  constexpr std::string_view kReason =
      "OVER works through rows in event-time order, as they become final: ";
  const AstOrderItem& item = over.order_by.front();
  if (over.order_by.size() > 1) {
    return unsupported_error(over.order_by[1].expression.place.span,
                             std::string(kReason) + "ORDER BY takes the event-time column alone");
  }
  if (item.is_descending) {
    return unsupported_error(item.expression.place.span,
                             std::string(kReason) + "ORDER BY … DESC is not possible");
  }
  if (item.expression.kind != AstKind::kColumn) {
    return unsupported_error(
        item.expression.place.span,
        std::string(kReason) + "ORDER BY takes the event-time column, not an expression");
  }
  MILLRACE_CHECK(
      settle_event_time(names_, &item.expression, "ORDER BY of OVER", over.place.span, plan_));
  plan_.span_order_by = item.expression.place.span;
  return true;
}

Status OverScope::bind_function(const AstExpression& node, OverCall& call) {
  call.function = find_over_function(catalog_, node.text);
  if (call.function != nullptr) return bind_function_arguments(node, call);
  if (find_aggregate(catalog_, node.text) == nullptr) {
    if (find_scalar_function(node.text) == nullptr) return unknown_function(catalog_, node);
    return binding_error(node.name_place.span,
                         "'" + node.text + "' does not go with OVER: it works on single values");
  }
  RowScope rows(names_, catalog_, RowClause::kOverCall);
  MILLRACE_TRY(call.aggregate, bind_aggregate(node, rows, catalog_));
  call.result_type = call.aggregate->result_type;
  return {};
}

/// LAG(value, offset, default): the offset a whole number, the default a literal of the value's
/// type.
Status OverScope::bind_function_arguments(const AstExpression& node, OverCall& call) {
  const OverSignature& signature = *call.function;
  const bool is_star = !node.args.empty() && node.args[0].kind == AstKind::kStar;
  if (node.args.size() < signature.arguments_min || node.args.size() > signature.arguments_max ||
      is_star) {
    return binding_error(node.place.span, "'" + node.text + "' takes " + argument_count(signature) +
                                              ", got " +
                                              (is_star ? "*" : std::to_string(node.args.size())));
  }
  if (node.is_distinct) {
    return binding_error(node.name_place.span, "'" + node.text + "' does not take DISTINCT");
  }
  RowScope rows(names_, catalog_, RowClause::kOverCall);
  std::vector<Bound> args;
  for (const AstExpression& arg : node.args) {
    MILLRACE_TRY(Bound bound, rows.bind(arg));
    args.push_back(std::move(bound));
  }
  if (args.size() > 1) {
    const Bound& offset = args[1];
    const bool is_count = offset.is_literal() && !offset.is_null_literal() &&
                          offset.type().kind == TypeKind::kBigint &&
                          offset.expression.literal.as_int64() >= 0;
    if (!is_count) {
      return binding_error(offset.span(),
                           "the offset of '" + node.text + "' must be a whole number from 0");
    }
  }
  if (args.size() > 2) {
    MILLRACE_CHECK(adapt_literal(args[2], args[0].type(), "the default of '" + node.text + "'"));
  }
  call.result_type =
      signature.result_is_argument && !args.empty() ? args[0].type() : DataType::bigint();
  for (Bound& arg : args) call.arguments.push_back(std::move(arg.expression));
  return {};
}

}  // namespace millrace
