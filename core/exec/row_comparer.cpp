// core/exec/row_comparer.cpp — the comparisons that orders of results are made of.
#include "core/exec/row_comparer.hpp"

namespace millrace {
namespace {

template <typename T>
int order_of(const T& a, const T& b) {
  return static_cast<int>(b < a) - static_cast<int>(a < b);
}

}  // namespace

int RowComparer::by_window_start(ResultRow a, ResultRow b) const {
  if (!plan_->window.has_value()) return 0;
  return compare_rows(batch(a).window_starts, a.row, batch(b).window_starts, b.row);
}

int RowComparer::by_order_keys(ResultRow a, ResultRow b) const {
  for (std::size_t i = 0; i < plan_->order_by.size(); ++i) {
    const int order = compare_rows(batch(a).order_keys[i], a.row, batch(b).order_keys[i], b.row);
    if (order != 0) return plan_->order_by[i].descending ? -order : order;
  }
  return 0;
}

int RowComparer::by_group_keys(ResultRow a, ResultRow b) const {
  for (std::size_t i = 0; i < plan_->group_keys.size(); ++i) {
    const int order = compare_rows(batch(a).keys[i], a.row, batch(b).keys[i], b.row);
    if (order != 0) return order;
  }
  return 0;
}

int RowComparer::by_place(ResultRow a, ResultRow b) const {
  const bool a_has_offset = batch(a).offsets.row_count() > 0;
  const bool b_has_offset = batch(b).offsets.row_count() > 0;
  if (!a_has_offset || !b_has_offset) return order_of(b_has_offset, a_has_offset);
  const int order = order_of(batch(a).source_partition.value, batch(b).source_partition.value);
  if (order != 0) return order;
  return compare_rows(batch(a).offsets, a.row, batch(b).offsets, b.row);
}

int RowComparer::by_sequence(ResultRow a, ResultRow b) const {
  return order_of(batch(a).sequence, batch(b).sequence);
}

int RowComparer::by_event_time(ResultRow a, ResultRow b) const {
  if (batch(a).event_times.row_count() == 0 || batch(b).event_times.row_count() == 0) return 0;
  return compare_rows(batch(a).event_times, a.row, batch(b).event_times, b.row);
}

}  // namespace millrace
