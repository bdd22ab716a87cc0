// core/job/simple_processor.cpp — stamps a batch and processes it at once.
#include "core/job/simple_processor.hpp"

#include <optional>
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/job_ledger.hpp"

namespace millrace {

namespace {

class SimpleProcessor final : public JobProcessor {
 public:
  SimpleProcessor(std::shared_ptr<const JobPlan> plan, const SinkList& sinks)
      : plan_(plan), stamper_(plan), worker_(plan, WorkerId{0}, *sinks.front()) {
    if (has_merger(*plan)) merger_.emplace(plan, *sinks.back());
  }

  Offer offer(const RecordBatch& batch) override {
    if (has_unwritten()) return Offer::kQueueFull;  // the sink holds the job back
    process(stamper_.stamp(batch), false);
    return Offer::kTaken;
  }

  void reject(std::vector<DeadLetter> letters) override { stamper_.reject(std::move(letters)); }

  void note_silence(SourcePartitionId source_partition, EventDuration silence) override {
    stamper_.note_silence(source_partition, silence);
  }

  void step() override {
    if (worker_.has_unwritten()) static_cast<void>(worker_.retry());
    if (merger_.has_value()) static_cast<void>(merger_->advance());
  }

  void finish() override {
    MILLRACE_ASSERT(!is_finished_);
    while (has_unwritten()) step();
    process(stamper_.stamp_end(), true);
    while (has_unwritten()) step();
    MILLRACE_ASSERT(!merger_.has_value() || merger_->is_idle());
    is_finished_ = true;
    assert_balance(statistics());
  }

  EventTime completed_to() const override {
    if (is_finished_) return EventTime::max();
    return has_unwritten() ? EventTime::min() : stamper_.watermark();
  }

  JobStatistics statistics() const override {
    const PartitionWorker* const worker = &worker_;
    return summarise(*plan_, stamper_, {&worker, 1}, merger_.has_value() ? &*merger_ : nullptr);
  }

 private:
  bool has_unwritten() const {
    return worker_.has_unwritten() || (merger_.has_value() && merger_->has_unwritten());
  }

  void process(StampedBatch stamped, bool is_last) {
    static_cast<void>(worker_.process({.batch = std::move(stamped.batch),
                                       .watermark = stamped.watermark,
                                       .sequence = stamped.sequence,
                                       .rejected = std::move(stamped.rejected),
                                       .is_last = is_last}));
    std::optional<MergeMessage> message = worker_.take_message();
    if (!message.has_value()) return;
    merger_->accept(std::move(*message));
    static_cast<void>(merger_->advance());
  }

  std::shared_ptr<const JobPlan> plan_;
  Stamper stamper_;
  PartitionWorker worker_;
  std::optional<Merger> merger_;
  bool is_finished_ = false;
};

}  // namespace

std::unique_ptr<JobProcessor> make_simple_processor(std::shared_ptr<const JobPlan> plan,
                                                    SinkList sinks) {
  MILLRACE_ASSERT(plan->spec.processor == ProcessorKind::kSimple);
  MILLRACE_ASSERT(sinks.size() == sink_count(*plan));
  return std::make_unique<SimpleProcessor>(std::move(plan), sinks);
}

}  // namespace millrace
