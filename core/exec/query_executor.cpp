// core/exec/query_executor.cpp — which executor runs which query.
#include "core/exec/query_executor.hpp"

#include <utility>

#include "core/exec/grouped/grouped_executor.hpp"
#include "core/exec/grouped/session_executor.hpp"
#include "core/exec/memory.hpp"
#include "core/exec/over/over_executor.hpp"
#include "core/exec/projection_executor.hpp"

namespace millrace {

void ExecutorOutput::clear() {
  results.clear();
  partials.clear();
  late.clear();
  dead_letters.clear();
  completed_to = EventTime::min();
}

std::int64_t byte_count(const ResultBatch& batch) {
  return bytes_of_columns(batch.columns) + bytes_of_columns(batch.keys) +
         bytes_of_columns(batch.order_keys) + batch.window_starts.byte_count() +
         batch.window_ends.byte_count() + bytes_of(batch.changes) + batch.offsets.byte_count() +
         batch.event_times.byte_count();
}

std::int64_t byte_count(const PartialBatch& batch) {
  std::int64_t bytes = bytes_of_columns(batch.keys) + batch.window_starts.byte_count() +
                       batch.window_ends.byte_count() + bytes_of(batch.is_shown);
  for (const CloningPtr<Aggregator>& states : batch.states) bytes += states->state_bytes();
  return bytes;
}

std::unique_ptr<QueryExecutor> make_executor(std::shared_ptr<const QueryPlan> plan,
                                             ExecutorOptions options) {
  switch (plan->shape) {
    case QueryShape::kProjection:
      return std::make_unique<ProjectionExecutor>(std::move(plan), options);
    case QueryShape::kOver:
      return std::make_unique<OverExecutor>(std::move(plan), options);
    case QueryShape::kGrouped:
      break;
  }
  if (plan->window.has_value() && plan->window->signature->is_session) {
    return std::make_unique<SessionExecutor>(std::move(plan), options);
  }
  return std::make_unique<GroupedExecutor>(std::move(plan), options);
}

}  // namespace millrace
