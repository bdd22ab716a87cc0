// core/exec/kernels/compile.hpp — from bound expressions to nodes: one maker per family of
// operations.
#pragma once

#include <string_view>
#include <vector>

#include "core/exec/kernels/node.hpp"
#include "core/sql/expression.hpp"

namespace millrace {

/// The node of an expression; parts that need no row are worked out once, here.
/// REQUIRES: operands typed as expression.hpp says (the binder casts).
NodePtr compile(const Expression& expression);

using NodeArgs = std::vector<NodePtr>;

// Leaves.
NodePtr make_column(DataType type, std::uint32_t column);
NodePtr make_system_column(DataType type, SystemColumn column);
NodePtr make_literal(Value value);

/// `node` as another type: itself where nothing changes.
NodePtr converted(NodePtr node, DataType type);
NodePtr make_cast(DataType type, NodePtr arg);
NodePtr make_cast_from_text(DataType type, NodePtr arg);
NodePtr make_cast_to_text(NodePtr arg);

// + - * / % and the sign.
NodePtr make_arithmetic(ExprOp op, DataType type, NodeArgs args);
NodePtr make_int64_arithmetic(ExprOp op, DataType type, NodeArgs args);
NodePtr make_double_arithmetic(ExprOp op, NodeArgs args);
NodePtr make_decimal_arithmetic(ExprOp op, DataType type, NodeArgs args);
NodePtr make_negate(DataType type, NodePtr arg);

// Comparisons, and what is built on them.
NodePtr make_comparison(ExprOp op, NodeArgs args);
NodePtr make_number_comparison(ExprOp op, NodeArgs args);
NodePtr make_text_comparison(ExprOp op, NodeArgs args);
NodePtr make_in(NodeArgs args);
NodePtr make_in_literals(NodeArgs args);  // args[1..] are literals
NodePtr make_like(NodeArgs args);

// Three-valued logic.
NodePtr make_connective(ExprOp op, NodeArgs args);  // AND, OR
NodePtr make_not(NodePtr arg);
NodePtr make_null_test(ExprOp op, NodePtr arg);

// One of several values.
NodePtr make_case(DataType type, NodeArgs args);
NodePtr make_coalesce(DataType type, NodeArgs args);
NodePtr make_nullif(DataType type, NodeArgs args);
NodePtr make_extreme(ExprOp op, DataType type, NodeArgs args);  // LEAST, GREATEST

// Functions of numbers, strings and times.
NodePtr make_rounding(ExprOp op, DataType type, NodeArgs args);  // ABS, CEIL, FLOOR, ROUND
NodePtr make_power(NodeArgs args);
NodePtr make_square_root(NodeArgs args);
NodePtr make_text_function(ExprOp op, NodeArgs args);
NodePtr make_length(NodePtr arg);
NodePtr make_extract(DataType type, std::string_view field, NodePtr arg);
NodePtr make_date_format(NodeArgs args);

}  // namespace millrace
