// core/job/job_ledger.cpp — adds up, and asserts.
#include "core/job/job_ledger.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "core/job/group_census.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace {

namespace {

void add_merger(const Merger& merger, JobStatistics& statistics) {
  const SinkCounters& sink = merger.writer().counters();
  statistics.merger = {.work = merger.work(),
                       .states = merger.states(),
                       .sink_retries = sink.retries,
                       .sink_backoff_ms = sink.backoff_ms,
                       .results_undelivered = sink.results_undelivered};
  statistics.work += merger.work();
  statistics.balance.results += merger.results();
  statistics.balance.expression_errors += merger.expression_errors();
  merger.writer().log().append_to(statistics.remarks);
}

/// Whether results leave before all rows are in.
bool emits_before_the_end(const QueryPlan& query) {
  return query.window.has_value() || query.shape == QueryShape::kOver ||
         query.emit == EmitMode::kChanges;
}

std::string keyless_remark(const JobPlan& plan, std::int64_t rows) {
  // Others than the strategies that keep to partitions do not leave them: then it was one before.
  const bool is_present = plan.choice.strategy->placement == Placement::kTogetherIfAligned;
  return std::to_string(rows) +
         " rows came without a key, which the producer spreads over source partitions, and " +
         (is_present ? std::string(plan.choice.strategy->name) : "the strategy before") +
         " left them there: their groups may be split (smart_repartition hashes such rows)";
}

std::string astray_remark(const AlignmentEvidence& evidence) {
  return std::to_string(evidence.rows_astray) + " of " + std::to_string(evidence.rows_checked) +
         " rows came on another source partition than their key's first: the declared key does not "
         "hold, though not often enough to switch to hashing (alignment_threshold), and results of "
         "these keys may be wrong";
}

}  // namespace

JobStatistics summarise(const JobPlan& plan, const Stamper& stamper,
                        std::span<const PartitionWorker* const> workers, const Merger* merger) {
  JobStatistics statistics;
  if (!plan.remark.empty()) statistics.remarks.push_back(plan.remark);
  std::int64_t results = 0;
  for (const PartitionWorker* worker : workers) {
    statistics.workers.push_back(worker->statistics());
    statistics.balance += statistics.workers.back().balance;
    statistics.work += statistics.workers.back().work;
    results += worker->results_given_out();
    worker->log().append_to(statistics.remarks);
  }
  statistics.balance.results = results;
  if (merger != nullptr) add_merger(*merger, statistics);
  statistics.balance.read += stamper.rows_rejected();
  statistics.balance.dead_letter += stamper.rows_rejected();
  statistics.rows_taken = stamper.rows_read();
  statistics.batches_read = stamper.batches_read();
  return statistics;
}

void add_routing(const JobPlan& plan, const Dispatcher& dispatcher,
                 const std::optional<HandOverReport>& hand_over, JobStatistics& statistics) {
  statistics.routing = dispatcher.router().counters();
  statistics.work += dispatcher.router().work();
  const AlignmentEvidence& evidence = dispatcher.router().evidence();
  statistics.alignment_rows_checked = evidence.rows_checked;
  statistics.alignment_rows_astray = evidence.rows_astray;
  statistics.rows_without_key = dispatcher.router().rows_without_key();
  if (plan.is_valid && dispatcher.router().has_spread_rows_without_key()) {
    statistics.has_suspect_results = true;  // add_group_census() may know better
    statistics.remarks.push_back(keyless_remark(plan, statistics.rows_without_key));
  }
  for (std::uint32_t worker = 0; worker < plan.spec.worker_count; ++worker) {
    statistics.workers[worker].offers_refused = dispatcher.offers_refused(WorkerId{worker});
  }
  if (hand_over.has_value()) {
    statistics.states_moved = hand_over->states_moved;
    statistics.bytes_moved = hand_over->bytes_moved;
    statistics.remarks.push_back(hand_over_remark(*hand_over, plan));
  } else if (evidence.rows_astray > 0) {
    statistics.remarks.push_back(astray_remark(evidence));
  }
}

void add_group_census(const JobPlan& plan, std::span<const PartitionWorker* const> workers,
                      const std::optional<HandOverReport>& hand_over, JobStatistics& statistics) {
  if (!plan.query->keeps_state() || plan.has_merge) return;
  if (hand_over.has_value() && plan.is_valid) {
    statistics.split_groups = hand_over->groups_split;
    statistics.groups = hand_over->groups;
    statistics.has_suspect_results =
        statistics.has_suspect_results || hand_over->groups_unmerged > 0 ||
        (hand_over->groups_split > 0 && emits_before_the_end(*plan.query));
    return;
  }
  const bool has_spread_keyless = statistics.has_suspect_results;
  if (plan.is_valid && statistics.alignment_rows_astray == 0 && !has_spread_keyless) return;
  if (plan.query->group_keys.empty()) {
    // One group: all rows. It is wherever a row took effect.
    const auto holders =
        std::count_if(statistics.workers.begin(), statistics.workers.end(),
                      [](const WorkerStatistics& worker) { return worker.balance.in_effect > 0; });
    statistics.groups = holders > 0 ? 1 : 0;
    statistics.split_groups = holders > 1 ? 1 : 0;
    return;
  }
  std::vector<std::vector<Column>> keys;
  for (const PartitionWorker* worker : workers) keys.push_back(worker->group_keys_seen());
  const GroupCensus census = count_groups(keys);
  statistics.groups = census.groups;
  statistics.split_groups = census.split_groups;
  // Groups whose windows are closed are forgotten, so that what the census does not find may have been.
  const bool may_have_forgotten = plan.query->window.has_value() && has_spread_keyless;
  statistics.has_suspect_results = plan.is_valid && (census.split_groups > 0 || may_have_forgotten);
}

void assert_balance(const JobStatistics& statistics) {
  MILLRACE_ASSERT(statistics.balance.read == statistics.rows_taken);
  MILLRACE_ASSERT(statistics.balance.is_balanced());
}

}  // namespace millrace
