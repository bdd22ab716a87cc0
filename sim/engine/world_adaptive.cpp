// sim/engine/world_adaptive.cpp — what an adaptive job is shown, and what it does about it.
#include <utility>

#include "sim/engine/world.hpp"

namespace millrace {

void World::observe_alignment(const RecordBatch& batch) {
  if (!setup->is_adaptive) return;
  std::vector<Column> columns;
  for (const Expression& key : plan->query->group_keys) {
    if (key.op != ExprOp::kColumn) return;
    columns.push_back(batch.columns[key.column]);
  }
  if (!columns.empty()) alignment.observe(columns, batch.source_partition);
}

void World::adapt() {
  if (!setup->is_adaptive || !changes.empty() || coordinator.has_ended) return;
  const std::int64_t read = rows_read();
  if (read - looked_at.rows_read < AdaptivePolicy::kRowsBetweenLooks) return;
  RoutingEvidence evidence;
  evidence.hottest_share = keys.hottest_share();
  evidence.is_under_pressure = coordinator.is_refused;
  evidence.alignment = alignment.evidence();
  looked_at.worker_rows.resize(stations.size());
  looked_at.source_rows.resize(rows_taken.size());
  for (std::size_t worker = 0; worker < stations.size(); ++worker) {
    const WatchedQueue& queue = stations[worker].queue;
    const std::int64_t before = std::exchange(looked_at.worker_rows[worker], queue.rows_pushed());
    if (worker < plan->spec.worker_count) {
      evidence.worker_rows.push_back(queue.rows_pushed() - before);
    }
    const BackPressureState state =
        back_pressure_state(queue.queued_rows(), queue.queue().capacity_rows());
    evidence.is_under_pressure = evidence.is_under_pressure || state != BackPressureState::kHealthy;
  }
  for (std::size_t source = 0; source < rows_taken.size(); ++source) {
    const std::int64_t before = std::exchange(looked_at.source_rows[source], rows_taken[source]);
    evidence.source_rows.push_back(rows_taken[source] - before);
  }
  looked_at.rows_read = read;
  std::optional<AdaptiveDecision> decision = policy.decide(*plan, evidence);
  if (!decision.has_value()) return;
  out->events.push_back({now, "adapting", decision->reason});
  request(std::move(decision->change));
}

}  // namespace millrace
