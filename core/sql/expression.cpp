// core/sql/expression.cpp — comparing bound expressions.
#include "core/sql/expression.hpp"

namespace millrace {

bool computes_same(const Expression& a, const Expression& b) {
  if (a.op != b.op || a.type != b.type || a.args.size() != b.args.size()) return false;
  if (a.op == ExprOp::kColumn && a.column != b.column) return false;
  if (a.op == ExprOp::kSystem && a.system != b.system) return false;
  const bool has_literal = a.op == ExprOp::kLiteral || a.op == ExprOp::kExtract;
  if (has_literal && a.literal != b.literal) return false;
  for (std::size_t i = 0; i < a.args.size(); ++i) {
    if (!computes_same(a.args[i], b.args[i])) return false;
  }
  return true;
}

}  // namespace millrace
