// core/job/effective_job.cpp — ranges, precedence, and the spelling of key columns.
#include "core/job/effective_job.hpp"

#include <utility>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace {

namespace {

Error option_error(std::string message, SourceSpan span = {}) {
  return {ErrorCode::kOption, std::move(message), span};
}

Status check_at_least(std::string_view what, std::int64_t value, std::int64_t minimum) {
  if (value >= minimum) return {};
  return option_error(std::string(what) + " must be at least " + std::to_string(minimum) +
                      ", got " + std::to_string(value));
}

}  // namespace

Status check_spec(const JobSpec& spec, const TopicFacts& topic) {
  MILLRACE_CHECK(check_at_least("processing partitions", spec.worker_count, 1));
  if (spec.worker_count > kWorkersMax) {
    return option_error("processing partitions must be at most " + std::to_string(kWorkersMax) +
                        ", got " + std::to_string(spec.worker_count));
  }
  MILLRACE_CHECK(check_at_least("source partitions", topic.source_partition_count, 1));
  MILLRACE_CHECK(check_at_least("queue capacity in rows", spec.queue_capacity_rows, 1));
  MILLRACE_CHECK(check_at_least("max out-of-orderness in ms", spec.max_out_of_orderness.ms, 0));
  return check_at_least("retry backoff in ms", spec.retry_backoff.ms, 0);
}

JobSpec effective_spec(const Annotations& annotations, const JobSpec& spec) {
  JobSpec effective = spec;
  if (annotations.job_mode.has_value()) {
    effective.processor = *annotations.job_mode == JobMode::kSimple ? ProcessorKind::kSimple
                                                                    : ProcessorKind::kCoordinator;
  }
  if (annotations.num_partitions.has_value()) effective.worker_count = *annotations.num_partitions;
  if (annotations.batch_size.has_value()) effective.batch_rows = *annotations.batch_size;
  if (annotations.partitioning_strategy.has_value()) {
    effective.strategy = annotations.partitioning_strategy->value;
  }
  return effective;
}

namespace {

Result<std::string> column_named(const std::string& name, const Schema& schema, SourceSpan span) {
  const std::optional<std::uint32_t> index = schema.index_of(name);
  if (index.has_value()) return schema.fields()[*index].name;
  return option_error(
      "the topic has no column '" + name + "' to be keyed by" + did_you_mean(name, schema.names()),
      span);
}

}  // namespace

Result<TopicFacts> effective_topic(const QueryPlan& query, const Annotations& annotations,
                                   const JobSpec& spec, const TopicFacts& topic) {
  std::vector<std::string> declared = topic.key_columns;
  for (const auto& [name, value] : spec.strategy_options) {
    if (equals_ignoring_case(name, "source_partition_key") && !value.empty()) {
      declared = split_column_list(value);
    }
  }
  TopicFacts effective = topic;
  effective.key_columns.clear();
  if (annotations.partitioned_by.has_value()) {
    for (const Annotations::Text& column : *annotations.partitioned_by) {
      MILLRACE_TRY(std::string name, column_named(column.value, *query.input, column.span));
      effective.key_columns.push_back(std::move(name));
    }
    return effective;
  }
  for (const std::string& column : declared) {
    MILLRACE_TRY(std::string name, column_named(column, *query.input, {}));
    effective.key_columns.push_back(std::move(name));
  }
  return effective;
}

}  // namespace millrace
