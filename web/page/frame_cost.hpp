// web/page/frame_cost.hpp — what frames cost the processor: from ImGui's new frame to its finished lists of triangles,
// without what OpenGL makes of them.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <vector>

namespace millrace {

/// Keeps the latest costs.
class FrameCost {
 public:
  void add(double ms);
  /// `{"frames", "median_ms", "p95_ms", "max_ms"}` of the frames since the last call, of the latest 1,000 at most; null
  /// where there were none.
  nlohmann::ordered_json take();

 private:
  static constexpr std::size_t kKept = 1000;

  std::vector<double> costs_ms_;
  std::size_t next_ = 0;  // the oldest, once all places are taken
};

}  // namespace millrace
