// core/job/dispatcher.cpp — all or nothing.
#include "core/job/dispatcher.hpp"

#include <iterator>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

/// The hostile build turns every third offer away, whatever room there is.
bool is_refused_by_hostility([[maybe_unused]] std::uint32_t offer) {
#ifdef MILLRACE_HOSTILE
  return offer % 3 == 2;
#else
  return false;
#endif
}

}  // namespace

Dispatcher::Dispatcher(std::shared_ptr<const JobPlan> plan)
    : plan_(plan), stamper_(plan), router_(plan), offers_refused_(plan->spec.worker_count) {}

Offer Dispatcher::prepare(const RecordBatch& batch, std::span<Inbox* const> inboxes) {
  MILLRACE_ASSERT(inboxes.size() == plan_->spec.worker_count);
  MILLRACE_ASSERT(!is_ending_);
  awaits_workers_ = false;
  if (pending_.has_value()) return Offer::kTaken;
  if (!stamped_.has_value()) {
    stamped_ = stamper_.stamp(batch);
    router_.observe(stamped_->batch);
  }
  if (router_.wants_hand_over()) {
    awaits_workers_ = true;
    return Offer::kQueueFull;
  }
  queue_rows_.clear();
  for (const Inbox* inbox : inboxes) queue_rows_.push_back(inbox->queued_rows());
  pending_ = router_.route(*std::exchange(stamped_, std::nullopt), queue_rows_);
  return Offer::kTaken;
}

void Dispatcher::adopt(std::shared_ptr<const JobPlan> plan) {
  MILLRACE_ASSERT(!has_routed_batch());
  MILLRACE_ASSERT(plan->query == plan_->query);
  plan_ = std::move(plan);
  router_.adopt(plan_);
  if (offers_refused_.size() < plan_->spec.worker_count) {
    offers_refused_.resize(plan_->spec.worker_count);
  }
}

Offer Dispatcher::offer(const RecordBatch& batch, std::span<Inbox* const> inboxes) {
  awaits_workers_ = false;
  if (is_refused_by_hostility(offers_++)) return Offer::kQueueFull;
  if (prepare(batch, inboxes) == Offer::kQueueFull) return Offer::kQueueFull;
  return push_pending(inboxes);
}

Offer Dispatcher::offer_end(std::span<Inbox* const> inboxes) {
  MILLRACE_ASSERT(inboxes.size() == plan_->spec.worker_count);
  if (!is_ending_) {
    is_ending_ = true;
    give_back();
    pending_ = router_.route_end(stamper_.stamp_end());
  }
  return push_pending(inboxes);
}

void Dispatcher::give_back() {
  if (stamped_.has_value())
    stamper_.give_back(stamped_->batch.row_count, std::move(stamped_->rejected));
  stamped_.reset();
  if (!pending_.has_value()) return;
  std::int64_t rows = 0;
  std::vector<DeadLetter> rejected;
  for (Delivery& delivery : *pending_) {
    rows += delivery.envelope.row_count();
    std::move(delivery.envelope.rejected.begin(), delivery.envelope.rejected.end(),
              std::back_inserter(rejected));
  }
  stamper_.give_back(rows, std::move(rejected));
  pending_.reset();
}

Offer Dispatcher::push_pending(std::span<Inbox* const> inboxes) {
  bool has_room = true;
  for (const Delivery& delivery : *pending_) {
    if (inboxes[delivery.worker.value]->has_room(delivery.envelope.row_count())) continue;
    has_room = false;
    ++offers_refused_[delivery.worker.value];
  }
  awaits_workers_ = !has_room;
  if (!has_room) return Offer::kQueueFull;
  for (Delivery& delivery : *pending_) {
    inboxes[delivery.worker.value]->push(std::move(delivery.envelope));
  }
  pending_.reset();
  return Offer::kTaken;
}

}  // namespace millrace
