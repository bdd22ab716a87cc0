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

/// K as indices of columns, where K is a subset of G. Grouped by _PARTITION the query is aligned whatever the key does.
std::vector<std::uint32_t> relied_on_columns(const JobPlan& plan) {
  if (!plan.is_aligned || groups_by_system_column(*plan.query, SystemColumn::kPartition)) return {};
  std::vector<std::uint32_t> indices;
  for (const std::string& name : plan.topic.key_columns) {
    const std::optional<std::uint32_t> index = plan.query->input->index_of(name);
    const auto is_group_key = [&](const Expression& key) {
      return key.op == ExprOp::kColumn && key.column == index;
    };
    const std::vector<Expression>& keys = plan.query->group_keys;
    if (std::none_of(keys.begin(), keys.end(), is_group_key)) return {};
    indices.push_back(*index);
  }
  return indices;
}

bool relies_on_record_key(const JobPlan& plan) {
  return plan.is_aligned && relied_on_columns(plan).empty() &&
         !groups_by_system_column(*plan.query, SystemColumn::kPartition);
}

/// What a job follows that is not aligned as far as is known, so that it may declare these columns its key later: G,
/// where that is columns.
std::vector<std::uint32_t> followed_columns(const JobPlan& plan) {
  std::vector<std::uint32_t> indices;
  if (plan.is_aligned || !plan.spec.follows_keys) return indices;
  for (const Expression& key : plan.query->group_keys) {
    if (key.op != ExprOp::kColumn) return {};
    indices.push_back(key.column);
  }
  return indices;
}

/// The first group key for which `is_meant` is true, if there is one.
template <typename IsMeant>
void add_group_key(const QueryPlan& query, IsMeant is_meant, std::vector<std::uint32_t>& keys) {
  const auto found = std::find_if(query.group_keys.begin(), query.group_keys.end(), is_meant);
  if (found == query.group_keys.end()) return;
  keys.push_back(static_cast<std::uint32_t>(found - query.group_keys.begin()));
}

std::vector<std::uint32_t> natural_group_keys(const JobPlan& plan) {
  std::vector<std::uint32_t> keys;
  if (!plan.is_aligned) return keys;
  const auto is_system = [](SystemColumn system) {
    return [system](const Expression& key) {
      return key.op == ExprOp::kSystem && key.system == system;
    };
  };
  add_group_key(*plan.query, is_system(SystemColumn::kPartition), keys);
  if (!keys.empty()) return keys;
  for (const std::uint32_t column : relied_on_columns(plan)) {
    const auto is_column = [column](const Expression& key) {
      return key.op == ExprOp::kColumn && key.column == column;
    };
    add_group_key(*plan.query, is_column, keys);
  }
  if (keys.empty()) add_group_key(*plan.query, is_system(SystemColumn::kKey), keys);
  return keys;
}

}  // namespace

Router::Router(std::shared_ptr<const JobPlan> plan)
    : plan_(plan),
      strategy_(make_strategy(*plan)),
      hasher_(strategy_->hash_function()),
      splitter_(plan->spec.worker_count),
      relied_on_columns_(relied_on_columns(*plan)),
      relies_on_record_key_(relies_on_record_key(*plan)),
      followed_columns_(followed_columns(*plan)),
      natural_group_keys_(natural_group_keys(*plan)),
      keyless_({plan->topic.spreads_null_keys, plan->topic.spreads_empty_keys}),
      has_rows_without_key_(plan->spec.worker_count),
      all_columns_(plan->query->input->column_count()) {
  for (const Expression& key : plan->query->group_keys) {
    key_evaluators_.emplace_back();
    if (key.op != ExprOp::kColumn) key_evaluators_.back().emplace(key);
  }
  std::iota(all_columns_.begin(), all_columns_.end(), 0u);
}

std::span<const Column> Router::relied_on_keys(const RecordBatch& batch) {
  keys_.clear();
  for (const std::uint32_t index : relied_on_columns_) keys_.push_back(batch.columns[index]);
  if (relies_on_record_key_) keys_.push_back(batch.keys);
  return keys_;
}

void Router::observe(const RecordBatch& batch) {
  if (!followed_columns_.empty()) {
    keys_.clear();
    for (const std::uint32_t index : followed_columns_) keys_.push_back(batch.columns[index]);
    key_sources_.observe(keys_, batch.source_partition);
  } else if (plan_->spec.follows_keys) {
    key_sources_.observe(relied_on_keys(batch), batch.source_partition);
  }
  const std::optional<double> threshold = strategy_->alignment_threshold();
  if (!threshold.has_value() || plan_->spec.worker_count == 1 || batch.row_count == 0) return;
  find_rows_without_key(batch);
  monitor_.observe(relied_on_keys(batch), batch.source_partition, without_key_);
  work_.rows_checked += batch.row_count;
  const std::optional<double> rate = monitor_.evidence().verified_rate();
  wants_hand_over_ = rate.has_value() && *rate < *threshold;
}

void Router::find_rows_without_key(const RecordBatch& batch) {
  without_key_.clear();
  const std::span<const Column> keys = relied_on_keys(batch);
  if (!keys.empty()) keyless_.find(keys, batch.row_count, without_key_);
}

void Router::hash_rows_without_key(const RecordBatch& batch) {
  std::vector<Column> keys;
  for (const Column& key : key_columns(batch)) keys.push_back(key.gather(without_key_));
  const auto row_count = static_cast<std::uint32_t>(without_key_.size());
  hashes_.resize(row_count);
  work_.rows_hashed += hasher_.hash_rows(keys, row_count, hashes_).rows;
}

void Router::note_natural_rows_without_key(const RecordBatch& batch) {
  const WorkerId worker = natural_worker(batch.source_partition, plan_->spec.worker_count);
  if (has_rows_without_key_[worker.value] != 0) return;
  has_rows_without_key_[worker.value] = 1;
  ++workers_without_key_;
}

void Router::switch_to_hashing() {
  strategy_->switch_to_hashing();
  has_given_up_key_ = true;
  wants_hand_over_ = false;
}

void Router::adopt(std::shared_ptr<const JobPlan> plan) {
  counters_before_ += strategy_->counters();
  plan_ = std::move(plan);
  strategy_ = make_strategy(*plan_);
  relied_on_columns_ = relied_on_columns(*plan_);  // its options may declare another key
  relies_on_record_key_ = relies_on_record_key(*plan_);
  followed_columns_ = followed_columns(*plan_);
  natural_group_keys_ = natural_group_keys(*plan_);
  if (has_given_up_key_) strategy_->switch_to_hashing();
  wants_hand_over_ = false;
  hasher_ = KeyHasher(strategy_->hash_function());
  splitter_ = BatchSplitter(plan_->spec.worker_count);
  has_rows_without_key_.assign(plan_->spec.worker_count, 0);
  has_spread_before_ = has_spread_rows_without_key();
  workers_without_key_ = rows_without_key_ > 0 ? 1 : 0;  // wherever their states are now
}

RoutingCounters Router::counters() const {
  RoutingCounters counters = counters_before_;
  counters += strategy_->counters();
  return counters;
}

bool Router::can_place_keys() const {
  if (strategy_->place_keys({}, plan_->spec.worker_count, {})) return true;
  if (!plan_->is_aligned || plan_->choice.strategy->placement == Placement::kScattered)
    return false;
  return plan_->spec.follows_keys ||
         groups_by_system_column(*plan_->query, SystemColumn::kPartition);
}

void Router::place_keys(std::span<const Column> keys, std::uint32_t row_count,
                        std::span<WorkerId> worker_of_row) {
  MILLRACE_ASSERT(can_place_keys());
  const std::uint32_t worker_count = plan_->spec.worker_count;
  hashes_.resize(row_count);
  hasher_.hash_rows(keys, row_count, hashes_);
  if (strategy_->place_keys(hashes_, worker_count, worker_of_row)) return;
  place_by_hash(hashes_, worker_count, worker_of_row);
  if (row_count == 0) return;
  std::vector<Column> natural;
  for (const std::uint32_t key : natural_group_keys_) natural.push_back(keys[key]);
  std::vector<std::optional<SourcePartitionId>> sources;
  if (groups_by_system_column(*plan_->query, SystemColumn::kPartition)) {
    for (const std::int64_t partition : natural.front().int64s()) {
      sources.push_back(SourcePartitionId{static_cast<std::uint32_t>(partition)});
    }
  } else {
    key_sources_.find(natural, row_count, sources);
    keyless_.find(natural, row_count, without_key_);
    for (const std::uint32_t row : without_key_) sources[row] = std::nullopt;
  }
  for (std::uint32_t row = 0; row < row_count; ++row) {
    if (sources[row].has_value()) worker_of_row[row] = natural_worker(*sources[row], worker_count);
  }
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
  find_rows_without_key(batch);
  rows_without_key_ += static_cast<std::int64_t>(without_key_.size());
  if (!without_key_.empty() && strategy_->alignment_threshold().has_value() &&
      request.worker_count > 1) {
    hash_rows_without_key(batch);
    request.rows_without_key = without_key_;
    request.hashes_without_key = hashes_;
  } else if (!without_key_.empty() &&
             plan_->choice.strategy->placement == Placement::kTogetherIfAligned) {
    note_natural_rows_without_key(batch);
  }
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
  const std::int64_t copied_before = work_.rows_copied;
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
                      .is_last = false,
                      .is_piece = work_.rows_copied > copied_before};
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
