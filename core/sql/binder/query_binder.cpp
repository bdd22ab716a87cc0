// core/sql/binder/query_binder.cpp — from a statement to a plan: which shape the query has, and its
// clauses in the order in which they depend on each other.
#include <algorithm>

#include "core/base/nearest_word.hpp"
#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/binder/group_scope.hpp"
#include "core/sql/binder/output_names.hpp"
#include "core/sql/binder/over_scope.hpp"
#include "core/sql/binder/query_checks.hpp"
#include "core/sql/binder/row_scope.hpp"
#include "core/sql/binder/type_rules.hpp"
#include "core/sql/binder/window_binder.hpp"
#include "core/sql/printer.hpp"
#include "core/sql/sql.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

class QueryBinder {
 public:
  QueryBinder(const SelectQuery& query, const TopicDescription& topic, const Catalog& catalog)
      : query_(query), catalog_(catalog), names_(topic, query) {
    plan_.topic = topic.name;
    plan_.input = topic.schema;
    plan_.event_time_column = topic.event_time_column;
  }

  Result<QueryPlan> run() {
    MILLRACE_CHECK(expand_stars());
    plan_.shape = shape();
    plan_.is_distinct = query_.is_distinct && !plan_.distinct_rows;
    plan_.emit = emit_mode();
    plan_.limit = query_.limit;
    note_places();
    MILLRACE_CHECK(check_clauses(query_, plan_));
    MILLRACE_CHECK(bind_where());
    switch (plan_.shape) {
      case QueryShape::kProjection:
        MILLRACE_CHECK(bind_projection());
        break;
      case QueryShape::kOver:
        MILLRACE_CHECK(bind_over());
        break;
      case QueryShape::kGrouped:
        MILLRACE_CHECK(bind_grouped());
        break;
    }
    name_outputs(items_, names_, plan_);
    plan_.required_columns = columns_read(plan_);
    return std::move(plan_);
  }

 private:
  /// `*` becomes the topic's columns, each at the place of the star.
  Status expand_stars() {
    for (const SelectItem& item : query_.items) {
      if (item.expression.kind != AstKind::kStar) {
        items_.push_back(item);
        continue;
      }
      MILLRACE_CHECK(names_.check_qualifier(item.expression));
      for (const Field& field : names_.topic().schema->fields()) {
        SelectItem column;
        column.expression.kind = AstKind::kColumn;
        column.expression.text = field.name;
        // Qualified, so that a column of the topic named _WINDOW_START is not taken for the
        // window's.
        column.expression.qualifier = query_.topic.text;
        column.expression.place = item.expression.place;
        column.expression.name_place = item.expression.place;
        items_.push_back(std::move(column));
      }
    }
    return {};
  }

  template <typename Predicate>
  bool any_result(Predicate predicate) const {
    return std::any_of(items_.begin(), items_.end(),
                       [&](const SelectItem& item) { return predicate(item.expression); }) ||
           (query_.having && predicate(*query_.having)) ||
           std::any_of(query_.order_by.begin(), query_.order_by.end(),
                       [&](const AstOrderItem& item) { return predicate(item.expression); });
  }

  bool holds_aggregate() const {
    return any_result([this](const AstExpression& node) { return has_aggregate(catalog_, node); });
  }

  QueryShape shape() {
    if (any_result([](const AstExpression& node) { return has_over(node); }))
      return QueryShape::kOver;
    const bool is_aggregated = !query_.group_by.empty() || holds_aggregate();
    plan_.distinct_rows = query_.is_distinct && !is_aggregated;
    return is_aggregated || query_.is_distinct ? QueryShape::kGrouped : QueryShape::kProjection;
  }

  EmitMode emit_mode() const {
    if (query_.emit == AstEmit::kDefault)
      return query_.window ? EmitMode::kFinal : EmitMode::kChanges;
    return query_.emit == AstEmit::kFinal ? EmitMode::kFinal : EmitMode::kChanges;
  }

  void note_places() {
    plan_.span_where = query_.where_place.span;
    plan_.span_group_by = query_.group_by_place.span;
    plan_.span_order_by = query_.order_by_place.span;
  }

  Status bind_where() {
    if (!query_.where) return {};
    RowScope rows(names_, catalog_, RowClause::kWhere);
    MILLRACE_TRY(Bound condition, rows.bind(*query_.where));
    MILLRACE_CHECK(require_boolean(condition, "WHERE"));
    plan_.where = std::move(condition.expression);
    return {};
  }

  Status bind_projection() {
    RowScope rows(names_, catalog_, RowClause::kSelect);
    MILLRACE_CHECK(bind_items(rows));
    RowScope with_aliases(names_, catalog_, RowClause::kOrderBy, &query_.items);
    return bind_order_by(with_aliases);
  }

  Status bind_over() {
    OverScope over(names_, catalog_, plan_, nullptr);
    MILLRACE_CHECK(bind_items(over));
    OverScope with_aliases(names_, catalog_, plan_, &query_.items);
    return bind_order_by(with_aliases);
  }

  Status bind_grouped() {
    MILLRACE_CHECK(plan_.distinct_rows ? bind_distinct_keys() : bind_group_keys());
    if (query_.window) {
      MILLRACE_CHECK(bind_window(*query_.window, names_, catalog_, plan_));
    }
    GroupScope groups(names_, catalog_, plan_, nullptr);
    MILLRACE_CHECK(bind_items(groups));
    GroupScope with_aliases(names_, catalog_, plan_, &query_.items);
    MILLRACE_CHECK(bind_having(with_aliases));
    return bind_order_by(with_aliases);
  }

  Status bind_group_keys() {
    RowScope rows(names_, catalog_, RowClause::kGroupBy, &query_.items);
    for (const AstExpression& node : query_.group_by) {
      if (names_.window_column(unaliased(node))) continue;  // every group is one of a window anyway
      MILLRACE_CHECK(check_is_not_position(node, "GROUP BY", items_));
      MILLRACE_CHECK(add_group_key(node, rows));
    }
    return {};
  }

  /// SELECT DISTINCT a, b groups by what it selects. Items that hold window bounds follow from the
  /// window.
  Status bind_distinct_keys() {
    RowScope rows(names_, catalog_, RowClause::kSelect);
    for (const SelectItem& item : items_) {
      if (holds_window_column(item.expression)) continue;
      MILLRACE_CHECK(add_group_key(item.expression, rows));
    }
    return {};
  }

  bool holds_window_column(const AstExpression& node) const {
    return names_.window_column(node) ||
           std::any_of(node.args.begin(), node.args.end(),
                       [this](const AstExpression& arg) { return holds_window_column(arg); });
  }

  Status add_group_key(const AstExpression& node, RowScope& rows) {
    MILLRACE_TRY(Bound key, rows.bind(node));
    const bool is_known =
        std::any_of(plan_.group_keys.begin(), plan_.group_keys.end(),
                    [&](const Expression& other) { return computes_same(other, key.expression); });
    if (is_known) return {};
    plan_.group_key_names.push_back(group_key_name(node, key.expression));
    plan_.group_keys.push_back(std::move(key.expression));
    return {};
  }

  std::string group_key_name(const AstExpression& node, const Expression& key) const {
    if (key.op == ExprOp::kColumn) return plan_.input->fields()[key.column].name;
    if (key.op == ExprOp::kSystem) return std::string(name_of(key.system));
    return print_expression(unaliased(node));
  }

  /// What an alias stands for; the node itself where it is none, or a column has its name.
  const AstExpression& unaliased(const AstExpression& node) const {
    if (node.kind != AstKind::kColumn) return node;
    const Result<std::optional<Bound>> column = names_.find(node);
    if (!column || column.value()) return node;
    const SelectItem* item = find_alias(items_, node);
    return item == nullptr ? node : item->expression;
  }

  Status bind_items(ExpressionScope& scope) {
    for (const SelectItem& item : items_) {
      MILLRACE_TRY(Bound value, bind_expression(item.expression, scope, catalog_));
      plan_.outputs.push_back({"", std::move(value.expression), false});
    }
    return {};
  }

  Status bind_having(ExpressionScope& scope) {
    if (!query_.having) return {};
    MILLRACE_TRY(Bound condition, bind_expression(*query_.having, scope, catalog_));
    MILLRACE_CHECK(require_boolean(condition, "HAVING"));
    plan_.having = std::move(condition.expression);
    return {};
  }

  Status bind_order_by(ExpressionScope& scope) {
    for (const AstOrderItem& item : query_.order_by) {
      MILLRACE_CHECK(check_is_not_position(item.expression, "ORDER BY", items_));
      MILLRACE_TRY(Bound key, bind_expression(item.expression, scope, catalog_));
      plan_.order_by.push_back({std::move(key.expression), item.is_descending});
    }
    return {};
  }

  const SelectQuery& query_;
  const Catalog& catalog_;
  InputNames names_;
  std::vector<SelectItem> items_;
  QueryPlan plan_;
};

Error unknown_topic(const Statement& statement, const Catalog& catalog) {
  const Identifier& topic = statement.query.topic;
  std::string message = "unknown topic '" + topic.text + "'";
  message += did_you_mean(topic.text, catalog.topic_names());
  std::string_view separator = "; topics are ";
  for (const std::string_view name : catalog.topic_names()) {
    message += std::string(separator) + std::string(name);
    separator = ", ";
  }
  return binding_error(topic.place.span, std::move(message));
}

/// @partitioned_by must name columns of the topic.
Status check_partitioned_by(const Statement& statement, const TopicDescription& topic) {
  if (!statement.annotations.partitioned_by) return {};
  for (const Annotations::Text& column : *statement.annotations.partitioned_by) {
    AstExpression node;
    node.kind = AstKind::kColumn;
    node.text = column.value;
    node.place = node.name_place = {column.span};
    const SelectQuery no_items;
    const InputNames names(topic, no_items);
    MILLRACE_TRY(const std::optional<Bound> bound, names.find(node));
    if (!bound || bound->expression.op != ExprOp::kColumn) return names.unknown(node);
  }
  return {};
}

}  // namespace

Result<QueryPlan> bind(const Statement& statement, const Catalog& catalog) {
  const TopicDescription* topic = catalog.topic(statement.query.topic.text);
  if (topic == nullptr) return unknown_topic(statement, catalog);
  MILLRACE_TRY(QueryPlan plan, QueryBinder(statement.query, *topic, catalog).run());
  MILLRACE_CHECK(check_partitioned_by(statement, *topic));
  plan.is_create = statement.create != CreateKind::kNone;
  return plan;
}

}  // namespace millrace
