// core/exec/kernels/comparison.cpp — which kernel compares, by the types of the operands.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compare.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/scaled_literal.hpp"

namespace millrace {

NodePtr make_comparison(ExprOp op, NodeArgs args) {
  MILLRACE_ASSERT(args.size() == 2);
  const TypeKind left = args[0]->type().kind;
  const TypeKind right = args[1]->type().kind;
  if (left == TypeKind::kString) {
    MILLRACE_ASSERT(right == TypeKind::kString);
    return make_text_comparison(op, std::move(args));
  }
  if (left == TypeKind::kDouble || right == TypeKind::kDouble) {
    for (NodePtr& arg : args) arg = converted(std::move(arg), DataType::real());
  } else if (left != TypeKind::kBoolean) {
    bring_literals_to_one_scale(args);
  }
  if (args[0]->literal() != nullptr) {
    std::swap(args[0], args[1]);
    op = mirrored(op);
  }
  return make_number_comparison(op, std::move(args));
}

}  // namespace millrace
