// ui/panels/dials.hpp — the few values of a scenario that one turns most: workers, cores, rate, keys, skew, disorder.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario_writing.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// A value on a slider. Half of them grow by factors, so those sliders are logarithmic.
struct Dial {
  std::string path;   // of the scenario
  std::string label;  // "cores"
  std::string help;
  std::string format;  // of the slider: "%.0f rows/s"
  double value = 0.0;
  double least = 0.0;
  double greatest = 1.0;
  bool is_logarithmic = false;
};

/// Those that this scenario has, with its values.
std::vector<Dial> dials_of(const Scenario& scenario);
/// A dial's value as the scenario writes it: "12", "30000/s", "{zipf: {s: 1.2}}".
std::string dial_yaml(const Dial& dial, double value);

/// A value of scenario_paths_of() as SetValueCommand takes it: texts, columns and queries are taken as they stand,
/// without the quotes of YAML.
std::string settable_text(const ScenarioPath& path);

}  // namespace millrace
