// sim/scenario/scenario.cpp — when two scenarios are the same.
#include "sim/scenario/scenario.hpp"

#include <tuple>

namespace millrace {

namespace {

auto parts_of(const Scenario& scenario) {
  return std::tie(scenario.version, scenario.name, scenario.description, scenario.seed,
                  scenario.duration, scenario.query, scenario.topic, scenario.load, scenario.engine,
                  scenario.faults, scenario.expectations);
}

}  // namespace

bool operator==(const Scenario& a, const Scenario& b) {
  return parts_of(a) == parts_of(b);
}

}  // namespace millrace
