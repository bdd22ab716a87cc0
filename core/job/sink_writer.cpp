// core/job/sink_writer.cpp — attempts, delays, and what becomes of results that nobody takes.
#include "core/job/sink_writer.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace millrace {

namespace {

/// first * 2^retries, kept below one day.
EventDuration backoff_delay(EventDuration first, std::uint32_t retries) {
  constexpr std::int64_t kDelayMsMax = 24 * 60 * 60 * 1000;
  std::int64_t ms = std::min(first.ms, kDelayMsMax);
  for (std::uint32_t i = 0; i < retries && ms < kDelayMsMax; ++i) ms *= 2;
  return {std::min(ms, kDelayMsMax)};
}

std::string place_of(const DeadLetter& letter) {
  return letter.topic + "[" + std::to_string(letter.source_partition.value) + "]@" +
         std::to_string(letter.offset);
}

}  // namespace

SinkCounters& SinkCounters::operator+=(const SinkCounters& other) {
  retries += other.retries;
  backoff_ms += other.backoff_ms;
  results_undelivered += other.results_undelivered;
  rejected_rows_logged += other.rejected_rows_logged;
  return *this;
}

SinkWriter::SinkWriter(std::shared_ptr<const JobPlan> plan, Sink& sink, std::string name)
    : plan_(std::move(plan)), sink_(sink), name_(std::move(name)) {}

SinkWriter::SinkWriter(const SinkWriter& other, Sink& sink)
    : plan_(other.plan_),
      sink_(sink),
      name_(other.name_),
      unwritten_(other.unwritten_),
      attempts_failed_(other.attempts_failed_),
      counters_(other.counters_),
      log_(other.log_) {}

std::int64_t SinkWriter::state_bytes() const {
  std::int64_t bytes = 0;
  for (const ResultBatch& batch : unwritten_) bytes += byte_count(batch);
  return bytes;
}

void SinkWriter::add(std::vector<ResultBatch> results) {
  for (ResultBatch& batch : results) {
    if (batch.row_count > 0) unwritten_.push_back(std::move(batch));
  }
}

std::optional<EventDuration> SinkWriter::flush() {
  while (!unwritten_.empty()) {
    const ResultBatch& oldest = unwritten_.front();
    const Status status = sink_.write(oldest);
    if (!status.has_value()) {
      if (const std::optional<EventDuration> delay = next_delay()) return delay;
      give_up(oldest, status.error());
    }
    attempts_failed_ = 0;
    unwritten_.pop_front();
  }
  return std::nullopt;
}

std::optional<EventDuration> SinkWriter::next_delay() {
  const JobSpec& spec = plan_->spec;
  if (spec.failure != FailurePolicy::kRetryWithBackoff) return std::nullopt;
  if (attempts_failed_ >= spec.retries_max) return std::nullopt;
  const EventDuration delay = backoff_delay(spec.retry_backoff, attempts_failed_);
  ++attempts_failed_;
  ++counters_.retries;
  counters_.backoff_ms += delay.ms;
  return delay;
}

void SinkWriter::give_up(const ResultBatch& batch, const Error& error) {
  counters_.results_undelivered += batch.row_count;
  if (plan_->spec.failure == FailurePolicy::kLogAndContinue) {
    log_.add(name_ + ": " + std::to_string(batch.row_count) +
             " results not written: " + error.message);
    return;
  }
  RecordBatch rows;  // only to be shown as JSON
  rows.schema = std::make_shared<const Schema>(plan_->query->output_schema());
  rows.columns = batch.columns;
  rows.row_count = batch.row_count;
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    const bool has_offset = batch.offsets.row_count() > row;
    sink_.write_dead_letter({.topic = "results",
                             .source_partition = batch.source_partition,
                             .offset = has_offset ? batch.offsets.int64s()[row] : -1,
                             .error = "result not written: " + error.message,
                             .original = original_record(rows, row)});
  }
}

void SinkWriter::write_late(const std::vector<RecordBatch>& rows) {
  for (const RecordBatch& batch : rows) {
    if (batch.row_count > 0) sink_.write_late(batch);
  }
}

void SinkWriter::write_dead_letters(const std::vector<DeadLetter>& letters) {
  for (const DeadLetter& letter : letters) {
    if (plan_->spec.failure == FailurePolicy::kLogAndContinue) {
      ++counters_.rejected_rows_logged;
      log_.add(name_ + ": " + place_of(letter) + ": " + letter.error);
    } else {
      sink_.write_dead_letter(letter);
    }
  }
}

}  // namespace millrace
