// core/exec/result_order.hpp — the last stage: DISTINCT, ORDER BY and LIMIT across workers, and the canonical order.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/units.hpp"
#include "core/exec/query_executor.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Whether results of several workers must be brought together before they are final (semantics §5).
bool needs_final_stage(const QueryPlan& plan);

/// Collects results until a window is complete everywhere, then applies DISTINCT, ORDER BY and LIMIT within it
/// (or, without
/// window, over the whole result at the end).
class FinalStage {
 public:
  explicit FinalStage(std::shared_ptr<const QueryPlan> plan);
  ~FinalStage();
  FinalStage(const FinalStage& other);
  FinalStage& operator=(const FinalStage&) = delete;
  void add(ResultBatch batch);
  /// Everything of windows that end (with grace) at or before this has been added. EventTime::max(): all.
  void complete_to(EventTime watermark, std::vector<ResultBatch>& output);
  /// Memory of the rows that wait, roughly.
  std::int64_t state_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One row of a set of result batches.
struct ResultRow {
  std::uint32_t batch = 0;
  std::uint32_t row = 0;
};

/// Canonical order (semantics §5): by _WINDOW_START, then ORDER BY where given, then group keys, NULL first;
/// rows of queries
/// without groups by source partition and offset. The same for every correct plan.
std::vector<ResultRow> canonical_order(const QueryPlan& plan,
                                       const std::vector<ResultBatch>& batches);
/// Order of a changelog: (batch sequence, offset), closings after the rows of their batch by window and keys.
std::vector<ResultRow> changelog_order(const QueryPlan& plan,
                                       const std::vector<ResultBatch>& batches);
/// The last state of every (window, group) of a changelog, in canonical order: what is printed when no
/// changelog was asked
/// for, and what verdicts compare. EMIT FINAL results and projections: all rows.
std::vector<ResultRow> final_state(const QueryPlan& plan, const std::vector<ResultBatch>& batches);

}  // namespace millrace
