// sim/workload/poison.hpp — cuts records off, so that no consumer can read them.
#pragma once

#include <span>

#include "core/data/schema.hpp"
#include "sim/workload/row_chunk.hpp"
#include "sim/workload/workload_effects.hpp"

namespace millrace {

/// Marks the rows that the effects hit as unreadable, with half of the record as it was. A draw a row of each span.
void poison(RowChunk& chunk, const SchemaPtr& schema, std::span<PoisonEffect> effects);

}  // namespace millrace
