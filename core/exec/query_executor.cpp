// core/exec/query_executor.cpp — which executor runs which query.
#include "core/exec/query_executor.hpp"

#include <utility>

#include "core/exec/grouped/grouped_executor.hpp"
#include "core/exec/grouped/session_executor.hpp"
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
