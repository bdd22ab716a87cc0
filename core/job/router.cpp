// core/job/router.cpp — keys only where they are asked for, one strategy call a batch.
#include "core/job/router.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/partition_worker.hpp"
#include "core/job/placement_facts.hpp"
#include "core/route/hash_placement.hpp"

namespace millrace {

namespace {

std::unique_ptr<RoutingStrategy> make_strategy(const JobPlan& plan) {
  const PlacementFacts facts = placement_facts(*plan.query, plan.topic);
  const StrategyContext context =
      strategy_context(facts, plan.spec.worker_count, plan.spec.strategy_options);
  Result<std::unique_ptr<RoutingStrategy>> strategy = plan.choice.strategy->make(context);
  MILLRACE_ASSERT(strategy.has_value());  // plan_job has validated it
  return std::move(strategy).value();
}

bool groups_by_system_column(const QueryPlan& query, SystemColumn system) {
  for (const Expression& key : query.group_keys) {
    if (key.op == ExprOp::kSystem && key.system == system) return true;
  }
  return false;
}

/// The columns whose claim to keep to one source partition makes the query aligned. Grouped by _PARTITION it is aligned
/// whatever the key does, and by _KEY (the record key, which is not among the columns) nothing else was declared.
std::vector<std::uint32_t> relied_on_columns(const JobPlan& plan) {
  if (groups_by_system_column(*plan.query, SystemColumn::kPartition)) return {};
  std::vector<std::uint32_t> indices;
  for (const std::string& column : plan.topic.key_columns) {
    if (const auto index = plan.query->input->index_of(column)) indices.push_back(*index);
  }
  return indices;
}

bool relies_on_record_key(const JobPlan& plan) {
  return plan.topic.key_columns.empty() && groups_by_system_column(*plan.query, SystemColumn::kKey);
}

}  // namespace

Router::Router(std::shared_ptr<const JobPlan> plan)
    : plan_(plan),
      strategy_(make_strategy(*plan)),
      hasher_(strategy_->hash_function()),
      splitter_(plan->spec.worker_count),
      monitored_columns_(relied_on_columns(*plan)),
      monitors_record_key_(relies_on_record_key(*plan)),
      all_columns_(plan->query->input->column_count()) {
  for (const Expression& key : plan->query->group_keys) {
    key_evaluators_.emplace_back();
    if (key.op != ExprOp::kColumn) key_evaluators_.back().emplace(key);
  }
  std::iota(all_columns_.begin(), all_columns_.end(), 0u);
}

void Router::observe(const RecordBatch& batch) {
  const std::optional<double> threshold = strategy_->alignment_threshold();
  if (!threshold.has_value() || plan_->spec.worker_count == 1 || batch.row_count == 0) return;
  keys_.clear();
  for (const std::uint32_t index : monitored_columns_) keys_.push_back(batch.columns[index]);
  // Grouped by _KEY or _PARTITION there is nothing declared that could be wrong but the record key
  // itself.
  if (keys_.empty() && batch.keys.row_count() > 0) keys_.push_back(batch.keys);
  if (keys_.empty()) return;
  monitor_.observe(keys_, batch.source_partition);
  const std::optional<double> rate = monitor_.evidence().verified_rate();
  wants_hand_over_ = rate.has_value() && *rate < *threshold;
}

void Router::switch_to_hashing() {
  strategy_->switch_to_hashing();
  wants_hand_over_ = false;
}

void Router::place_keys(std::span<const Column> keys, std::uint32_t row_count,
                        std::span<WorkerId> worker_of_row) {
  hashes_.resize(row_count);
  hasher_.hash_rows(keys, row_count, hashes_);
  place_by_hash(hashes_, plan_->spec.worker_count, worker_of_row);
}

std::span<const Column> Router::key_columns(const RecordBatch& batch) {
  keys_.clear();
  const EvaluationInput input{
      .row_count = batch.row_count, .columns = batch.columns, .records = &batch};
  for (std::size_t key = 0; key < key_evaluators_.size(); ++key) {
    if (!key_evaluators_[key].has_value()) {
      keys_.push_back(batch.columns[plan_->query->group_keys[key].column]);
      continue;
    }
    all_rows_.resize(batch.row_count);
    std::iota(all_rows_.begin(), all_rows_.end(), 0u);
    EvaluationRemarks remarks;  // the worker that gets the row finds them again, and counts them
    keys_.push_back(key_evaluators_[key]->evaluate(input, all_rows_, remarks));
  }
  return keys_;
}

void Router::hash_keys(const RecordBatch& batch) {
  hashes_.resize(batch.row_count);
  const HashWork done = hasher_.hash_rows(key_columns(batch), batch.row_count, hashes_);
  work_.rows_hashed += done.rows;
}

std::span<RecordBatch> Router::split(const RecordBatch& batch,
                                     std::span<const std::int64_t> queue_rows) {
  RoutingRequest request{.row_count = batch.row_count,
                         .source_partition = batch.source_partition,
                         .worker_count = plan_->spec.worker_count};
  const RoutingNeed needs = strategy_->needs();
  if (needs == RoutingNeed::kKeyHashes) {
    hash_keys(batch);
    request.key_hashes = hashes_;
  }
  if (needs == RoutingNeed::kWorkerLoads) request.worker_queue_rows = queue_rows;
  worker_of_row_.resize(batch.row_count);
  const std::optional<WorkerId> whole = strategy_->route(request, worker_of_row_);
  if (whole.has_value()) {
    whole_.assign(plan_->spec.worker_count, RecordBatch());
    whole_[whole->value] = batch;
    return whole_;
  }
  // Without the original records a worker needs every column, to show a late or a bad row in full.
  const std::span<const std::uint32_t> needed =
      batch.raw ? std::span<const std::uint32_t>(plan_->query->required_columns)
                : std::span<const std::uint32_t>(all_columns_);
  return splitter_.split(batch, worker_of_row_, needed, work_);
}

std::vector<Delivery> Router::route(StampedBatch stamped,
                                    std::span<const std::int64_t> queue_rows) {
  const RecordBatch& batch = stamped.batch;
  work_.rows_in += batch.row_count;
  std::span<RecordBatch> pieces;
  if (batch.row_count > 0) {
    pieces = split(batch, queue_rows);
  } else {
    whole_.assign(plan_->spec.worker_count, RecordBatch());
    pieces = whole_;
  }
  const bool is_news = stamped.watermark > watermark_sent_ || has_merger(*plan_);
  watermark_sent_ = std::max(watermark_sent_, stamped.watermark);
  std::vector<Delivery> deliveries;
  for (std::uint32_t worker = 0; worker < pieces.size(); ++worker) {
    const bool has_letters = worker == 0 && !stamped.rejected.empty();
    if (pieces[worker].row_count == 0 && !is_news && !has_letters) continue;
    Envelope envelope{.batch = std::move(pieces[worker]),
                      .watermark = stamped.watermark,
                      .sequence = stamped.sequence,
                      .rejected = {},
                      .is_last = false};
    if (has_letters) envelope.rejected = std::move(stamped.rejected);
    deliveries.push_back({WorkerId{worker}, std::move(envelope)});
  }
  work_.hand_overs += static_cast<std::int64_t>(deliveries.size());
  return deliveries;
}

std::vector<Delivery> Router::route_end(StampedBatch end) {
  std::vector<Delivery> deliveries;
  for (std::uint32_t worker = 0; worker < plan_->spec.worker_count; ++worker) {
    Envelope envelope{.batch = {},
                      .watermark = EventTime::max(),
                      .sequence = end.sequence,
                      .rejected = {},
                      .is_last = true};
    if (worker == 0) envelope.rejected = std::move(end.rejected);
    deliveries.push_back({WorkerId{worker}, std::move(envelope)});
  }
  work_.hand_overs += static_cast<std::int64_t>(deliveries.size());
  return deliveries;
}

}  // namespace millrace
