// core/exec/over/time_queue.cpp — sorted runs under a heap.
#include "core/exec/over/time_queue.hpp"

#include <algorithm>
#include <utility>

#include "core/exec/memory.hpp"

namespace millrace {

void TimeQueue::add(std::vector<TimedRow> rows) {
  if (rows.empty()) return;
  if (!std::is_sorted(rows.begin(), rows.end())) std::sort(rows.begin(), rows.end());
  runs_.push_back({std::move(rows), 0});
  std::push_heap(runs_.begin(), runs_.end(), is_later);
}

std::vector<TimedRow> TimeQueue::take_before(std::int64_t time_ms) {
  std::vector<TimedRow> taken;
  while (!runs_.empty() && runs_.front().rows[runs_.front().next].time_ms < time_ms) {
    std::pop_heap(runs_.begin(), runs_.end(), is_later);
    Run& run = runs_.back();
    while (run.next < run.rows.size() && run.rows[run.next].time_ms < time_ms) {
      taken.push_back(run.rows[run.next++]);
    }
    if (run.next == run.rows.size()) {
      runs_.pop_back();
    } else {
      std::push_heap(runs_.begin(), runs_.end(), is_later);
    }
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

std::vector<TimedRow> TimeQueue::take_all() {
  std::vector<TimedRow> taken;
  for (Run& run : std::exchange(runs_, {})) {
    taken.insert(taken.end(), run.rows.begin() + static_cast<std::ptrdiff_t>(run.next),
                 run.rows.end());
  }
  std::sort(taken.begin(), taken.end());
  return taken;
}

std::int64_t TimeQueue::byte_count() const {
  std::int64_t bytes = bytes_of(runs_);
  for (const Run& run : runs_) bytes += bytes_of(run.rows);
  return bytes;
}

}  // namespace millrace
