// sim/scenario/engine_values.cpp — options by strategy, checked against what core/route says of each; costs by name.
#include <algorithm>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/route/strategies.hpp"
#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/scalar_value.hpp"

namespace millrace {

namespace {

ParameterInfo parameter_of(const StrategyOption& option) {
  ParameterInfo parameter;
  parameter.name = option.name;
  parameter.summary = option.summary;
  switch (option.kind) {
    case OptionKind::kChoice:
      parameter.kind = ParameterKind::kWord;
      parameter.words = option.choices;
      break;
    case OptionKind::kInteger:
      parameter.kind = ParameterKind::kInteger;
      parameter.minimum = static_cast<double>(option.minimum);
      parameter.maximum = static_cast<double>(option.maximum);
      break;
    case OptionKind::kFraction:
      parameter.kind = ParameterKind::kShare;
      break;
    case OptionKind::kText:
      parameter.kind = ParameterKind::kText;
      break;
  }
  return parameter;
}

/// `[desk, trader_id]` for an option that is a text: "desk, trader_id".
YamlNode joined(const YamlNode& node) {
  if (!node.is_list()) return node;
  YamlNode scalar;
  scalar.span = node.span;
  for (const YamlNode& item : node.items) {
    if (!item.is_scalar()) return node;
    scalar.text += (scalar.text.empty() ? "" : ", ") + item.text;
  }
  return scalar;
}

ParameterList read_options(const ReadingContext& context, const StrategyInfo& strategy,
                           const YamlNode& node, SourceSpan place, const std::string& path) {
  std::vector<ParameterInfo> parameters;
  for (const StrategyOption& option : strategy.options) parameters.push_back(parameter_of(option));
  const ChoiceInfo choice = {strategy.name, strategy.summary, {}, parameters};
  std::vector<YamlEntry> entries = node.entries;
  std::vector<const YamlEntry*> pointers;
  for (YamlEntry& entry : entries) {
    entry.value = joined(entry.value);
    pointers.push_back(&entry);
  }
  return read_parameters(context, choice, pointers, place, path);
}

void report_at(const ReadingContext& context, SourceSpan span, ValueProblem problem) {
  problem.span = span;
  context.problems.add(Severity::kError, context.text, std::move(problem));
}

}  // namespace

std::vector<Choice> read_strategy_config(const ReadingContext& context, const YamlNode& node,
                                         const std::string& path) {
  std::vector<Choice> config;
  if (!node.is_map()) {
    report(context, node,
           {"wrong-shape", "expected options by strategy, such as fan_in: {target: 2}, got " +
                               std::string(kind_text(node.kind))});
    return config;
  }
  for (const YamlEntry& entry : node.entries) {
    const ValueReading<std::string> name = read_strategy(entry.key);
    if (!name.value.has_value()) {
      report_at(context, entry.key_span, name.problem);
      continue;
    }
    const auto is_same = [&](const Choice& other) { return other.name == *name.value; };
    if (std::find_if(config.begin(), config.end(), is_same) != config.end()) {
      report_at(context, entry.key_span,
                {"duplicate-key", "strategy " + *name.value + " is there twice"});
      continue;
    }
    if (!entry.value.is_map()) {
      report(context, entry.value,
             {"wrong-shape", "expected the options of " + *name.value + " as a map, got " +
                                 std::string(kind_text(entry.value.kind))});
      continue;
    }
    const std::string inner = path + "." + *name.value;
    remember_entry(context, inner, entry);
    const StrategyInfo& strategy = *find_strategy(*name.value);
    config.push_back(
        {*name.value, read_options(context, strategy, entry.value, entry.key_span, inner)});
  }
  return config;
}

CostList read_costs(const ReadingContext& context, const YamlNode& node, const std::string& path) {
  CostList costs;
  if (!node.is_map()) {
    report(context, node,
           {"wrong-shape", "expected costs by name, such as hash: 60ns, got " +
                               std::string(kind_text(node.kind))});
    return costs;
  }
  std::vector<std::string_view> candidates;
  for (const ParameterInfo& cost : context.vocabulary.costs) candidates.push_back(cost.name);
  for (const YamlEntry& entry : node.entries) {
    const ParameterInfo* cost = find_parameter(context.vocabulary.costs, entry.key);
    if (cost == nullptr) {
      report_at(context, entry.key_span,
                {"unknown-cost", "unknown cost " + in_quotes(entry.key),
                 std::string(nearest_word(entry.key, candidates))});
      continue;
    }
    remember_entry(context, path + "." + std::string(cost->name), entry);
    const ValueReading<double> ns =
        entry.value.is_scalar() ? parse_cost(entry.value.text)
                                : ValueProblem{"wrong-shape", "expected a duration such as 60ns"};
    if (ns.value.has_value()) {
      costs.emplace_back(std::string(cost->name), *ns.value);
    } else {
      report(context, entry.value, ns.problem);
    }
  }
  return costs;
}

}  // namespace millrace
