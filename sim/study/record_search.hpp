// sim/study/record_search.hpp — finds the records behind wrong groups: looks at every batch that a worker executed,
// with
// the query's own WHERE and grouping expressions.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/exec/evaluator.hpp"
#include "core/sql/plan.hpp"
#include "sim/study/verdict.hpp"

namespace millrace {

/// Fills GroupEvidence::records of some groups. Used by one thread; the evidence is borrowed and filled in place.
class RecordSearch {
 public:
  RecordSearch(std::shared_ptr<const QueryPlan> plan, std::vector<GroupEvidence>& groups);

  /// Batches in the order in which they were executed.
  void look_at(WorkerId worker, const RecordBatch& batch);
  /// Nothing more is wanted: each group has kEvidenceRecordsMax records, from two workers where it is split.
  bool is_complete() const;

 private:
  void look_for(GroupEvidence& group, WorkerId worker, const RecordBatch& batch,
                const std::vector<std::uint32_t>& rows, const std::vector<Column>& keys);
  void add(GroupEvidence& group, WorkerId worker, const RecordBatch& batch, std::uint32_t row);

  std::shared_ptr<const QueryPlan> plan_;
  std::vector<GroupEvidence>& groups_;
  std::vector<Evaluator> where_;  // none or one
  std::vector<Evaluator> keys_;
};

}  // namespace millrace
