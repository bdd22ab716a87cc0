// sim/study/calibration_data.cpp — the same rows on every machine.
#include "sim/study/calibration_data.hpp"

#include <string>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"
#include "core/exec/catalog.hpp"
#include "core/sql/sql.hpp"

namespace millrace::calibration {
namespace {

constexpr std::uint32_t kFurtherNumbers = 6;

SchemaPtr trades_schema() {
  static const SchemaPtr kSchema = [] {
    std::vector<Field> fields = {{"trader", DataType::string()},
                                 {"price", DataType::real()},
                                 {"quantity", DataType::bigint()}};
    for (std::uint32_t i = 0; i < kFurtherNumbers; ++i) {
      fields.push_back({"n" + std::to_string(i), DataType::bigint()});
    }
    fields.push_back({"ts", DataType::timestamp()});
    return std::make_shared<const Schema>(std::move(fields));
  }();
  return kSchema;
}

class NoText final : public RawRecords {
 public:
  std::string_view text_of(std::int64_t) const override { return {}; }
};

}  // namespace

std::vector<RecordBatch> generate(const Rows& rows) {
  Prng prng(42);
  std::vector<ColumnBuilder> builders;
  for (const Field& field : trades_schema()->fields()) builders.emplace_back(field.type);
  std::vector<RecordBatch> batches;
  std::int64_t row = 0;
  for (std::uint32_t number = 0; number < rows.batch_count; ++number) {
    std::vector<std::int64_t> offsets;
    std::vector<std::int64_t> times;
    for (std::uint32_t i = 0; i < rows.batch_rows; ++i, ++row) {
      const std::uint64_t trader =
          rows.traders == 0 ? static_cast<std::uint64_t>(row) : prng.below(rows.traders);
      builders[0].append_string("trader_" + std::to_string(trader));
      builders[1].append_double(static_cast<double>(prng.below(50'000)) / 100.0);
      for (std::uint32_t n = 0; n <= kFurtherNumbers; ++n) {
        builders[2 + n].append_int64(static_cast<std::int64_t>(prng.below(1'000)));
      }
      builders[3 + kFurtherNumbers].append_int64(row);
      offsets.push_back(row);
      times.push_back(row);
    }
    RecordBatch batch;
    batch.schema = trades_schema();
    batch.row_count = rows.batch_rows;
    batch.sequence = number;
    batch.offsets = Column::of_int64(DataType::bigint(), std::move(offsets));
    batch.event_times = Column::of_int64(DataType::timestamp(), times);
    // Nothing is late: the watermark before every row is far behind it.
    batch.watermarks_before =
        Column::of_constant(Value::timestamp(EventTime::min().ms), batch.row_count);
    for (ColumnBuilder& builder : builders) batch.columns.push_back(builder.take());
    if (rows.has_text) batch.raw = std::make_shared<NoText>();
    batches.push_back(std::move(batch));
  }
  return batches;
}

std::shared_ptr<const QueryPlan> query(std::string_view sql) {
  const ExecCatalog catalog(
      {TopicDescription{"trades", trades_schema(), 3u + kFurtherNumbers, false, false}}, true);
  const Result<Statement> statement = parse_statement(sql);
  MILLRACE_ASSERT(statement.has_value());
  Result<QueryPlan> bound = bind(statement.value(), catalog);
  MILLRACE_ASSERT(bound.has_value());
  return std::make_shared<const QueryPlan>(std::move(bound).value());
}

std::shared_ptr<const JobPlan> plan(std::string_view sql, const char* strategy,
                                    std::uint32_t workers) {
  JobSpec spec;
  spec.strategy = strategy;
  spec.worker_count = workers;
  spec.allow_invalid = true;
  spec.merge = MergePolicy::kOff;
  spec.queue_capacity_rows = 1'000'000'000;
  TopicFacts topic;
  topic.source_partition_count = 1;
  topic.key_columns = {"trader"};
  Result<JobPlan> planned = plan_job(query(sql), {}, spec, topic);
  MILLRACE_ASSERT(planned.has_value());
  return std::make_shared<const JobPlan>(std::move(planned).value());
}

}  // namespace millrace::calibration
