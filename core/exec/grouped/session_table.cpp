// core/exec/grouped/session_table.cpp — a tree of sessions per group, a heap of ends over all.
#include "core/exec/grouped/session_table.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

/// For a heap with the earliest on top.
struct IsLater {
  template <typename Due>
  bool operator()(const Due& a, const Due& b) const {
    return a.time_ms > b.time_ms;
  }
};

}  // namespace

void SessionTable::find(std::uint32_t group, std::int64_t first_ms, std::int64_t last_ms,
                        std::vector<Session>& hits) const {
  hits.clear();
  if (group >= sessions_.size()) return;
  const Sessions& sessions = sessions_[group];
  auto at = sessions.upper_bound(saturating_add(last_ms, gap_ms_));
  while (at != sessions.begin()) {
    --at;
    const Live& live = live_[at->second];
    if (live.last_ms < saturating_subtract(first_ms, gap_ms_)) break;
    hits.push_back({live.first_ms, live.last_ms, at->second});
  }
  std::reverse(hits.begin(), hits.end());
}

void SessionTable::add(std::uint32_t group, const Session& session) {
  if (sessions_.size() <= group) {
    sessions_.resize(std::size_t{group} + 1);
    newest_.resize(sessions_.size(), kNone);
  }
  if (live_.size() <= session.slot) live_.resize(std::size_t{session.slot} + 1);
  const bool is_added = sessions_[group].emplace(session.first_ms, session.slot).second;
  MILLRACE_ASSERT(is_added);
  Live& live = live_[session.slot];
  MILLRACE_ASSERT(!live.is_live);
  live = {session.first_ms, session.last_ms, live.generation + 1, true};
  push_due(session.slot);
  note_newest(group);
}

void SessionTable::remove(std::uint32_t group, std::int64_t first_ms) {
  const auto at = sessions_[group].find(first_ms);
  MILLRACE_ASSERT(at != sessions_[group].end());
  live_[at->second].is_live = false;
  sessions_[group].erase(at);
  note_newest(group);
}

void SessionTable::note_newest(std::uint32_t group) {
  const Sessions& sessions = sessions_[group];
  newest_[group] = sessions.empty() ? kNone : sessions.rbegin()->second;
}

void SessionTable::extend(std::uint32_t group, std::int64_t first_ms, std::int64_t new_first_ms,
                          std::int64_t new_last_ms) {
  auto at = sessions_[group].find(first_ms);
  MILLRACE_ASSERT(at != sessions_[group].end());
  const std::uint32_t slot = at->second;
  live_[slot].first_ms = new_first_ms;
  live_[slot].last_ms = new_last_ms;
  if (new_first_ms == first_ms) return;
  auto node = sessions_[group].extract(at);
  node.key() = new_first_ms;
  sessions_[group].insert(std::move(node));
  // The heap finds out by itself that a session is due later, but not that it is due earlier.
  if (due_by_ == DueBy::kFirstRow) push_due(slot);
}

void SessionTable::push_due(std::uint32_t slot) {
  due_.push_back({due_time(live_[slot]), slot, live_[slot].generation});
  std::push_heap(due_.begin(), due_.end(), IsLater());
}

/// Finds the next session that is due before the time: due_slot_.
bool SessionTable::pop_due(std::int64_t time_ms) {
  while (!due_.empty() && due_.front().time_ms < time_ms) {
    std::pop_heap(due_.begin(), due_.end(), IsLater());
    const Due due = due_.back();
    due_.pop_back();
    const Live& live = live_[due.slot];
    if (!live.is_live || live.generation != due.generation) continue;
    if (due_time(live) < time_ms) {
      due_slot_ = due.slot;
      return true;
    }
    push_due(due.slot);
  }
  return false;
}

std::vector<std::uint32_t> SessionTable::take_all() {
  std::vector<std::uint32_t> slots;
  for (Sessions& sessions : sessions_) {
    for (const auto& [first_ms, slot] : sessions) {
      slots.push_back(slot);
      live_[slot].is_live = false;
    }
    sessions.clear();
  }
  newest_.assign(newest_.size(), kNone);
  due_.clear();
  return slots;
}

void SessionTable::renumber_groups(std::span<const std::uint32_t> new_groups,
                                   std::uint32_t group_count) {
  std::vector<Sessions> renumbered(group_count);
  for (std::size_t group = 0; group < sessions_.size(); ++group) {
    if (!sessions_[group].empty()) {
      renumbered[new_groups[group]] = std::move(sessions_[group]);
    }
  }
  sessions_ = std::move(renumbered);
  newest_.resize(group_count);
  for (std::uint32_t group = 0; group < group_count; ++group) note_newest(group);
}

std::int64_t SessionTable::byte_count() const {
  constexpr std::int64_t kBytesPerSession = 64;  // a node of the map
  const auto sessions =
      std::count_if(live_.begin(), live_.end(), [](const Live& live) { return live.is_live; });
  return bytes_of(sessions_) + sessions * kBytesPerSession + bytes_of(newest_) + bytes_of(live_) +
         bytes_of(due_);
}

}  // namespace millrace
