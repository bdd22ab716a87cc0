// core/exec/projection_executor.hpp — queries without state: each row that WHERE keeps gives one
// row.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/exec/query_executor.hpp"
#include "core/exec/row_intake.hpp"

namespace millrace {

/// Results in order per source partition, handed out with the batch they came from.
class ProjectionExecutor final : public QueryExecutor {
 public:
  ProjectionExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options);

  void process(const RecordBatch& batch, ExecutorOutput& output) override;
  void advance_watermark(EventTime watermark, std::int64_t sequence,
                         ExecutorOutput& output) override;
  void merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) override;
  PartialBatch take_groups(const GroupFilter& moves) override;
  std::vector<Column> group_keys_seen() const override { return {}; }
  const RowBalance& balance() const override { return intake_.balance(); }
  std::int64_t state_count() const override { return 0; }
  Work take_work() override { return std::exchange(work_, Work()); }
  std::unique_ptr<QueryExecutor> clone() const override {
    return std::make_unique<ProjectionExecutor>(*this);
  }
  std::int64_t state_bytes() const override { return 0; }

 private:
  std::shared_ptr<const QueryPlan> plan_;
  RowIntake intake_;  // values: outputs, then ORDER BY
  EventTime watermark_ = EventTime::min();
  Work work_;
};

}  // namespace millrace
