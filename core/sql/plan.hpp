// core/sql/plan.hpp — a bound query: what exec executes and job places. No names are left to resolve.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/schema.hpp"
#include "core/sql/catalog.hpp"
#include "core/sql/expression.hpp"

namespace millrace {

enum class QueryShape : std::uint8_t {
  kProjection,  // each kept row gives one row
  kGrouped,     // state per (window, group); also SELECT DISTINCT of rows (its items are the keys)
  kOver,        // each kept row gives one row with running values of its PARTITION BY group
};

enum class EmitMode : std::uint8_t { kChanges, kFinal };

/// One aggregate of a kGrouped query, or of an OVER clause.
struct AggregateCall {
  const AggregateSignature* signature = nullptr;  // never null; lives as long as the catalog
  std::optional<Expression> argument;             // nothing for COUNT(*)
  std::string separator = ",";                    // STRING_AGG
  DataType result_type;
  SourceSpan span;
};

struct WindowClause {
  const WindowSignature* signature = nullptr;
  std::vector<std::int64_t> durations_ms;  // one per parameter of the signature
  EventDuration grace;
  SourceSpan span;
};

/// Rows of an OVER frame around the current row, by count. Nothing = unbounded.
struct RowFrame {
  std::optional<std::int64_t> preceding =
      0;  // rows before the current one; nothing: from the first row of the group
  std::int64_t following = 0;  // rows after it; negative: the frame ends before the current row
};

/// One OVER call. All calls of a query share the PARTITION BY of the plan.
struct OverCall {
  const OverSignature* function = nullptr;  // either this …
  std::optional<AggregateCall> aggregate;   // … or an aggregate over the frame
  std::vector<Expression> arguments;  // of `function`; offset and default of LAG/LEAD are literals
  /// ORDER BY the event-time column; else in arrival order, or in the order of the query's calls that have one.
  bool is_ordered = false;
  RowFrame frame;
  DataType result_type;
  SourceSpan span;
};

struct OutputItem {
  std::string name;
  Expression expression;
  bool is_implicit =
      false;  // _WINDOW_START/_WINDOW_END put in front because they were not selected
};

struct OrderKey {
  Expression expression;
  bool descending = false;  // NULL first ascending, last descending
};

/// Expressions of each stage count columns as follows:
///   where, group_keys, arguments of aggregates and OVER calls: the topic's schema;
///   kProjection outputs/order_by: the topic's schema;
///   kGrouped outputs/having/order_by: [group_keys…, aggregates…], window bounds as kSystem;
///   kOver outputs/order_by: [schema columns…, over…].
struct QueryPlan {
  std::string topic;
  SchemaPtr input;
  /// The schema column that is event time (declared, or named by WINDOW or ORDER BY of OVER); nothing: the recording's
  /// own timestamps, if any.
  std::optional<std::uint32_t> event_time_column;
  bool needs_event_time = false;
  QueryShape shape = QueryShape::kProjection;

  std::optional<Expression> where;
  std::vector<Expression>
      group_keys;  // GROUP BY, DISTINCT items, or PARTITION BY; without window columns
  std::vector<std::string>
      group_key_names;  // as written by the user, for messages: "origin", "UPPER(symbol)"
  std::optional<WindowClause> window;
  std::vector<AggregateCall> aggregates;
  std::vector<OverCall> over;

  std::vector<OutputItem> outputs;
  std::optional<Expression> having;
  /// Of the output rows, within each window at closing (kGrouped with aggregates; projections are regrouped).
  bool is_distinct = false;
  bool distinct_rows =
      false;  // SELECT DISTINCT without aggregates, bound as kGrouped: EMIT CHANGES emits a row once
  std::vector<OrderKey> order_by;
  std::optional<std::int64_t> limit;
  EmitMode emit = EmitMode::kChanges;

  std::vector<std::uint32_t>
      required_columns;  // schema columns that any expression reads, ascending
  bool is_create =
      false;  // came as CREATE STREAM|TABLE … AS SELECT; makes no difference but to Velostream's selector
  SourceSpan span_where, span_group_by, span_window, span_order_by;  // tokens a reason can point at

  /// Whether rows of a group must meet: grouped and OVER queries.
  bool keeps_state() const { return shape != QueryShape::kProjection; }
  /// Whether partial states of one group, built apart, give the right result when merged.
  bool can_merge() const;
  /// The strongest dependence of any aggregate.
  OrderDependence order_dependence() const;
  /// Names and types of the result, outputs in order.
  Schema output_schema() const;
};

}  // namespace millrace
