// core/exec/grouped/session_replay.hpp — the rows of sessions whose aggregates cannot be merged,
// for the sessions that do.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/grouped/state_slots.hpp"
#include "core/exec/row_log.hpp"

namespace millrace {

/// FIRST_VALUE, LAST_VALUE and STRING_AGG depend on the order in which rows arrived, so two
/// sessions of them cannot be merged by their states: the arguments of every row are kept while its
/// session is open, and the aggregates of a merged session are worked out again from the rows of
/// both in their order of arrival. Costs memory per row of an open session, in such queries only; a
/// merge costs the rows of its sessions. Used by one thread.
class SessionReplay {
 public:
  explicit SessionReplay(const QueryPlan& plan);
  /// False for queries all of whose aggregates can be merged: then none of the rest may be called.
  bool is_needed() const { return !aggregates_.empty(); }
  /// Aggregates (indexes into plan.aggregates) whose arguments are kept.
  std::span<const std::uint32_t> aggregates() const { return aggregates_; }

  /// The arguments of a batch, one column per aggregates(); its rows can be added until
  /// end_batch().
  void begin_batch(std::vector<Column> arguments, std::uint32_t row_count);
  void add(std::uint32_t slot, std::uint32_t row) { add(slot, row, arrival_count_++); }
  void end_batch();
  /// `from` becomes part of `to`, whose states of aggregates() are worked out again.
  void merge(std::uint32_t to, std::uint32_t from, StateSlots& slots);
  void release(std::span<const std::uint32_t> ids);
  /// Memory held, roughly.
  std::int64_t byte_count() const;

  /// Copies of the rows of these slots, as what travels in PartialBatch::opaque.
  std::shared_ptr<void> extract(std::span<const std::uint32_t> ids) const;
  /// Begins a batch of what extract() gave. REQUIRES: `extracted` outlives the batch.
  void begin_extracted(const std::shared_ptr<void>& extracted);
  /// Adds the rows of extracted slot `i` to the slot's, after those it has, and works its states
  /// out again.
  void add_extracted(const std::shared_ptr<void>& extracted, std::uint32_t i, std::uint32_t slot,
                     StateSlots& slots);

 private:
  struct Row {
    std::uint64_t arrival = 0;
    RowRef place;
  };
  struct Extracted {
    std::vector<Column> columns;
    std::vector<std::uint64_t> arrivals;  // per row; also between slots they tell who came first
    std::vector<std::uint32_t> begins;    // rows of extracted slot i: begins[i] … begins[i+1]
  };
  std::vector<Row>& rows_of(std::uint32_t slot);
  void add(std::uint32_t slot, std::uint32_t row, std::uint64_t arrival);
  void replay(std::uint32_t slot, StateSlots& slots) const;

  std::vector<std::uint32_t> aggregates_;
  RowLog log_;
  std::uint32_t chunk_ = 0;
  std::vector<std::vector<Row>> rows_;  // per slot, in order of arrival
  std::uint64_t arrival_count_ = 0;
  std::uint64_t extracted_base_ = 0;  // arrival number 0 of the extracted batch is this one here
};

}  // namespace millrace
