// sim/workload/parameters.cpp — texts to values by kind.
#include "sim/workload/parameters.hpp"

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {

namespace {

Error bad_value(std::string_view owner, const ParameterInfo& info, std::string_view problem) {
  return {ErrorCode::kOption,
          std::string(owner) + ": " + std::string(info.name) + ": " + std::string(problem),
          {}};
}

template <typename T>
Status keep(std::string_view owner, const ParameterInfo& info, const ValueReading<T>& reading,
            T& value) {
  if (!reading.value.has_value()) return bad_value(owner, info, reading.problem.message);
  value = *reading.value;
  return {};
}

bool is_in_range(const ParameterInfo& info, double value) {
  if (info.is_minimum_excluded ? value <= info.minimum : value < info.minimum) return false;
  return value <= info.maximum;
}

std::string range_text(const ParameterInfo& info) {
  std::string text = info.is_minimum_excluded ? "more than " : "at least ";
  append_double(text, info.minimum);
  text += " and at most ";
  append_double(text, info.maximum);
  return text;
}

}  // namespace

Status Parameters::read_slot(std::string_view owner, const ParameterInfo& info, Slot& slot) {
  switch (info.kind) {
    case ParameterKind::kNumber:
      MILLRACE_CHECK(keep(owner, info, parse_number(slot.text), slot.number));
      break;
    case ParameterKind::kShare:
      MILLRACE_CHECK(keep(owner, info, parse_share(slot.text), slot.number));
      break;
    case ParameterKind::kRate:
      MILLRACE_CHECK(keep(owner, info, parse_rate(slot.text), slot.number));
      break;
    case ParameterKind::kDuration: {
      VirtualDuration duration;
      MILLRACE_CHECK(keep(owner, info, parse_duration(slot.text), duration));
      slot.integer = duration.ns;
      slot.number = static_cast<double>(duration.ns);
      break;
    }
    case ParameterKind::kBytes:
      MILLRACE_CHECK(keep(owner, info, parse_bytes(slot.text), slot.integer));
      slot.number = static_cast<double>(slot.integer);
      break;
    case ParameterKind::kInteger:
    case ParameterKind::kSourcePartition:
    case ParameterKind::kWorker:
    case ParameterKind::kCore:
      MILLRACE_CHECK(keep(owner, info, parse_integer(slot.text), slot.integer));
      slot.number = static_cast<double>(slot.integer);
      break;
    case ParameterKind::kWord: {
      for (const std::string_view word : info.words) {
        if (equals_ignoring_case(word, slot.text)) {
          slot.text = std::string(word);
          return {};
        }
      }
      return bad_value(owner, info, "unknown word '" + slot.text + "'");
    }
    default:
      return {};  // texts and names: judged by who uses them
  }
  if (is_in_range(info, slot.number)) return {};
  return bad_value(owner, info, "expected " + range_text(info) + ", got " + slot.text);
}

Result<Parameters> Parameters::read(std::string_view owner, std::span<const ParameterInfo> infos,
                                    const Given& given) {
  Parameters parameters(infos);
  for (const auto& [name, text] : given) {
    const ParameterInfo* info = find_parameter(infos, name);
    if (info == nullptr) {
      return Error{
          ErrorCode::kOption, std::string(owner) + ": unknown parameter '" + name + "'", {}};
    }
    Slot& slot = parameters.slots_[static_cast<std::size_t>(info - infos.data())];
    slot.has_value = true;
    slot.text = text;
  }
  for (std::size_t i = 0; i < infos.size(); ++i) {
    Slot& slot = parameters.slots_[i];
    if (!slot.has_value) {
      if (infos[i].is_required) return bad_value(owner, infos[i], "missing");
      if (infos[i].default_text.empty()) continue;
      slot.has_value = true;
      slot.text = std::string(infos[i].default_text);
    }
    MILLRACE_CHECK(read_slot(owner, infos[i], slot));
  }
  return parameters;
}

const Parameters::Slot& Parameters::slot_of(std::string_view name) const {
  const ParameterInfo* info = find_parameter(infos_, name);
  MILLRACE_ASSERT(info != nullptr);
  return slots_[static_cast<std::size_t>(info - infos_.data())];
}

bool Parameters::has(std::string_view name) const {
  return slot_of(name).has_value;
}

double Parameters::number(std::string_view name) const {
  MILLRACE_ASSERT(slot_of(name).has_value);
  return slot_of(name).number;
}

std::int64_t Parameters::integer(std::string_view name) const {
  MILLRACE_ASSERT(slot_of(name).has_value);
  return slot_of(name).integer;
}

VirtualDuration Parameters::duration(std::string_view name) const {
  return {integer(name)};
}

const std::string& Parameters::text(std::string_view name) const {
  MILLRACE_ASSERT(slot_of(name).has_value);
  return slot_of(name).text;
}

}  // namespace millrace
