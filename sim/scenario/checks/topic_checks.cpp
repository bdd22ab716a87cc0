// sim/scenario/checks/topic_checks.cpp — the topic's columns, and everything that names one.
#include <algorithm>
#include <set>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/checks/scenario_checks.hpp"

namespace millrace {

namespace {

bool is_identifier(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string field_path(const FieldSpec& field) {
  return "topic.fields." + field.name;
}

void check_names(const CheckContext& context) {
  std::set<std::string> seen;
  for (const FieldSpec& field : context.scenario.topic.fields) {
    if (!is_identifier(field.name)) {
      context.problems.error_at(field_path(field),
                                {"bad-name", "a column is named with letters, digits and _, got " +
                                                 in_quotes(field.name)},
                                PlacePart::kKey);
    } else if (!seen.insert(to_lower(field.name)).second) {
      context.problems.error_at(
          field_path(field),
          {"duplicate-key", "field " + in_quotes(field.name) + " is there twice, case apart"},
          PlacePart::kKey);
    }
  }
}

const FieldSpec* find_field(const TopicSpec& topic, std::string_view name) {
  for (const FieldSpec& field : topic.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

void check_follows(const CheckContext& context, const Schema& columns) {
  const TopicSpec& topic = context.scenario.topic;
  for (const FieldSpec& field : topic.fields) {
    if (field.follows.empty()) continue;
    const std::string path = field_path(field) + ".follows";
    check_column(context, columns, field.follows, path);
    const FieldSpec* leader = find_field(topic, field.follows);
    for (std::size_t steps = 0; leader != nullptr && steps <= topic.fields.size(); ++steps) {
      if (leader->name == field.name) {
        context.problems.error_at(path, {"circular", "the field would follow itself"});
        break;
      }
      leader = leader->follows.empty() ? nullptr : find_field(topic, leader->follows);
    }
  }
}

void check_key(const CheckContext& context, const Schema& columns,
               const std::vector<std::string>& key, const std::string& path) {
  for (std::size_t i = 0; i < key.size(); ++i) {
    check_column(context, columns, key[i], item_path(path, i));
  }
}

void check_partitioner(const CheckContext& context, const Schema* columns) {
  const TopicSpec& topic = context.scenario.topic;
  if (topic.partitioner != "explicit") {
    if (topic.partition_field.empty()) return;
    context.problems.error_at("topic.partition_field",
                              {"unused-key", "partition_field needs partitioner: explicit"},
                              PlacePart::kKey);
    return;
  }
  if (topic.partition_field.empty()) {
    context.problems.error_at("topic.partitioner",
                              {"missing-key", "partitioner: explicit needs partition_field"});
    return;
  }
  if (columns == nullptr) return;
  check_column(context, *columns, topic.partition_field, "topic.partition_field");
  const auto index = columns->index_of(topic.partition_field);
  if (index.has_value() && columns->fields()[*index].type != DataType::bigint()) {
    context.problems.error_at("topic.partition_field",
                              {"wrong-type", "a partition is a BIGINT, the column is a " +
                                                 to_text(columns->fields()[*index].type)});
  }
}

void check_timestamp(const CheckContext& context, const Schema& columns) {
  const std::string& timestamp = context.scenario.topic.timestamp;
  if (timestamp.empty()) return;
  check_column(context, columns, timestamp, "topic.timestamp");
  const auto index = columns.index_of(timestamp);
  if (!index.has_value()) return;
  const DataType type = columns.fields()[*index].type;
  if (type != DataType::timestamp() && type != DataType::bigint()) {
    context.problems.error_at(
        "topic.timestamp",
        {"wrong-type",
         "event time is a TIMESTAMP or a BIGINT of epoch milliseconds, the column is a " +
             to_text(type)});
  }
}

void check_producers(const CheckContext& context, const Schema* columns) {
  const std::vector<ProducerSpec>& producers = context.scenario.topic.producers;
  std::set<std::string> names;
  for (std::size_t i = 0; i < producers.size(); ++i) {
    const std::string path = item_path("topic.producers", i);
    if (!names.insert(producers[i].name).second) {
      context.problems.error_at(
          path + ".name", {"duplicate-name",
                           "another producer is called " + in_quotes(producers[i].name) + " too"});
    }
    if (columns != nullptr) check_key(context, *columns, producers[i].key, path + ".key");
    if (producers[i].partitioner == "explicit" && context.scenario.topic.partition_field.empty()) {
      context.problems.error_at(
          path + ".partitioner",
          {"missing-key", "partitioner: explicit needs topic.partition_field"});
    }
  }
}

/// Columns of a synthetic topic; null when the fields have errors, which would only be repeated.
SchemaPtr synthetic_columns(const CheckContext& context) {
  const TopicSpec& topic = context.scenario.topic;
  std::vector<Field> fields;
  bool has_default_column = false;
  for (const FieldSpec& field : topic.fields) {
    fields.push_back({field.name, field.type});
    has_default_column = has_default_column || equals_ignoring_case(field.name, kEventTimeColumn);
  }
  if (topic.timestamp.empty()) {
    if (has_default_column) {
      context.problems.error_at("topic.fields",
                                {"missing-key",
                                 "with a field event_time, say timestamp: event_time, "
                                 "or which field holds the event time"},
                                PlacePart::kKey);
      return nullptr;
    }
    fields.push_back({std::string(kEventTimeColumn), DataType::timestamp()});
  }
  return std::make_shared<const Schema>(std::move(fields));
}

SchemaPtr recorded_columns(const CheckContext& context) {
  const TopicSpec& topic = context.scenario.topic;
  if (!context.surroundings.recording) return nullptr;
  Result<SchemaPtr> columns = context.surroundings.recording(topic);
  if (columns.has_value()) return columns.value();
  context.problems.error_at("topic.recording", {"unreadable-file", columns.error().message});
  return nullptr;
}

void check_disorder(const CheckContext& context) {
  const DisorderSpec& disorder = context.scenario.topic.disorder;
  if ((disorder.share > 0) == (disorder.max_delay.ns > 0)) return;
  context.problems.warn_at(
      "topic.disorder", {"no-disorder", "nothing comes late without both a share and a max_delay"},
      PlacePart::kKey);
}

}  // namespace

std::string item_path(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

void check_column(const CheckContext& context, const Schema& columns, const std::string& name,
                  const std::string& path) {
  if (columns.index_of(name).has_value()) return;
  const std::vector<std::string_view> names = columns.names();
  std::string all;
  for (const std::string_view column : names)
    all += (all.empty() ? "" : ", ") + std::string(column);
  context.problems.error_at(
      path, {"unknown-column", "the topic has no column " + in_quotes(name) + "; it has: " + all,
             std::string(nearest_word(name, names))});
}

SchemaPtr check_topic(const CheckContext& context) {
  const TopicSpec& topic = context.scenario.topic;
  check_disorder(context);
  if (topic.recording.empty() && topic.fields.empty()) {
    // Reported already: something about the topic, or that there is none.
    const bool is_missing = context.problems.has_errors() && !context.problems.find("topic");
    if (is_missing || context.problems.has_errors_at("topic")) return nullptr;
    context.problems.error_at("topic", {"missing-key", "a topic needs fields, or a recording"},
                              PlacePart::kKey);
    return nullptr;
  }
  const bool is_recorded = !topic.recording.empty();
  const bool are_fields_doubtful = context.problems.has_errors_at("topic.fields");
  if (!are_fields_doubtful) check_names(context);
  const SchemaPtr columns = is_recorded ? recorded_columns(context) : synthetic_columns(context);
  check_partitioner(context, columns.get());
  check_producers(context, columns.get());
  if (columns == nullptr) return nullptr;
  check_key(context, *columns, topic.key, "topic.key");
  check_timestamp(context, *columns);
  check_follows(context, *columns);
  for (const FieldSpec& field : topic.fields) {
    // What is wrong with a field's type would be said again for its values.
    if (!context.problems.has_errors_at(field_path(field))) {
      check_field(context, field, field_path(field));
    }
  }
  return are_fields_doubtful || context.problems.has_errors_at("topic.fields") ? nullptr : columns;
}

}  // namespace millrace
