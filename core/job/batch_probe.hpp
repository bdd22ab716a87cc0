// core/job/batch_probe.hpp — looks for rows that cannot be processed before anything of their batch
// takes effect.
#pragma once

#include <memory>
#include <vector>

#include "core/data/dead_letter.hpp"
#include "core/exec/evaluator.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// The policy fail_batch: one bad row takes its whole batch with it. That must be known before the
/// batch is split among workers, so every expression that reads records is evaluated once more,
/// ahead of the executors (the price of the policy). Rows that WHERE removes are not looked at;
/// rows that would be late are. Used by one thread.
class BatchProbe {
 public:
  explicit BatchProbe(std::shared_ptr<const QueryPlan> query);

  /// A dead letter for every row of the batch if any row is bad, else none.
  std::vector<DeadLetter> dead_letters_of(const RecordBatch& batch);

 private:
  std::vector<RowError> errors_of(const RecordBatch& batch);

  std::shared_ptr<const QueryPlan> query_;
  std::vector<Evaluator> where_;  // none or one
  std::vector<Evaluator> inputs_;
};

}  // namespace millrace
