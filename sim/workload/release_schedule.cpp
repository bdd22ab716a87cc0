// sim/workload/release_schedule.cpp — a sorted list of instants and counts.
#include "sim/workload/release_schedule.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {

ReleaseSchedule::ReleaseSchedule(ClosedLoop loop) : releases_{{0, std::int64_t{loop.clients}}} {}

void ReleaseSchedule::release(std::int64_t record_count, std::int64_t time_ns) {
  MILLRACE_ASSERT(record_count >= 0);
  MILLRACE_ASSERT(time_ns >= releases_.back().time_ns);
  const std::int64_t end = releases_.back().end + record_count;
  if (releases_.back().time_ns == time_ns) {
    releases_.back().end = end;
  } else if (record_count > 0) {
    releases_.push_back({time_ns, end});
  }
}

std::int64_t ReleaseSchedule::released_at(std::int64_t time_ns) const {
  const auto later = std::upper_bound(
      releases_.begin(), releases_.end(), time_ns,
      [](std::int64_t time, const Release& release) { return time < release.time_ns; });
  return later == releases_.begin() ? 0 : std::prev(later)->end;
}

std::int64_t ReleaseSchedule::released_ns(std::int64_t record) const {
  const auto found = std::upper_bound(
      releases_.begin(), releases_.end(), record,
      [](std::int64_t number, const Release& release) { return number < release.end; });
  MILLRACE_ASSERT(found != releases_.end());
  return found->time_ns;
}

}  // namespace millrace
