// core/exec/kernels/reports.cpp — marks per row, so that a row is reported once.
#include "core/exec/kernels/reports.hpp"

#include <utility>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

constexpr std::uint8_t kErrorBit = 1;
constexpr std::uint8_t kDivisionBit = 2;

}  // namespace

void Reports::begin(std::uint32_t row_count, EvaluationRemarks& remarks) {
  MILLRACE_ASSERT(is_empty());
  row_count_ = row_count;
  remarks_ = &remarks;
}

void Reports::error(std::uint32_t row, std::string message) {
  const std::size_t count = error_rows_.size();
  mark(row, kErrorBit, error_rows_);
  if (error_rows_.size() > count) remarks_->errors.push_back({row, std::move(message)});
}

void Reports::division_by_zero(std::uint32_t row) {
  mark(row, kDivisionBit, division_rows_);
}

void Reports::finish() {
  for (const std::uint32_t row : division_rows_) {
    if ((marks_[row] & kErrorBit) == 0) ++remarks_->divisions_by_zero;
  }
  for (const std::uint32_t row : division_rows_) marks_[row] = 0;
  for (const std::uint32_t row : error_rows_) marks_[row] = 0;
  division_rows_.clear();
  error_rows_.clear();
}

void Reports::mark(std::uint32_t row, std::uint8_t bit, std::vector<std::uint32_t>& rows) {
  MILLRACE_ASSERT(row < row_count_);
  if (marks_.size() < row_count_) marks_.resize(row_count_, 0);
  if ((marks_[row] & bit) != 0) return;
  marks_[row] |= bit;
  rows.push_back(row);
}

}  // namespace millrace
