// tests/support/expressions.hpp — bound expressions and columns written by hand, and what an
// Evaluator makes of them as text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/data/column_builder.hpp"
#include "core/exec/evaluator.hpp"

namespace millrace::test {

// Expressions.

inline Expression column(std::uint32_t index, DataType type) {
  Expression expression;
  expression.op = ExprOp::kColumn;
  expression.column = index;
  expression.type = type;
  return expression;
}

inline Expression literal(Value value) {
  Expression expression;
  expression.type = value.type();
  expression.literal = std::move(value);
  return expression;
}
inline Expression literal(std::int64_t value) {
  return literal(Value::bigint(value));
}
inline Expression literal(int value) {
  return literal(Value::bigint(value));
}
inline Expression literal(double value) {
  return literal(Value::real(value));
}
inline Expression literal(std::string value) {
  return literal(Value::string(std::move(value)));
}
inline Expression null_literal(DataType type) {
  return literal(Value::null(type));
}

inline Expression call(ExprOp op, DataType type, std::vector<Expression> args) {
  Expression expression;
  expression.op = op;
  expression.type = type;
  expression.args = std::move(args);
  return expression;
}
/// A BOOLEAN one.
inline Expression test_of(ExprOp op, std::vector<Expression> args) {
  return call(op, DataType::boolean(), std::move(args));
}
inline Expression cast_to(DataType type, Expression arg) {
  return call(ExprOp::kCast, type, {std::move(arg)});
}
inline Expression system_column(SystemColumn column, DataType type) {
  Expression expression;
  expression.op = ExprOp::kSystem;
  expression.system = column;
  expression.type = type;
  return expression;
}

// Columns.

template <typename T>
using Cells = std::vector<std::optional<T>>;

inline Column column_of_values(DataType type, const std::vector<Value>& values) {
  ColumnBuilder builder(type);
  for (const Value& value : values) builder.append(value);
  return builder.take();
}
inline Column integers(DataType type, const Cells<std::int64_t>& cells) {
  ColumnBuilder builder(type);
  for (const auto& cell : cells) cell ? builder.append_int64(*cell) : builder.append_null();
  return builder.take();
}
inline Column bigints(const Cells<std::int64_t>& cells) {
  return integers(DataType::bigint(), cells);
}
inline Column timestamps(const Cells<std::int64_t>& cells) {
  return integers(DataType::timestamp(), cells);
}
/// Unscaled values.
inline Column decimals(int precision, int scale, const Cells<std::int64_t>& cells) {
  return integers(DataType::decimal(precision, scale), cells);
}
inline Column doubles(const Cells<double>& cells) {
  ColumnBuilder builder(DataType::real());
  for (const auto& cell : cells) cell ? builder.append_double(*cell) : builder.append_null();
  return builder.take();
}
inline Column booleans(const Cells<bool>& cells) {
  ColumnBuilder builder(DataType::boolean());
  for (const auto& cell : cells) cell ? builder.append_boolean(*cell) : builder.append_null();
  return builder.take();
}
inline Column strings(const Cells<std::string_view>& cells) {
  ColumnBuilder builder(DataType::string());
  for (const auto& cell : cells) cell ? builder.append_string(*cell) : builder.append_null();
  return builder.take();
}

// Evaluation.

inline std::vector<std::uint32_t> all_rows(std::uint32_t row_count) {
  std::vector<std::uint32_t> rows(row_count);
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

inline std::string text_of_row(const Column& column, std::uint32_t row,
                               const EvaluationRemarks& remarks) {
  for (const RowError& error : remarks.errors) {
    if (error.row == row) return "error: " + error.message;
  }
  std::string text;
  append_text(text, column, row, "NULL");
  return text;
}

/// The selected rows as "1 | NULL | error: …", and " / 2 divisions by zero" where there were any.
inline std::string evaluated(Evaluator& evaluator, const EvaluationInput& input,
                             const std::vector<std::uint32_t>& selection) {
  EvaluationRemarks remarks;
  const Column result = evaluator.evaluate(input, selection, remarks);
  std::string text;
  for (const std::uint32_t row : selection) {
    if (!text.empty()) text += " | ";
    text += text_of_row(result, row, remarks);
  }
  if (remarks.divisions_by_zero > 0) {
    text += " / " + std::to_string(remarks.divisions_by_zero) + " divisions by zero";
  }
  return text;
}

/// All rows of an expression over columns of the same length.
inline std::string evaluated(const Expression& expression, const std::vector<Column>& columns) {
  Evaluator evaluator(expression);
  const std::uint32_t row_count = columns.empty() ? 1 : columns.front().row_count();
  return evaluated(evaluator, {row_count, columns}, all_rows(row_count));
}

}  // namespace millrace::test
