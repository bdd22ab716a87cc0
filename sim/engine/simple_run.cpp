// sim/engine/simple_run.cpp — batches in the order of time, one processor.
#include "sim/engine/simple_run.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/engine/result_fingerprint.hpp"
#include "sim/engine/staging_sink.hpp"

namespace millrace {

struct SimpleRunner::State {
  State(std::shared_ptr<const RunSetup> run_setup, RunOutput& output)
      : setup(std::move(run_setup)),
        out(output),
        sinks(sink_count(*setup->plan)),
        offsets(setup->partition_count) {
    SinkList list;
    for (std::uint32_t sink = 0; sink < sinks.size(); ++sink) {
      list.push_back(&sinks[sink]);
      out.results.push_back({WorkerId{sink}, {}, {}});
    }
    processor = make_processor(setup->plan, list);
  }

  static constexpr std::int64_t kStepNs = 100'000'000;
  static constexpr std::uint32_t kBatchRows = 4'096;

  std::optional<VirtualTime> next_due();
  void step();
  void process(TopicFetch fetched);
  void collect();

  std::shared_ptr<const RunSetup> setup;
  RunOutput& out;
  std::vector<StagingSink> sinks;
  std::vector<std::int64_t> offsets;
  std::unique_ptr<JobProcessor> processor;
  SimpleRun result;
  VirtualTime reading_to;    // everything due by then is being read
  VirtualTime read_to;       // and was read
  std::uint32_t next = ~0u;  // partition whose turn it is; none: a new stretch of time begins
  bool is_finished = false;
};

std::optional<VirtualTime> SimpleRunner::State::next_due() {
  std::optional<VirtualTime> due;
  for (std::uint32_t partition = 0; partition < offsets.size(); ++partition) {
    const VirtualTime limit = due.value_or(VirtualTime{std::numeric_limits<std::int64_t>::max()});
    const auto its = setup->log->next_due_by({partition}, offsets[partition], limit);
    if (its.has_value() && (!due.has_value() || *its < *due)) due = its;
  }
  return due;
}

void SimpleRunner::State::step() {
  if (next >= offsets.size()) {
    const std::optional<VirtualTime> due = next_due();
    if (!due.has_value()) {
      processor->finish();
      collect();
      result.statistics = processor->statistics();
      is_finished = true;
      return;
    }
    reading_to = {due->ns + kStepNs};
    setup->log->extend_to(reading_to);
    next = 0;
  }
  for (; next < offsets.size(); ++next) {
    std::optional<TopicFetch> fetched = setup->log->fetch_all(
        {next}, offsets[next], reading_to, kBatchRows, std::numeric_limits<std::int64_t>::max());
    if (!fetched.has_value()) continue;
    offsets[next] = fetched->next_offset;
    process(std::move(*fetched));
    return;
  }
  read_to = reading_to;
}

void SimpleRunner::State::process(TopicFetch fetched) {
  const auto unreadable = static_cast<std::int64_t>(fetched.unreadable.size());
  if (unreadable > 0) processor->reject(std::move(fetched.unreadable));
  const RecordBatch& batch = fetched.records;
  if (batch.row_count > 0) {
    const std::int64_t due_ns =
        setup->log->due_ns(batch.source_partition, batch.offset_at(batch.row_count - 1));
    result.last_due_at.ns = std::max(result.last_due_at.ns, due_ns);
    while (processor->offer(batch) == Offer::kQueueFull) processor->step();
    processor->step();
    collect();
  }
  if (setup->log->is_closed_loop()) setup->log->complete(unreadable + batch.row_count, reading_to);
}

void SimpleRunner::State::collect() {
  for (std::size_t sink = 0; sink < sinks.size(); ++sink) {
    StagedOutput output = sinks[sink].take();
    for (ResultBatch& batch : output.results) {
      result.results_hash += fingerprint_of(batch);
      if (!setup->options.keep_results) continue;
      out.results[sink].results.push_back(std::move(batch));
      out.results[sink].written_at.push_back(reading_to);
    }
    for (RecordBatch& late : output.late) {
      result.results_hash += fingerprint_of(late);
      out.late.push_back(std::move(late));
    }
    for (DeadLetter& letter : output.dead_letters) {
      result.results_hash += fingerprint_of(letter);
      out.dead_letters.push_back(std::move(letter));
    }
  }
}

SimpleRunner::SimpleRunner(std::shared_ptr<const RunSetup> setup, RunOutput& out)
    : state_(std::make_unique<State>(std::move(setup), out)) {}
SimpleRunner::~SimpleRunner() = default;

void SimpleRunner::step() {
  MILLRACE_ASSERT(!state_->is_finished);
  state_->step();
}

bool SimpleRunner::is_finished() const {
  return state_->is_finished;
}

std::optional<VirtualTime> SimpleRunner::read_to() const {
  if (state_->is_finished) return std::nullopt;
  return state_->read_to;
}

EventTime SimpleRunner::completed_to() const {
  return state_->processor->completed_to();
}

const SimpleRun& SimpleRunner::result() const {
  return state_->result;
}

}  // namespace millrace
