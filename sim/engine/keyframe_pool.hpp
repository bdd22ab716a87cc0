// sim/engine/keyframe_pool.hpp — the memory that the key frames of several simulations share.
#pragma once

#include <cstdint>
#include <vector>

namespace millrace {

class KeyFrames;

/// Bounds what all of its members keep together: where that is too much, the one that keeps most drops every other
/// frame. A run whose state is small leaves room to one whose state is large, so that going back takes all of them
/// equally long. Used by one thread; outlives its members (they hold it).
class KeyFramePool {
 public:
  explicit KeyFramePool(std::int64_t bytes_max) : bytes_max_(bytes_max) {}
  KeyFramePool(const KeyFramePool&) = delete;
  KeyFramePool& operator=(const KeyFramePool&) = delete;

  void join(KeyFrames& member) { members_.push_back(&member); }
  void leave(const KeyFrames& member);
  /// Drops frames until the rest fit; the first and the last of each member always stay.
  void fit();

  std::int64_t bytes() const;
  std::int64_t bytes_max() const { return bytes_max_; }

 private:
  std::int64_t bytes_max_;
  std::vector<KeyFrames*> members_;
};

}  // namespace millrace
