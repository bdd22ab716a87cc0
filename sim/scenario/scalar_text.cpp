// sim/scenario/scalar_text.cpp — a slot as canonical text.
#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/scalar_value.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

std::string word_text(const ValueType& type, std::uint8_t value) {
  for (const WordInfo& word : type.words) {
    if (word.value == value) return std::string(word.text);
  }
  MILLRACE_ASSERT(false);
  return {};
}

std::string integer_text(const ValueType& type, std::int64_t value) {
  if (type.kind == ValueKind::kBytes) return bytes_text(value);
  std::string text;
  if (type.kind == ValueKind::kTimestamp) {
    append_timestamp(text, value);
  } else {
    append_int64(text, value);
  }
  return text;
}

std::string double_text(const ValueType& type, double value) {
  return type.kind == ValueKind::kRate ? rate_text(value) : number_text(value);
}

/// One overload for each alternative of Slot that holds a single value.
struct TextOf {
  const ValueType& type;

  std::string operator()(std::string* value) const { return *value; }
  std::string operator()(std::int32_t* value) const { return integer_text(type, *value); }
  std::string operator()(std::uint32_t* value) const { return integer_text(type, *value); }
  std::string operator()(std::int64_t* value) const { return integer_text(type, *value); }
  std::string operator()(std::uint64_t* value) const { return std::to_string(*value); }
  std::string operator()(double* value) const { return double_text(type, *value); }
  std::string operator()(bool* value) const {
    if (type.kind == ValueKind::kWord) return word_text(type, *value ? 1 : 0);
    return *value ? "true" : "false";
  }
  std::string operator()(ByteSlot slot) const {
    if (type.kind == ValueKind::kWord) return word_text(type, *slot.value);
    return integer_text(type, *slot.value);
  }
  std::string operator()(VirtualDuration* value) const { return duration_text(*value); }
  std::string operator()(EventDuration* value) const {
    return duration_text(VirtualDuration{value->ms * kNsPerMs});
  }
  std::string operator()(std::optional<VirtualDuration>* value) const {
    return value->has_value() ? duration_text(**value) : std::string{};
  }
  std::string operator()(DataType* value) const { return to_lower(to_text(*value)); }
  template <typename Other>
  std::string operator()(const Other&) const {
    MILLRACE_ASSERT(false);
    return {};
  }
};

}  // namespace

std::string scalar_text(const ValueType& type, const Slot& slot) {
  return std::visit(TextOf{type}, slot);
}

}  // namespace millrace
