// tests/support/run_query.cpp — tables to batches, batches through executors, results to text.
#include "tests/support/run_query.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "core/base/text.hpp"
#include "core/data/column_builder.hpp"
#include "core/exec/catalog.hpp"
#include "core/exec/result_order.hpp"
#include "core/watermark/source_watermark.hpp"
#include "core/watermark/watermark_aggregator.hpp"

namespace millrace::sql_text {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Cuts a table into batches.
class BatchWriter {
 public:
  BatchWriter(const QueryPlan& plan, const InputTable& table, const RunOptions& options)
      : plan_(plan),
        table_(table),
        options_(options),
        topic_(std::make_shared<const std::string>(plan.topic)) {}

  /// The records from `next` on that make a batch; `next` is then the one after them.
  RecordBatch next_batch(std::size_t& next) {
    if (fields_.empty() || options_.has_fresh_dictionaries) {
      fields_.clear();
      for (const Field& field : table_.schema->fields()) fields_.emplace_back(field.type);
    }
    RecordBatch batch;
    batch.schema = table_.schema;
    batch.topic = topic_;
    batch.source_partition = {table_.records[next].partition};
    while (next < table_.records.size() && batch.row_count < options_.batch_rows) {
      const InputTable::Record& record = table_.records[next];
      if (record.partition != batch.source_partition.value) break;
      append(record);
      ++batch.row_count;
      ++next;
    }
    take_columns(batch);
    return batch;
  }

 private:
  void append(const InputTable::Record& record) {
    for (std::size_t i = 0; i < fields_.size(); ++i) fields_[i].append(record.values[i]);
    offsets_.append_int64(record.offset);
    keys_.append(record.key);
    timestamps_.append(record.timestamp);
    const Value& time =
        plan_.event_time_column ? record.values[*plan_.event_time_column] : record.timestamp;
    times_.append(time.is_null() ? Value::null(DataType::timestamp())
                                 : Value::timestamp(time.as_int64()));
  }

  void take_columns(RecordBatch& batch) {
    const std::vector<std::uint32_t>& needed = plan_.required_columns;
    for (std::uint32_t i = 0; i < fields_.size(); ++i) {
      const bool is_needed = std::binary_search(needed.begin(), needed.end(), i);
      Column column = fields_[i].take();
      if (!is_needed && options_.holds_needed_columns_only) column = Column();
      batch.columns.push_back(std::move(column));
    }
    batch.offsets = offsets_.take();
    Column keys = keys_.take();
    Column timestamps = timestamps_.take();
    Column times = times_.take();
    if (table_.has_keys) batch.keys = std::move(keys);
    if (table_.has_timestamps) batch.record_timestamps = std::move(timestamps);
    if (plan_.event_time_column || table_.has_timestamps) batch.event_times = std::move(times);
  }

  const QueryPlan& plan_;
  const InputTable& table_;
  const RunOptions& options_;
  std::shared_ptr<const std::string> topic_;
  std::vector<ColumnBuilder> fields_;
  ColumnBuilder offsets_{DataType::bigint()};
  ColumnBuilder keys_{DataType::string()};
  ColumnBuilder timestamps_{DataType::timestamp()};
  ColumnBuilder times_{DataType::timestamp()};
};

/// Everything of a run that batches go through.
struct Pipeline {
  std::vector<std::unique_ptr<QueryExecutor>> workers;
  std::unique_ptr<QueryExecutor> merger;  // null with a single worker
  std::vector<ResultBatch> results;
  QueryRun run;

  void take(ExecutorOutput& output) {
    for (ResultBatch& batch : output.results) results.push_back(std::move(batch));
    for (const RecordBatch& late : output.late) {
      for (std::uint32_t row = 0; row < late.row_count; ++row) {
        run.late.push_back(place_text(late.source_partition.value, late.offset_at(row)));
      }
    }
    for (const DeadLetter& letter : output.dead_letters) {
      run.dead_letters.push_back(place_text(letter.source_partition.value, letter.offset) + " " +
                                 letter.error);
    }
    output.results.clear();
    output.late.clear();
    output.dead_letters.clear();
  }
  static std::string place_text(std::uint32_t partition, std::int64_t offset) {
    return std::to_string(partition) + "@" + std::to_string(offset);
  }
};

}  // namespace

std::vector<std::string> cells_of(const ResultBatch& batch, std::uint32_t row) {
  std::vector<std::string> cells;
  for (const Column& column : batch.columns) {
    std::string& cell = cells.emplace_back();
    if (column.type().kind == TypeKind::kTimestamp && !column.is_null(row)) {
      append_int64(cell, column.int64s()[row]);
    } else {
      append_text(cell, column, row, "NULL");
    }
  }
  return cells;
}

std::vector<StampedBatch> batches_of(const QueryPlan& plan, const InputTable& table,
                                     const RunOptions& options) {
  std::vector<StampedBatch> batches;
  std::vector<SourceWatermark> watermarks(table.partition_count,
                                          SourceWatermark({options.disorder_ms}));
  WatermarkAggregator global(table.partition_count);
  BatchWriter writer(plan, table, options);
  std::size_t next = 0;
  while (next < table.records.size()) {
    StampedBatch& stamped = batches.emplace_back();
    stamped.batch = writer.next_batch(next);
    stamped.batch.sequence = static_cast<std::int64_t>(batches.size()) - 1;
    SourceWatermark& source = watermarks[stamped.batch.source_partition.value];
    source.stamp(stamped.batch);
    stamped.watermark = global.advance(stamped.batch.source_partition, source.current());
  }
  return batches;
}

Result<std::shared_ptr<const QueryPlan>> bind_query(std::string_view sql, const InputTable& table,
                                                    const std::string& time_column) {
  TopicDescription topic;
  topic.name = "t";
  topic.schema = table.schema;
  if (!time_column.empty()) {
    topic.event_time_column = table.schema->index_of(time_column);
    if (!topic.event_time_column) {
      return Error{ErrorCode::kOption, "the table has no time column '" + time_column + "'"};
    }
  }
  topic.has_record_timestamps = table.has_timestamps;
  topic.has_keys = table.has_keys;
  const ExecCatalog catalog({topic});
  MILLRACE_TRY(const Statement statement, parse_statement(sql));
  MILLRACE_TRY(QueryPlan plan, bind(statement, catalog));
  return std::make_shared<const QueryPlan>(std::move(plan));
}

namespace {

Pipeline make_pipeline(const std::shared_ptr<const QueryPlan>& plan, const RunOptions& options) {
  Pipeline pipeline;
  ExecutorOptions executor;
  executor.changes_per_batch = options.changes_per_batch;
  executor.late_rows = options.late_rows;
  if (options.partial_workers == 0) {
    pipeline.workers.push_back(make_executor(plan, executor));
    return pipeline;
  }
  pipeline.merger = make_executor(plan, executor);
  executor.partial = true;
  for (std::uint32_t i = 0; i < options.partial_workers; ++i) {
    pipeline.workers.push_back(make_executor(plan, executor));
  }
  return pipeline;
}

/// Each worker's share of the batch: all of it, or the rows whose turn it is.
RecordBatch share_of(const RecordBatch& batch, std::size_t worker, std::size_t worker_count) {
  if (worker_count == 1) return batch;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    const auto turn =
        static_cast<std::uint64_t>(batch.offset_at(row)) + batch.source_partition.value;
    if (turn % worker_count == worker) rows.push_back(row);
  }
  std::vector<std::uint32_t> held;
  for (std::uint32_t i = 0; i < batch.columns.size(); ++i) {
    if (batch.columns[i].row_count() > 0) held.push_back(i);
  }
  return gather_rows(batch, rows, held);
}

void feed(Pipeline& pipeline, const RecordBatch* batch, EventTime watermark,
          std::int64_t sequence) {
  ExecutorOutput merged;
  EventTime completed_to = EventTime::max();
  for (std::size_t i = 0; i < pipeline.workers.size(); ++i) {
    ExecutorOutput output;
    if (batch != nullptr) {
      pipeline.workers[i]->process(share_of(*batch, i, pipeline.workers.size()), output);
    }
    pipeline.workers[i]->advance_watermark(watermark, sequence, output);
    completed_to = std::min(completed_to, output.completed_to);
    pipeline.take(output);
    for (PartialBatch& partial : output.partials) {
      pipeline.merger->merge(std::move(partial), sequence, merged);
    }
  }
  if (!pipeline.merger) return;
  pipeline.merger->advance_watermark(completed_to, sequence, merged);
  pipeline.take(merged);
}

void finish(Pipeline& pipeline) {
  QueryRun& run = pipeline.run;
  const QueryPlan& plan = *run.plan;
  if (needs_final_stage(plan)) {
    FinalStage stage(run.plan);
    for (ResultBatch& batch : pipeline.results) stage.add(std::move(batch));
    pipeline.results.clear();
    stage.complete_to(EventTime::max(), pipeline.results);
  }
  for (const ResultRow& row : final_state(plan, pipeline.results)) {
    run.rows.push_back(cells_of(pipeline.results[row.batch], row.row));
  }
  for (const ResultRow& row : changelog_order(plan, pipeline.results)) {
    const ResultBatch& batch = pipeline.results[row.batch];
    const bool is_retraction = !batch.changes.empty() && batch.changes[row.row] == Change::kRetract;
    std::vector<std::string>& cells = run.changelog.emplace_back(1, is_retraction ? "-" : "+");
    for (std::string& cell : cells_of(batch, row.row)) cells.push_back(std::move(cell));
  }
  for (const auto& worker : pipeline.workers) {
    run.balance += worker->balance();
    run.states_left += worker->state_count();
  }
  if (pipeline.merger) {
    run.balance += pipeline.merger->balance();
    run.states_left += pipeline.merger->state_count();
  }
  std::sort(run.late.begin(), run.late.end());
  std::sort(run.dead_letters.begin(), run.dead_letters.end());
}

template <typename T>
T value_or_die(Result<T> result, std::string_view what) {
  if (result.has_value()) return std::move(result).value();
  const std::string text = render_error(result.error(), "test", what);
  std::fprintf(stderr, "%s\n", text.c_str());
  std::abort();
}

}  // namespace

QueryRun run_query(std::shared_ptr<const QueryPlan> plan, const InputTable& table,
                   const RunOptions& options) {
  Pipeline pipeline = make_pipeline(plan, options);
  pipeline.run.plan = std::move(plan);
  std::int64_t sequence = 0;
  for (const StampedBatch& stamped : batches_of(*pipeline.run.plan, table, options)) {
    sequence = stamped.batch.sequence;
    feed(pipeline, &stamped.batch, stamped.watermark, sequence);
  }
  feed(pipeline, nullptr, EventTime::max(), sequence + 1);
  finish(pipeline);
  return std::move(pipeline.run);
}

InputTable table(const std::vector<std::string>& lines) {
  return value_or_die(parse_table(lines), "table");
}

QueryRun run(std::string_view sql, const std::vector<std::string>& lines,
             const RunOptions& options) {
  const InputTable input = table(lines);
  return run_query(value_or_die(bind_query(sql, input, options.time_column), sql), input, options);
}

std::vector<std::string> joined(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::string> lines;
  for (const std::vector<std::string>& cells : rows) {
    std::string& line = lines.emplace_back();
    for (const std::string& cell : cells) line += (line.empty() ? "" : " | ") + cell;
  }
  return lines;
}

std::vector<std::string> split_cells(std::string_view line) {
  std::vector<std::string> cells;
  bool is_quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"') is_quoted = !is_quoted;
    if (i < line.size() && (line[i] != '|' || is_quoted)) continue;
    cells.emplace_back(trimmed(line.substr(begin, i - begin)));
    begin = i + 1;
  }
  return cells;
}

}  // namespace millrace::sql_text
