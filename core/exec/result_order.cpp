// core/exec/result_order.cpp — the orders in which results are printed and compared.
#include "core/exec/result_order.hpp"

#include "core/exec/grouped/group_table.hpp"
#include "core/exec/row_comparer.hpp"

namespace millrace {
namespace {

std::vector<ResultRow> all_rows(const std::vector<ResultBatch>& batches) {
  std::vector<ResultRow> rows;
  for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
    for (std::uint32_t row = 0; row < batches[batch].row_count; ++row) rows.push_back({batch, row});
  }
  return rows;
}

bool is_retraction(const ResultBatch& batch, std::uint32_t row) {
  return !batch.changes.empty() && batch.changes[row] == Change::kRetract;
}

void sort_canonically(const QueryPlan& plan, const std::vector<ResultBatch>& batches,
                      std::vector<ResultRow>& rows) {
  const RowComparer compare(plan, batches);
  const bool has_groups = plan.shape == QueryShape::kGrouped;
  sort_runs(rows, [&](ResultRow a, ResultRow b) {
    int order = compare.by_window_start(a, b);
    if (order == 0) order = compare.by_order_keys(a, b);
    if (order == 0 && has_groups) order = compare.by_group_keys(a, b);
    if (order == 0 && has_groups) order = compare.by_sequence(a, b);
    if (order == 0) order = compare.by_place(a, b);
    return order < 0;
  });
}

/// Whether `b` was shown after `a`, of two rows of one (window, group).
bool is_newer(const RowComparer& compare, ResultRow a, ResultRow b) {
  int order = compare.by_sequence(a, b);
  if (order == 0) order = compare.by_place(a, b);
  return order <= 0;
}

/// One row per (window, group): the last one, unless that is a retraction.
std::vector<ResultRow> last_rows(const QueryPlan& plan, const std::vector<ResultBatch>& batches) {
  std::vector<DataType> types;
  if (plan.window.has_value()) types.push_back(DataType::timestamp());
  for (const Expression& key : plan.group_keys) types.push_back(key.type);
  GroupTable states(std::move(types));
  const RowComparer compare(plan, batches);
  std::vector<ResultRow> last;
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> ids;
  for (std::uint32_t batch = 0; batch < batches.size(); ++batch) {
    std::vector<Column> keys;
    if (plan.window.has_value()) keys.push_back(batches[batch].window_starts);
    keys.insert(keys.end(), batches[batch].keys.begin(), batches[batch].keys.end());
    rows.clear();
    for (std::uint32_t row = 0; row < batches[batch].row_count; ++row) rows.push_back(row);
    if (rows.empty()) continue;
    states.find_or_add(keys, rows, ids);
    for (const std::uint32_t row : rows) {
      const ResultRow present = {batch, row};
      if (ids[row] == last.size()) {
        last.push_back(present);
      } else if (is_newer(compare, last[ids[row]], present)) {
        last[ids[row]] = present;
      }
    }
  }
  std::erase_if(last, [&](ResultRow row) { return is_retraction(batches[row.batch], row.row); });
  return last;
}

}  // namespace

std::vector<ResultRow> canonical_order(const QueryPlan& plan,
                                       const std::vector<ResultBatch>& batches) {
  std::vector<ResultRow> rows = all_rows(batches);
  sort_canonically(plan, batches, rows);
  return rows;
}

std::vector<ResultRow> changelog_order(const QueryPlan& plan,
                                       const std::vector<ResultBatch>& batches) {
  std::vector<ResultRow> rows = all_rows(batches);
  const RowComparer compare(plan, batches);
  const auto has_offset = [&](ResultRow row) { return batches[row.batch].offsets.row_count() > 0; };
  sort_runs(rows, [&](ResultRow a, ResultRow b) {
    int order = compare.by_sequence(a, b);
    if (order == 0) order = compare.by_event_time(a, b);
    if (order == 0) order = compare.by_place(a, b);
    if (order == 0 && !has_offset(a)) {
      order = compare.by_window_start(a, b);
      if (order == 0) order = compare.by_order_keys(a, b);
      if (order == 0) order = compare.by_group_keys(a, b);
    }
    return order < 0;
  });
  return rows;
}

std::vector<ResultRow> final_state(const QueryPlan& plan, const std::vector<ResultBatch>& batches) {
  const bool has_changes = plan.shape == QueryShape::kGrouped && plan.emit == EmitMode::kChanges;
  if (!has_changes) return canonical_order(plan, batches);
  std::vector<ResultRow> rows = last_rows(plan, batches);
  sort_canonically(plan, batches, rows);
  return rows;
}

}  // namespace millrace
