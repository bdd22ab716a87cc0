// tests/support/topic.hpp — a topic written as a text table, and results read back as text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/column_builder.hpp"
#include "core/data/record_batch.hpp"
#include "core/exec/query_executor.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
#include "core/job/job_spec.hpp"

namespace millrace::fixture {

/// One record as a test writes it: the partition it lies on, then a value per column ("NULL" for
/// none).
struct Record {
  std::uint32_t partition = 0;
  std::vector<Value> values;
};

/// A topic in the order in which a job reads it. Offsets follow from that order.
struct Topic {
  std::string name = "trades";
  SchemaPtr schema;
  std::string time_column;  // event time; empty for none
  std::uint32_t partition_count = 1;
  std::vector<Record> records;
  /// False: read in the order of `records`. True: read as a consumer fetches, a batch of one
  /// partition after a batch of another; the records of a partition keep their order.
  bool is_fetched = false;
};

/// Rows like "2 | AAPL | 100 | 60000": source partition, then the columns of the schema.
Topic topic(std::string_view schema, std::string_view time_column,
            const std::vector<std::string>& rows);

/// Reads a topic in batches of at most `batch_rows` records of one partition.
/// Records carry their text, so that dead letters can show it.
class TopicSource final : public RecordSource {
 public:
  TopicSource(Topic topic, std::uint32_t batch_rows);
  Result<std::optional<RecordBatch>> next() override;

 private:
  /// Puts the records in the order in which they are fetched.
  void order_by_fetch();

  Topic topic_;
  std::uint32_t batch_rows_;
  std::size_t next_ = 0;
  std::vector<std::int64_t> next_offsets_;
  std::shared_ptr<const std::string> name_;
  std::vector<ColumnBuilder> builders_;
};

/// The record as the recording holds it: values with '|' between them.
std::string text_of(const Record& record);

/// The bound query. Aborts on errors: tests that expect one bind themselves.
std::shared_ptr<const QueryPlan> query_on(const Topic& topic, std::string_view sql);
TopicFacts facts_of(const Topic& topic, std::vector<std::string> key_columns = {});
std::shared_ptr<const JobPlan> plan_of(std::shared_ptr<const QueryPlan> query, const JobSpec& spec,
                                       const TopicFacts& facts);

/// A finished run.
struct Run {
  std::vector<ResultBatch> results;
  std::vector<std::string> rows;       // canonical order; windows and values with '|' between them
  std::vector<std::string> changelog;  // every change in order, "+" or "-" in front
  std::vector<std::string> late;       // records
  std::vector<DeadLetter> dead_letters;
  JobStatistics statistics;
  std::vector<std::vector<std::string>> rows_of_sink;  // unordered
};

using ProcessorMaker = std::unique_ptr<JobProcessor> (*)(std::shared_ptr<const JobPlan> plan,
                                                         SinkList sinks);

Run run(const std::shared_ptr<const JobPlan>& plan, const Topic& topic,
        std::uint32_t batch_rows = 4, ProcessorMaker make = make_processor);
/// The reference: V1 over the same records.
Run run_v1(const std::shared_ptr<const JobPlan>& plan, const Topic& topic,
           std::uint32_t batch_rows = 4);

/// Final state of every (window, group) in canonical order.
std::vector<std::string> canonical_rows(const QueryPlan& plan,
                                        const std::vector<ResultBatch>& results);
std::vector<std::string> changelog_rows(const QueryPlan& plan,
                                        const std::vector<ResultBatch>& results);

}  // namespace millrace::fixture
