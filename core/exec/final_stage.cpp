// core/exec/final_stage.cpp — DISTINCT, ORDER BY and LIMIT over what all workers gave for a window.
#include <algorithm>
#include <map>
#include <utility>

#include "core/exec/column_gather.hpp"
#include "core/exec/grouped/group_table.hpp"
#include "core/exec/result_order.hpp"
#include "core/exec/row_comparer.hpp"
#include "core/exec/saturating.hpp"

namespace millrace {
namespace {

/// Rows become final together: those of one window, or all.
struct WindowBounds {
  std::int64_t end_ms = 0;
  std::int64_t start_ms = 0;
  friend bool operator<(const WindowBounds& a, const WindowBounds& b) {
    if (a.end_ms != b.end_ms) return a.end_ms < b.end_ms;
    return a.start_ms < b.start_ms;
  }
};

std::vector<DataType> output_types(const QueryPlan& plan) {
  std::vector<DataType> types;
  for (const OutputItem& item : plan.outputs) types.push_back(item.expression.type);
  return types;
}

}  // namespace

bool needs_final_stage(const QueryPlan& plan) {
  return plan.is_distinct || !plan.order_by.empty() || plan.limit.has_value();
}

struct FinalStage::State {
  std::shared_ptr<const QueryPlan> plan;
  std::map<WindowBounds, std::vector<ResultRow>> windows;  // rows that wait
  std::vector<ResultBatch> batches;                        // whose rows they are
  std::vector<std::uint32_t> waiting;                      // per batch: rows that wait
  std::vector<std::uint32_t> free_batches;

  std::uint32_t keep(ResultBatch batch);
  bool is_complete(const WindowBounds& window, EventTime watermark) const;
  void keep_distinct(std::vector<ResultRow>& rows) const;
  void finish(std::vector<ResultRow> rows, std::vector<ResultBatch>& output);
  ResultBatch gathered(const std::vector<ResultRow>& rows) const;
  void release(const std::vector<ResultRow>& rows);
};

FinalStage::FinalStage(std::shared_ptr<const QueryPlan> plan) : state_(std::make_unique<State>()) {
  state_->plan = std::move(plan);
}

FinalStage::~FinalStage() = default;
FinalStage::FinalStage(const FinalStage& other) : state_(std::make_unique<State>(*other.state_)) {}

void FinalStage::add(ResultBatch batch) {
  if (batch.row_count == 0) return;
  const bool has_window = state_->plan->window.has_value();
  const std::uint32_t id = state_->keep(std::move(batch));
  const ResultBatch& kept = state_->batches[id];
  for (std::uint32_t row = 0; row < kept.row_count; ++row) {
    WindowBounds window;
    if (has_window) window = {kept.window_ends.int64s()[row], kept.window_starts.int64s()[row]};
    state_->windows[window].push_back({id, row});
  }
}

std::int64_t FinalStage::state_bytes() const {
  std::int64_t bytes = 0;
  for (const ResultBatch& batch : state_->batches) {
    bytes += byte_count(batch) + batch.row_count * static_cast<std::int64_t>(sizeof(ResultRow));
  }
  return bytes;
}

void FinalStage::complete_to(EventTime watermark, std::vector<ResultBatch>& output) {
  while (!state_->windows.empty()) {
    const auto first = state_->windows.begin();
    if (!state_->is_complete(first->first, watermark)) return;
    std::vector<ResultRow> rows = std::move(first->second);
    state_->windows.erase(first);
    state_->finish(std::move(rows), output);
  }
}

std::uint32_t FinalStage::State::keep(ResultBatch batch) {
  auto id = static_cast<std::uint32_t>(batches.size());
  if (free_batches.empty()) {
    batches.emplace_back();
    waiting.push_back(0);
  } else {
    id = free_batches.back();
    free_batches.pop_back();
  }
  waiting[id] = batch.row_count;
  batches[id] = std::move(batch);
  return id;
}

bool FinalStage::State::is_complete(const WindowBounds& window, EventTime watermark) const {
  if (watermark == EventTime::max()) return true;
  if (!plan->window.has_value()) return false;
  const std::int64_t closes = saturating_add(window.end_ms, plan->window->grace.ms);
  return plan->window->signature->is_session ? closes < watermark.ms : closes <= watermark.ms;
}

void FinalStage::State::finish(std::vector<ResultRow> rows, std::vector<ResultBatch>& output) {
  const RowComparer compare(*plan, batches);
  const bool has_groups = plan->shape == QueryShape::kGrouped;
  sort_runs(rows, [&](ResultRow a, ResultRow b) {
    int order = compare.by_order_keys(a, b);
    if (order == 0 && has_groups) order = compare.by_group_keys(a, b);
    if (order == 0) order = compare.by_place(a, b);
    return order < 0;
  });
  std::vector<ResultRow> kept = rows;
  if (plan->is_distinct) keep_distinct(kept);
  if (plan->limit.has_value() && static_cast<std::int64_t>(kept.size()) > *plan->limit) {
    kept.resize(static_cast<std::size_t>(*plan->limit));
  }
  if (!kept.empty()) output.push_back(gathered(kept));
  release(rows);
}

/// Of rows with equal outputs the first.
void FinalStage::State::keep_distinct(std::vector<ResultRow>& rows) const {
  GroupTable seen(output_types(*plan));
  std::vector<std::uint32_t> group;
  std::erase_if(rows, [&](ResultRow row) {
    const std::uint32_t known = seen.group_count();
    seen.find_or_add(batches[row.batch].columns, {&row.row, 1}, group);
    return group[0] < known;
  });
}

ResultBatch FinalStage::State::gathered(const std::vector<ResultRow>& rows) const {
  std::vector<std::uint32_t> used;
  for (const ResultRow row : rows) used.push_back(row.batch);
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  std::vector<RowRef> places;
  for (const ResultRow row : rows) {
    const auto at = std::lower_bound(used.begin(), used.end(), row.batch);
    places.push_back({static_cast<std::uint32_t>(at - used.begin()), row.row});
  }
  const ResultBatch& first = batches[used[0]];
  std::vector<const Column*> chunks(used.size());
  const auto column = [&](auto column_of) {
    if (column_of(first).row_count() == 0) return Column();
    for (std::size_t i = 0; i < used.size(); ++i) chunks[i] = &column_of(batches[used[i]]);
    return gather_across(column_of(first).type(), chunks, places);
  };
  ResultBatch result;
  result.row_count = static_cast<std::uint32_t>(rows.size());
  for (const std::uint32_t batch : used) {
    result.sequence = std::max(result.sequence, batches[batch].sequence);
  }
  for (std::size_t i = 0; i < plan->outputs.size(); ++i) {
    result.columns.push_back(
        column([i](const ResultBatch& batch) -> const Column& { return batch.columns[i]; }));
  }
  for (std::size_t i = 0; i < first.keys.size(); ++i) {
    result.keys.push_back(
        column([i](const ResultBatch& batch) -> const Column& { return batch.keys[i]; }));
  }
  for (std::size_t i = 0; i < plan->order_by.size(); ++i) {
    result.order_keys.push_back(
        column([i](const ResultBatch& batch) -> const Column& { return batch.order_keys[i]; }));
  }
  result.window_starts =
      column([](const ResultBatch& batch) -> const Column& { return batch.window_starts; });
  result.window_ends =
      column([](const ResultBatch& batch) -> const Column& { return batch.window_ends; });
  return result;
}

void FinalStage::State::release(const std::vector<ResultRow>& rows) {
  for (const ResultRow row : rows) {
    if (--waiting[row.batch] > 0) continue;
    batches[row.batch] = ResultBatch();
    free_batches.push_back(row.batch);
  }
}

}  // namespace millrace
