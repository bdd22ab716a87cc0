// sim/study/result_set.cpp — final rows and their identities, a batch at a time.
#include "sim/study/result_set.hpp"

#include <algorithm>
#include <numeric>

namespace millrace {
namespace {

std::vector<DataType> identity_types(const QueryPlan& plan, RowIdentity kind) {
  std::vector<DataType> types;
  if (kind == RowIdentity::kRecord) return {DataType::bigint(), DataType::bigint()};
  if (plan.window.has_value()) types.push_back(DataType::timestamp());
  if (kind == RowIdentity::kGroup) {
    for (const Expression& key : plan.group_keys) types.push_back(key.type);
  } else {
    for (const OutputItem& item : plan.outputs) types.push_back(item.expression.type);
  }
  return types;
}

bool have_records(std::span<const WorkerResults> results) {
  return std::all_of(results.begin(), results.end(), [](const WorkerResults& sink) {
    return std::all_of(sink.results.begin(), sink.results.end(), [](const ResultBatch& batch) {
      return batch.row_count == 0 || batch.offsets.row_count() == batch.row_count;
    });
  });
}

bool same_value(const Column& a, std::uint32_t row_a, const Column& b, std::uint32_t row_b) {
  if (a.is_null(row_a) || b.is_null(row_b)) return a.is_null(row_a) == b.is_null(row_b);
  if (a.type().kind == TypeKind::kDouble) {
    return nearly_equal(a.doubles()[row_a], b.doubles()[row_b]);
  }
  return compare_rows(a, row_a, b, row_b) == 0;
}

}  // namespace

bool nearly_equal(double a, double b) {
  if (a != a || b != b) return a != a && b != b;
  if (a == b) return true;  // infinities too
  const double size_a = a < 0.0 ? -a : a;
  const double size_b = b < 0.0 ? -b : b;
  const double distance = a < b ? b - a : a - b;
  return distance <= 1e-9 * std::max(size_a, size_b) && distance <= 1e300;
}

IdentityTable::IdentityTable(const QueryPlan& plan, RowIdentity kind)
    : plan_(plan), kind_(kind), table_(identity_types(plan, kind)) {}

void IdentityTable::number(const ResultBatch& batch, std::span<const std::uint32_t> rows,
                           std::vector<std::uint32_t>& identities) {
  std::vector<Column> keys;
  if (kind_ == RowIdentity::kRecord) {
    keys.push_back(
        Column::of_constant(Value::bigint(batch.source_partition.value), batch.row_count));
    keys.push_back(batch.offsets);
  } else {
    if (plan_.window.has_value()) keys.push_back(batch.window_starts);
    const std::vector<Column>& values = kind_ == RowIdentity::kGroup ? batch.keys : batch.columns;
    keys.insert(keys.end(), values.begin(), values.end());
  }
  table_.find_or_add(keys, rows, identities);
}

RowIdentity row_identity(const QueryPlan& plan, std::span<const WorkerResults> a,
                         std::span<const WorkerResults> b) {
  if (plan.is_distinct) return RowIdentity::kContent;
  if (plan.shape == QueryShape::kGrouped) return RowIdentity::kGroup;
  return have_records(a) && have_records(b) ? RowIdentity::kRecord : RowIdentity::kContent;
}

ResultSet::ResultSet(const QueryPlan& plan, std::span<const WorkerResults> results,
                     bool is_newest_only, IdentityTable& identities) {
  std::uint32_t first_batch = 0;
  for (std::uint32_t sink = 0; sink < results.size(); ++sink) {
    for (const ResultBatch& batch : results[sink].results) {
      batches_.push_back(batch);
      sink_of_batch_.push_back(sink);
    }
    if (is_newest_only) continue;
    add_rows(plan, first_batch);
    first_batch = static_cast<std::uint32_t>(batches_.size());
  }
  if (is_newest_only) add_rows(plan, 0);
  std::sort(rows_.begin(), rows_.end(), [](const FinalRow& a, const FinalRow& b) {
    if (a.place.batch != b.place.batch) return a.place.batch < b.place.batch;
    return a.place.row < b.place.row;
  });
  std::vector<std::uint32_t> of_batch;
  std::vector<std::uint32_t> numbers;
  for (std::size_t begin = 0; begin < rows_.size();) {
    const std::uint32_t batch = rows_[begin].place.batch;
    of_batch.clear();
    std::size_t end = begin;
    for (; end < rows_.size() && rows_[end].place.batch == batch; ++end) {
      of_batch.push_back(rows_[end].place.row);
    }
    identities.number(batches_[batch], of_batch, numbers);
    for (std::size_t i = begin; i < end; ++i) rows_[i].identity = numbers[i - begin];
    begin = end;
  }
}

void ResultSet::add_rows(const QueryPlan& plan, std::uint32_t first_batch) {
  const std::vector<ResultBatch> batches(batches_.begin() + first_batch, batches_.end());
  for (const ResultRow row : final_state(plan, batches)) {
    const std::uint32_t batch = row.batch + first_batch;
    rows_.push_back({{batch, row.row}, sink_of_batch_[batch], 0});
  }
}

bool same_values(const ResultBatch& a, std::uint32_t row_a, const ResultBatch& b,
                 std::uint32_t row_b) {
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    if (!same_value(a.columns[i], row_a, b.columns[i], row_b)) return false;
  }
  return true;
}

}  // namespace millrace
