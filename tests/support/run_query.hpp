// tests/support/run_query.hpp — runs SQL over a table written as text on a single executor, and gives the rows
// back as text.
// Knows exec, sql and watermark; no job, no router.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/exec/query_executor.hpp"
#include "core/sql/sql.hpp"

namespace millrace::sql_text {

/// Records in the order in which they are read. Header cells are `name TYPE`; `_partition` (the source partition),
/// `_key` and `_timestamp` fill the parts of a record that are no columns.
struct InputTable {
  struct Record {
    std::uint32_t partition = 0;
    std::int64_t offset = 0;
    std::vector<Value> values;  // one per field
    Value key = Value::null(DataType::string());
    Value timestamp = Value::null(DataType::timestamp());
  };
  SchemaPtr schema;
  std::vector<Record> records;
  std::uint32_t partition_count = 1;
  bool has_keys = false;
  bool has_timestamps = false;
};

/// Lines of cells with '|' between them, the first being the header. NULL is NULL; a value in double quotes keeps its
/// blanks and is a string even if it is "NULL". The error names the line.
Result<InputTable> parse_table(const std::vector<std::string>& lines);
/// A line of a table, cells trimmed.
std::vector<std::string> split_cells(std::string_view line);

struct RunOptions {
  std::string time_column = {};  // declared event time; empty for none
  std::int64_t disorder_ms = 60'000;
  LateRows late_rows = LateRows::kProcessWithWarning;
  bool changes_per_batch = false;
  std::uint32_t batch_rows = 1000;
  /// Columns that the plan does not read are left out, as readers do.
  bool holds_needed_columns_only = false;
  /// Each batch has dictionaries of its own.
  bool has_fresh_dictionaries = false;
  /// More than 0: the rows go round robin to so many executors in partial mode, and their states to a merger.
  std::uint32_t partial_workers = 0;
};

/// What came out. Cells are canonical texts, but NULL is "NULL" and timestamps are epoch milliseconds.
struct QueryRun {
  std::shared_ptr<const QueryPlan> plan;
  std::vector<std::vector<std::string>> rows;       // final state, canonical order
  std::vector<std::vector<std::string>> changelog;  // every change; the first cell is + or -
  std::vector<std::string> late;                    // partition@offset, sorted
  std::vector<std::string> dead_letters;            // partition@offset message, sorted
  RowBalance balance;
  std::int64_t states_left = 0;
};

Result<std::shared_ptr<const QueryPlan>> bind_query(std::string_view sql, const InputTable& table,
                                                    const std::string& time_column);
/// REQUIRES: partial_workers is 0, or the plan can be merged.
QueryRun run_query(std::shared_ptr<const QueryPlan> plan, const InputTable& table,
                   const RunOptions& options);

/// A batch with watermarks_before, and W as it stands after it was read.
struct StampedBatch {
  RecordBatch batch;
  EventTime watermark = EventTime::min();
};
/// Batches of at most batch_rows records of one source partition, in reading order; sequence 0, 1, 2, …
std::vector<StampedBatch> batches_of(const QueryPlan& plan, const InputTable& table,
                                     const RunOptions& options);
/// The row's cells as QueryRun shows them.
std::vector<std::string> cells_of(const ResultBatch& batch, std::uint32_t row);

// For tests in C++: bind and run, or abort with the error.
InputTable table(const std::vector<std::string>& lines);
QueryRun run(std::string_view sql, const std::vector<std::string>& lines,
             const RunOptions& options = {});
/// Rows with " | " between their cells.
std::vector<std::string> joined(const std::vector<std::vector<std::string>>& rows);

}  // namespace millrace::sql_text
