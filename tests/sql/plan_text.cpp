// tests/sql/plan_text.cpp — bound expressions and plans as text.
#include "tests/sql/plan_text.hpp"

#include <array>
#include <string_view>

namespace millrace {
namespace {

// In the order of ExprOp.
constexpr std::array<std::string_view, 45> kOpNames = {
    "column",   "system",    "literal", "add",    "subtract", "multiply",    "divide",
    "modulo",   "negate",    "eq",      "ne",     "lt",       "le",          "gt",
    "ge",       "and",       "or",      "not",    "is_null",  "is_not_null", "in",
    "like",     "case",      "cast",    "concat", "abs",      "ceil",        "floor",
    "round",    "power",     "sqrt",    "least",  "greatest", "upper",       "lower",
    "length",   "substring", "trim",    "ltrim",  "rtrim",    "replace",     "concat_skip_null",
    "coalesce", "nullif",    "extract"};

// In the order of SystemColumn.
constexpr std::array<std::string_view, 8> kSystemNames = {
    "_TIMESTAMP",    "_OFFSET",     "_PARTITION", "_EVENT_TIME",
    "_WINDOW_START", "_WINDOW_END", "_KEY",       "_TOPIC"};

std::string_view name_of_op(ExprOp op) {
  const auto index = static_cast<std::size_t>(op);
  return index < kOpNames.size() ? kOpNames[index] : "date_format";
}

std::string literal_text(const Value& value) {
  const std::string text = to_text(value);
  return value.type().kind == TypeKind::kString && !value.is_null() ? "'" + text + "'" : text;
}

/// Text of an operation; its type where that does not follow from the reader's common sense.
void append(std::string& out, const Expression& expression) {
  if (expression.op == ExprOp::kColumn) {
    out += "#" + std::to_string(expression.column);
    return;
  }
  if (expression.op == ExprOp::kSystem) {
    out += kSystemNames[static_cast<std::size_t>(expression.system)];
    return;
  }
  if (expression.op == ExprOp::kLiteral) {
    out += literal_text(expression.literal);
    return;
  }
  out += name_of_op(expression.op);
  if (expression.op == ExprOp::kExtract) out += "_" + expression.literal.as_string();
  if (expression.op == ExprOp::kCast) out += "<" + to_text(expression.type) + ">";
  out += "(";
  for (std::size_t i = 0; i < expression.args.size(); ++i) {
    if (i > 0) out += ", ";
    append(out, expression.args[i]);
  }
  out += ")";
}

std::string list_text(const std::vector<Expression>& expressions) {
  std::string out;
  for (const Expression& expression : expressions) {
    if (!out.empty()) out += ", ";
    append(out, expression);
  }
  return out;
}

std::string aggregate_text(const AggregateCall& call) {
  std::string out = std::string(call.signature->name) + "(";
  if (call.argument) append(out, *call.argument);
  if (!call.argument) out += "*";
  if (call.separator != ",") out += ", '" + call.separator + "'";
  return out + ") " + to_text(call.result_type);
}

std::string over_text(const OverCall& call) {
  std::string out = call.aggregate
                        ? aggregate_text(*call.aggregate)
                        : std::string(call.function->name) + "(" + list_text(call.arguments) +
                              ") " + to_text(call.result_type);
  out += " rows " + (call.frame.preceding ? std::to_string(*call.frame.preceding) : "all");
  out += ".." + std::to_string(call.frame.following);
  return out + (call.is_ordered ? " ordered" : "");
}

std::string window_text(const QueryPlan& plan) {
  std::string out(plan.window->signature->name);
  for (const std::int64_t duration : plan.window->durations_ms)
    out += " " + std::to_string(duration);
  return out + " grace " + std::to_string(plan.window->grace.ms);
}

std::string keys_text(const QueryPlan& plan) {
  std::string out;
  for (std::size_t i = 0; i < plan.group_keys.size(); ++i) {
    if (i > 0) out += ", ";
    append(out, plan.group_keys[i]);
    out += " " + plan.group_key_names[i];
  }
  return out;
}

std::string outputs_text(const QueryPlan& plan) {
  std::string out;
  for (const OutputItem& output : plan.outputs) {
    if (!out.empty()) out += ", ";
    append(out, output.expression);
    out += " " + to_text(output.expression.type) + " " + output.name;
    if (output.is_implicit) out += " implicit";
  }
  return out;
}

std::string order_text(const QueryPlan& plan) {
  std::string out;
  for (const OrderKey& key : plan.order_by) {
    if (!out.empty()) out += ", ";
    append(out, key.expression);
    if (key.descending) out += " desc";
  }
  return out;
}

}  // namespace

std::string expression_text(const Expression& expression) {
  std::string out;
  append(out, expression);
  return out + " " + to_text(expression.type);
}

std::string plan_text(const QueryPlan& plan) {
  constexpr std::array<std::string_view, 3> kShapes = {"projection", "grouped", "over"};
  std::string out(kShapes[static_cast<std::size_t>(plan.shape)]);
  const auto line = [&out](std::string_view name, const std::string& text) {
    if (!text.empty()) out += "\n" + std::string(name) + " " + text;
  };
  if (plan.where) line("where", expression_text(*plan.where));
  line("keys", keys_text(plan));
  if (plan.window) line("window", window_text(plan));
  if (plan.event_time_column) line("event_time", "#" + std::to_string(*plan.event_time_column));
  if (plan.needs_event_time) line("needs", "event time");
  for (const AggregateCall& call : plan.aggregates) line("aggregate", aggregate_text(call));
  for (const OverCall& call : plan.over) line("over", over_text(call));
  line("outputs", outputs_text(plan));
  if (plan.having) line("having", expression_text(*plan.having));
  if (plan.is_distinct) line("is", "distinct");
  if (plan.distinct_rows) line("has", "distinct rows");
  line("order", order_text(plan));
  if (plan.limit) line("limit", std::to_string(*plan.limit));
  line("emit", plan.emit == EmitMode::kFinal ? "final" : "changes");
  std::string reads;
  for (const std::uint32_t column : plan.required_columns)
    reads += (reads.empty() ? "#" : " #") + std::to_string(column);
  line("reads", reads);
  return out;
}

}  // namespace millrace
