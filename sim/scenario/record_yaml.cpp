// sim/scenario/record_yaml.cpp — from records to a tree, in the order of the table.
#include "sim/scenario/record_yaml.hpp"

#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/scalar_value.hpp"

namespace millrace {

namespace {

/// Slots are for reading and writing alike; nothing here writes.
void* without_const(const void* record) {
  return const_cast<void*>(record);
}

YamlNode scalar_of(const ValueType& type, std::string text) {
  YamlNode node;
  // kPlain: a number or flag. Else words: whoever writes them quotes what another reader would take for something else.
  node.style = is_json_number_or_flag(type.kind) ? ScalarStyle::kPlain : ScalarStyle::kDoubleQuoted;
  node.text = std::move(text);
  return node;
}

YamlNode list_node() {
  YamlNode node;
  node.kind = YamlKind::kList;
  return node;
}

YamlNode map_node() {
  YamlNode node;
  node.kind = YamlKind::kMap;
  return node;
}

YamlNode yaml_of_list(const ValueType& type, const Slot& slot, WrittenKeys keys) {
  YamlNode list = list_node();
  if (const auto* records = std::get_if<RecordListSlot>(&slot)) {
    const std::size_t count = records->operations->size(records->list);
    for (std::size_t i = 0; i < count; ++i) {
      list.items.push_back(
          yaml_of_record(type.record(), records->operations->at(records->list, i), keys));
    }
  } else if (const auto* numbers = std::get_if<std::vector<double>*>(&slot)) {
    for (double& number : **numbers)
      list.items.push_back(scalar_of(type, scalar_text(type, &number)));
  } else {
    for (const std::string& text : *std::get<std::vector<std::string>*>(slot)) {
      list.items.push_back(scalar_of(type, text));
    }
  }
  return list;
}

YamlNode yaml_of_record_map(const ValueType& type, const RecordListSlot& slot, WrittenKeys keys) {
  YamlNode map = map_node();
  const std::size_t count = slot.operations->size(slot.list);
  for (std::size_t i = 0; i < count; ++i) {
    void* record = slot.operations->at(slot.list, i);
    map.entries.push_back(
        {*slot.operations->name_of(record), {}, yaml_of_record(type.record(), record, keys)});
  }
  return map;
}

YamlNode yaml_of_value(const ValueType& type, const Slot& slot, WrittenKeys keys) {
  if (type.is_list) return yaml_of_list(type, slot, keys);
  switch (type.kind) {
    case ValueKind::kRecord:
      return yaml_of_record(type.record(), std::get<RecordSlot>(slot).record, keys);
    case ValueKind::kRecordMap:
      return yaml_of_record_map(type, std::get<RecordListSlot>(slot), keys);
    case ValueKind::kChoice:
      return yaml_of(*std::get<Choice*>(slot));
    case ValueKind::kStrategyConfig:
      return yaml_of_strategy_config(*std::get<std::vector<Choice>*>(slot));
    case ValueKind::kCosts:
      return yaml_of_costs(*std::get<CostList*>(slot));
    case ValueKind::kExpectations:
      return yaml_of_expectations(*std::get<std::vector<Expectation>*>(slot));
    default:
      return scalar_of(type, scalar_text(type, slot));
  }
}

/// Not set: no text of the kind would read back as nothing, and leaving the key out does.
bool is_unset(const ValueType& type, const YamlNode& node) {
  return node.is_scalar() && node.text.empty() && !is_text_kind(type.kind);
}

}  // namespace

YamlNode yaml_of_record(const RecordInfo& info, const void* record, WrittenKeys keys) {
  YamlNode map = map_node();
  for (const KeyInfo& key : info.keys) {
    if (key.is(kNotWritten)) continue;
    YamlNode value = yaml_of_value(key.type, key.slot(without_const(record)), keys);
    if (keys == WrittenKeys::kChosen && !key.is(kAlwaysWritten)) {
      const YamlNode unchanged =
          yaml_of_value(key.type, key.slot(without_const(info.defaults())), keys);
      if (yaml_flow_text(value) == yaml_flow_text(unchanged)) continue;
    }
    if (is_unset(key.type, value)) continue;
    map.entries.push_back({std::string(key.name), {}, std::move(value)});
  }
  if (info.parameters != nullptr) {
    const auto& parameters = *std::get<ParameterList*>(info.parameters(without_const(record)));
    for (YamlEntry& entry : yaml_of_parameters(parameters)) map.entries.push_back(std::move(entry));
  }
  return map;
}

}  // namespace millrace
