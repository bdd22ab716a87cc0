// core/exec/evaluator.hpp — evaluates bound expressions a column at a time, for selected rows only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/data/column.hpp"
#include "core/data/record_batch.hpp"
#include "core/sql/expression.hpp"

namespace millrace {

/// What the expressions of one stage may read. Borrowed for the call.
struct EvaluationInput {
  std::uint32_t row_count = 0;
  std::span<const Column> columns;
  const RecordBatch* records = nullptr;  // for _OFFSET, _PARTITION, _KEY, …; null after aggregation
  const Column* window_starts = nullptr;  // for _WINDOW_START, _WINDOW_END after aggregation
  const Column* window_ends = nullptr;
};

/// Row numbers, ascending. A stage narrows it; nothing is evaluated for rows outside it.
using Selection = std::vector<std::uint32_t>;

/// A row that could not be evaluated, and why: it becomes a dead letter (before aggregation) or NULL (after).
struct RowError {
  std::uint32_t row = 0;
  std::string message;
};

/// What evaluation had to say besides the column.
struct EvaluationRemarks {
  std::vector<RowError>
      errors;  // overflow, text that cannot be cast; in no particular order, a row at most once
  std::int64_t divisions_by_zero = 0;  // rows; they gave NULL
};

/// One compiled expression. Keeps caches from batch to batch (an answer per dictionary entry), so one per worker;
/// used by one thread.
class Evaluator {
 public:
  explicit Evaluator(Expression expression);
  ~Evaluator();
  /// Compiled anew: a copy computes the same, and begins with empty caches.
  Evaluator(const Evaluator& other);
  Evaluator& operator=(const Evaluator& other);
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  const Expression& expression() const;
  /// A column of input.row_count rows; rows outside the selection hold anything (and are never reported).
  /// A row in remarks.errors holds NULL. AND, OR, CASE and COALESCE evaluate an operand only for the rows that need it.
  Column evaluate(const EvaluationInput& input, std::span<const std::uint32_t> selection,
                  EvaluationRemarks& remarks);
  /// The rows of `selection` for which a BOOLEAN expression is TRUE.
  Selection filter(const EvaluationInput& input, std::span<const std::uint32_t> selection,
                   EvaluationRemarks& remarks);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Removes the rows of `errors` from the selection.
void remove_rows(Selection& selection, std::span<const RowError> errors);

}  // namespace millrace
