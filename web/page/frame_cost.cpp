// web/page/frame_cost.cpp — a ring of costs, sorted when somebody asks.
#include "web/page/frame_cost.hpp"

#include <algorithm>
#include <utility>

namespace millrace {

void FrameCost::add(double ms) {
  if (costs_ms_.size() < kKept) {
    costs_ms_.push_back(ms);
    return;
  }
  costs_ms_[next_] = ms;
  next_ = (next_ + 1) % kKept;
}

nlohmann::ordered_json FrameCost::take() {
  std::vector<double> costs = std::exchange(costs_ms_, {});
  next_ = 0;
  if (costs.empty())
    return {{"frames", 0}, {"median_ms", nullptr}, {"p95_ms", nullptr}, {"max_ms", nullptr}};
  std::sort(costs.begin(), costs.end());
  return {{"frames", costs.size()},
          {"median_ms", costs[costs.size() / 2]},
          {"p95_ms", costs[costs.size() * 95 / 100]},
          {"max_ms", costs.back()}};
}

}  // namespace millrace
