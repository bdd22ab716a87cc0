// sim/engine/source_fetcher.cpp — when a fetch comes back, and with what.
#include "sim/engine/source_fetcher.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

/// A partition without records is looked at again after this; what lies further ahead is not
/// generated yet.
constexpr std::int64_t kHorizonNs = 1'000'000'000;

}  // namespace

SourceFetcher::SourceFetcher(std::shared_ptr<TopicLog> log, const FetchSpec& spec,
                             std::uint32_t partition_count)
    : log_(std::move(log)), spec_(spec), sources_(partition_count) {
  MILLRACE_ASSERT(spec.max_records > 0);
}

void SourceFetcher::start(EventQueue& events) {
  for (std::uint32_t partition = 0; partition < sources_.size(); ++partition) {
    begin_fetch(partition, VirtualTime{0}, events);
  }
}

VirtualTime SourceFetcher::ready_time(SourcePartitionId partition, VirtualTime first,
                                      VirtualTime now) {
  const VirtualTime deadline{std::max(now.ns, first.ns + spec_.max_wait.ns)};
  const std::int64_t last = sources_[partition.value].next_offset + spec_.max_records - 1;
  const std::optional<VirtualTime> full = log_->next_due_by(partition, last, deadline);
  return full.has_value() ? std::max(now, *full) : deadline;
}

void SourceFetcher::begin_fetch(std::uint32_t partition, VirtualTime now, EventQueue& events) {
  Source& source = sources_[partition];
  if (is_paused_ || source.is_fetching || source.waiting.has_value()) return;
  const SourcePartitionId id{partition};
  const VirtualTime horizon{now.ns + kHorizonNs};
  const std::optional<VirtualTime> first = log_->next_due_by(id, source.next_offset, horizon);
  if (first.has_value()) {
    source.is_fetching = true;
    events.push(ready_time(id, *first, now), EventKind::kFetch, partition, source.generation);
    return;
  }
  if (log_->has_ended(id, source.next_offset)) {
    source.has_ended = true;
  } else if (!log_->is_closed_loop()) {  // there look_again() is called
    source.is_fetching = true;
    events.push(horizon, EventKind::kFetch, partition, source.generation);
  }
}

bool SourceFetcher::complete_fetch(SourcePartitionId partition, std::uint32_t generation,
                                   VirtualTime now, EventQueue& events) {
  Source& source = sources_[partition.value];
  if (generation != source.generation) return false;
  MILLRACE_ASSERT(source.is_fetching);
  source.is_fetching = false;
  std::optional<TopicFetch> fetched =
      log_->fetch_all(partition, source.next_offset, now, spec_.max_records, spec_.max_bytes);
  if (!fetched.has_value()) {  // nothing came within the horizon
    begin_fetch(partition.value, now, events);
    return false;
  }
  source.waiting_from = source.next_offset;
  source.next_offset = fetched->next_offset;
  source.last_activity = now;
  source.waiting = std::move(*fetched);
  line_.push_back(partition.value);
  return true;
}

void SourceFetcher::look_again(VirtualTime now, EventQueue& events) {
  for (std::uint32_t partition = 0; partition < sources_.size(); ++partition) {
    if (!sources_[partition].has_ended) begin_fetch(partition, now, events);
  }
}

TopicFetch SourceFetcher::take(VirtualTime now, EventQueue& events) {
  MILLRACE_ASSERT(!line_.empty());
  taken_from_ = SourcePartitionId{line_.front()};
  line_.pop_front();
  Source& source = sources_[taken_from_.value];
  TopicFetch fetched = std::move(*source.waiting);
  source.waiting.reset();
  source.last_activity = now;
  begin_fetch(taken_from_.value, now, events);
  return fetched;
}

bool SourceFetcher::is_at_end() const {
  return line_.empty() && std::all_of(sources_.begin(), sources_.end(),
                                      [](const Source& source) { return source.has_ended; });
}

void SourceFetcher::pause() {
  MILLRACE_ASSERT(!is_paused_);
  is_paused_ = true;
  for (Source& source : sources_) {
    ++source.generation;  // what is under way comes to nothing
    source.is_fetching = false;
    if (source.waiting.has_value()) source.next_offset = source.waiting_from;
    source.waiting.reset();
  }
  line_.clear();
}

void SourceFetcher::resume(VirtualTime now, EventQueue& events) {
  MILLRACE_ASSERT(is_paused_);
  is_paused_ = false;
  look_again(now, events);
}

}  // namespace millrace
