// core/exec/over/frame_state.hpp — how an aggregate follows a frame of rows: rows come in at one
// end and go at the other.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/aggregate.hpp"
#include "core/exec/over/group_history.hpp"

namespace millrace {

/// Rows [begin, end) of a group.
struct FrameExtent {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// The aggregate over the present frame of every group. The owner tells it of each row that enters
/// or leaves, in order, and knows the extents. Used by one thread.
class FrameState {
 public:
  virtual ~FrameState() = default;
  virtual void resize(std::uint32_t group_count) = 0;
  /// The row at places[i] enters the frame of groups[i], at its end. Groups may repeat.
  virtual void add(std::span<const std::uint32_t> groups, std::span<const RowRef> places,
                   const RowLog& log) = 0;
  /// The oldest row of the frame leaves it. `extent` still holds it.
  virtual void remove(std::uint32_t group, FrameExtent extent, const GroupHistory& history) = 0;
  /// Results for frames extents[i] of groups[i], no group twice.
  virtual Column finish(std::span<const std::uint32_t> groups, std::span<const FrameExtent> extents,
                        const GroupHistory& history, std::int64_t& overflows) = 0;
  /// State hand-over; both as in OverColumn. `extents` are those of the given groups.
  virtual std::unique_ptr<FrameState> take(std::span<const std::uint32_t> groups) = 0;
  virtual void absorb(const FrameState& other, std::span<const std::uint32_t> from,
                      std::span<const std::uint32_t> to, std::span<const FrameExtent> extents,
                      const GroupHistory& history) = 0;
  /// Both as in OverColumn.
  virtual std::unique_ptr<FrameState> clone() const = 0;
  virtual std::int64_t state_bytes() const = 0;
};

/// Gives the rows at `places` to the aggregator, a call per run of places in one chunk. `argument`
/// is the log's column, or kNoArgument.
inline constexpr std::uint32_t kNoArgument = 0xffffffffu;
void update_from_log(Aggregator& aggregator, std::span<const std::uint32_t> slots,
                     std::span<const RowRef> places, const RowLog& log, std::uint32_t argument);

/// Frames that no row leaves, and aggregates that can take a row out again: one state a group.
std::unique_ptr<FrameState> make_running_frame(const AggregateCall& call, std::uint32_t argument);
/// Aggregates that can only be merged (MIN, MAX, sums of DOUBLE): two stacks a group, a constant
/// number of merges a row.
std::unique_ptr<FrameState> make_two_stack_frame(const AggregateCall& call, std::uint32_t argument);
/// All else (STRING_AGG, and states that grow with their rows): worked out anew for each row, at
/// the cost of its frame.
std::unique_ptr<FrameState> make_recomputed_frame(const AggregateCall& call,
                                                  std::uint32_t argument);

}  // namespace millrace
