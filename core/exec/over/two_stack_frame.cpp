// core/exec/over/two_stack_frame.cpp — a queue of rows as two stacks of states (Tangwongsan,
// Hirzel, Schneider 2017, "Two Stacks"): what enters is added to one state; what leaves is popped
// from a stack of states over ever more of the rows.
#include <numeric>

#include "core/base/assert.hpp"
#include "core/base/cloning_ptr.hpp"
#include "core/exec/memory.hpp"
#include "core/exec/over/frame_state.hpp"

namespace millrace {
namespace {

/// Of a frame [begin, end), rows [begin, middle) are in the front stack: its top is the state over
/// all of them, the one below that over all but the first, and so on. Rows [middle, end) are in one
/// back state. When the front is empty and a row is to leave, the rows of the back are stacked up:
/// each row is merged a constant number of times in its life.
class TwoStackFrame final : public FrameState {
 public:
  TwoStackFrame(AggregateCall call, std::uint32_t argument)
      : call_(std::move(call)),
        back_(make_aggregator(call_)),
        front_(make_aggregator(call_)),
        result_(make_aggregator(call_)),
        argument_(argument) {}

  void resize(std::uint32_t group_count) override {
    back_->resize(group_count);
    if (stacks_.size() < group_count) stacks_.resize(group_count);
  }
  void add(std::span<const std::uint32_t> groups, std::span<const RowRef> places,
           const RowLog& log) override {
    update_from_log(*back_, groups, places, log, argument_);
  }
  void remove(std::uint32_t group, FrameExtent extent, const GroupHistory& history) override {
    std::vector<std::uint32_t>& stack = stacks_[group];
    if (stack.empty()) stack_up(group, extent, history);
    free_.push_back(stack.back());
    stack.pop_back();
  }
  Column finish(std::span<const std::uint32_t> groups, std::span<const FrameExtent>,
                const GroupHistory&, std::int64_t& overflows) override;

  /// What was in the stacks is rebuilt from the history.
  std::unique_ptr<FrameState> take(std::span<const std::uint32_t> groups) override {
    back_->clear(groups);
    for (const std::uint32_t group : groups) {
      free_.insert(free_.end(), stacks_[group].begin(), stacks_[group].end());
      stacks_[group].clear();
    }
    return std::make_unique<TwoStackFrame>(call_, argument_);
  }
  /// The history has every row of the frame: they all go to the back.
  void absorb(const FrameState&, std::span<const std::uint32_t>, std::span<const std::uint32_t> to,
              std::span<const FrameExtent> extents, const GroupHistory& history) override {
    for (std::size_t i = 0; i < to.size(); ++i) {
      for (std::int64_t row = extents[i].begin; row < extents[i].end; ++row) {
        const RowRef place = history.place(to[i], row);
        add({&to[i], 1}, {&place, 1}, history.log());
      }
    }
  }
  std::unique_ptr<FrameState> clone() const override {
    return std::make_unique<TwoStackFrame>(*this);
  }
  std::int64_t state_bytes() const override {
    std::int64_t bytes = back_->state_bytes() + front_->state_bytes() + bytes_of(stacks_);
    for (const std::vector<std::uint32_t>& stack : stacks_) bytes += bytes_of(stack);
    return bytes;
  }

 private:
  void stack_up(std::uint32_t group, FrameExtent extent, const GroupHistory& history);
  std::uint32_t new_front_slot();

  AggregateCall call_;
  CloningPtr<Aggregator> back_;    // slot = group
  CloningPtr<Aggregator> front_;   // slots of stacks_
  CloningPtr<Aggregator> result_;  // slot = position in finish()
  std::uint32_t result_capacity_ = 0;
  std::uint32_t argument_;
  std::vector<std::vector<std::uint32_t>> stacks_;  // per group; the back of each is the top
  std::vector<RowRef> places_;                      // of stack_up()
  std::uint32_t front_count_ = 0;
  std::vector<std::uint32_t> free_;
};

std::uint32_t TwoStackFrame::new_front_slot() {
  if (free_.empty()) {
    front_->resize(front_count_ == 0 ? 16 : front_count_ * 2);
    for (std::uint32_t i = 0; i < (front_count_ == 0 ? 16 : front_count_); ++i) {
      free_.push_back(front_count_ + i);
    }
    front_count_ += static_cast<std::uint32_t>(free_.size());
  }
  const std::uint32_t slot = free_.back();
  free_.pop_back();
  return slot;
}

void TwoStackFrame::stack_up(std::uint32_t group, FrameExtent extent, const GroupHistory& history) {
  MILLRACE_ASSERT(extent.begin < extent.end);
  std::vector<std::uint32_t>& stack = stacks_[group];
  places_.clear();
  for (std::int64_t row = extent.end; row-- > extent.begin;) {
    places_.push_back(history.place(group, row));
    stack.push_back(new_front_slot());
  }
  // What popped slots still hold goes here, not at each pop.
  front_->clear(stack);
  update_from_log(*front_, stack, places_, history.log(), argument_);
  // Each takes in the one below it, which has taken in those below.
  const std::span<const std::uint32_t> slots = stack;
  front_->merge(slots.subspan(1), *front_, slots.first(slots.size() - 1));
  back_->clear({&group, 1});
}

Column TwoStackFrame::finish(std::span<const std::uint32_t> groups, std::span<const FrameExtent>,
                             const GroupHistory&, std::int64_t& overflows) {
  std::vector<std::uint32_t> slots(groups.size());
  std::iota(slots.begin(), slots.end(), 0u);
  if (result_capacity_ < groups.size()) {
    result_capacity_ = static_cast<std::uint32_t>(groups.size());
    result_->resize(result_capacity_);
  }
  result_->clear(slots);
  std::vector<std::uint32_t> with_front;
  std::vector<std::uint32_t> tops;
  for (const std::uint32_t slot : slots) {
    const std::vector<std::uint32_t>& stack = stacks_[groups[slot]];
    if (stack.empty()) continue;
    with_front.push_back(slot);
    tops.push_back(stack.back());
  }
  if (!tops.empty()) result_->merge(with_front, *front_, tops);
  result_->merge(slots, *back_, groups);
  return result_->finish(slots, overflows);
}

}  // namespace

std::unique_ptr<FrameState> make_two_stack_frame(const AggregateCall& call,
                                                 std::uint32_t argument) {
  return std::make_unique<TwoStackFrame>(call, argument);
}

}  // namespace millrace
