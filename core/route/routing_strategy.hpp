// core/route/routing_strategy.hpp — the one question a strategy answers: which worker gets the rows
// of this batch? Knows nothing of SQL, queues or time; the router works out hashes and loads, and
// only when they are asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "core/base/units.hpp"
#include "core/route/hash_function.hpp"
#include "core/route/routing_counters.hpp"

namespace millrace {

struct StrategyInfo;  // core/route/strategy_info.hpp: name, options, placement and how to make one

/// Where the rows of one group end up (semantics §6).
enum class Placement : std::uint8_t {
  kTogether,           // always in one worker
  kTogetherIfAligned,  // in one worker when the query is aligned with the topic's key
  kScattered,          // anywhere
};

/// What the router must work out before it calls route().
enum class RoutingNeed : std::uint8_t { kNothing, kKeyHashes, kWorkerLoads };

/// One batch of one source partition, as a strategy sees it.
struct RoutingRequest {
  std::uint32_t row_count = 0;
  SourcePartitionId source_partition = {};
  std::uint32_t worker_count = 1;
  std::span<const std::uint64_t> key_hashes = {};        // one per row; empty unless needed
  std::span<const std::int64_t> worker_queue_rows = {};  // one per worker; empty unless needed
  /// For strategies that rely on the topic's key (alignment_threshold()): rows, ascending, whose
  /// records came without a key and so from any source partition (KeylessRows), and the hash of the
  /// grouping columns of each.
  std::span<const std::uint32_t> rows_without_key = {};
  std::span<const std::uint64_t> hashes_without_key = {};
};

/// The worker that a source partition belongs to when nothing is hashed: p mod M.
/// REQUIRES: worker_count > 0.
constexpr WorkerId natural_worker(SourcePartitionId source_partition, std::uint32_t worker_count) {
  return {source_partition.value % worker_count};
}

/// Chooses workers, batch by batch, and counts what it chose. One instance serves all sources of a
/// job. Used by one thread. Deterministic: the same requests in the same order give the same
/// answers.
class RoutingStrategy {
 public:
  virtual ~RoutingStrategy() = default;

  /// May change between batches (after switch_to_hashing()); ask before each.
  virtual RoutingNeed needs() const { return RoutingNeed::kNothing; }
  /// How keys are to be hashed where needs() asks for it.
  virtual HashFunction hash_function() const { return HashFunction::kXxhash; }

  /// Either one worker for the whole batch (the batch is handed over as it is), or nothing and one
  /// worker for each row written to worker_of_row. Every id is below request.worker_count.
  /// REQUIRES: worker_count > 0; worker_of_row.size() == row_count; key_hashes.size() == row_count
  /// where needed.
  std::optional<WorkerId> route(const RoutingRequest& request, std::span<WorkerId> worker_of_row);

  const RoutingCounters& counters() const { return counters_; }
  /// A copy with all counters and memories, which then goes its own way.
  virtual std::unique_ptr<RoutingStrategy> clone() const = 0;

  /// Where rows with these key hashes go from now on, whatever their source partition: what moves the
  /// states of groups when a running job changes its strategy. False, and nothing filled in, where
  /// the key alone does not say (natural routing, scattered rows). REQUIRES: equal sizes.
  virtual bool place_keys(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                          std::span<WorkerId> worker_of_key) const;

  /// Set while the strategy relies on the topic's declared key: when the verified alignment
  /// (AlignmentMonitor) falls below this, the job must drain, call switch_to_hashing() and hand the
  /// states over.
  virtual std::optional<double> alignment_threshold() const { return std::nullopt; }
  /// Gives up natural routing for good and hashes from the next batch on. Does nothing where
  /// nothing is to give up.
  virtual void switch_to_hashing() {}

 private:
  virtual std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                                 std::span<WorkerId> worker_of_row) = 0;

  RoutingCounters counters_;
};

}  // namespace millrace
