// sim/engine/event_queue.hpp — what is to happen when: a 4-ary heap in the total order (time,
// sequence). Knows nothing of what events mean.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/units.hpp"

namespace millrace {

enum class EventKind : std::uint8_t {
  kFetch,            // subject: source partition
  kCoordinatorDone,  // the router or merger has finished its task
  kWorkerDone,       // subject: worker
  kSinkDone,         // subject: worker
  kSilence,          // subject: source partition; looks whether it has been silent for too long
  kTimeline,         // subject: entry of the fault timeline
  kSample,           // of the recorder
  kMeasureFrom,
  kDurationOver,
};

/// `generation` tells an event from one that was overtaken (its subject crashed, or fetched anew):
/// it counts only where it equals the subject's.
struct Event {
  VirtualTime at;
  std::uint64_t sequence = 0;
  EventKind kind = EventKind::kFetch;
  std::uint32_t subject = 0;
  std::uint32_t generation = 0;
};

/// Pops events by time, those of one instant in the order in which they were pushed. Four children
/// a node: measured faster than a binary heap from eight pending events to a thousand. A value:
/// copying forks the future. Used by one thread.
class EventQueue {
 public:
  void push(VirtualTime at, EventKind kind, std::uint32_t subject = 0,
            std::uint32_t generation = 0);
  /// REQUIRES: !is_empty().
  const Event& next() const { return heap_.front(); }
  Event pop();
  bool is_empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }

 private:
  static bool is_before(const Event& a, const Event& b) {
    return a.at != b.at ? a.at < b.at : a.sequence < b.sequence;
  }

  std::vector<Event> heap_;
  std::uint64_t next_sequence_ = 0;
};

}  // namespace millrace
