// sim/trace/json_schema.cpp — one piece of evidence a member.
#include "sim/trace/json_schema.hpp"

#include <memory>
#include <utility>

#include "sim/trace/json_object.hpp"

namespace millrace {
namespace {

std::string text_of(std::string_view inside, bool has_escapes) {
  std::string text;
  if (has_escapes) {
    append_unescaped(text, inside);
  } else {
    text = inside;
  }
  return text;
}

bool is_whole_object(std::string_view text) {
  JsonObject object(text);
  JsonMember member;
  while (object.next(member)) {
  }
  return !object.problem();
}

void see_value(TypeEvidence& evidence, const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::kNull:
      return;
    case JsonKind::kBoolean:
      return evidence.see_boolean();
    case JsonKind::kNumber:
      return evidence.see_json_number(value.text);
    case JsonKind::kString:
      return evidence.see_json_string(text_of(value.text, value.has_escapes));
    case JsonKind::kNested:
      return evidence.see_string();
  }
}

}  // namespace

TypeEvidence& JsonSchemaSample::evidence_of(std::string name) {
  const auto [entry, is_new] =
      index_.emplace(std::move(name), static_cast<std::uint32_t>(names_.size()));
  if (is_new) {
    names_.push_back(entry->first);
    evidence_.emplace_back();
  }
  return evidence_[entry->second];
}

bool JsonSchemaSample::see(std::string_view text) {
  if (!is_whole_object(text)) return false;
  JsonObject object(text);
  JsonMember member;
  while (object.next(member)) {
    see_value(evidence_of(text_of(member.name, member.name_has_escapes)), member.value);
  }
  return true;
}

SchemaPtr JsonSchemaSample::schema(const SchemaPtr& declared) const {
  if (has_too_many_members() && declared) return declared;
  std::vector<Field> fields;
  for (std::size_t i = 0; i < names_.size(); ++i)
    fields.push_back({names_[i], evidence_[i].type()});
  if (!declared) return std::make_shared<Schema>(std::move(fields));
  const Schema seen(fields);
  for (const Field& field : declared->fields()) {
    if (const auto index = seen.index_of(field.name)) {
      fields[*index].type = field.type;
    } else {
      fields.push_back(field);
    }
  }
  return std::make_shared<Schema>(std::move(fields));
}

}  // namespace millrace
