// core/job/dispatcher.hpp — hands a batch to the inboxes of all workers, or to none.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/job/envelope.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
#include "core/job/router.hpp"
#include "core/job/stamper.hpp"

namespace millrace {

/// Stamps, routes and pushes. When an inbox has no room nothing is pushed, and the routed pieces
/// are kept: offering the same batch again neither stamps nor routes nor counts it twice. Used by
/// the thread that feeds the job.
class Dispatcher {
 public:
  explicit Dispatcher(std::shared_ptr<const JobPlan> plan);

  /// Stamps and routes, and pushes nothing: for a driver in whose time that takes a while. kTaken: now offer the same
  /// batch. kQueueFull: the job must drain first (wants_hand_over()); then prepare the same batch again.
  Offer prepare(const RecordBatch& batch, std::span<Inbox* const> inboxes);
  /// Prepares, unless that was done, and pushes. After kQueueFull the same batch must be offered again, or none.
  Offer offer(const RecordBatch& batch, std::span<Inbox* const> inboxes);
  /// The end of input, to every inbox; kQueueFull like offer(). A batch that was refused and not
  /// offered again is given back to its source: it was not read.
  Offer offer_end(std::span<Inbox* const> inboxes);
  void reject(std::vector<DeadLetter> letters) { stamper_.reject(std::move(letters)); }

  void note_silence(SourcePartitionId source_partition, EventDuration silence) {
    stamper_.note_silence(source_partition, silence);
  }

  /// Whether the last refusal will last until a worker makes progress: an inbox was full, or the job must drain first.
  bool awaits_workers() const { return awaits_workers_; }
  /// The batch waits until the job was drained and the states were moved
  /// (core/job/state_hand_over.hpp).
  bool wants_hand_over() const { return router_.wants_hand_over(); }
  /// Goes on by another plan for the same query and topic (core/job/plan_change.hpp). REQUIRES: !has_routed_batch().
  void adopt(std::shared_ptr<const JobPlan> plan);
  /// Whether a batch was routed and not pushed: a queue had no room.
  bool has_routed_batch() const { return pending_.has_value(); }
  /// The last batch that workers may have heard of; −1 where none was.
  std::int64_t last_sequence() const {
    return stamper_.next_sequence() - (stamped_.has_value() ? 2 : 1);
  }
  const std::shared_ptr<const JobPlan>& plan() const { return plan_; }
  Router& router() { return router_; }
  const Router& router() const { return router_; }
  const Stamper& stamper() const { return stamper_; }
  std::int64_t offers_refused(WorkerId worker) const { return offers_refused_[worker.value]; }

 private:
  void give_back();
  Offer push_pending(std::span<Inbox* const> inboxes);

  std::shared_ptr<const JobPlan> plan_;
  Stamper stamper_;
  Router router_;
  std::optional<StampedBatch> stamped_;           // not yet routed
  std::optional<std::vector<Delivery>> pending_;  // routed, not yet pushed
  bool is_ending_ = false;
  bool awaits_workers_ = false;
  std::vector<std::int64_t> offers_refused_;
  std::vector<std::int64_t> queue_rows_;  // scratch
  std::uint32_t offers_ = 0;              // for the hostile build
};

}  // namespace millrace
