// ui/panels/offered_strategies.cpp — the list of strategies, and one that is none.
#include "ui/panels/offered_strategies.hpp"

#include <vector>

#include "core/route/strategies.hpp"

namespace millrace {

std::span<const OfferedStrategy> offered_strategies() {
  static const std::vector<OfferedStrategy> kOffered = [] {
    std::vector<OfferedStrategy> offered;
    for (const StrategyInfo* info : all_strategies())
      offered.push_back({std::string(info->name), std::string(info->display_name),
                         std::string(info->summary), info->is_reference});
    offered.push_back({std::string(kAdaptiveStrategy), "Adaptive",
                       "Begins as auto chooses, and switches while it runs when another strategy "
                       "would do clearly better; the state moves with it.",
                       false});
    return offered;
  }();
  return kOffered;
}

}  // namespace millrace
