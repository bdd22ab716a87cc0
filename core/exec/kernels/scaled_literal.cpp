// core/exec/kernels/scaled_literal.cpp — rescaling of literals.
#include "core/exec/kernels/scaled_literal.hpp"

#include <algorithm>

#include "core/data/decimal.hpp"

namespace millrace {

void bring_literals_to_one_scale(NodeArgs& args) {
  int scale = 0;
  for (const NodePtr& arg : args) scale = std::max(scale, int{arg->type().scale});
  for (NodePtr& arg : args) {
    const Value* literal = arg->literal();
    if (literal == nullptr || literal->is_null() || arg->type().scale == scale) continue;
    const auto scaled = rescale({literal->as_int64(), arg->type().scale}, scale);
    if (!scaled) continue;
    arg = make_literal(
        Value::decimal(scaled->unscaled, DataType::decimal(kDecimalPrecisionMax, scale)));
  }
}

}  // namespace millrace
