// core/exec/kernels/arithmetic.cpp — which kernel does a sum, by the types of its operands.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"

namespace millrace {

NodePtr make_arithmetic(ExprOp op, DataType type, NodeArgs args) {
  MILLRACE_ASSERT(args.size() == 2);
  switch (type.kind) {
    case TypeKind::kBigint:
    case TypeKind::kTimestamp:
      return make_int64_arithmetic(op, type, std::move(args));
    case TypeKind::kDouble:
      return make_double_arithmetic(op, std::move(args));
    case TypeKind::kDecimal:
      return make_decimal_arithmetic(op, type, std::move(args));
    case TypeKind::kBoolean:
    case TypeKind::kString:
      break;
  }
  MILLRACE_ASSERT(false && "arithmetic gives numbers and times");
  return nullptr;
}

}  // namespace millrace
