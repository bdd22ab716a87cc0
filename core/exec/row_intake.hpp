// core/exec/row_intake.hpp — judges the rows of a batch before any state is touched: what every
// executor begins with. Knows nothing of windows and groups.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/data/record_batch.hpp"
#include "core/data/row_balance.hpp"
#include "core/exec/evaluator.hpp"
#include "core/exec/query_executor.hpp"

namespace millrace {

/// What becomes of a row that reached the judgement of its executor.
enum class Fate : std::uint8_t {
  kTaken,
  kFiltered,       // lies in no window
  kLate,           // every window of it is expired
  kLateAfterIdle,  // not expired, but closed: its source had been left out as idle
};

/// Takes the rows of one batch after the other through, in this order: WHERE; the values that the
/// query needs of a row (group keys, arguments), where an error makes it a dead letter; its event
/// time; LateRows::kDrop. What is left is rows(), which the executor judges further with decide()
/// and ends with finish_batch(). Keeps the RowBalance.
class RowIntake {
 public:
  /// `values`: expressions over the topic's columns. Equal ones are evaluated once.
  RowIntake(std::shared_ptr<const QueryPlan> plan, const std::vector<Expression>& values,
            LateRows late_rows);
  /// Without what it holds of a batch. REQUIRES: `other` is between two batches.
  RowIntake(const RowIntake& other);
  RowIntake& operator=(const RowIntake&) = delete;

  void begin_batch(const RecordBatch& batch, ExecutorOutput& output);
  /// Rows of the batch that are still in, ascending.
  const Selection& rows() const { return rows_; }
  /// Event time of each of rows(), ms. Empty unless the plan needs event time.
  std::span<const std::int64_t> times_ms() const { return times_ms_; }
  /// wm_p before each of rows(), ms; the smallest int64 where nothing was read before. As
  /// times_ms().
  std::span<const std::int64_t> watermarks_ms() const { return watermarks_ms_; }
  /// The value of expression i; one row per row of the batch, meaningless outside rows().
  const Column& value(std::uint32_t i) const { return columns_[evaluator_of_value_[i]]; }
  std::vector<Column> values(std::uint32_t first, std::uint32_t count) const;

  /// One fate for each of rows(). Not to be called when all are taken: that costs nothing.
  void decide(std::span<const Fate> fates);
  /// Rows that are left are in effect; the late ones of the batch are handed out together.
  void finish_batch(ExecutorOutput& output);

  RowBalance& balance() { return balance_; }
  const RowBalance& balance() const { return balance_; }

 private:
  void filter(const EvaluationInput& input, ExecutorOutput& output);
  void evaluate_values(const EvaluationInput& input, ExecutorOutput& output);
  void require_event_time(ExecutorOutput& output);
  void judge_lateness();
  void refresh_times();
  void reject(std::vector<RowError>& errors, ExecutorOutput& output);

  std::shared_ptr<const QueryPlan> plan_;
  std::optional<Evaluator> where_;
  std::vector<Evaluator> evaluators_;
  std::vector<std::uint32_t> evaluator_of_value_;
  LateRows late_policy_;
  RowBalance balance_;

  // Of the present batch.
  const RecordBatch* batch_ = nullptr;
  Selection rows_;
  Selection late_;
  std::vector<Column> columns_;
  std::span<const std::int64_t> times_ms_;
  std::span<const std::int64_t> watermarks_ms_;
  std::vector<std::int64_t> times_buffer_;
  std::vector<std::int64_t> watermarks_buffer_;
};

/// Whether two bound expressions compute the same from the same input.
bool is_same_expression(const Expression& a, const Expression& b);

}  // namespace millrace
