// sim/workload/topic_log.hpp — a topic as the simulated brokers hold it: per partition, records in
// offset order with the virtual time at which each was due. One log feeds every compared strategy:
// the very same records.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/units.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "core/data/schema.hpp"
#include "sim/scenario/scenario.hpp"

namespace millrace {

/// A record that no consumer can read (poison; a broken line of a recording). It holds its offset and is in no batch.
struct UnreadableRecord {
  DeadLetter letter;
  std::int64_t due_ns = 0;
  std::int64_t available_ns = 0;  // as of rows
};

/// Some consecutive records of one partition. Immutable.
struct TopicBlock {
  SourcePartitionId partition;
  std::int64_t begin_offset = 0;  // of its first record, readable or not
  std::int64_t end_offset = 0;    // past its last one
  RecordBatch
      records;  // sequence unset; offsets ascend, with gaps where records are unreadable or were compacted
  std::vector<std::int64_t> due_ns;  // per row, ascending: intended arrival (semantics §1, latency)
  /// Per row: when a consumer can have it, which is later where the partition was stalled. Empty: when due.
  std::vector<std::int64_t> available_ns;
  std::vector<std::int64_t>
      bytes;  // prefix sums of record sizes, row_count + 1 entries, for fetch.max.bytes
  std::vector<UnreadableRecord> unreadable;  // by offset
};

/// How a closed loop runs: so many records are under way at once, until all records of the load are done. How many
/// these are is the same for every strategy: the nominal rate × the duration of the run, which the loop may end before
/// or after.
struct ClosedLoop {
  std::uint32_t clients = 1;
};

/// Yields records in order of their due time, over all partitions. Deterministic: scenario and seed decide every bit.
/// Faults of the workload are known from the scenario at the start; nothing is called back.
class TopicGenerator {
 public:
  virtual ~TopicGenerator() = default;
  virtual const SchemaPtr& schema() const = 0;
  /// At the start of the run.
  virtual std::uint32_t partition_count() const = 0;
  /// Partitions that exist at `time`: the fault add_partitions adds some.
  virtual std::uint32_t partition_count_at(VirtualTime /*time*/) const { return partition_count(); }
  /// Nothing can be fetched from the partition at `time`, by the fault source_pause.
  virtual bool is_paused_at(SourcePartitionId /*partition*/, VirtualTime /*time*/) const {
    return false;
  }
  /// Closed loop: due times count records (0, 1, 2, … over the whole topic), and TopicLog says when each came due.
  virtual std::optional<ClosedLoop> closed_loop() const { return std::nullopt; }
  /// The next blocks, one or none per partition, all due before any record of a later call, or with its first ones.
  /// Empty at the end.
  virtual std::vector<std::shared_ptr<const TopicBlock>> next() = 0;
  /// A recording whose bytes could not be read to the end; nothing comes after it.
  virtual Status status() const { return {}; }
};

/// Where recordings come from: this room opens nothing itself.
struct WorkloadFiles {
  std::string
      folder;  // of the scenario file: what a recording's relative path begins at; "" = here
  /// The contents of a recording, by its path as the scenario has it; null: sim/trace opens the file.
  std::function<Result<std::shared_ptr<const std::string>>(const std::string& path)> contents;
};

/// Reads the scenario's topic and load: synthetic, or a recording at its own pace or scaled.
/// Errors: kOption (fields, distributions, arrivals, faults that do not fit), kInput (the recording).
Result<std::unique_ptr<TopicGenerator>> make_topic_generator(const Scenario& scenario,
                                                             const WorkloadFiles& files = {});

/// What was fetched: some consecutive records of a partition, those that can be read and those that cannot.
struct TopicFetch {
  RecordBatch records;  // may be without rows when all are unreadable
  std::vector<DeadLetter> unreadable;
  std::int64_t next_offset = 0;  // where the next fetch begins
};

/// What was generated so far, shared by simulations that run side by side. Extends itself on demand; used by
/// one thread. In a closed loop each simulation needs a log of its own (the very same records, at its own pace).
class TopicLog {
 public:
  explicit TopicLog(std::unique_ptr<TopicGenerator> generator);

  const SchemaPtr& schema() const;
  /// At the start of the run.
  std::uint32_t partition_count() const;
  /// At `time`: the fault add_partitions adds some. A partition that does not exist yet holds back no watermark.
  std::uint32_t partition_count_at(VirtualTime time) const;
  /// The fault source_pause holds the partition at `time`; for display, fetch() knows it itself.
  bool is_paused_at(SourcePartitionId partition, VirtualTime time) const;

  /// Makes sure that everything due at or before `time` is there.
  void extend_to(VirtualTime time);
  /// Nothing more will ever come: all records of the run are there, those due later too. Whether a partition was
  /// read to its end says has_ended().
  bool is_complete() const;
  /// First offset of `partition` not yet to be had at `time` (its high watermark then). REQUIRES: extended to `time`.
  std::int64_t end_offset(SourcePartitionId partition, VirtualTime time) const;
  /// Of the oldest record that was ever there, trimmed or not: 0 but for recordings that begin later.
  std::int64_t begin_offset(SourcePartitionId partition) const;
  /// When the record was due. REQUIRES: held and readable.
  std::int64_t due_ns(SourcePartitionId partition, std::int64_t offset) const;
  /// When `count` rows from the one at `offset` on were due, for latencies without a look-up a row. Lives until the
  /// block is trimmed. REQUIRES: held, and all of one block, as fetch() gives them.
  std::span<const std::int64_t> due_times(SourcePartitionId partition, std::int64_t offset,
                                          std::uint32_t count) const;
  /// Records from `offset` on, up to max_records of one block that are to be had at `time`, at most `bytes_max` (at
  /// least one); shares the block's storage. Nothing when there is none.
  std::optional<TopicFetch> fetch_all(SourcePartitionId partition, std::int64_t offset,
                                      VirtualTime time, std::uint32_t max_records,
                                      std::int64_t bytes_max) const;
  /// The same without the unreadable records, for topics that have none: they are skipped in silence.
  std::optional<RecordBatch> fetch(SourcePartitionId partition, std::int64_t offset,
                                   VirtualTime time, std::uint32_t max_records,
                                   std::int64_t bytes_max) const;
  /// When the next record of `partition` from `offset` on is to be had; nothing at its end. Generates until it finds
  /// one: ask next_due_by() of partitions that may be idle for long.
  std::optional<VirtualTime> next_due(SourcePartitionId partition, std::int64_t offset);
  /// The same, and nothing when that is after `limit`.
  std::optional<VirtualTime> next_due_by(SourcePartitionId partition, std::int64_t offset,
                                         VirtualTime limit);
  /// No record of `partition` from `offset` on will ever come: its end, as far as that is known by now.
  bool has_ended(SourcePartitionId partition, std::int64_t offset) const;
  /// Records there so far, unreadable ones included.
  std::int64_t record_count() const;
  /// Forgets blocks that no reader needs any more. Offsets stay.
  void trim(SourcePartitionId partition, std::int64_t before_offset);
  /// An input that could not be read to its end (recordings); the log then ends before it.
  Status status() const;

  /// Whether records come due only as others are done: `load.model: closed`. Its latencies suffer from coordinated
  /// omission: slow answers lower the arrival rate, and the wait that others would have had is never measured.
  bool is_closed_loop() const;
  /// Closed loop: that many records are done at `time`, and as many new ones come due at it. Times do not go back.
  /// The first ones, one a client, are due at 0.
  void complete(std::int64_t record_count, VirtualTime time);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace millrace
