// tests/exec/reference_evaluator.hpp — evaluates expressions a row at a time, by the book and slowly: the oracle of the
// vectorised evaluator. Shares no code with the kernels.
#pragma once

#include <vector>

#include "core/data/column.hpp"
#include "core/sql/expression.hpp"

namespace millrace::test {

/// One row of an expression.
class ReferenceEvaluator {
 public:
  ReferenceEvaluator(const std::vector<Column>& columns, std::uint32_t row)
      : columns_(columns), row_(row) {}

  Value evaluate(const Expression& expression);
  /// As a filter sees it: AND looks at its right side only where the left is TRUE.
  bool is_true(const Expression& expression);
  bool has_failed() const { return has_failed_; }
  bool has_divided_by_zero() const { return has_divided_by_zero_; }

 private:
  Value fail(DataType type);
  Value arithmetic(const Expression& expression, const Value& a, const Value& b);
  Value logic(const Expression& expression);
  Value choice(const Expression& expression);
  Value strict(const Expression& expression);
  Value cast(DataType type, const Value& value);

  const std::vector<Column>& columns_;
  std::uint32_t row_;
  bool has_failed_ = false;
  bool has_divided_by_zero_ = false;
};

}  // namespace millrace::test
