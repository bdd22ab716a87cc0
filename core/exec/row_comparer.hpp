// core/exec/row_comparer.hpp — how two result rows of any batches stand to each other; and sorting what is
// nearly sorted.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/exec/query_executor.hpp"
#include "core/exec/result_order.hpp"

namespace millrace {

/// Compares rows of `batches` (borrowed): -1, 0 or 1.
class RowComparer {
 public:
  RowComparer(const QueryPlan& plan, std::span<const ResultBatch> batches)
      : plan_(&plan), batches_(batches) {}

  int by_window_start(ResultRow a, ResultRow b) const;
  int by_order_keys(ResultRow a, ResultRow b) const;
  int by_group_keys(ResultRow a, ResultRow b) const;
  /// Source partition, then offset; rows without offset after those with.
  int by_place(ResultRow a, ResultRow b) const;
  int by_sequence(ResultRow a, ResultRow b) const;
  int by_event_time(ResultRow a, ResultRow b) const;

 private:
  const ResultBatch& batch(ResultRow row) const { return batches_[row.batch]; }

  const QueryPlan* plan_;
  std::span<const ResultBatch> batches_;
};

/// Sorts stably, in linear time where the items are sorted, and in n log(runs) where they are a few sorted runs
/// after each
/// other: as the results of workers are.
template <typename T, typename Less>
void sort_runs(std::vector<T>& items, Less less) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 1; i <= items.size(); ++i) {
    if (i == items.size() || less(items[i], items[i - 1])) ends.push_back(i);
  }
  const auto at = [&](std::size_t i) { return items.begin() + static_cast<std::ptrdiff_t>(i); };
  while (ends.size() > 1) {
    std::vector<std::size_t> merged;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < ends.size(); i += 2) {
      const std::size_t end = ends[std::min(i + 1, ends.size() - 1)];
      if (end != ends[i]) std::inplace_merge(at(begin), at(ends[i]), at(end), less);
      merged.push_back(end);
      begin = end;
    }
    ends = std::move(merged);
  }
}

}  // namespace millrace
