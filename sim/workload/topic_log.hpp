// sim/workload/topic_log.hpp — a topic as the simulated brokers hold it: per partition, records in
// offset order with the virtual time at which each was due. One log feeds every compared strategy:
// the very same records.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/units.hpp"
#include "core/data/record_batch.hpp"
#include "core/data/schema.hpp"
#include "sim/scenario/scenario.hpp"

namespace millrace {

/// Some consecutive records of one partition. Immutable.
struct TopicBlock {
  RecordBatch records;  // sequence unset; offsets ascending from records.offset_at(0)
  std::vector<std::int64_t>
      due_ns;  // per record, ascending: intended arrival (semantics §1, latency)
  std::vector<std::int64_t>
      bytes;  // prefix sums of record sizes, row_count + 1 entries, for fetch.max.bytes
};

/// Yields records in order of their due time, over all partitions. Deterministic: scenario and seed decide every bit.
class TopicGenerator {
 public:
  virtual ~TopicGenerator() = default;
  virtual const SchemaPtr& schema() const = 0;
  virtual std::uint32_t partition_count() const = 0;  // may grow: add_partitions
  /// The next blocks, one or none per partition, all due before any record of a later call. Empty at the end.
  virtual std::vector<std::shared_ptr<const TopicBlock>> next() = 0;
  /// Records due at or after this time see a fault of the timeline (hot key, burst, pause, clock skew, more
  /// partitions).
  /// Faults of the workload are known from the scenario at the start; nothing is called back.
};

/// Reads the scenario's topic and load: synthetic, or a recording at its own pace or scaled.
Result<std::unique_ptr<TopicGenerator>> make_topic_generator(const Scenario& scenario);

/// What was generated so far, shared by simulations that run side by side. Extends itself on demand; used by
/// one thread.
class TopicLog {
 public:
  explicit TopicLog(std::unique_ptr<TopicGenerator> generator);

  const SchemaPtr& schema() const;
  std::uint32_t partition_count() const;
  /// Makes sure that everything due at or before `time` is there.
  void extend_to(VirtualTime time);
  /// Nothing more will ever come, and all of it is there.
  bool is_complete() const;
  /// First offset of `partition` due after `time` (its high watermark then). REQUIRES: extended to `time`.
  std::int64_t end_offset(SourcePartitionId partition, VirtualTime time) const;
  /// When the record was due. REQUIRES: held.
  std::int64_t due_ns(SourcePartitionId partition, std::int64_t offset) const;
  /// When each record of [offset, offset + count) was due, for latencies without a look-up a row. Lives until the
  /// block is trimmed. REQUIRES: held, and all of one block, as fetch() gives them.
  std::span<const std::int64_t> due_times(SourcePartitionId partition, std::int64_t offset,
                                          std::uint32_t count) const;
  /// Records [offset, offset + up to max_records) of one block that are due by `time`, at most `bytes_max` (at
  /// least one);
  /// shares the block's storage. Nothing when none is due.
  std::optional<RecordBatch> fetch(SourcePartitionId partition, std::int64_t offset,
                                   VirtualTime time, std::uint32_t max_records,
                                   std::int64_t bytes_max) const;
  /// When the next record of `partition` from `offset` on is due; nothing at its end.
  std::optional<VirtualTime> next_due(SourcePartitionId partition, std::int64_t offset);
  std::int64_t record_count() const;
  /// Forgets blocks that no reader needs any more. Offsets stay.
  void trim(SourcePartitionId partition, std::int64_t before_offset);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace millrace
