// core/exec/kernels/symbol.hpp — how operations are written, for messages about single rows.
#pragma once

#include <string>
#include <string_view>

#include "core/exec/kernels/operand.hpp"
#include "core/sql/expression.hpp"

namespace millrace {

/// "+", "*", "%"; empty for anything but arithmetic.
std::string_view symbol_of(ExprOp op);
/// "result does not fit BIGINT: 9223372036854775807 + 1".
std::string overflow_message(DataType type, ExprOp op, const Operand& left, const Operand& right,
                             std::uint32_t row);
/// "ABS does not fit BIGINT: -9223372036854775808".
std::string misfit_message(std::string_view what, DataType type, const Operand& value,
                           std::uint32_t row);

}  // namespace millrace
