// core/sql/statement_printer.cpp — statements to canonical text: one line of annotations each, then
// one line of SQL.
#include "core/base/text.hpp"
#include "core/sql/keywords.hpp"
#include "core/sql/printer.hpp"
#include "core/sql/sql.hpp"

namespace millrace {
namespace {

std::string string_literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c;
    if (c == '\'') out += c;
  }
  return out += '\'';
}

void print_items(std::string& out, const std::vector<SelectItem>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ", ";
    out += print_expression(items[i].expression);
    if (items[i].is_primary_key) out += " PRIMARY KEY";
    if (items[i].alias) out += " AS " + quoted_if_needed(items[i].alias->text);
  }
}

void print_query(std::string& out, const SelectQuery& query) {
  out += query.is_distinct ? "SELECT DISTINCT " : "SELECT ";
  print_items(out, query.items);
  out += " FROM " + quoted_if_needed(query.topic.text);
  if (query.topic_alias) out += " AS " + quoted_if_needed(query.topic_alias->text);
  if (query.where) out += " WHERE " + print_expression(*query.where);
  for (std::size_t i = 0; i < query.group_by.size(); ++i) {
    out += i == 0 ? " GROUP BY " : ", ";
    out += print_expression(query.group_by[i]);
  }
  if (query.window) out += " " + print_window(*query.window);
  if (query.having) out += " HAVING " + print_expression(*query.having);
  for (std::size_t i = 0; i < query.order_by.size(); ++i) {
    out += i == 0 ? " ORDER BY " : ", ";
    out += print_expression(query.order_by[i].expression);
    if (query.order_by[i].is_descending) out += " DESC";
  }
  if (query.limit) {
    out += " LIMIT ";
    append_int64(out, *query.limit);
  }
  if (query.emit == AstEmit::kChanges) out += " EMIT CHANGES";
  if (query.emit == AstEmit::kFinal) out += " EMIT FINAL";
}

}  // namespace

std::string print_statement(const Statement& statement) {
  std::string out;
  for (const AnnotationLine& line : statement.annotation_lines) {
    out += "-- @" + line.name.text + ": " + line.value.text + "\n";
  }
  if (statement.create != CreateKind::kNone) {
    out += statement.create == CreateKind::kTable ? "CREATE TABLE " : "CREATE STREAM ";
    out += quoted_if_needed(statement.created_name.text) + " AS ";
  }
  print_query(out, statement.query);
  for (std::size_t i = 0; i < statement.properties.size(); ++i) {
    out += i == 0 ? " WITH (" : ", ";
    out += string_literal(statement.properties[i].key.text) + " = ";
    out += string_literal(statement.properties[i].value.text);
  }
  if (!statement.properties.empty()) out += ')';
  return out;
}

}  // namespace millrace
