// ui/panels/offered_strategies.hpp — what can join the comparison: every strategy, and the adaptive job that switches
// between them.
#pragma once

#include <span>
#include <string>

#include "ui/session/view.hpp"

namespace millrace {

struct OfferedStrategy {
  std::string name;          // as AddRunCommand takes it
  std::string display_name;  // "AlwaysHash"
  std::string summary;       // one sentence
  bool is_reference = false;
};

/// In the order of the list, adaptive last.
std::span<const OfferedStrategy> offered_strategies();

}  // namespace millrace
