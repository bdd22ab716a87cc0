// core/exec/projection_executor.cpp — WHERE, then the select list; a row whose select list fails is
// a dead letter.
#include "core/exec/projection_executor.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

std::vector<Expression> values_of(const QueryPlan& plan) {
  std::vector<Expression> values;
  for (const OutputItem& item : plan.outputs) values.push_back(item.expression);
  for (const OrderKey& key : plan.order_by) values.push_back(key.expression);
  return values;
}

}  // namespace

ProjectionExecutor::ProjectionExecutor(std::shared_ptr<const QueryPlan> plan,
                                       ExecutorOptions options)
    : plan_(std::move(plan)), intake_(plan_, values_of(*plan_), options.late_rows) {}

void ProjectionExecutor::process(const RecordBatch& batch, ExecutorOutput& output) {
  const std::int64_t filtered_before = intake_.balance().filtered;
  intake_.begin_batch(batch, output);
  work_.rows_in += batch.row_count;
  work_.rows_filtered += intake_.balance().filtered - filtered_before;
  const Selection& rows = intake_.rows();
  if (!rows.empty()) {
    const bool is_every_row = rows.size() == batch.row_count;
    const auto kept = [&](const Column& column) {
      return is_every_row ? column : column.gather(rows);
    };
    ResultBatch result;
    result.row_count = static_cast<std::uint32_t>(rows.size());
    const auto output_count = static_cast<std::uint32_t>(plan_->outputs.size());
    for (std::uint32_t i = 0; i < output_count; ++i) {
      result.columns.push_back(kept(intake_.value(i)));
    }
    for (std::uint32_t i = 0; i < plan_->order_by.size(); ++i) {
      result.order_keys.push_back(kept(intake_.value(output_count + i)));
    }
    result.offsets = kept(batch.offsets);
    result.sequence = batch.sequence;
    result.source_partition = batch.source_partition;
    intake_.balance().results += result.row_count;
    work_.rows_out += result.row_count;
    output.results.push_back(std::move(result));
  }
  intake_.finish_batch(output);
}

void ProjectionExecutor::advance_watermark(EventTime watermark, std::int64_t,
                                           ExecutorOutput& output) {
  watermark_ = std::max(watermark_, watermark);
  output.completed_to = std::max(output.completed_to, watermark_);
}

void ProjectionExecutor::merge(PartialBatch partial, std::int64_t, ExecutorOutput&) {
  MILLRACE_ASSERT(partial.row_count == 0);
}

PartialBatch ProjectionExecutor::take_groups(const GroupFilter&) {
  return {};
}

}  // namespace millrace
