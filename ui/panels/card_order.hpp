// ui/panels/card_order.hpp — in which order cards stand: right ones first, then the faster. Cards do not change
// places over every wobble of a rate.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ui/session/view.hpp"

namespace millrace {

class CardOrder {
 public:
  /// Indices of runs, best first. The order of the last call holds where nothing speaks clearly against it.
  std::span<const std::size_t> update(std::span<const RunView> runs);

 private:
  std::vector<std::size_t> order_;
};

}  // namespace millrace
