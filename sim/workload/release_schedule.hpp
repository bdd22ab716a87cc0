// sim/workload/release_schedule.hpp — a closed loop's clock: when the n-th record of the topic came
// due, which is when a client had the answer to its record before.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/workload/topic_log.hpp"

namespace millrace {

/// Used by one thread. Invariant: times ascend.
class ReleaseSchedule {
 public:
  /// Each client's first record comes due at 0.
  explicit ReleaseSchedule(ClosedLoop loop);

  /// REQUIRES: time_ns is not before that of the last call.
  void release(std::int64_t record_count, std::int64_t time_ns);
  /// How many records have come due by then: those with the numbers below it.
  std::int64_t released_at(std::int64_t time_ns) const;
  /// REQUIRES: the record has come due.
  std::int64_t released_ns(std::int64_t record) const;

 private:
  struct Release {
    std::int64_t time_ns = 0;
    std::int64_t end = 0;  // records that had come due by then
  };
  std::vector<Release> releases_;
};

}  // namespace millrace
