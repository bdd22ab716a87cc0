// ui/panels/inspector_facts.hpp — what is known of one core, worker, source partition or key: names, values, meanings.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/panel.hpp"

namespace millrace {

struct Fact {
  const char* name;
  std::string value;           // with its unit
  const char* help = nullptr;  // hover text
};

struct FactGroup {
  std::string title;  // "Worker w3"
  std::vector<Fact> facts;
};

/// Of all that is selected, in the order from source to core; without what is not there.
std::vector<FactGroup> selected_facts(const Selection& selection, const RunView& run);

}  // namespace millrace
