// sim/trace/json_columns.cpp — first the whole object, then its values: a broken object leaves no
// half row.
#include "sim/trace/json_columns.hpp"

#include <algorithm>
#include <utility>

namespace millrace {
namespace {

constexpr std::size_t kHabitsMax = 1024;

std::vector<bool> required_columns(const Schema& schema, const ReaderOptions& options) {
  std::vector<bool> is_required(schema.column_count(), false);
  for (const std::string& name : options.required_columns) {
    if (const auto index = schema.index_of(name)) is_required[*index] = true;
  }
  return is_required;
}

}  // namespace

JsonColumns::JsonColumns(SchemaPtr schema, const ReaderOptions& options)
    : schema_(std::move(schema)),
      is_declared_(declared_columns(*schema_, options)),
      is_required_(required_columns(*schema_, options)),
      values_(schema_->column_count()),
      is_present_(schema_->column_count()) {
  const std::vector<Field>& fields = schema_->fields();
  for (std::uint32_t i = 0; i < fields.size(); ++i) columns_by_name_.emplace(fields[i].name, i);
}

std::uint32_t JsonColumns::column_of(const JsonMember& member, std::size_t position) {
  if (position < habits_.size() && habits_[position].name == member.name) {
    return habits_[position].column;
  }
  std::string_view name = member.name;
  if (member.name_has_escapes) {
    scratch_.clear();
    append_unescaped(scratch_, name);
    name = scratch_;
  }
  const auto found = columns_by_name_.find(name);
  const std::uint32_t column = found == columns_by_name_.end() ? kNoColumn : found->second;
  if (position < kHabitsMax) {
    if (position >= habits_.size()) habits_.resize(position + 1);
    habits_[position].name = member.name;
    habits_[position].column = column;
  }
  return column;
}

std::optional<ObjectProblem> JsonColumns::read(std::string_view object, Chunk& chunk,
                                               std::uint32_t row) {
  std::fill(is_present_.begin(), is_present_.end(), false);
  JsonObject reader(object);
  JsonMember member;
  for (std::size_t position = 0; reader.next(member); ++position) {
    const std::uint32_t column = column_of(member, position);
    if (column == kNoColumn) continue;
    values_[column] = member.value;
    is_present_[column] = true;
  }
  if (reader.problem()) return ObjectProblem{reader.problem()->message, reader.problem()->offset};
  for (std::uint32_t i = 0; i < values_.size(); ++i) {
    if (!is_present_[i] && is_required_[i]) {
      return ObjectProblem{"the record has no " + quoted(schema_->fields()[i].name), {}};
    }
    if (!is_present_[i] || values_[i].kind == JsonKind::kNull) {
      chunk.columns[i].set_null(row);
      continue;
    }
    if (auto problem = set_value(chunk.columns[i], row, i)) return problem;
  }
  return std::nullopt;
}

std::optional<ObjectProblem> JsonColumns::set_value(ColumnFiller& column, std::uint32_t row,
                                                    std::uint32_t index) {
  std::string_view text = values_[index].text;
  if (values_[index].has_escapes) {
    scratch_.clear();
    append_unescaped(scratch_, text);
    text = scratch_;
  }
  if (column.set_text(row, text)) return std::nullopt;
  return ObjectProblem{cannot_read_message(schema_->fields()[index], text, is_declared_[index]),
                       {}};
}

void JsonColumns::set_nulls(Chunk& chunk, std::uint32_t row) const {
  for (ColumnFiller& column : chunk.columns) column.set_null(row);
}

}  // namespace millrace
