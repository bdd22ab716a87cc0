// core/exec/kernels/scaled_literal.hpp — literals brought to the scale of what they meet, once
// instead of once a row.
#pragma once

#include "core/exec/kernels/compile.hpp"

namespace millrace {

/// `10` beside a DECIMAL(12,4) becomes `10.0000`, where that fits; other nodes stay. Exact values
/// never change. REQUIRES: BIGINT, DECIMAL or TIMESTAMP.
void bring_literals_to_one_scale(NodeArgs& args);

}  // namespace millrace
