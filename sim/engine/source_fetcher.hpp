// sim/engine/source_fetcher.hpp — consumes the partitions of a topic as a Kafka consumer does: a
// fetch comes back when enough records are due or the first has waited long enough. Knows nothing
// of routing.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "sim/engine/event_queue.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// One fetch per partition is under way, or what it brought waits; what the partitions brought
/// stands in one line, in the order in which it came. A partition fetches anew when the router takes
/// its batch. A value: copies share the log, which only ever grows.
class SourceFetcher {
 public:
  /// `partition_count`: with those that the timeline will add.
  SourceFetcher(std::shared_ptr<TopicLog> log, const FetchSpec& spec,
                std::uint32_t partition_count);

  /// First fetch of every partition.
  void start(EventQueue& events);
  /// The event kFetch of a partition. Returns whether a batch joined the line.
  bool complete_fetch(SourcePartitionId partition, std::uint32_t generation, VirtualTime now,
                      EventQueue& events);
  /// In a closed loop: records may have come due where there were none.
  void look_again(VirtualTime now, EventQueue& events);
  bool has_waiting() const { return !line_.empty(); }
  /// What stands at the head of the line; its partition begins its next fetch. REQUIRES:
  /// has_waiting().
  TopicFetch take(VirtualTime now, EventQueue& events);
  /// The partition of the last take().
  SourcePartitionId taken_from() const { return taken_from_; }
  /// Every record was taken, and none will come.
  bool is_at_end() const;

  // Stops and resumes fetching (a rebalance). What stands in the line is dropped and fetched again.
  void pause();
  void resume(VirtualTime now, EventQueue& events);
  bool is_paused() const { return is_paused_; }

  std::uint32_t partition_count() const { return static_cast<std::uint32_t>(sources_.size()); }
  /// The next offset that nothing fetched holds.
  std::int64_t next_offset(SourcePartitionId partition) const {
    return sources_[partition.value].next_offset;
  }
  /// When the partition last gave something.
  VirtualTime last_activity(SourcePartitionId partition) const {
    return sources_[partition.value].last_activity;
  }
  bool has_ended(SourcePartitionId partition) const { return sources_[partition.value].has_ended; }
  bool has_waiting(SourcePartitionId partition) const {
    return sources_[partition.value].waiting.has_value();
  }

 private:
  struct Source {
    std::int64_t next_offset = 0;
    std::uint32_t generation = 0;
    bool is_fetching = false;  // an event is on its way
    bool has_ended = false;
    std::optional<TopicFetch> waiting;
    std::int64_t waiting_from = 0;  // its first offset
    VirtualTime last_activity;
  };

  void begin_fetch(std::uint32_t partition, VirtualTime now, EventQueue& events);
  VirtualTime ready_time(SourcePartitionId partition, VirtualTime first, VirtualTime now);

  std::shared_ptr<TopicLog> log_;
  FetchSpec spec_;
  std::vector<Source> sources_;
  std::deque<std::uint32_t> line_;
  SourcePartitionId taken_from_;
  bool is_paused_ = false;
};

}  // namespace millrace
