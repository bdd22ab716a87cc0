// sim/engine/simple_run.cpp — batches in the order of time, one processor.
#include "sim/engine/simple_run.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/engine/result_fingerprint.hpp"
#include "sim/engine/staging_sink.hpp"

namespace millrace {

namespace {

class SimpleReader {
 public:
  SimpleReader(const RunSetup& setup, RunOutput& out)
      : setup_(setup), out_(out), sinks_(sink_count(*setup.plan)), offsets_(setup.partition_count) {
    SinkList list;
    for (std::uint32_t sink = 0; sink < sinks_.size(); ++sink) {
      list.push_back(&sinks_[sink]);
      out.results.push_back({WorkerId{sink}, {}});
    }
    processor_ = make_processor(setup.plan, list);
  }

  SimpleRun run() {
    while (const std::optional<VirtualTime> next = next_due()) read_to({next->ns + kStepNs});
    processor_->finish();
    collect();
    result_.statistics = processor_->statistics();
    return std::move(result_);
  }

 private:
  static constexpr std::int64_t kStepNs = 100'000'000;
  static constexpr std::uint32_t kBatchRows = 4'096;

  std::optional<VirtualTime> next_due() {
    std::optional<VirtualTime> next;
    for (std::uint32_t partition = 0; partition < offsets_.size(); ++partition) {
      const VirtualTime limit =
          next.value_or(VirtualTime{std::numeric_limits<std::int64_t>::max()});
      const auto due = setup_.log->next_due_by({partition}, offsets_[partition], limit);
      if (due.has_value() && (!next.has_value() || *due < *next)) next = due;
    }
    return next;
  }

  void read_to(VirtualTime time) {
    setup_.log->extend_to(time);
    for (std::uint32_t partition = 0; partition < offsets_.size(); ++partition) {
      while (std::optional<TopicFetch> fetched =
                 setup_.log->fetch_all({partition}, offsets_[partition], time, kBatchRows,
                                       std::numeric_limits<std::int64_t>::max())) {
        offsets_[partition] = fetched->next_offset;
        process(std::move(*fetched), time);
      }
    }
  }

  void process(TopicFetch fetched, VirtualTime time) {
    const auto unreadable = static_cast<std::int64_t>(fetched.unreadable.size());
    if (unreadable > 0) processor_->reject(std::move(fetched.unreadable));
    const RecordBatch& batch = fetched.records;
    if (batch.row_count > 0) {
      const std::int64_t due_ns =
          setup_.log->due_ns(batch.source_partition, batch.offset_at(batch.row_count - 1));
      result_.last_due_at.ns = std::max(result_.last_due_at.ns, due_ns);
      while (processor_->offer(batch) == Offer::kQueueFull) processor_->step();
      processor_->step();
      collect();
    }
    if (setup_.log->is_closed_loop()) setup_.log->complete(unreadable + batch.row_count, time);
  }

  void collect() {
    for (std::size_t sink = 0; sink < sinks_.size(); ++sink) {
      StagedOutput output = sinks_[sink].take();
      for (ResultBatch& batch : output.results) {
        result_.results_hash += fingerprint_of(batch);
        if (setup_.options.keep_results) out_.results[sink].results.push_back(std::move(batch));
      }
      for (RecordBatch& late : output.late) {
        result_.results_hash += fingerprint_of(late);
        out_.late.push_back(std::move(late));
      }
      for (DeadLetter& letter : output.dead_letters) {
        result_.results_hash += fingerprint_of(letter);
        out_.dead_letters.push_back(std::move(letter));
      }
    }
  }

  const RunSetup& setup_;
  RunOutput& out_;
  std::vector<StagingSink> sinks_;
  std::vector<std::int64_t> offsets_;
  std::unique_ptr<JobProcessor> processor_;
  SimpleRun result_;
};

}  // namespace

SimpleRun run_simply(const RunSetup& setup, RunOutput& out) {
  return SimpleReader(setup, out).run();
}

}  // namespace millrace
