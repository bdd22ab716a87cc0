// core/route/routing_strategy.cpp — counts around every strategy's choice, so that none can forget
// to.
#include "core/route/routing_strategy.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

std::int64_t count_rows_of(WorkerId worker, std::span<const WorkerId> worker_of_row) {
  std::int64_t rows = 0;
  for (const WorkerId chosen : worker_of_row) rows += chosen.value == worker.value ? 1 : 0;
  return rows;
}

}  // namespace

bool RoutingStrategy::place_keys(std::span<const std::uint64_t> /*key_hashes*/,
                                 std::uint32_t /*worker_count*/,
                                 std::span<WorkerId> /*worker_of_key*/) const {
  return false;
}

std::optional<WorkerId> RoutingStrategy::route(const RoutingRequest& request,
                                               std::span<WorkerId> worker_of_row) {
  MILLRACE_ASSERT(request.worker_count > 0);
  MILLRACE_ASSERT(worker_of_row.size() == request.row_count);
  if (needs() == RoutingNeed::kKeyHashes) {
    MILLRACE_ASSERT(request.key_hashes.size() == request.row_count);
  }
  if (needs() == RoutingNeed::kWorkerLoads) {
    MILLRACE_ASSERT(request.worker_queue_rows.size() == request.worker_count);
  }
  MILLRACE_ASSERT(request.hashes_without_key.size() == request.rows_without_key.size());
  const std::optional<WorkerId> whole = choose_workers(request, worker_of_row);
  const WorkerId natural = natural_worker(request.source_partition, request.worker_count);
  counters_.rows_routed += request.row_count;
  counters_.rows_hashed +=
      static_cast<std::int64_t>(request.key_hashes.size() + request.hashes_without_key.size());
  if (!whole) {
    counters_.batches_split += 1;
    counters_.rows_natural += count_rows_of(natural, worker_of_row);
    return whole;
  }
  MILLRACE_ASSERT(whole->value < request.worker_count);
  counters_.batches_whole += 1;
  if (*whole == natural) counters_.rows_natural += request.row_count;
  if (request.key_hashes.empty() && request.hashes_without_key.empty())
    counters_.rows_zero_cost += request.row_count;
  return whole;
}

}  // namespace millrace
