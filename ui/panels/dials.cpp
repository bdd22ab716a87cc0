// ui/panels/dials.cpp — from a scenario to sliders and back.
#include "ui/panels/dials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace millrace {
namespace {

/// s of zipf; 0 for uniform; nothing where the keys are spread in another way.
std::optional<double> skew_of(const FieldSpec& field) {
  if (field.distribution.name == "uniform") return 0.0;
  if (field.distribution.name != "zipf") return std::nullopt;
  for (const auto& [name, value] : field.distribution.parameters) {
    if (name == "s") return std::strtod(value.c_str(), nullptr);
  }
  return 1.0;
}

bool is_key_like(const Scenario& scenario, const FieldSpec& field) {
  const auto& key = scenario.topic.key;
  if (std::find(key.begin(), key.end(), field.name) != key.end()) return true;
  // Strings are what queries group by.
  return field.type.kind == TypeKind::kString && field.values.empty() && field.follows.empty();
}

void add_key_dials(const Scenario& scenario, std::vector<Dial>& dials) {
  for (const FieldSpec& field : scenario.topic.fields) {
    if (!is_key_like(scenario, field)) continue;
    const std::string path = "topic.fields." + field.name;
    if (const std::optional<double> skew = skew_of(field))
      dials.push_back({path + ".distribution", field.name + ", skew s",
                       "0: all values equally often. 1: the second half as often as the first, the "
                       "third a third (Zipf). More: one hot key.",
                       "s = %.2f", *skew, 0.0, 3.0});
    dials.push_back({path + ".cardinality", field.name + ", values", "How many different ones.",
                     "%.0f values", static_cast<double>(field.cardinality), 1.0, 1e6, true});
  }
}

}  // namespace

std::vector<Dial> dials_of(const Scenario& scenario) {
  std::vector<Dial> dials;
  dials.push_back({"engine.num_partitions", "workers",
                   "Processing partitions: each its own queue, state and output.", "%.0f workers",
                   static_cast<double>(scenario.engine.job.worker_count), 1.0, 64.0});
  dials.push_back({"engine.cores", "cores",
                   "CPUs on which the workers run; with fewer cores than workers they take turns.",
                   "%.0f cores", static_cast<double>(scenario.engine.cores), 1.0, 64.0});
  if (scenario.load.stages.empty() && scenario.load.model == LoadModel::kOpen)
    dials.push_back({"load.rate", "offered load", "Records that come due in a second.",
                     "%.0f rows/s", scenario.load.rate, 100.0, 2e6, true});
  if (scenario.topic.recording.empty()) {
    dials.push_back({"topic.partitions", "source partitions", "Partitions of the topic.",
                     "%.0f partitions", static_cast<double>(scenario.topic.partitions), 1.0, 256.0,
                     true});
    add_key_dials(scenario, dials);
    dials.push_back({"topic.disorder.share", "disorder",
                     "Share of the records that come later than their event time.", "%.2f of rows",
                     scenario.topic.disorder.share, 0.0, 1.0});
  }
  for (Dial& dial : dials) dial.greatest = std::max(dial.greatest, dial.value);
  return dials;
}

std::string settable_text(const ScenarioPath& path) {
  const std::string& yaml = path.default_text;
  const bool is_taken_as_it_is = path.type == "text" || path.type == "column";
  if (!is_taken_as_it_is || yaml.size() < 2 || yaml.front() != '"' || yaml.back() != '"')
    return yaml;
  std::string text;
  for (std::size_t i = 1; i + 1 < yaml.size(); ++i) {
    const bool is_escape = yaml[i] == '\\' && i + 2 < yaml.size();
    if (!is_escape) {
      text += yaml[i];
      continue;
    }
    ++i;
    text += yaml[i] == 'n' ? '\n' : (yaml[i] == 't' ? '\t' : yaml[i]);
  }
  return text;
}

std::string dial_yaml(const Dial& dial, double value) {
  if (dial.path == "load.rate") return fmt::format("{:.0f}/s", value);
  if (dial.path == "topic.disorder.share") return fmt::format("{:.4g}", value);
  if (dial.label.find("skew") != std::string::npos)
    return value < 0.005 ? std::string("uniform") : fmt::format("{{zipf: {{s: {:.2f}}}}}", value);
  return fmt::format("{:.0f}", value);
}

}  // namespace millrace
