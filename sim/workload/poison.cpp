// sim/workload/poison.cpp — which rows, and what is left of them.
#include "sim/workload/poison.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace millrace {

void poison(RowChunk& chunk, const SchemaPtr& schema, std::span<PoisonEffect> effects) {
  if (effects.empty()) return;
  std::vector<std::uint8_t> is_hit(chunk.row_count, 0);
  for (PoisonEffect& effect : effects) {
    const auto [begin, end] = rows_in(effect.span, chunk.due_ns);
    for (std::size_t row = begin; row < end; ++row) {
      if (effect.random.unit() < effect.share) is_hit[row] = 1;
    }
  }
  RecordBatch whole;
  whole.schema = schema;
  whole.columns = chunk.columns;
  whole.row_count = chunk.row_count;
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    if (is_hit[row] == 0) continue;
    DeadLetter letter;
    letter.original = original_record(whole, row);
    letter.original.resize(letter.original.size() / 2);
    letter.error = "poison record: it ends after " + std::to_string(letter.original.size()) +
                   " bytes, in the middle of an object";
    chunk.unreadable.push_back({row, std::move(letter)});
  }
}

}  // namespace millrace
