// core/exec/grouped/state_rows.hpp — states as they stood when they were looked at, and the output
// rows made of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/exec/evaluator.hpp"
#include "core/exec/grouped/group_table.hpp"
#include "core/exec/grouped/state_slots.hpp"
#include "core/exec/query_executor.hpp"

namespace millrace {

/// Columns that outputs, HAVING and ORDER BY of a grouped query are evaluated over: keys, then
/// aggregates.
struct StateTable {
  std::uint32_t row_count = 0;
  std::vector<Column> columns;
  Column window_starts;  // empty without window
  Column window_ends;
};

/// Collects the results of states, a call of finish() per aggregate and addition.
class StateRows {
 public:
  explicit StateRows(std::shared_ptr<const QueryPlan> plan);
  /// Appends the results of these slots as they are now; returns the number of the first row.
  /// Results that do not fit are NULL and counted in `overflows`.
  std::uint32_t add(const StateSlots& slots, std::span<const std::uint32_t> ids,
                    std::int64_t& overflows);
  std::uint32_t row_count() const { return static_cast<std::uint32_t>(groups_.size()); }
  StateTable table(GroupTable& groups) const;
  void clear();

 private:
  std::shared_ptr<const QueryPlan> plan_;
  std::vector<std::uint32_t> groups_;
  std::vector<std::int64_t> starts_ms_;
  std::vector<std::int64_t> ends_ms_;
  std::vector<std::vector<Column>> aggregates_;  // per aggregate, a column per addition
};

/// Evaluates HAVING, the outputs and ORDER BY over state rows. What cannot be computed is NULL, and
/// counted.
class ResultMaker {
 public:
  explicit ResultMaker(const QueryPlan& plan);
  bool has_having() const { return having_.has_value(); }
  /// The rows of `candidates` (ascending) that HAVING keeps.
  Selection kept_rows(const StateTable& table, const Selection& candidates,
                      std::int64_t& expression_errors);
  /// A result row per row named; rows may repeat. Changes, offsets and place are left to the
  /// caller.
  ResultBatch make(const StateTable& table, std::span<const std::uint32_t> rows,
                   std::int64_t& expression_errors);

 private:
  std::uint32_t key_count_;
  std::optional<Evaluator> having_;
  std::vector<Evaluator> outputs_;
  std::vector<Evaluator> order_keys_;
};

}  // namespace millrace
