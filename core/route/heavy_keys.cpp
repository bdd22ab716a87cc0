// core/route/heavy_keys.cpp — a binary heap that knows where each key stands.
#include "core/route/heavy_keys.hpp"

#include "core/base/assert.hpp"

namespace millrace {

HeavyKeys::HeavyKeys(std::uint32_t capacity) : capacity_(capacity) {
  MILLRACE_ASSERT(capacity > 0);
  heap_.reserve(capacity);
}

std::int64_t HeavyKeys::add(std::uint64_t key_hash) {
  ++rows_;
  std::uint32_t position = 0;
  const auto known = position_of_.find(key_hash);
  if (known != position_of_.end()) {
    position = known->second;
    ++heap_[position].count;
    position = sift_down(position);
  } else if (heap_.size() < capacity_) {
    position = static_cast<std::uint32_t>(heap_.size());
    heap_.push_back({key_hash, 1, 0});
    position_of_[key_hash] = position;
    position = sift_up(position);
  } else {
    position_of_.erase(heap_.front().hash);
    const std::int64_t inherited = heap_.front().count;
    heap_.front() = {key_hash, inherited + 1, inherited};
    position_of_[key_hash] = 0;
    position = sift_down(0);
  }
  return heap_[position].count - heap_[position].error;
}

std::uint32_t HeavyKeys::sift_up(std::uint32_t position) {
  const Entry entry = heap_[position];
  while (position > 0) {
    const std::uint32_t parent = (position - 1) / 2;
    if (!is_less(entry, heap_[parent])) break;
    heap_[position] = heap_[parent];
    position_of_[heap_[position].hash] = position;
    position = parent;
  }
  heap_[position] = entry;
  position_of_[entry.hash] = position;
  return position;
}

std::uint32_t HeavyKeys::sift_down(std::uint32_t position) {
  const Entry entry = heap_[position];
  const auto size = static_cast<std::uint32_t>(heap_.size());
  for (;;) {
    std::uint32_t child = position * 2 + 1;
    if (child >= size) break;
    if (child + 1 < size && is_less(heap_[child + 1], heap_[child])) ++child;
    if (!is_less(heap_[child], entry)) break;
    heap_[position] = heap_[child];
    position_of_[heap_[position].hash] = position;
    position = child;
  }
  heap_[position] = entry;
  position_of_[entry.hash] = position;
  return position;
}

}  // namespace millrace
