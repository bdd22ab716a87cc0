// core/sql/binder/type_rules.hpp — which types go together, and what comes out (semantics §2).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/binder/bound.hpp"

namespace millrace {

/// The literal that a text stands for where a value of `type` is wanted; numbers read as literals
/// do (12, 1.50, 1e3).
std::optional<Value> read_literal(std::string_view text, DataType type);
/// The value of number digits as written: BIGINT, DECIMAL, or DOUBLE with an exponent. REQUIRES:
/// readable as one of them.
Value number_literal(std::string_view digits);

/// Whether CAST goes from one type to the other.
bool can_cast(DataType from, DataType to);
/// The same value as another type: nothing to do, another literal, or a kCast. REQUIRES: can_cast.
Result<Bound> cast_to(Bound value, DataType type);

/// Casts operands so that they can be compared as expression.hpp says. NULL takes the others' type;
/// a string literal is read as the others' type.
Status make_comparable(std::vector<Bound>& operands);
/// Casts values to the one type that holds them all, which is returned. NULL and string literals as
/// above.
Result<DataType> make_uniform(std::vector<Bound>& values);

/// Makes a literal one of `type`; an error where it is none or cannot be. `what` begins the
/// message.
Status adapt_literal(Bound& literal, DataType type, std::string_view what);

/// + - * / %
Result<Bound> bind_arithmetic(AstOperator op, Bound left, Bound right);
Result<Bound> bind_negate(Bound operand, SourceSpan span);
/// Gives NULL the type BOOLEAN; an error for anything else but BOOLEAN. `what` begins the message:
/// "WHERE".
Status require_boolean(Bound& condition, std::string_view what);

}  // namespace millrace
