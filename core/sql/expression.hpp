// core/sql/expression.hpp — a bound expression: no names left, every node typed; what exec evaluates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/source_span.hpp"
#include "core/data/data_type.hpp"
#include "core/data/value.hpp"

namespace millrace {

/// Columns that every record has without being in its schema (semantics §3).
enum class SystemColumn : std::uint8_t {
  kTimestamp,  // TIMESTAMP: Kafka's record timestamp
  kOffset,     // BIGINT
  kPartition,  // BIGINT: source partition
  kEventTime,  // TIMESTAMP
  kWindowStart,
  kWindowEnd,
  kKey,    // STRING
  kTopic,  // STRING
};

enum class ExprOp : std::uint8_t {
  kColumn,   // `column`: index into the stage's input columns
  kSystem,   // `system`
  kLiteral,  // `literal`
  // Arithmetic. Operands: all DOUBLE, or any mix of BIGINT and DECIMAL; TIMESTAMP ± BIGINT ms, TIMESTAMP − TIMESTAMP.
  // BIGINT / BIGINT is a DOUBLE.
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kNegate,
  // Comparison. Operands of one type, or any mix of BIGINT and DECIMAL, or TIMESTAMP and BIGINT.
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAnd,
  kOr,
  kNot,
  kIsNull,
  kIsNotNull,
  kIn,      // args[0] IN args[1..]; operands as for comparison. NOT IN is kNot of it
  kLike,    // args[0] LIKE args[1]; % and _, backslash escapes
  kCase,    // args: condition, value, condition, value, …, else value (always there)
  kCast,    // args[0] to `type`; text that cannot be read is an error of the row
  kConcat,  // STRING operands; NULL if any is NULL (||)
  // Functions.
  kAbs,
  kCeil,
  kFloor,
  kRound,  // ROUND: args[1], where it is there, is a BIGINT literal
  kPower,
  kSqrt,
  kLeast,
  kGreatest,
  kUpper,
  kLower,
  kLength,
  kSubstring,
  kTrim,
  kLtrim,
  kRtrim,
  kReplace,
  kConcatSkipNull,  // CONCAT(…): NULL counts as ''
  kCoalesce,
  kNullif,
  kExtract,  // args[0] TIMESTAMP; `literal` STRING: YEAR MONTH DAY HOUR MINUTE SECOND DOW DOY EPOCH …
  kDateFormat,  // args[0] TIMESTAMP, args[1] STRING pattern
};

/// Longest way from an expression down to a leaf; the binder refuses what is deeper. (The parser bounds nesting by 64;
/// chains such as a + b + c make the rest. AND and OR chains are bound as balanced trees.)
inline constexpr std::uint32_t kExpressionDepthMax = 256;

/// A tree of values: copyable, comparable, without owners or names. Depth is bounded by kExpressionDepthMax.
struct Expression {
  ExprOp op = ExprOp::kLiteral;
  DataType type;
  SourceSpan span;
  std::uint32_t column = 0;                        // kColumn
  SystemColumn system = SystemColumn::kTimestamp;  // kSystem
  Value literal;                                   // kLiteral, kExtract
  std::vector<Expression> args;
};

/// Whether two expressions compute the same from the same input: equal but for their places.
bool computes_same(const Expression& a, const Expression& b);

}  // namespace millrace
