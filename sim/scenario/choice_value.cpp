// sim/scenario/choice_value.cpp — a choice from the vocabulary with its parameters.
#include <algorithm>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/scalar_value.hpp"
#include "sim/scenario/value_range.hpp"

namespace millrace {

namespace {

ValueReading<std::string> canonical_word(const ParameterInfo& parameter, std::string_view text) {
  std::string valid;
  for (const std::string_view word : parameter.words) {
    if (equals_ignoring_case(word, text)) return std::string(word);
    valid += (valid.empty() ? "" : ", ") + std::string(word);
  }
  return ValueProblem{"unknown-word", "expected one of " + valid + ", got " + in_quotes(text),
                      std::string(nearest_word(text, parameter.words))};
}

template <typename T>
ValueReading<std::string> canonical_scalar(const ValueType& type, std::string_view text) {
  static const ScenarioVocabulary kNoChoices = {};  // none of these kinds asks it
  T value = {};
  const Slot slot = &value;
  if (auto problem = read_scalar(type, text, slot, kNoChoices)) return *std::move(problem);
  return scalar_text(type, slot);
}

ValueProblem unknown_parameter(const ChoiceInfo& choice, std::string_view name) {
  std::vector<std::string_view> candidates;
  std::string valid;
  for (const ParameterInfo& parameter : choice.parameters) {
    candidates.push_back(parameter.name);
    candidates.insert(candidates.end(), parameter.aliases.begin(), parameter.aliases.end());
    valid += (valid.empty() ? "" : ", ") + std::string(parameter.name);
  }
  std::string message = "unknown parameter " + in_quotes(name) + " of " + std::string(choice.name);
  message += valid.empty() ? ", which has none" : "; there are: " + valid;
  return {"unknown-parameter", std::move(message), std::string(nearest_word(name, candidates))};
}

/// The value of one parameter, in canonical text; a problem is reported.
std::optional<std::string> read_parameter(const ReadingContext& context,
                                          const ParameterInfo& parameter, const YamlNode& node) {
  if (!node.is_scalar() || node.is_absent()) {
    const std::string got = node.is_absent() ? "nothing" : std::string(kind_text(node.kind));
    report(context, node,
           {"wrong-shape", "expected a value for " + std::string(parameter.name) + ", got " + got});
    return std::nullopt;
  }
  const ValueReading<std::string> value = canonical_value(parameter, node.text);
  if (value.value.has_value()) return *value.value;
  report(context, node, value.problem);
  return std::nullopt;
}

bool is_default_of(const ParameterInfo& parameter, const std::string& value) {
  if (parameter.is_required || parameter.default_text.empty()) return false;
  return canonical_value(parameter, parameter.default_text).value == value;
}

std::optional<Choice> read_named_choice(const ReadingContext& context,
                                        const std::vector<ChoiceInfo>& choices,
                                        std::string_view name, SourceSpan name_span,
                                        const std::vector<const YamlEntry*>& entries,
                                        const std::string& path) {
  const ChoiceInfo* choice = find_choice(choices, name);
  if (choice == nullptr) {
    ValueProblem problem = unknown_choice(choices, name);
    problem.span = name_span;
    context.problems.add(Severity::kError, context.text, std::move(problem));
    return std::nullopt;
  }
  const std::string inner = path + "." + std::string(choice->name);
  return Choice{std::string(choice->name),
                read_parameters(context, *choice, entries, name_span, inner)};
}

}  // namespace

ValueReading<std::string> canonical_value(const ParameterInfo& parameter, std::string_view text) {
  if (parameter.kind == ParameterKind::kWord) return canonical_word(parameter, text);
  const ValueType type = type_of(parameter);
  switch (type.kind) {
    case ValueKind::kNumber:
    case ValueKind::kShare:
    case ValueKind::kRate:
      return canonical_scalar<double>(type, text);
    case ValueKind::kInteger:
    case ValueKind::kBytes:
      return canonical_scalar<std::int64_t>(type, text);
    case ValueKind::kDuration:
      return canonical_scalar<VirtualDuration>(type, text);
    case ValueKind::kFlag:
      return canonical_scalar<bool>(type, text);
    default:
      return canonical_scalar<std::string>(type, text);
  }
}

void remember_entry(const ReadingContext& context, const std::string& path,
                    const YamlEntry& entry) {
  context.problems.remember(path, {context.text, entry.key_span, entry.value.span});
}

void report(const ReadingContext& context, const YamlNode& node, ValueProblem problem) {
  // A scalar that could not be expanded or read is not also a bad value.
  if (node.is_scalar() && context.problems.has_errors_in(context.text, node.span)) return;
  problem.span = node.span;
  context.problems.add(Severity::kError, context.text, std::move(problem));
}

ParameterList read_parameters(const ReadingContext& context, const ChoiceInfo& choice,
                              const std::vector<const YamlEntry*>& entries, SourceSpan place,
                              const std::string& path) {
  std::vector<const YamlEntry*> entry_of(choice.parameters.size(), nullptr);
  for (const YamlEntry* entry : entries) {
    const ParameterInfo* parameter = find_parameter(choice.parameters, entry->key);
    ValueProblem problem;
    if (parameter == nullptr) {
      problem = unknown_parameter(choice, entry->key);
    } else if (entry_of[static_cast<std::size_t>(parameter - choice.parameters.data())] !=
               nullptr) {
      problem = {"duplicate-key",
                 "parameter '" + std::string(parameter->name) + "' is there twice"};
    } else {
      entry_of[static_cast<std::size_t>(parameter - choice.parameters.data())] = entry;
      continue;
    }
    problem.span = entry->key_span;
    context.problems.add(Severity::kError, context.text, std::move(problem));
  }
  ParameterList list;
  for (std::size_t i = 0; i < choice.parameters.size(); ++i) {
    const ParameterInfo& parameter = choice.parameters[i];
    if (entry_of[i] == nullptr) {
      if (!parameter.is_required) continue;
      context.problems.add(Severity::kError, context.text,
                           {"missing-key",
                            std::string(choice.name) + " needs " + std::string(parameter.name) +
                                ": " + std::string(parameter.summary),
                            "", place});
      continue;
    }
    remember_entry(context, path + "." + std::string(parameter.name), *entry_of[i]);
    std::optional<std::string> value = read_parameter(context, parameter, entry_of[i]->value);
    // What is said is a parameter's default whether it is written or not: one identity.
    const bool is_default = value.has_value() && is_default_of(parameter, *value);
    if (value.has_value() && !is_default)
      list.emplace_back(std::string(parameter.name), *std::move(value));
  }
  return list;
}

std::optional<Choice> read_choice(const ReadingContext& context,
                                  const std::vector<ChoiceInfo>& choices, const YamlNode& node,
                                  const std::string& path) {
  if (node.is_scalar()) {
    return read_named_choice(context, choices, node.text, node.span, {}, path);
  }
  std::vector<const YamlEntry*> entries;
  const YamlEntry* type = nullptr;
  for (const YamlEntry& entry : node.entries) {
    if (entry.key == "type" && entry.value.is_scalar()) {
      type = &entry;
    } else {
      entries.push_back(&entry);
    }
  }
  if (type != nullptr) {
    return read_named_choice(context, choices, type->value.text, type->value.span, entries, path);
  }
  if (node.is_list() || entries.size() != 1) {
    report(context, node,
           {"wrong-shape",
            "expected one name, or one name with its parameters, such as "
            "{zipf: {s: 1.1}}, got " +
                std::string(kind_text(node.kind))});
    return std::nullopt;
  }
  const YamlEntry& named = *entries.front();
  entries.clear();
  if (named.value.is_map()) {
    for (const YamlEntry& entry : named.value.entries) entries.push_back(&entry);
  } else if (!named.value.is_absent()) {
    report(context, named.value,
           {"wrong-shape", "expected the parameters of " + in_quotes(named.key) +
                               " as a map, got " + std::string(kind_text(named.value.kind))});
    return std::nullopt;
  }
  return read_named_choice(context, choices, named.key, named.key_span, entries, path);
}

}  // namespace millrace
