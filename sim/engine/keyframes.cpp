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

void KeyFramePool::leave(const KeyFrames& member) {
  members_.erase(std::remove(members_.begin(), members_.end(), &member), members_.end());
}

std::int64_t KeyFramePool::bytes() const {
  std::int64_t bytes = 0;
  for (const KeyFrames* member : members_) bytes += member->byte_count();
  return bytes;
}

void KeyFramePool::fit() {
  while (bytes() > bytes_max_) {
    KeyFrames* largest = nullptr;
    for (KeyFrames* member : members_) {
      if (!member->can_thin_out()) continue;
      if (largest == nullptr || member->byte_count() > largest->byte_count()) largest = member;
    }
    if (largest == nullptr) return;
    largest->thin_out();
  }
}

KeyFrames::KeyFrames(std::int64_t every_ns, std::shared_ptr<KeyFramePool> pool)
    : every_ns_(std::max<std::int64_t>(1, every_ns)), pool_(std::move(pool)) {
  MILLRACE_ASSERT(pool_ != nullptr);
  pool_->join(*this);
}

KeyFrames::~KeyFrames() {
  pool_->leave(*this);
}

void KeyFrames::keep(const World& world) {
  Frame frame;
  frame.at = world.now;
  auto copy = std::make_unique<World>(world);
  copy->latency.pack();
  frame.bytes = copy->state_bytes();
  frame.world = std::move(copy);
  frame.output = end_of(*world.out);
  bytes_ += frame.bytes;
  next_ns_ = world.now.ns + every_ns_;
  frames_.push_back(std::move(frame));
  pool_->fit();
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
