// tests/support/topic.cpp — text to columns, results to text.
#include "tests/support/topic.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <tuple>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "core/data/column_builder.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/catalog.hpp"
#include "core/exec/result_order.hpp"
#include "core/sql/sql.hpp"

namespace millrace::fixture {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> cells_of(std::string_view row) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t bar = row.find('|');
    cells.push_back(trimmed(row.substr(0, bar)));
    if (bar == std::string_view::npos) return cells;
    row.remove_prefix(bar + 1);
  }
}

Value value_of(std::string_view text, DataType type) {
  if (text == "NULL") return Value::null(type);
  switch (type.kind) {
    case TypeKind::kBoolean:
      return Value::boolean(text == "true");
    case TypeKind::kBigint:
      return Value::bigint(parse_int64(text).value());
    case TypeKind::kDouble:
      return Value::real(parse_double(text).value());
    case TypeKind::kDecimal:
      return Value::decimal(rescale(parse_decimal(text).value(), type.scale).value().unscaled,
                            type);
    case TypeKind::kString:
      return Value::string(std::string(text));
    case TypeKind::kTimestamp:
      return Value::timestamp(parse_int64(text).value());
  }
  return Value::null(type);
}

/// The texts of a batch's records, by offset.
class Texts final : public RawRecords {
 public:
  std::string_view text_of(std::int64_t offset) const override {
    const auto found = by_offset.find(offset);
    return found == by_offset.end() ? std::string_view() : std::string_view(found->second);
  }
  std::map<std::int64_t, std::string> by_offset;
};

template <typename T>
T value_or_die(Result<T> result, std::string_view what) {
  if (!result.has_value()) {
    std::fprintf(stderr, "%s: %s\n", std::string(what).c_str(), result.error().message.c_str());
    std::abort();
  }
  return std::move(result).value();
}

std::string row_text(const ResultBatch& batch, std::uint32_t row) {
  std::string text;
  for (const Column& column : batch.columns) {
    if (!text.empty()) text += "|";
    append_text(text, column, row, "NULL");
  }
  return text;
}

}  // namespace

Topic topic(std::string_view schema, std::string_view time_column,
            const std::vector<std::string>& rows) {
  Topic topic;
  topic.schema = std::make_shared<const Schema>(value_or_die(parse_schema(schema), schema));
  topic.time_column = time_column;
  for (const std::string& row : rows) {
    const std::vector<std::string_view> cells = cells_of(row);
    MILLRACE_ASSERT(cells.size() == topic.schema->column_count() + 1);
    Record record;
    record.partition = static_cast<std::uint32_t>(parse_int64(cells[0]).value());
    for (std::uint32_t i = 0; i < topic.schema->column_count(); ++i) {
      record.values.push_back(value_of(cells[i + 1], topic.schema->fields()[i].type));
    }
    if (record.partition >= topic.partition_count) topic.partition_count = record.partition + 1;
    topic.records.push_back(std::move(record));
  }
  return topic;
}

std::string text_of(const Record& record) {
  std::string text;
  for (const Value& value : record.values) {
    if (!text.empty()) text += "|";
    text += to_text(value);
  }
  return text;
}

TopicSource::TopicSource(Topic topic, std::uint32_t batch_rows)
    : topic_(std::move(topic)),
      batch_rows_(batch_rows),
      next_offsets_(topic_.partition_count),
      name_(std::make_shared<const std::string>(topic_.name)) {
  for (const Field& field : topic_.schema->fields()) builders_.emplace_back(field.type);
  if (topic_.is_fetched) order_by_fetch();
}

void TopicSource::order_by_fetch() {
  std::vector<std::vector<Record>> partitions(topic_.partition_count);
  for (Record& record : topic_.records) partitions[record.partition].push_back(std::move(record));
  topic_.records.clear();
  bool is_empty = false;
  for (std::size_t begin = 0; !is_empty; begin += batch_rows_) {
    is_empty = true;
    for (std::vector<Record>& partition : partitions) {
      for (std::size_t i = begin; i < begin + batch_rows_ && i < partition.size(); ++i) {
        topic_.records.push_back(std::move(partition[i]));
        is_empty = false;
      }
    }
  }
}

Result<std::optional<RecordBatch>> TopicSource::next() {
  if (next_ == topic_.records.size()) return std::optional<RecordBatch>();
  const std::uint32_t partition = topic_.records[next_].partition;
  RecordBatch batch;
  batch.schema = topic_.schema;
  batch.topic = name_;
  batch.source_partition = {partition};
  auto texts = std::make_shared<Texts>();
  ColumnBuilder offsets(DataType::bigint());
  ColumnBuilder times(DataType::timestamp());
  const std::optional<std::uint32_t> time_column = topic_.schema->index_of(topic_.time_column);
  while (next_ < topic_.records.size() && batch.row_count < batch_rows_) {
    const Record& record = topic_.records[next_];
    if (record.partition != partition) break;
    for (std::size_t i = 0; i < builders_.size(); ++i) builders_[i].append(record.values[i]);
    const std::int64_t offset = next_offsets_[partition]++;
    offsets.append_int64(offset);
    texts->by_offset[offset] = text_of(record);
    if (time_column.has_value()) {
      const Value& time = record.values[*time_column];
      times.append(time.is_null() ? Value::null(DataType::timestamp())
                                  : Value::timestamp(time.as_int64()));
    }
    ++batch.row_count;
    ++next_;
  }
  for (ColumnBuilder& builder : builders_) batch.columns.push_back(builder.take());
  batch.offsets = offsets.take();
  if (time_column.has_value()) batch.event_times = times.take();
  batch.raw = std::move(texts);
  return std::optional<RecordBatch>(std::move(batch));
}

std::shared_ptr<const QueryPlan> query_on(const Topic& topic, std::string_view sql) {
  TopicDescription description;
  description.name = topic.name;
  description.schema = topic.schema;
  description.event_time_column = topic.schema->index_of(topic.time_column);
  // The plan points at the catalog's signatures, which live as long as the program.
  const ExecCatalog catalog({description}, true);
  const Statement statement = value_or_die(parse_statement(sql), sql);
  return std::make_shared<const QueryPlan>(value_or_die(bind(statement, catalog), sql));
}

TopicFacts facts_of(const Topic& topic, std::vector<std::string> key_columns) {
  return {.source_partition_count = topic.partition_count, .key_columns = std::move(key_columns)};
}

std::shared_ptr<const JobPlan> plan_of(std::shared_ptr<const QueryPlan> query, const JobSpec& spec,
                                       const TopicFacts& facts) {
  return std::make_shared<const JobPlan>(
      value_or_die(plan_job(std::move(query), {}, spec, facts), "plan_job"));
}

std::vector<std::string> canonical_rows(const QueryPlan& plan,
                                        const std::vector<ResultBatch>& results) {
  std::vector<std::string> rows;
  for (const ResultRow& row : final_state(plan, results)) {
    rows.push_back(row_text(results[row.batch], row.row));
  }
  return rows;
}

std::vector<std::string> changelog_rows(const QueryPlan& plan,
                                        const std::vector<ResultBatch>& results) {
  std::vector<std::string> rows;
  for (const ResultRow& row : changelog_order(plan, results)) {
    const ResultBatch& batch = results[row.batch];
    const bool is_retraction = !batch.changes.empty() && batch.changes[row.row] == Change::kRetract;
    rows.push_back((is_retraction ? "- " : "+ ") + row_text(batch, row.row));
  }
  return rows;
}

Run run(const std::shared_ptr<const JobPlan>& plan, const Topic& topic, std::uint32_t batch_rows,
        ProcessorMaker make) {
  std::vector<CollectingSink> sinks(sink_count(*plan));
  SinkList list;
  for (CollectingSink& sink : sinks) list.push_back(&sink);
  const std::unique_ptr<JobProcessor> processor = make(plan, list);
  TopicSource source(topic, batch_rows);
  const Status status = run_job(source, *processor);
  MILLRACE_ASSERT(status.has_value());
  Run run;
  run.statistics = processor->statistics();
  for (CollectingSink& sink : sinks) {
    run.rows_of_sink.emplace_back();
    for (const ResultBatch& batch : sink.results) {
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        run.rows_of_sink.back().push_back(row_text(batch, row));
      }
      run.results.push_back(batch);
    }
    for (const RecordBatch& late : sink.late) {
      for (std::uint32_t row = 0; row < late.row_count; ++row) {
        run.late.push_back(std::to_string(late.source_partition.value) + "@" +
                           std::to_string(late.offset_at(row)) + " " + original_record(late, row));
      }
    }
    run.dead_letters.insert(run.dead_letters.end(), sink.dead_letters.begin(),
                            sink.dead_letters.end());
  }
  run.rows = canonical_rows(*plan->query, run.results);
  run.changelog = changelog_rows(*plan->query, run.results);
  std::sort(run.late.begin(), run.late.end());
  std::sort(run.dead_letters.begin(), run.dead_letters.end(),
            [](const DeadLetter& a, const DeadLetter& b) {
              return std::tie(a.source_partition, a.offset) <
                     std::tie(b.source_partition, b.offset);
            });
  return run;
}

Run run_v1(const std::shared_ptr<const JobPlan>& plan, const Topic& topic,
           std::uint32_t batch_rows) {
  JobSpec spec = plan->spec;
  spec.processor = ProcessorKind::kSimple;
  return run(plan_of(plan->query, spec, plan->topic), topic, batch_rows);
}

}  // namespace millrace::fixture
