// core/sql/binder/event_time.cpp — settles which column is event time.
#include "core/sql/binder/event_time.hpp"

#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

/// What has been settled so far: a column, or the record timestamps.
std::string settled_name(const InputNames& names, const QueryPlan& plan) {
  if (!plan.event_time_column) return "_TIMESTAMP";
  return names.topic().schema->fields()[*plan.event_time_column].name;
}

Error contradiction(const InputNames& names, const AstExpression& named, std::string_view clause,
                    const QueryPlan& plan) {
  return binding_error(named.place.span, "event time of topic '" + names.topic().name + "' is '" +
                                             settled_name(names, plan) + "'; " +
                                             std::string(clause) + " cannot go by '" +
                                             names.canonical_name(named) + "'");
}

Status require_some_event_time(const InputNames& names, std::string_view clause, SourceSpan span) {
  const TopicDescription& topic = names.topic();
  if (topic.event_time_column || topic.has_record_timestamps) return {};
  return binding_error(
      span, std::string(clause) + " needs event time, and topic '" + topic.name +
                "' has none; name a column: WINDOW TUMBLING(column, …) or --time COLUMN");
}

Status settle_schema_column(const InputNames& names, const AstExpression& named,
                            std::uint32_t column, DataType type, std::string_view clause,
                            QueryPlan& plan) {
  if (type.kind != TypeKind::kBigint && type.kind != TypeKind::kTimestamp) {
    return binding_error(named.place.span,
                         "event time must be TIMESTAMP or BIGINT milliseconds since the epoch; '" +
                             names.canonical_name(named) + "' is " + to_text(type));
  }
  const bool is_settled = plan.event_time_column || plan.needs_event_time;
  if (is_settled && plan.event_time_column != column) {
    return contradiction(names, named, clause, plan);
  }
  plan.event_time_column = column;
  return {};
}

}  // namespace

Status settle_event_time(const InputNames& names, const AstExpression* named,
                         std::string_view clause, SourceSpan clause_span, QueryPlan& plan) {
  if (named == nullptr) {
    MILLRACE_CHECK(require_some_event_time(names, clause, clause_span));
    plan.needs_event_time = true;
    return {};
  }
  MILLRACE_TRY(const std::optional<Bound> bound, names.find(*named));
  if (!bound) return names.unknown(*named);
  const Expression& expression = bound->expression;
  if (expression.op == ExprOp::kColumn) {
    MILLRACE_CHECK(
        settle_schema_column(names, *named, expression.column, expression.type, clause, plan));
  } else if (expression.system == SystemColumn::kTimestamp) {
    if (plan.event_time_column) return contradiction(names, *named, clause, plan);
  } else if (expression.system != SystemColumn::kEventTime) {
    return binding_error(named->place.span,
                         "'" + names.canonical_name(*named) + "' is not a time to go by");
  }
  plan.needs_event_time = true;
  return {};
}

}  // namespace millrace
