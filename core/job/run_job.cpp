// core/job/run_job.cpp — the loop between a source and a processor.
#include <optional>
#include <utility>

#include "core/job/job_processor.hpp"

namespace millrace {

namespace {

void reject_unread(RecordSource& source, JobProcessor& processor) {
  std::vector<DeadLetter> letters = source.take_dead_letters();
  if (!letters.empty()) processor.reject(std::move(letters));
}

}  // namespace

Status run_job(RecordSource& source, JobProcessor& processor, bool (*should_stop)(void*),
               void* stop_context) {
  Status status;
  while (should_stop == nullptr || !should_stop(stop_context)) {
    Result<std::optional<RecordBatch>> next = source.next();
    reject_unread(source, processor);
    if (!next.has_value()) {
      status = std::move(next).error();
      break;
    }
    const std::optional<RecordBatch>& batch = next.value();
    if (!batch.has_value()) break;
    while (processor.offer(*batch) == Offer::kQueueFull) processor.step();
    // Work keeps up with reading: a serial processor's queues stay short enough for the caches.
    processor.step();
  }
  // Also after an error: what was read must take effect, and threads must be joined.
  processor.finish();
  return status;
}

}  // namespace millrace
