// core/sql/binder/input_names.cpp — columns of a topic and system columns by name.
#include "core/sql/binder/input_names.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

// In the order of SystemColumn.
constexpr std::array<std::string_view, 8> kSystemNames = {
    "_TIMESTAMP",    "_OFFSET",     "_PARTITION", "_EVENT_TIME",
    "_WINDOW_START", "_WINDOW_END", "_KEY",       "_TOPIC"};

std::optional<SystemColumn> find_system_column(std::string_view name) {
  for (std::size_t i = 0; i < kSystemNames.size(); ++i) {
    if (equals_ignoring_case(kSystemNames[i], name)) return static_cast<SystemColumn>(i);
  }
  return std::nullopt;
}

bool is_window_bound(SystemColumn column) {
  return column == SystemColumn::kWindowStart || column == SystemColumn::kWindowEnd;
}

bool is_result_name(const std::vector<SelectItem>& items, std::string_view name) {
  return std::any_of(items.begin(), items.end(), [&](const SelectItem& item) {
    return item.alias && equals_ignoring_case(item.alias->text, name);
  });
}

}  // namespace

std::string_view name_of(SystemColumn column) {
  return kSystemNames[static_cast<std::size_t>(column)];
}

DataType type_of(SystemColumn column) {
  switch (column) {
    case SystemColumn::kOffset:
    case SystemColumn::kPartition:
      return DataType::bigint();
    case SystemColumn::kKey:
    case SystemColumn::kTopic:
      return DataType::string();
    default:
      return DataType::timestamp();
  }
}

std::optional<SystemColumn> InputNames::window_column(const AstExpression& node) const {
  if (node.kind != AstKind::kColumn || !node.qualifier.empty() || !query_.window)
    return std::nullopt;
  const std::optional<SystemColumn> column = find_system_column(node.text);
  if (!column || !is_window_bound(*column)) return std::nullopt;
  return column;
}

Status InputNames::check_qualifier(const AstExpression& node) const {
  if (node.qualifier.empty()) return {};
  const std::string& topic = query_.topic.text;
  if (equals_ignoring_case(node.qualifier, topic)) return {};
  if (query_.topic_alias && equals_ignoring_case(node.qualifier, query_.topic_alias->text))
    return {};
  std::vector<std::string_view> names = {topic};
  if (query_.topic_alias) names.push_back(query_.topic_alias->text);
  std::string message = "unknown topic '" + node.qualifier + "' before '.'";
  message += did_you_mean(node.qualifier, names) + "; the query reads '" + topic + "'";
  const auto length = static_cast<std::uint32_t>(node.qualifier.size());
  return binding_error({node.place.span.begin, node.place.span.begin + length}, std::move(message));
}

Result<std::optional<Bound>> InputNames::find_schema_column(const AstExpression& node) const {
  const Schema& schema = *topic_.schema;
  const auto& fields = schema.fields();
  if (const std::optional<std::uint32_t> index = schema.index_of(node.text)) {
    return std::optional(bound_column(*index, fields[*index].type, node.place.span));
  }
  std::string spellings;
  for (const Field& field : fields) {
    if (!equals_ignoring_case(field.name, node.text)) continue;
    spellings += (spellings.empty() ? "'" : ", '") + field.name + "'";
  }
  if (spellings.empty()) return std::optional<Bound>();
  return binding_error(node.name_place.span, "ambiguous column '" + node.text +
                                                 "': it could be any of " + spellings +
                                                 "; write one of them exactly");
}

Result<std::optional<Bound>> InputNames::find(const AstExpression& node) const {
  MILLRACE_CHECK(check_qualifier(node));
  for (std::uint32_t i = 0; i < topic_.schema->column_count(); ++i) {
    const Field& field = topic_.schema->fields()[i];
    if (field.name != node.text || window_column(node)) continue;
    return std::optional(bound_column(i, field.type, node.place.span));
  }
  const std::optional<SystemColumn> system = find_system_column(node.text);
  if (!system) return find_schema_column(node);
  MILLRACE_CHECK(check_available(*system, node));
  return std::optional(bound_system(*system, type_of(*system), node.place.span));
}

Status InputNames::check_available(SystemColumn column, const AstExpression& node) const {
  const std::string name(name_of(column));
  const bool has_event_time = topic_.event_time_column || topic_.has_record_timestamps;
  if (is_window_bound(column)) {
    if (!query_.window) {
      return binding_error(node.place.span, name + " exists only in a query with WINDOW");
    }
    return binding_error(
        node.place.span,
        name + " is not known here: rows come into windows after WHERE and before aggregation");
  }
  if (column == SystemColumn::kTimestamp && !topic_.has_record_timestamps) {
    return binding_error(node.place.span,
                         "topic '" + topic_.name + "' has no record timestamps for " + name);
  }
  if (column == SystemColumn::kEventTime && !has_event_time) {
    return binding_error(node.place.span, "topic '" + topic_.name + "' has no event time for " +
                                              name + "; declare it with --time COLUMN");
  }
  if (column == SystemColumn::kKey && !topic_.has_keys) {
    return binding_error(node.place.span,
                         "topic '" + topic_.name + "' has no record keys for " + name);
  }
  return {};
}

Error InputNames::unknown(const AstExpression& node) const {
  constexpr std::size_t kListedMax = 20;
  std::vector<std::string_view> names = topic_.schema->names();
  std::string message = "unknown column '" + node.text + "'";
  if (node.qualifier.empty() && is_result_name(query_.items, node.text)) {
    return binding_error(node.name_place.span,
                         message + "; it names a result, which is not known here yet");
  }
  std::vector<std::string_view> candidates = names;
  candidates.insert(candidates.end(), kSystemNames.begin(), kSystemNames.end());
  if (!find_system_column(node.text)) message += did_you_mean(node.text, candidates);
  message += names.empty() ? "; the topic has none" : "; columns are ";
  for (std::size_t i = 0; i < names.size() && i < kListedMax; ++i) {
    if (i > 0) message += ", ";
    message += names[i];
  }
  if (names.size() > kListedMax) {
    message += " and " + std::to_string(names.size() - kListedMax) + " more";
  }
  return binding_error(node.name_place.span, std::move(message));
}

std::string InputNames::canonical_name(const AstExpression& node) const {
  const Schema& schema = *topic_.schema;
  const std::optional<SystemColumn> system = find_system_column(node.text);
  for (const Field& field : schema.fields()) {
    if (field.name == node.text) return node.text;
  }
  if (system) return std::string(name_of(*system));
  if (const auto index = schema.index_of(node.text)) return schema.fields()[*index].name;
  return node.text;
}

}  // namespace millrace
