// core/exec/over/over_output.hpp — the select list and ORDER BY of an OVER query: from records and
// OVER values to results.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/exec/evaluator.hpp"
#include "core/exec/grouped/group_table.hpp"
#include "core/exec/over/over_column.hpp"
#include "core/exec/over/record_log.hpp"
#include "core/exec/query_executor.hpp"

namespace millrace {

/// The items that need no OVER value are evaluated when the row arrives, so that an error in them
/// makes it a dead letter while that can still be said of it, and so that their inputs need not be
/// kept. The others are evaluated when the row is complete: there an error gives NULL, and is
/// counted. Used by one thread.
class OverOutput {
 public:
  explicit OverOutput(std::shared_ptr<const QueryPlan> plan);

  /// Expressions to be evaluated on arrival; RecordChunk::values in this order.
  const std::vector<Expression>& early_items() const { return early_items_; }
  /// Schema columns that a waiting row must keep, ascending.
  std::span<const std::uint32_t> kept_columns() const { return kept_columns_; }

  /// One result row per record named, whose group and OVER values stand at the same position: a
  /// batch per source partition, rows in the order given.
  std::vector<ResultBatch> make(const RecordLog& log, std::span<const RowRef> records,
                                std::span<const CompletedRow> rows,
                                std::span<const Column> over_values, const GroupTable& groups,
                                std::int64_t& expression_errors);

 private:
  /// One item of the select list, or one ORDER BY expression.
  struct Item {
    DataType type;
    std::uint32_t early_index = 0;  // where there is no evaluator
    std::optional<Evaluator> evaluator;
  };
  /// The records of one chunk, evaluated.
  struct Piece {
    SourcePartitionId source_partition;
    std::vector<Column> items;
    Column offsets;
    Column event_times;
  };
  void add_item(const Expression& expression);
  Piece evaluate(const RecordChunk& chunk, std::span<const std::uint32_t> rows,
                 std::span<const std::uint32_t> positions, std::span<const Column> over_values,
                 std::int64_t& expression_errors);
  ResultBatch assemble(const std::vector<Piece>& pieces, std::span<const RowRef> places) const;

  std::shared_ptr<const QueryPlan> plan_;
  bool is_ordered_;
  std::vector<Expression> early_items_;
  std::vector<std::uint32_t> kept_columns_;
  std::vector<Item> items_;  // select list, then ORDER BY
};

}  // namespace millrace
