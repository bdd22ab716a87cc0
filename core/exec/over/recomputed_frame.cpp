// core/exec/over/recomputed_frame.cpp — no state at all: every result is worked out from the rows
// of its frame.
#include <numeric>

#include "core/exec/over/frame_state.hpp"

namespace millrace {
namespace {

class RecomputedFrame final : public FrameState {
 public:
  RecomputedFrame(AggregateCall call, std::uint32_t argument)
      : call_(std::move(call)), aggregator_(make_aggregator(call_)), argument_(argument) {}

  void resize(std::uint32_t) override {}
  void add(std::span<const std::uint32_t>, std::span<const RowRef>, const RowLog&) override {}
  void remove(std::uint32_t, FrameExtent, const GroupHistory&) override {}
  Column finish(std::span<const std::uint32_t> groups, std::span<const FrameExtent> extents,
                const GroupHistory& history, std::int64_t& overflows) override {
    std::vector<std::uint32_t> slots(groups.size());
    std::iota(slots.begin(), slots.end(), 0u);
    if (capacity_ < groups.size()) {
      capacity_ = static_cast<std::uint32_t>(groups.size());
      aggregator_->resize(capacity_);
    }
    std::vector<RowRef> places;
    std::vector<std::uint32_t> slot_of_place;
    for (const std::uint32_t slot : slots) {
      for (std::int64_t i = extents[slot].begin; i < extents[slot].end; ++i) {
        places.push_back(history.place(groups[slot], i));
      }
      slot_of_place.assign(places.size(), slot);
      update_from_log(*aggregator_, slot_of_place, places, history.log(), argument_);
      places.clear();
    }
    Column results = aggregator_->finish(slots, overflows);
    aggregator_->clear(slots);
    return results;
  }
  std::unique_ptr<FrameState> take(std::span<const std::uint32_t>) override {
    return std::make_unique<RecomputedFrame>(call_, argument_);
  }
  void absorb(const FrameState&, std::span<const std::uint32_t>, std::span<const std::uint32_t>,
              std::span<const FrameExtent>, const GroupHistory&) override {}
  std::unique_ptr<FrameState> clone() const override {
    return std::make_unique<RecomputedFrame>(call_, argument_);
  }
  std::int64_t state_bytes() const override { return 0; }

 private:
  AggregateCall call_;
  std::unique_ptr<Aggregator> aggregator_;  // slot = position in finish(); empty between calls
  std::uint32_t capacity_ = 0;
  std::uint32_t argument_;
};

}  // namespace

std::unique_ptr<FrameState> make_recomputed_frame(const AggregateCall& call,
                                                  std::uint32_t argument) {
  return std::make_unique<RecomputedFrame>(call, argument);
}

}  // namespace millrace
