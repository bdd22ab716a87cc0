// core/job/router.hpp — a stamped batch in, one envelope for each worker that is to hear of it out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/cloning_ptr.hpp"
#include "core/base/work.hpp"
#include "core/exec/evaluator.hpp"
#include "core/job/envelope.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/stamper.hpp"
#include "core/route/alignment.hpp"
#include "core/route/batch_splitter.hpp"
#include "core/route/key_hasher.hpp"
#include "core/route/key_sources.hpp"
#include "core/route/keyless_rows.hpp"

namespace millrace {

/// An envelope on its way to a worker.
struct Delivery {
  WorkerId worker;
  Envelope envelope;
};

/// Asks the strategy once per batch and splits by its answer. A batch that goes to one worker is
/// handed over as it is; keys are evaluated and hashed only when the strategy asks for them, plain
/// columns without copying. A row whose key cannot be evaluated is routed as if the key were NULL:
/// its worker finds the same error and makes it a dead letter, or filters the row by WHERE first,
/// exactly as one worker alone would have done. A copy routes on its own from where this one stands.
/// Used by one thread.
class Router {
 public:
  explicit Router(std::shared_ptr<const JobPlan> plan);

  /// Looks at the batch's keys where the strategy relies on the declared key (SmartRepartition,
  /// aligned).
  void observe(const RecordBatch& batch);
  /// Whether that reliance is broken: the job must drain, move its states and call
  /// switch_to_hashing().
  bool wants_hand_over() const { return wants_hand_over_; }
  void switch_to_hashing();
  /// Goes on by another plan for the same query and topic. What was counted and learnt is kept; a claim of the key that
  /// was given up stays given up. REQUIRES: no routed batch waits to be pushed.
  void adopt(std::shared_ptr<const JobPlan> plan);
  /// Whether every group has a place, and place_keys() knows it. Under natural routing only where the job follows its
  /// keys (JobSpec::follows_keys) or groups by _PARTITION.
  bool can_place_keys() const;
  /// The worker that rows of each of these group keys go to from now on. Groups of records without key under natural
  /// routing, and keys never seen, go where a hash says. REQUIRES: can_place_keys().
  void place_keys(std::span<const Column> keys, std::uint32_t row_count,
                  std::span<WorkerId> worker_of_row);

  /// Deliveries in the order of the workers. Workers without rows hear of the batch when W
  /// advanced, or always where a merger waits for every worker. `queue_rows`: rows waiting for each
  /// worker, for strategies that look at loads.
  std::vector<Delivery> route(StampedBatch stamped, std::span<const std::int64_t> queue_rows);
  /// The end of input, for every worker.
  std::vector<Delivery> route_end(StampedBatch end);

  /// Of all strategies that this job had.
  RoutingCounters counters() const;
  /// The greatest W that was sent on.
  EventTime watermark_sent() const { return watermark_sent_; }
  /// Memory of what it remembers of keys, roughly.
  std::int64_t state_bytes() const { return key_sources_.byte_count(); }
  const AlignmentEvidence& evidence() const { return monitor_.evidence(); }
  const Work& work() const { return work_; }
  /// Rows of an aligned query whose records came without a key and may come from any source partition.
  std::int64_t rows_without_key() const { return rows_without_key_; }
  /// Whether such rows went to several workers by natural routing, which cannot keep their groups together; under this
  /// plan or one before it, whose results have left the job already.
  bool has_spread_rows_without_key() const {
    return has_spread_before_ || workers_without_key_ > 1;
  }

 private:
  /// The columns whose claim to keep to a source partition makes the query aligned; borrowed until the next call. None:
  /// it is not, or needs no claim.
  std::span<const Column> relied_on_keys(const RecordBatch& batch);
  void find_rows_without_key(const RecordBatch& batch);
  void hash_rows_without_key(const RecordBatch& batch);
  void note_natural_rows_without_key(const RecordBatch& batch);
  /// Key columns of the batch; borrowed until the next call.
  std::span<const Column> key_columns(const RecordBatch& batch);
  void hash_keys(const RecordBatch& batch);
  /// One batch a worker; those without rows are empty.
  std::span<RecordBatch> split(const RecordBatch& batch, std::span<const std::int64_t> queue_rows);

  std::shared_ptr<const JobPlan> plan_;
  CloningPtr<RoutingStrategy> strategy_;
  KeyHasher hasher_;
  BatchSplitter splitter_;
  AlignmentMonitor monitor_;
  std::vector<std::uint32_t> relied_on_columns_;  // K, where the plan relies on it
  bool relies_on_record_key_ = false;             // where it relies on _KEY
  /// Of jobs that follow their keys without a known one: the grouping columns.
  std::vector<std::uint32_t> followed_columns_;
  /// Which group keys say where natural routing puts a group: those of the columns above, _KEY, or _PARTITION.
  std::vector<std::uint32_t> natural_group_keys_;
  KeySources key_sources_;
  RoutingCounters counters_before_;  // of strategies that were replaced
  bool has_given_up_key_ = false;
  KeylessRows keyless_;
  std::int64_t rows_without_key_ = 0;
  std::vector<std::uint8_t> has_rows_without_key_;  // per worker, of natural routing
  std::uint32_t workers_without_key_ = 0;
  bool has_spread_before_ = false;  // under plans that were replaced
  /// One per group key; nothing for plain columns.
  std::vector<std::optional<Evaluator>> key_evaluators_;
  std::vector<std::uint32_t> all_columns_;
  bool wants_hand_over_ = false;
  EventTime watermark_sent_ = EventTime::min();
  Work work_;
  // Scratch of one batch.
  std::vector<Column> keys_;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> without_key_;
  std::vector<WorkerId> worker_of_row_;
  Selection all_rows_;
  std::vector<RecordBatch> whole_;
};

}  // namespace millrace
