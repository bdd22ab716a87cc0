// sim/engine/keyframes.cpp — copying, measuring, thinning out.
#include "sim/engine/keyframes.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

OutputEnd end_of(const RunOutput& output) {
  OutputEnd end;
  for (const WorkerResults& sink : output.results)
    end.result_batches.push_back(sink.results.size());
  end.late = output.late.size();
  end.dead_letters = output.dead_letters.size();
  end.events = output.events.size();
  return end;
}

KeyFrames::KeyFrames(std::int64_t every_ns, std::int64_t bytes_max)
    : every_ns_(std::max<std::int64_t>(1, every_ns)), bytes_max_(bytes_max) {}

void KeyFrames::keep(const World& world) {
  Frame frame;
  frame.at = world.now;
  frame.world = std::make_unique<const World>(world);
  frame.output = end_of(*world.out);
  frame.bytes = world.state_bytes();
  bytes_ += frame.bytes;
  next_ns_ = world.now.ns + every_ns_;
  frames_.push_back(std::move(frame));
  while (bytes_ > bytes_max_ && frames_.size() > 2) thin_out();
}

const KeyFrames::Frame& KeyFrames::before(VirtualTime time) const {
  const auto after =
      std::upper_bound(frames_.begin(), frames_.end(), time,
                       [](VirtualTime a, const Frame& frame) { return a < frame.at; });
  MILLRACE_ASSERT(after != frames_.begin());
  return *std::prev(after);
}

void KeyFrames::thin_out() {
  std::vector<Frame> kept;
  for (std::size_t i = 0; i < frames_.size(); i += 2) kept.push_back(std::move(frames_[i]));
  frames_ = std::move(kept);
  bytes_ = 0;
  for (const Frame& frame : frames_) bytes_ += frame.bytes;
  every_ns_ *= 2;
  is_thinned_ = true;
  next_ns_ = frames_.back().at.ns + every_ns_;
}

}  // namespace millrace
