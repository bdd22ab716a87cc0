// core/data/row_balance.hpp — what became of every row that was read; nothing is lost (semantics §7).
#pragma once

#include <cstdint>

namespace millrace {

/// Each row read ends in exactly one of in_effect, filtered, late and dead_letter; the other counts are remarks.
struct RowBalance {
  std::int64_t read = 0;
  std::int64_t in_effect = 0;    // changed the state or was emitted
  std::int64_t filtered = 0;     // WHERE was not TRUE
  std::int64_t late = 0;         // went to the late output
  std::int64_t dead_letter = 0;  // could not be processed

  std::int64_t late_seen = 0;  // rows behind their source's watermark, whatever became of them
  std::int64_t late_after_idle =
      0;  // of `late`: their window was closed while their source was left out as idle
  std::int64_t expression_errors =
      0;                     // divisions by zero and results that do not fit: NULL in the output
  std::int64_t results = 0;  // rows emitted, retractions not counted

  bool is_balanced() const { return read == in_effect + filtered + late + dead_letter; }
  RowBalance& operator+=(const RowBalance& other) {
    read += other.read;
    in_effect += other.in_effect;
    filtered += other.filtered;
    late += other.late;
    dead_letter += other.dead_letter;
    late_seen += other.late_seen;
    late_after_idle += other.late_after_idle;
    expression_errors += other.expression_errors;
    results += other.results;
    return *this;
  }
  friend bool operator==(const RowBalance&, const RowBalance&) = default;
};

}  // namespace millrace
