// ui/live/live_feed.cpp — fetches what is due, a batch of each partition in turn.
#include "ui/live/live_feed.hpp"

#include <chrono>
#include <limits>
#include <span>
#include <utility>

namespace millrace {
namespace {

constexpr std::chrono::milliseconds kRest{1};
constexpr VirtualTime kAllTimes = {std::numeric_limits<std::int64_t>::max()};

}  // namespace

LiveFeed::LiveFeed(std::unique_ptr<TopicGenerator> generator, FetchSpec fetch, double speed,
                   const LiveClock& clock, LiveMeters& meters)
    : log_(std::move(generator)), fetch_(fetch), speed_(speed), clock_(clock), meters_(meters) {
  for (std::uint32_t p = 0; p < log_.partition_count_at(kAllTimes); ++p) {
    const std::int64_t begin = log_.begin_offset({p});
    sources_.push_back({begin, begin, begin, 0});
  }
}

VirtualTime LiveFeed::due_by() const {
  if (speed_ == 0.0) return kAllTimes;
  return {static_cast<std::int64_t>(static_cast<double>(clock_.now().ns) * speed_)};
}

void LiveFeed::run(JobProcessor& processor) {
  while (!is_stopped_.load(std::memory_order_acquire) && !has_ended()) {
    if (clock_.is_paused() || !feed_due(processor)) rest();
  }
  const VirtualTime until = due_by();
  if (speed_ != 0.0) log_.extend_to(until);
  publish(until);
  if (const Status status = log_.status(); !status) problem_ = status.error().message;
  processor.finish();
}

bool LiveFeed::feed_due(JobProcessor& processor) {
  const VirtualTime until = due_by();
  // As fast as possible still means block after block: the whole topic need not fit into memory.
  if (speed_ != 0.0) log_.extend_to(until);
  publish(until);
  const auto count = static_cast<std::uint32_t>(sources_.size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t p = (turn_ + i) % count;
    LiveSource& source = sources_[p];
    if (speed_ == 0.0 && !log_.next_due({p}, source.read_offset).has_value()) continue;
    auto fetched =
        log_.fetch_all({p}, source.read_offset, until, fetch_.max_records, fetch_.max_bytes);
    if (!fetched.has_value()) continue;
    turn_ = (p + 1) % count;
    const auto unreadable = static_cast<std::int64_t>(fetched->unreadable.size());
    if (unreadable > 0) processor.reject(std::move(fetched->unreadable));
    if (fetched->records.row_count > 0) offer(processor, fetched->records);
    source.rows_taken += fetched->records.row_count + unreadable;
    source.read_offset = fetched->next_offset;
    log_.trim({p}, source.read_offset);
    return true;
  }
  return false;
}

void LiveFeed::offer(JobProcessor& processor, const RecordBatch& batch) {
  const std::span<const std::int64_t> due =
      log_.due_times(batch.source_partition, batch.offset_at(0), batch.row_count);
  due_ns_.assign(due.begin(), due.end());
  if (speed_ == 0.0) {
    due_ns_.assign(due.size(), clock_.now().ns);  // due as soon as it can be taken
  } else {
    for (std::int64_t& ns : due_ns_)
      ns = static_cast<std::int64_t>(static_cast<double>(ns) / speed_);
  }
  meters_.on_batch(sequence_++, batch, due_ns_);
  const std::int64_t begin_ns = clock_.now().ns;
  std::int64_t waited_ns = 0;
  while (processor.offer(batch) == Offer::kQueueFull) {
    const std::int64_t refused_ns = clock_.now().ns;
    processor.step();
    waited_ns += clock_.now().ns - refused_ns;
  }
  meters_.add_router_ns(clock_.now().ns - begin_ns - waited_ns);
}

void LiveFeed::publish(VirtualTime until) {
  std::int64_t rows_due = 0;
  for (std::uint32_t p = 0; p < sources_.size(); ++p) {
    LiveSource& source = sources_[p];
    source.end_offset = speed_ == 0.0 ? source.read_offset : log_.end_offset({p}, until);
    rows_due += source.end_offset - source.begin_offset;
  }
  meters_.set_sources(sources_, rows_due);
}

bool LiveFeed::has_ended() {
  for (std::uint32_t p = 0; p < sources_.size(); ++p) {
    if (!log_.has_ended({p}, sources_[p].read_offset)) return false;
  }
  return true;
}

void LiveFeed::stop() {
  is_stopped_.store(true, std::memory_order_release);
  wake();
}

void LiveFeed::wake() {
  { const std::lock_guard<std::mutex> lock(mutex_); }
  changed_.notify_all();
}

void LiveFeed::rest() {
  std::unique_lock<std::mutex> lock(mutex_);
  if (is_stopped_.load(std::memory_order_acquire)) return;
  if (clock_.is_paused()) {
    changed_.wait(lock, [this] {
      return is_stopped_.load(std::memory_order_acquire) || !clock_.is_paused();
    });
  } else {
    changed_.wait_for(lock, kRest);  // until more is due
  }
}

}  // namespace millrace
