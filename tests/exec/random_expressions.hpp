// tests/exec/random_expressions.hpp — random well-typed expressions and random columns for them.
#pragma once

#include <vector>

#include "core/base/prng.hpp"
#include "core/data/column.hpp"
#include "core/sql/expression.hpp"

namespace millrace::test {

/// Columns with NULLs, zeros, extremes and repetitions: two of each kind of `column_types()`.
std::vector<Column> random_columns(Prng& random, std::uint32_t row_count);
const std::vector<DataType>& column_types();

/// A tree of at most `depth` levels over random_columns(), typed as the binder types.
Expression random_expression(Prng& random, DataType type, int depth);
/// A type that expressions can have.
DataType random_type(Prng& random);

}  // namespace millrace::test
