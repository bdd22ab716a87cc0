// core/exec/kernels/symbol.cpp — messages of rows whose result does not fit.
#include "core/exec/kernels/symbol.hpp"

namespace millrace {

std::string_view symbol_of(ExprOp op) {
  switch (op) {
    case ExprOp::kAdd:
      return "+";
    case ExprOp::kSubtract:
      return "-";
    case ExprOp::kMultiply:
      return "*";
    case ExprOp::kDivide:
      return "/";
    case ExprOp::kModulo:
      return "%";
    default:
      return "";
  }
}

std::string overflow_message(DataType type, ExprOp op, const Operand& left, const Operand& right,
                             std::uint32_t row) {
  std::string message = "result does not fit ";
  message.append(to_text(type)).append(": ").append(text_of(left, row)).append(" ");
  message.append(symbol_of(op)).append(" ").append(text_of(right, row));
  return message;
}

std::string misfit_message(std::string_view what, DataType type, const Operand& value,
                           std::uint32_t row) {
  std::string message(what);
  message.append(" does not fit ").append(to_text(type)).append(": ");
  message.append(text_of(value, row));
  return message;
}

}  // namespace millrace
