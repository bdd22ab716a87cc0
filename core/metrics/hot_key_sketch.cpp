// core/metrics/hot_key_sketch.cpp — a binary heap over the held keys, least frequent on top.
#include "core/metrics/hot_key_sketch.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

HotKeySketch::HotKeySketch(std::uint32_t capacity) : capacity_(capacity) {
  MILLRACE_ASSERT(capacity > 0);
  slots_.reserve(capacity);
  heap_.reserve(capacity);
}

bool HotKeySketch::is_less(std::uint32_t slot_a, std::uint32_t slot_b) const {
  const Slot& a = slots_[slot_a];
  const Slot& b = slots_[slot_b];
  if (a.key.count_max != b.key.count_max) return a.key.count_max < b.key.count_max;
  return a.since > b.since;
}

void HotKeySketch::place(std::uint32_t position, std::uint32_t slot) {
  heap_[position] = slot;
  slots_[slot].position = position;
}

void HotKeySketch::sift_down(std::uint32_t position) {
  const std::uint32_t slot = heap_[position];
  const auto size = static_cast<std::uint32_t>(heap_.size());
  for (;;) {
    std::uint32_t child = 2 * position + 1;
    if (child >= size) break;
    if (child + 1 < size && is_less(heap_[child + 1], heap_[child])) child += 1;
    if (!is_less(heap_[child], slot)) break;
    place(position, heap_[child]);
    position = child;
  }
  place(position, slot);
}

void HotKeySketch::sift_up(std::uint32_t position) {
  const std::uint32_t slot = heap_[position];
  while (position > 0) {
    const std::uint32_t parent = (position - 1) / 2;
    if (!is_less(slot, heap_[parent])) break;
    place(position, heap_[parent]);
    position = parent;
  }
  place(position, slot);
}

void HotKeySketch::insert(HotKey key) {
  const auto slot = static_cast<std::uint32_t>(slots_.size());
  slot_by_hash_.insert({key.hash, slot});
  slots_.push_back({.key = std::move(key), .since = arrivals_++, .position = slot});
  heap_.push_back(slot);
  sift_up(slot);
}

void HotKeySketch::observe(std::uint64_t key_hash, std::string_view key_text, std::int64_t rows) {
  MILLRACE_ASSERT(rows > 0);
  rows_ += rows;
  const auto held = slot_by_hash_.find(key_hash);
  if (held != slot_by_hash_.end()) {
    Slot& slot = slots_[held->second];
    slot.key.count_max += rows;
    sift_down(slot.position);
    return;
  }
  if (slots_.size() < capacity_) {
    insert({.hash = key_hash,
            .text = std::string(key_text),
            .count_max = rows + left_out_max_,
            .error = left_out_max_});
    return;
  }
  const std::uint32_t least = heap_.front();
  Slot& slot = slots_[least];
  slot_by_hash_.erase(slot.key.hash);
  slot_by_hash_.insert({key_hash, least});
  slot.key.hash = key_hash;
  slot.key.text.assign(key_text);
  slot.key.error = slot.key.count_max;
  slot.key.count_max += rows;
  slot.since = arrivals_++;
  sift_down(0);
}

std::int64_t HotKeySketch::unheld_max() const {
  if (slots_.size() < capacity_) return left_out_max_;
  return std::max(slots_[heap_.front()].key.count_max, left_out_max_);
}

void HotKeySketch::merge(const HotKeySketch& other) {
  const std::int64_t own_unheld = unheld_max();
  const std::int64_t other_unheld = other.unheld_max();
  std::vector<HotKey> keys;
  for (const Slot& slot : slots_) {
    HotKey key = slot.key;
    const auto there = other.slot_by_hash_.find(key.hash);
    const bool is_shared = there != other.slot_by_hash_.end();
    const HotKey* twin = is_shared ? &other.slots_[there->second].key : nullptr;
    key.count_max += twin != nullptr ? twin->count_max : other_unheld;
    key.error += twin != nullptr ? twin->error : other_unheld;
    keys.push_back(std::move(key));
  }
  for (const Slot& slot : other.slots_) {
    if (slot_by_hash_.find(slot.key.hash) != slot_by_hash_.end()) continue;
    keys.push_back(slot.key);
    keys.back().count_max += own_unheld;
    keys.back().error += own_unheld;
  }
  // Arrivals in the order of the two sketches, so that ties stay a matter of the streams.
  std::stable_sort(keys.begin(), keys.end(),
                   [](const HotKey& a, const HotKey& b) { return a.count_max > b.count_max; });
  if (keys.size() > capacity_) keys.resize(capacity_);
  rows_ += other.rows_;
  left_out_max_ = keys.size() < capacity_ ? own_unheld + other_unheld : left_out_max_;
  slots_.clear();
  heap_.clear();
  slot_by_hash_.clear();
  for (HotKey& key : keys) insert(std::move(key));
}

std::vector<HotKey> HotKeySketch::hottest(std::uint32_t key_count) const {
  std::vector<HotKey> keys;
  for (const Slot& slot : slots_) keys.push_back(slot.key);
  std::sort(keys.begin(), keys.end(), [](const HotKey& a, const HotKey& b) {
    if (a.count_max != b.count_max) return a.count_max > b.count_max;
    if (a.error != b.error) return a.error < b.error;
    return a.hash < b.hash;
  });
  if (keys.size() > key_count) keys.resize(key_count);
  return keys;
}

}  // namespace millrace
