// core/exec/over/frame_column.cpp — an aggregate over a frame: moves the frame of each group from
// row to row.
#include <algorithm>
#include <utility>

#include "core/base/cloning_ptr.hpp"
#include "core/exec/memory.hpp"
#include "core/exec/over/frame_state.hpp"
#include "core/exec/over/over_column.hpp"
#include "core/exec/saturating.hpp"

namespace millrace {
namespace {

class FrameColumn final : public OverColumn {
 public:
  FrameColumn(DataType type, const RowFrame& frame, std::unique_ptr<FrameState> state)
      : type_(type), frame_(frame), state_(std::move(state)) {}

  Column complete(const OverStep& step, std::int64_t& overflows) override;
  std::int64_t rows_before() const override {
    // The row that leaves next is one row before the frame.
    const std::int64_t leaving =
        frame_.preceding.has_value() ? saturating_add(*frame_.preceding, 1) : 0;
    return std::max<std::int64_t>({leaving, saturating_subtract(0, frame_.following), 0});
  }
  std::int64_t rows_after() const override { return std::max<std::int64_t>(frame_.following, 0); }

  std::unique_ptr<OverColumn> take(std::span<const std::uint32_t> groups) override {
    auto taken = std::make_unique<FrameColumn>(type_, frame_, nullptr);
    for (const std::uint32_t group : groups) {
      // A group whose rows all wait still may not be known here.
      resize(std::max(group + 1, static_cast<std::uint32_t>(extents_.size())));
      taken->extents_.push_back(std::exchange(extents_[group], FrameExtent()));
    }
    taken->state_ = state_->take(groups);
    return taken;
  }
  void absorb(const OverColumn& other, std::span<const std::uint32_t> from,
              std::span<const std::uint32_t> to, const GroupHistory& history) override {
    const auto& given = static_cast<const FrameColumn&>(other);
    std::vector<FrameExtent> extents;
    for (std::size_t i = 0; i < from.size(); ++i) {
      extents.push_back(given.extents_[from[i]]);
      resize(std::max(to[i] + 1, static_cast<std::uint32_t>(extents_.size())));
      extents_[to[i]] = extents.back();
    }
    state_->absorb(*given.state_, from, to, extents, history);
  }
  std::unique_ptr<OverColumn> clone() const override {
    return std::make_unique<FrameColumn>(*this);
  }
  std::int64_t state_bytes() const override { return bytes_of(extents_) + state_->state_bytes(); }

 private:
  void resize(std::uint32_t group_count) {
    if (extents_.size() < group_count) extents_.resize(group_count);
    state_->resize(group_count);
  }
  FrameExtent extent_of(const CompletedRow& row, std::int64_t row_count) const;
  void move(std::uint32_t group, FrameExtent to, const GroupHistory& history);

  DataType type_;
  RowFrame frame_;
  CloningPtr<FrameState> state_;
  std::vector<FrameExtent> extents_;  // per group: the rows that the state holds
  // Rows of the present round that enter.
  std::vector<std::uint32_t> entering_groups_;
  std::vector<RowRef> entering_places_;
};

FrameExtent FrameColumn::extent_of(const CompletedRow& row, std::int64_t row_count) const {
  const std::int64_t begin =
      frame_.preceding.has_value()
          ? std::max<std::int64_t>(saturating_subtract(row.index, *frame_.preceding), 0)
          : 0;
  const std::int64_t last = std::min(saturating_add(row.index, frame_.following), row_count - 1);
  return {begin, std::max(begin, saturating_add(last, 1))};
}

/// Frames only ever move on: rows leave first, then rows enter.
void FrameColumn::move(std::uint32_t group, FrameExtent to, const GroupHistory& history) {
  FrameExtent& extent = extents_[group];
  for (; extent.begin < std::min(to.begin, extent.end); ++extent.begin) {
    state_->remove(group, extent, history);
  }
  extent.begin = std::max(extent.begin, to.begin);
  extent.end = std::max(extent.end, extent.begin);
  for (; extent.end < to.end; ++extent.end) {
    entering_groups_.push_back(group);
    entering_places_.push_back(history.place(group, extent.end));
  }
}

Column FrameColumn::complete(const OverStep& step, std::int64_t& overflows) {
  resize(step.group_count);
  std::vector<Column> columns;
  std::vector<RowRef> result_of_row(step.rows.size());
  std::vector<std::uint32_t> groups;
  std::vector<FrameExtent> extents;
  for (std::uint32_t round = 0; round < step.rounds.round_count(); ++round) {
    groups.clear();
    extents.clear();
    entering_groups_.clear();
    entering_places_.clear();
    for (const std::uint32_t i : step.rounds.items(round)) {
      const CompletedRow& row = step.rows[i];
      result_of_row[i] = {round, static_cast<std::uint32_t>(groups.size())};
      move(row.group, extent_of(row, step.history.row_count(row.group)), step.history);
      groups.push_back(row.group);
      extents.push_back(extents_[row.group]);
    }
    state_->add(entering_groups_, entering_places_, step.history.log());
    columns.push_back(state_->finish(groups, extents, step.history, overflows));
  }
  if (columns.size() == 1) return columns[0];
  std::vector<const Column*> chunks;
  for (const Column& column : columns) chunks.push_back(&column);
  return gather_across(type_, chunks, result_of_row);
}

}  // namespace

std::unique_ptr<OverColumn> make_frame_column(const AggregateCall& call, const RowFrame& frame,
                                              std::uint32_t argument) {
  if (!call.argument.has_value()) argument = kNoArgument;
  const std::unique_ptr<Aggregator> aggregator = make_aggregator(call);
  std::unique_ptr<FrameState> state;
  if (!frame.preceding.has_value() || aggregator->can_remove()) {
    state = make_running_frame(call, argument);
  } else if (call.signature->can_merge && aggregator->has_fixed_size()) {
    state = make_two_stack_frame(call, argument);
  } else {
    state = make_recomputed_frame(call, argument);
  }
  return std::make_unique<FrameColumn>(call.result_type, frame, std::move(state));
}

}  // namespace millrace
