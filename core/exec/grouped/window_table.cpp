// core/exec/grouped/window_table.cpp — opening windows, and how each finds its groups.
#include "core/exec/grouped/window_table.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/hash.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kNone = HashIndex::kNone;
/// An array for so many groups costs less than any index.
constexpr std::uint32_t kGroupsAlwaysDirect = 256;
/// An array for at most so many groups per state in the window; left again at four times that.
constexpr std::uint32_t kGroupsPerState = 8;

std::uint64_t hash_of_group(std::uint32_t group) {
  return hostile_hash(mix_64((std::uint64_t{group} + 1) * 0x9e3779b97f4a7c15ull));
}

}  // namespace

WindowTable::WindowTable(const WindowTable& other, StateSlots& slots) : slots_(&slots) {
  windows_.reserve(other.windows_.size());
  for (const std::unique_ptr<Window>& window : other.windows_) {
    windows_.push_back(std::make_unique<Window>(*window));
  }
}

std::int64_t WindowTable::byte_count() const {
  std::int64_t bytes = 0;
  for (const std::unique_ptr<Window>& window : windows_) {
    bytes += static_cast<std::int64_t>(sizeof(Window)) + bytes_of(window->slot_of_group_) +
             window->index_.byte_count() + bytes_of(window->slots_);
  }
  return bytes;
}

WindowTable::Window& WindowTable::open(std::int64_t start_ms, std::int64_t end_ms,
                                       std::uint32_t group_count) {
  if (last_ != nullptr && last_->start_ms_ == start_ms) {
    fit(*last_, group_count);
    return *last_;
  }
  auto at = std::lower_bound(windows_.begin(), windows_.end(), start_ms,
                             [](const std::unique_ptr<Window>& window, std::int64_t start) {
                               return window->start_ms_ < start;
                             });
  if (at == windows_.end() || (*at)->start_ms_ != start_ms) {
    auto window = std::make_unique<Window>();
    window->start_ms_ = start_ms;
    window->end_ms_ = end_ms;
    at = windows_.insert(at, std::move(window));
  }
  last_ = at->get();
  fit(*last_, group_count);
  return *last_;
}

void WindowTable::fit(Window& window, std::uint32_t group_count) {
  const std::uint64_t states = window.slots_.size();
  const std::uint64_t factor = window.is_direct_ ? kGroupsPerState * 4 : kGroupsPerState;
  const bool is_direct = group_count <= kGroupsAlwaysDirect || group_count <= states * factor;
  if (is_direct != window.is_direct_) {
    window.is_direct_ = is_direct;
    index_all(window, group_count);
  }
  if (is_direct && window.slot_of_group_.size() < group_count) {
    window.slot_of_group_.resize(group_count, kNone);
  }
}

void WindowTable::index_all(Window& window, std::uint32_t group_count) {
  window.index_.clear();
  window.slot_of_group_ = {};
  if (window.is_direct_) window.slot_of_group_.assign(group_count, kNone);
  for (const std::uint32_t slot : window.slots_) {
    const std::uint32_t group = slots_->group(slot);
    if (window.is_direct_) {
      window.slot_of_group_[group] = slot;
    } else {
      window.index_.insert(hash_of_group(group), slot);
    }
  }
}

std::uint32_t WindowTable::find_or_add(Window& window, std::uint32_t group) {
  const std::uint64_t hash = hash_of_group(group);
  if (!window.is_direct_) {
    const std::uint32_t found =
        window.index_.find(hash, [&](std::uint32_t slot) { return slots_->group(slot) == group; });
    if (found != kNone) return found;
  }
  const std::uint32_t slot = slots_->add(group, window.start_ms_, window.end_ms_);
  window.slots_.push_back(slot);
  if (window.is_direct_) {
    window.slot_of_group_[group] = slot;
  } else {
    window.index_.insert(hash, slot);
  }
  return slot;
}

std::vector<std::unique_ptr<WindowTable::Window>> WindowTable::take_ended(std::int64_t end_ms) {
  auto stop = windows_.begin();
  while (stop != windows_.end() && (*stop)->end_ms_ <= end_ms) ++stop;
  std::vector<std::unique_ptr<Window>> ended(std::make_move_iterator(windows_.begin()),
                                             std::make_move_iterator(stop));
  windows_.erase(windows_.begin(), stop);
  last_ = nullptr;
  return ended;
}

std::vector<std::unique_ptr<WindowTable::Window>> WindowTable::take_all() {
  last_ = nullptr;
  return std::exchange(windows_, {});
}

void WindowTable::forget(std::span<const std::uint32_t> slots) {
  std::vector<std::uint8_t> is_gone(slots_->slot_count(), 0);
  for (const std::uint32_t slot : slots) is_gone[slot] = 1;
  std::vector<std::unique_ptr<Window>> kept;
  for (std::unique_ptr<Window>& window : windows_) {
    const auto groups = static_cast<std::uint32_t>(window->slot_of_group_.size());
    std::erase_if(window->slots_, [&](std::uint32_t slot) { return is_gone[slot] != 0; });
    if (window->slots_.empty()) continue;
    index_all(*window, groups);
    kept.push_back(std::move(window));
  }
  windows_ = std::move(kept);
  last_ = nullptr;
}

void WindowTable::rebuild(std::uint32_t group_count) {
  for (const std::unique_ptr<Window>& window : windows_) index_all(*window, group_count);
}

}  // namespace millrace
