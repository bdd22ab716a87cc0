// core/exec/aggregate.hpp — the interface of an aggregate: states of many groups side by side, updated a batch
// at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "core/data/column.hpp"
#include "core/sql/catalog.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// States of one aggregate call for slots 0 … slot_count-1; a slot is one (window, group). The executor owns the slots:
/// it says which slot a row belongs to, clears slots when windows close, and reuses them.
/// One virtual call a batch, never one a row.
class Aggregator {
 public:
  virtual ~Aggregator() = default;

  /// New slots are empty. Never shrinks.
  virtual void resize(std::uint32_t slot_count) = 0;
  /// Makes the slots empty again.
  virtual void clear(std::span<const std::uint32_t> slots) = 0;
  /// Row rows[i] of `argument` goes to slots[i]; slots may repeat; in order of i. `argument` is null for COUNT(*).
  /// NULL arguments change nothing (SQL), but for FIRST_VALUE and LAST_VALUE, which keep them.
  virtual void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
                      const Column* argument) = 0;
  /// Takes `row` of `argument` out of `slot` again. REQUIRES: can_remove(), and that it was put in.
  virtual void remove(std::uint32_t slot, std::uint32_t row, const Column* argument);
  /// Whether remove() gives back exactly the state without the row (sums of integers: yes; MIN, sums of DOUBLE: no).
  virtual bool can_remove() const { return false; }
  /// Whether a state is as large after a million rows as after one (MIN: yes; MEDIAN, which keeps every value: no).
  virtual bool has_fixed_size() const { return true; }
  /// Adds other's other_slots[i] into slots[i], as rows that come after those already there.
  /// REQUIRES: signature.can_merge, or that slots[i] is empty (a group that changes its worker);
  /// `other` made by the same call.
  virtual void merge(std::span<const std::uint32_t> slots, const Aggregator& other,
                     std::span<const std::uint32_t> other_slots) = 0;
  /// Results of the slots, in order. Results that do not fit their type are NULL and counted in `overflows`.
  virtual Column finish(std::span<const std::uint32_t> slots, std::int64_t& overflows) const = 0;
  /// A new aggregator that holds copies of these slots as 0 … n-1: what travels to a merger or another worker.
  virtual std::unique_ptr<Aggregator> extract(std::span<const std::uint32_t> slots) const = 0;
  /// A copy with the same slots, which then goes its own way.
  virtual std::unique_ptr<Aggregator> clone() const = 0;
  /// Memory of all states, roughly: what a clone costs. Looks at each slot only where states own memory of their own.
  virtual std::int64_t state_bytes() const = 0;
};

/// Description of an aggregate: what the binder knows, and how to make its states. One constant per file in
/// aggregates/.
struct AggregateInfo {
  AggregateSignature signature;
  std::unique_ptr<Aggregator> (*make)(const AggregateCall& call) = nullptr;
};

/// All of aggregates/aggregates.list, in that order.
std::span<const AggregateInfo* const> all_aggregates();
std::unique_ptr<Aggregator> make_aggregator(const AggregateCall& call);

}  // namespace millrace
