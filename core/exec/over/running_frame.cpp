// core/exec/over/running_frame.cpp — one state a group: rows are added, and taken out where the
// aggregate can do that.
#include "core/exec/over/frame_state.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

class RunningFrame final : public FrameState {
 public:
  RunningFrame(std::unique_ptr<Aggregator> aggregator, std::uint32_t argument)
      : aggregator_(std::move(aggregator)), argument_(argument) {}

  void resize(std::uint32_t group_count) override { aggregator_->resize(group_count); }
  void add(std::span<const std::uint32_t> groups, std::span<const RowRef> places,
           const RowLog& log) override {
    update_from_log(*aggregator_, groups, places, log, argument_);
  }
  void remove(std::uint32_t group, FrameExtent extent, const GroupHistory& history) override {
    MILLRACE_ASSERT(aggregator_->can_remove());
    const RowRef place = history.place(group, extent.begin);
    const bool has_argument = argument_ != kNoArgument;
    aggregator_->remove(group, place.row,
                        has_argument ? &history.log().column(place.chunk, argument_) : nullptr);
  }
  Column finish(std::span<const std::uint32_t> groups, std::span<const FrameExtent>,
                const GroupHistory&, std::int64_t& overflows) override {
    return aggregator_->finish(groups, overflows);
  }
  std::unique_ptr<FrameState> take(std::span<const std::uint32_t> groups) override {
    auto taken = std::make_unique<RunningFrame>(aggregator_->extract(groups), argument_);
    aggregator_->clear(groups);
    return taken;
  }
  void absorb(const FrameState& other, std::span<const std::uint32_t> from,
              std::span<const std::uint32_t> to, std::span<const FrameExtent>,
              const GroupHistory&) override {
    // Into states without rows, merging is copying, whatever the aggregate.
    aggregator_->merge(to, *static_cast<const RunningFrame&>(other).aggregator_, from);
  }
  std::unique_ptr<FrameState> clone() const override {
    return std::make_unique<RunningFrame>(aggregator_->clone(), argument_);
  }
  std::int64_t state_bytes() const override { return aggregator_->state_bytes(); }

 private:
  std::unique_ptr<Aggregator> aggregator_;  // slot = group
  std::uint32_t argument_;
};

}  // namespace

void update_from_log(Aggregator& aggregator, std::span<const std::uint32_t> slots,
                     std::span<const RowRef> places, const RowLog& log, std::uint32_t argument) {
  std::vector<std::uint32_t> rows;
  std::size_t begin = 0;
  while (begin < places.size()) {
    const std::uint32_t chunk = places[begin].chunk;
    std::size_t end = begin;
    rows.clear();
    while (end < places.size() && places[end].chunk == chunk) rows.push_back(places[end++].row);
    aggregator.update(slots.subspan(begin, end - begin), rows,
                      argument == kNoArgument ? nullptr : &log.column(chunk, argument));
    begin = end;
  }
}

std::unique_ptr<FrameState> make_running_frame(const AggregateCall& call, std::uint32_t argument) {
  return std::make_unique<RunningFrame>(make_aggregator(call), argument);
}

}  // namespace millrace
