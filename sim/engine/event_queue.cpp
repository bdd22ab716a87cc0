// sim/engine/event_queue.cpp — sifting up and down.
#include "sim/engine/event_queue.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

constexpr std::size_t kChildren = 4;

}  // namespace

void EventQueue::push(VirtualTime at, EventKind kind, std::uint32_t subject,
                      std::uint32_t generation) {
  const Event event{at, next_sequence_++, kind, subject, generation};
  std::size_t place = heap_.size();
  heap_.push_back(event);
  while (place > 0) {
    const std::size_t parent = (place - 1) / kChildren;
    if (!is_before(event, heap_[parent])) break;
    heap_[place] = heap_[parent];
    place = parent;
  }
  heap_[place] = event;
}

Event EventQueue::pop() {
  MILLRACE_ASSERT(!heap_.empty());
  const Event first = heap_.front();
  const Event last = heap_.back();
  heap_.pop_back();
  const std::size_t count = heap_.size();
  if (count == 0) return first;
  std::size_t place = 0;
  for (;;) {
    const std::size_t child = place * kChildren + 1;
    if (child >= count) break;
    std::size_t least = child;
    const std::size_t end = std::min(child + kChildren, count);
    for (std::size_t other = child + 1; other < end; ++other) {
      if (is_before(heap_[other], heap_[least])) least = other;
    }
    if (!is_before(heap_[least], last)) break;
    heap_[place] = heap_[least];
    place = least;
  }
  heap_[place] = last;
  return first;
}

}  // namespace millrace
