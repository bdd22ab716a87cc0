// sim/engine/keyframes.hpp — copies of a world every so often within a bound of memory, so that any
// instant can be reached again by running on from the nearest one before it.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/engine/keyframe_pool.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

/// How far the parts of a RunOutput that only grow had come.
struct OutputEnd {
  std::vector<std::size_t> result_batches;  // by sink
  std::size_t late = 0;
  std::size_t dead_letters = 0;
  std::size_t events = 0;
};

OutputEnd end_of(const RunOutput& output);

/// Keeps frames in order of time, the first one (of the start) for good. When those of the pool grow beyond its bound
/// every other one is dropped, and the distance between new ones doubles.
class KeyFrames {
 public:
  KeyFrames(std::int64_t every_ns, std::shared_ptr<KeyFramePool> pool);
  ~KeyFrames();
  KeyFrames(const KeyFrames&) = delete;
  KeyFrames& operator=(const KeyFrames&) = delete;

  /// Whether the world has come far enough beyond the last frame.
  bool is_due(VirtualTime now) const { return now.ns >= next_ns_; }
  void keep(const World& world);

  struct Frame {
    VirtualTime at;
    std::unique_ptr<const World> world;
    OutputEnd output;
    std::int64_t bytes = 0;
  };
  /// The last frame at or before `time`. REQUIRES: one was kept.
  const Frame& before(VirtualTime time) const;
  std::size_t count() const { return frames_.size(); }
  std::int64_t byte_count() const { return bytes_; }
  KeyFrameFigures figures() const {
    return {frames_.size(), bytes_, pool_->bytes_max(), every_ns_, is_thinned_};
  }

 private:
  friend class KeyFramePool;

  bool can_thin_out() const { return frames_.size() > 2; }
  void thin_out();

  std::int64_t every_ns_;
  std::shared_ptr<KeyFramePool> pool_;
  std::int64_t next_ns_ = 0;
  std::int64_t bytes_ = 0;
  bool is_thinned_ = false;
  std::vector<Frame> frames_;
};

}  // namespace millrace
