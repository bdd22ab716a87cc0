// sim/study/result_set.hpp — the final rows of a run, each with the worker that gave it and a number for what it is
// about: its (window, group), its record, or its content. Two runs under one numbering can be compared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/exec/grouped/group_table.hpp"
#include "core/exec/result_order.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/verdict.hpp"

namespace millrace {

/// What tells the rows of a query apart.
enum class RowIdentity : std::uint8_t {
  kGroup,    // (window, group keys)
  kRecord,   // source partition and offset: a row per record
  kContent,  // all values: DISTINCT, and rows that lost their record in a final stage
};

struct FinalRow {
  ResultRow place;
  std::uint32_t sink = 0;      // index of the WorkerResults it came from
  std::uint32_t identity = 0;  // see IdentityTable
};

/// Numbers identities in order of first appearance, over as many result sets as are given.
class IdentityTable {
 public:
  IdentityTable(const QueryPlan& plan, RowIdentity kind);

  RowIdentity kind() const { return kind_; }
  std::uint32_t count() const { return table_.group_count(); }
  /// The identity of each of `rows`.
  void number(const ResultBatch& batch, std::span<const std::uint32_t> rows,
              std::vector<std::uint32_t>& identities);

 private:
  const QueryPlan& plan_;
  RowIdentity kind_;
  GroupTable table_;
};

/// Which identity rows of these results have. The same for both sides of a comparison.
RowIdentity row_identity(const QueryPlan& plan, std::span<const WorkerResults> a,
                         std::span<const WorkerResults> b);

/// The final rows of one run. Shares the columns of its results.
class ResultSet {
 public:
  /// `is_newest_only`: of rows that several sinks gave for one (window, group) under EMIT CHANGES only the newest
  /// counts, since its state moved; else each sink's own last one does.
  ResultSet(const QueryPlan& plan, std::span<const WorkerResults> results, bool is_newest_only,
            IdentityTable& identities);

  const std::vector<FinalRow>& rows() const { return rows_; }
  const std::vector<ResultBatch>& batches() const { return batches_; }
  const ResultBatch& batch_of(const FinalRow& row) const { return batches_[row.place.batch]; }

 private:
  void add_rows(const QueryPlan& plan, std::uint32_t first_batch);

  std::vector<ResultBatch> batches_;
  std::vector<std::uint32_t> sink_of_batch_;
  std::vector<FinalRow> rows_;  // by batch, then row
};

/// Whether two rows show the same values (DOUBLE to 1e-9 relative).
bool same_values(const ResultBatch& a, std::uint32_t row_a, const ResultBatch& b,
                 std::uint32_t row_b);

}  // namespace millrace
