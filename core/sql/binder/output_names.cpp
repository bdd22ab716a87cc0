// core/sql/binder/output_names.cpp — what result columns are called, and which input columns a plan
// reads.
#include "core/sql/binder/output_names.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "core/sql/printer.hpp"

namespace millrace {
namespace {

/// Gives out names, each once.
class UniqueNames {
 public:
  std::string take(std::string wanted) {
    std::string name = wanted;
    for (int i = 2; !taken_.insert(name).second; ++i) name = wanted + "_" + std::to_string(i);
    return name;
  }

 private:
  std::set<std::string> taken_;
};

std::string wanted_name(const SelectItem& item, const InputNames& names) {
  if (item.alias) return item.alias->text;
  if (item.expression.kind == AstKind::kColumn) return names.canonical_name(item.expression);
  return print_expression(item.expression);
}

/// The window bounds that no item selects, as outputs.
std::vector<OutputItem> implicit_outputs(const QueryPlan& plan) {
  std::vector<OutputItem> implicit;
  if (!plan.window) return implicit;
  for (const SystemColumn column : {SystemColumn::kWindowStart, SystemColumn::kWindowEnd}) {
    const bool is_selected =
        std::any_of(plan.outputs.begin(), plan.outputs.end(), [&](const OutputItem& output) {
          return output.expression.op == ExprOp::kSystem && output.expression.system == column;
        });
    if (is_selected) continue;
    OutputItem item;
    item.expression = bound_system(column, type_of(column), plan.span_window).expression;
    item.name = std::string(name_of(column));
    item.is_implicit = true;
    implicit.push_back(std::move(item));
  }
  return implicit;
}

void collect_columns(const Expression& expression, std::uint32_t column_count,
                     std::set<std::uint32_t>& columns) {
  if (expression.op == ExprOp::kColumn && expression.column < column_count) {
    columns.insert(expression.column);
  }
  for (const Expression& arg : expression.args) collect_columns(arg, column_count, columns);
}

}  // namespace

void name_outputs(const std::vector<SelectItem>& items, const InputNames& names, QueryPlan& plan) {
  std::vector<OutputItem> outputs = implicit_outputs(plan);
  UniqueNames unique;
  for (OutputItem& output : outputs) output.name = unique.take(std::move(output.name));
  for (std::size_t i = 0; i < items.size(); ++i) {
    plan.outputs[i].name = unique.take(wanted_name(items[i], names));
    outputs.push_back(std::move(plan.outputs[i]));
  }
  plan.outputs = std::move(outputs);
}

std::vector<std::uint32_t> columns_read(const QueryPlan& plan) {
  std::set<std::uint32_t> columns;
  const std::uint32_t count = plan.input->column_count();
  const auto collect = [&](const Expression& expression) {
    collect_columns(expression, count, columns);
  };
  if (plan.where) collect(*plan.where);
  for (const Expression& key : plan.group_keys) collect(key);
  for (const AggregateCall& call : plan.aggregates) {
    if (call.argument) collect(*call.argument);
  }
  for (const OverCall& call : plan.over) {
    if (call.aggregate && call.aggregate->argument) collect(*call.aggregate->argument);
    for (const Expression& argument : call.arguments) collect(argument);
  }
  // After grouping, outputs count group keys and aggregates, whose columns are in already.
  if (plan.shape != QueryShape::kGrouped) {
    for (const OutputItem& output : plan.outputs) collect(output.expression);
    for (const OrderKey& key : plan.order_by) collect(key.expression);
  }
  return {columns.begin(), columns.end()};
}

}  // namespace millrace
