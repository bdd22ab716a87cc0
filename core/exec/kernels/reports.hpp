// core/exec/kernels/reports.hpp — what kernels have to say about single rows, each row once however
// often it fails.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/exec/evaluator.hpp"

namespace millrace {

/// Collects errors and divisions by zero of one evaluation. Costs nothing while nothing is
/// reported. Keeps its marks from batch to batch to save the allocation; begin() and finish()
/// enclose a batch.
class Reports {
 public:
  void begin(std::uint32_t row_count, EvaluationRemarks& remarks);
  /// The first error of a row stands. The caller also makes its result NULL.
  void error(std::uint32_t row, std::string message);
  /// The caller also makes its result NULL.
  void division_by_zero(std::uint32_t row);
  /// Rows in error, in the order in which they were found.
  const std::vector<std::uint32_t>& error_rows() const { return error_rows_; }
  bool is_empty() const { return error_rows_.empty() && division_rows_.empty(); }
  /// Counts the divisions by zero of rows that are not in error, and forgets the batch.
  void finish();

 private:
  void mark(std::uint32_t row, std::uint8_t bit, std::vector<std::uint32_t>& rows);

  EvaluationRemarks* remarks_ = nullptr;
  std::uint32_t row_count_ = 0;
  std::vector<std::uint8_t> marks_;  // per row; all 0 between batches
  std::vector<std::uint32_t> error_rows_;
  std::vector<std::uint32_t> division_rows_;
};

}  // namespace millrace
