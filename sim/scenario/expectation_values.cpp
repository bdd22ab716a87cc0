// sim/scenario/expectation_values.cpp — `expect:`: strategy → measure → "< 50ms", a bare value, or a list of both.
#include "core/base/nearest_word.hpp"
#include "core/base/source_span.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/scalar_value.hpp"

namespace millrace {

namespace {

constexpr std::string_view kAll = "all";

struct Comparison {
  std::string_view written;
  std::string_view canonical;
};
// Longer ones first: "<=" is not "<" and "=…".
constexpr Comparison kComparisons[] = {{"<=", "<="}, {">=", ">="}, {"!=", "!="}, {"==", "="},
                                       {"<", "<"},   {">", ">"},   {"=", "="}};

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes the comparison off the front; "=" when there is none.
std::string_view take_comparison(std::string_view& text) {
  text = without_blanks(text);
  for (const Comparison& comparison : kComparisons) {
    if (text.substr(0, comparison.written.size()) != comparison.written) continue;
    text = without_blanks(text.substr(comparison.written.size()));
    return comparison.canonical;
  }
  return "=";
}

bool has_order(ParameterKind kind) {
  return kind != ParameterKind::kWord && kind != ParameterKind::kFlag &&
         kind != ParameterKind::kStrategy && kind != ParameterKind::kText;
}

ValueProblem unknown_measure(const ScenarioVocabulary& vocabulary, std::string_view name) {
  std::vector<std::string_view> candidates;
  for (const MeasureInfo& measure : vocabulary.measures) {
    candidates.push_back(measure.name);
    candidates.insert(candidates.end(), measure.aliases.begin(), measure.aliases.end());
  }
  return {"unknown-measure", "unknown measure " + in_quotes(name),
          std::string(nearest_word(name, candidates))};
}

void report_at(const ReadingContext& context, SourceSpan span, ValueProblem problem) {
  problem.span = span;
  context.problems.add(Severity::kError, context.text, std::move(problem));
}

std::optional<Expectation> read_comparison(const ReadingContext& context,
                                           const MeasureInfo& measure, const YamlNode& node) {
  if (!node.is_scalar() || node.is_absent()) {
    report(context, node,
           {"wrong-shape",
            "expected a comparison for " + std::string(measure.name) + R"(, such as "< 50ms")"});
    return std::nullopt;
  }
  std::string_view rest = node.text;
  const std::string_view comparison = take_comparison(rest);
  if (!has_order(measure.kind) && comparison != "=" && comparison != "!=") {
    report(context, node,
           {"bad-comparison",
            std::string(measure.name) + " has no order: only = and != say something"});
    return std::nullopt;
  }
  ParameterInfo parameter;
  parameter.name = measure.name;
  parameter.kind = measure.kind;
  parameter.words = measure.words;
  const ValueReading<std::string> value = canonical_value(parameter, rest);
  if (!value.value.has_value()) {
    ValueProblem problem = value.problem;
    if (!problem.suggestion.empty()) {
      problem.suggestion =
          std::string(node.text.substr(0, node.text.size() - rest.size())) + problem.suggestion;
    }
    report(context, node, std::move(problem));
    return std::nullopt;
  }
  return Expectation{"", std::string(measure.name), std::string(comparison), *value.value, 0};
}

class ExpectationReader {
 public:
  explicit ExpectationReader(const ReadingContext& context) : context_(context) {}

  void read_strategy_entry(const YamlEntry& entry, const std::string& path) {
    std::optional<std::string> strategy = strategy_of(entry);
    if (!strategy.has_value()) return;
    if (!entry.value.is_map()) {
      report(
          context_, entry.value,
          {"wrong-shape", "expected measures of " + *strategy + ", such as verdict: valid, got " +
                              std::string(kind_text(entry.value.kind))});
      return;
    }
    const std::string inner = path + "." + *strategy;
    remember_entry(context_, inner, entry);
    for (const YamlEntry& measure : entry.value.entries) read_measure(*strategy, measure, inner);
  }

  std::vector<Expectation> take() { return std::move(expectations_); }

 private:
  std::optional<std::string> strategy_of(const YamlEntry& entry) {
    const ValueReading<std::string> name = equals_ignoring_case(entry.key, kAll)
                                               ? ValueReading<std::string>(std::string(kAll))
                                               : read_run_strategy(entry.key);
    if (!name.value.has_value()) {
      report_at(context_, entry.key_span, name.problem);
      return std::nullopt;
    }
    for (const std::string& other : strategies_) {
      if (other != *name.value) continue;
      report_at(context_, entry.key_span,
                {"duplicate-key", "strategy " + *name.value + " is there twice"});
      return std::nullopt;
    }
    strategies_.push_back(*name.value);
    return name.value;
  }

  void read_measure(const std::string& strategy, const YamlEntry& entry, const std::string& path) {
    const MeasureInfo* measure = find_measure(context_.vocabulary.measures, entry.key);
    if (measure == nullptr) {
      report_at(context_, entry.key_span, unknown_measure(context_.vocabulary, entry.key));
      return;
    }
    const std::string inner = path + "." + std::string(measure->name);
    if (context_.problems.find(inner) != nullptr) {
      report_at(context_, entry.key_span,
                {"duplicate-key", "measure " + std::string(measure->name) + " is there twice"});
      return;
    }
    remember_entry(context_, inner, entry);
    if (!entry.value.is_list()) {
      add(strategy, *measure, entry.value);
      return;
    }
    for (const YamlNode& item : entry.value.items) add(strategy, *measure, item);
  }

  void add(const std::string& strategy, const MeasureInfo& measure, const YamlNode& node) {
    std::optional<Expectation> expectation = read_comparison(context_, measure, node);
    if (!expectation.has_value()) return;
    expectation->strategy = strategy;
    const std::string& text = context_.problems.texts()[context_.text].text;
    expectation->line = line_column_of(text, node.span.begin).line;
    expectations_.push_back(*std::move(expectation));
  }

  const ReadingContext& context_;
  std::vector<std::string> strategies_;
  std::vector<Expectation> expectations_;
};

}  // namespace

std::vector<Expectation> read_expectations(const ReadingContext& context, const YamlNode& node,
                                           const std::string& path) {
  if (!node.is_map()) {
    report(context, node,
           {"wrong-shape",
            "expected measures by strategy, such as always_hash: {verdict: valid}, "
            "got " +
                std::string(kind_text(node.kind))});
    return {};
  }
  ExpectationReader reader(context);
  for (const YamlEntry& entry : node.entries) reader.read_strategy_entry(entry, path);
  return reader.take();
}

}  // namespace millrace
