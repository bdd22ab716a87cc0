// sim/cli/query_command.cpp — the straight line of `millrace query`: statement → recording → plan →
// run → output.
#include "sim/cli/query_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "core/exec/catalog.hpp"
#include "core/exec/result_order.hpp"
#include "core/job/job_processor.hpp"
#include "sim/cli/driver.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/query_setup.hpp"
#include "sim/cli/rejected_rows.hpp"
#include "sim/cli/result_writer.hpp"
#include "sim/cli/stop_request.hpp"
#include "sim/cli/summary.hpp"
#include "sim/trace/recording.hpp"

namespace millrace::cli {
namespace {

/// Everything that a run needs, settled and checked.
struct PreparedQuery {
  LoadedStatement statement;
  std::unique_ptr<Recording> recording;
  std::shared_ptr<const JobPlan> plan;
  OutputFormat format = OutputFormat::kCsv;
};

/// Either a prepared query, or the exit code after the error was shown.
struct Preparation {
  ExitCode code = ExitCode::kFine;
  std::optional<PreparedQuery> query;
};

/// Grouping columns that are named as they are: a JSON record without one of them cannot be placed.
std::vector<std::string> grouping_columns(const SelectQuery& query) {
  std::vector<std::string> names;
  for (const AstExpression& key : query.group_by) {
    if (key.kind == AstKind::kColumn) names.push_back(key.text);
  }
  return names;
}

Result<RecordingOptions> recording_options(const QueryOptions& options, const JobOptions& job,
                                           const SelectQuery& query) {
  RecordingOptions recording;
  recording.path = options.input;
  if (!options.topic.empty()) recording.topic = options.topic;
  if (!options.format.empty()) {
    MILLRACE_TRY(recording.format, parse_trace_format(options.format));
  }
  if (!job.schema.empty()) {
    MILLRACE_TRY(Schema schema, parse_schema(job.schema));
    recording.schema = std::make_shared<const Schema>(std::move(schema));
  }
  recording.key_columns = split_columns(job.key);
  recording.partitioner = job.partitioner;
  recording.source_partitions = job.source_partitions;
  recording.required_columns = grouping_columns(query);
  recording.seed = options.seed;
  if (options.batch_rows) recording.batch_rows = *options.batch_rows;
  if (!options.time_column.empty()) recording.time_column = options.time_column;
  return recording;
}

Result<JobSpec> query_spec(const QueryOptions& options, const JobOptions& job) {
  MILLRACE_TRY(JobSpec spec, job_spec_of(job));
  MILLRACE_TRY(spec.max_out_of_orderness,
               parse_duration_option("--max-out-of-orderness", options.max_out_of_orderness));
  MILLRACE_TRY(spec.late_rows, parse_late_rows(options.late_policy));
  MILLRACE_TRY(spec.failure, parse_failure_policy(options.failure_policy));
  spec.changes_per_batch = options.changes_per_batch;
  if (options.queue_rows) {
    if (*options.queue_rows < 1) {
      return Error{ErrorCode::kOption,
                   fmt::format("--queue-rows takes at least 1 row, got {}", *options.queue_rows)};
    }
    spec.queue_capacity_rows = *options.queue_rows;
  }
  return spec;
}

Result<OutputFormat> output_format(const QueryOptions& options, const CommandIo& io) {
  if (!options.out_format.empty()) return parse_output_format(options.out_format);
  const bool to_terminal = io.out_is_terminal && options.output_file.empty();
  return to_terminal ? OutputFormat::kTable : OutputFormat::kCsv;
}

/// Binds the statement to the recording's columns and tells the recording which of them is event time.
Result<std::shared_ptr<const QueryPlan>> bind_to_recording(const LoadedStatement& loaded,
                                                           Recording& recording) {
  const RecordedTopic& topic = recording.topic();
  const TopicDescription description{topic.name, topic.schema, topic.event_time_column,
                                     topic.has_record_timestamps, topic.has_keys};
  const ExecCatalog catalog({description}, /*any_topic_name=*/true);
  MILLRACE_TRY(QueryPlan plan, bind(loaded.statement, catalog));
  if (plan.event_time_column) recording.use_time_column(*plan.event_time_column);
  return std::make_shared<const QueryPlan>(std::move(plan));
}

TopicFacts topic_facts(const RecordedTopic& topic) {
  TopicFacts facts;
  facts.source_partition_count = topic.source_partition_count;
  facts.key_columns = topic.key_columns;
  set_partitioner(facts, topic.partitioner);
  return facts;
}

Preparation prepare(const QueryOptions& options, const CommandIo& io) {
  const auto fail = [&](const Error& error) {
    io.error(error.message);
    return Preparation{ExitCode::kBadInput, std::nullopt};
  };
  PreparedQuery query;
  const Result<OutputFormat> format = output_format(options, io);
  if (!format) return fail(format.error());
  query.format = format.value();
  JobOptions job = options.job;
  std::optional<LoadedStatement> loaded = load_statement(job, io);
  if (!loaded) return {ExitCode::kBadInput, std::nullopt};
  query.statement = std::move(*loaded);
  const Annotations annotations = resolve_annotations(query.statement, job, io);
  QueryOptions settled = options;
  if (!settled.batch_rows && annotations.batch_size) settled.batch_rows = annotations.batch_size;
  const Result<JobSpec> spec = query_spec(settled, job);
  if (!spec) return fail(spec.error());
  Result<RecordingOptions> recording_of =
      recording_options(settled, job, query.statement.statement.query);
  if (!recording_of) {
    if (recording_of.error().span.is_known()) {
      io.error(recording_of.error(), "--schema", job.schema);
      return {ExitCode::kBadInput, std::nullopt};
    }
    return fail(recording_of.error());
  }
  Result<std::unique_ptr<Recording>> recording = Recording::open(recording_of.value());
  if (!recording) return fail(recording.error());
  query.recording = std::move(recording).value();
  const auto plan = bind_to_recording(query.statement, *query.recording);
  if (!plan) return {show_statement_error(plan.error(), query.statement, io), std::nullopt};
  Result<JobPlan> job_plan =
      plan_job(plan.value(), annotations, spec.value(), topic_facts(query.recording->topic()));
  if (!job_plan) return {show_statement_error(job_plan.error(), query.statement, io), std::nullopt};
  query.plan = std::make_shared<const JobPlan>(std::move(job_plan).value());
  return {ExitCode::kFine, std::move(query)};
}

/// Shows progress and ends the input early when the user asks to stop.
class WatchedSource final : public RecordSource {
 public:
  WatchedSource(Recording& recording, const CommandIo& io) : recording_(recording), progress_(io) {}

  Result<std::optional<RecordBatch>> next() override {
    if (is_stop_requested()) {
      was_stopped_ = true;
      return std::optional<RecordBatch>();
    }
    const RecordingProgress read = recording_.progress();
    progress_.show(read.rows_read, read.bytes_read, read.bytes_total.value_or(0));
    return recording_.next();
  }
  std::vector<DeadLetter> take_dead_letters() override { return recording_.take_dead_letters(); }
  bool was_stopped() const { return was_stopped_; }
  void done() { progress_.wipe(); }

 private:
  Recording& recording_;
  Progress progress_;
  bool was_stopped_ = false;
};

/// What all sinks of a run collected, in one place.
struct Collected {
  std::vector<ResultBatch> results;
  RejectedRows rejected;
};

Collected gather(std::vector<std::unique_ptr<CollectingSink>>& sinks) {
  Collected all;
  for (auto& sink : sinks) {
    for (ResultBatch& batch : sink->results) all.results.push_back(std::move(batch));
    for (RecordBatch& batch : sink->late) all.rejected.late.push_back(std::move(batch));
    for (DeadLetter& letter : sink->dead_letters)
      all.rejected.dead_letters.push_back(std::move(letter));
  }
  all.rejected.sort();
  return all;
}

Status write_output(const QueryOptions& options, const PreparedQuery& query, const Collected& all,
                    const FinishedRun& run, const CommandIo& io) {
  const QueryPlan& plan = *query.plan->query;
  const std::vector<ResultRow> rows =
      options.changelog ? changelog_order(plan, all.results) : final_state(plan, all.results);
  std::string text;
  const ResultView view{plan, all.results, rows, options.changelog, options.rows_max};
  if (options.json) {
    text = "{\"summary\":" + summary_json(run) + ",\"rows\":[";
    std::string lines;
    append_results(lines, view, OutputFormat::kJsonLines);
    if (!lines.empty()) lines.pop_back();
    for (const char c : lines) text += c == '\n' ? std::string(",\n") : std::string(1, c);
    text += "]}\n";
  } else {
    append_results(text, view, query.format);
  }
  OutputFile file;
  MILLRACE_CHECK(file.open(options.output_file, io.out));
  MILLRACE_CHECK(file.write(text));
  MILLRACE_CHECK(file.close());
  MILLRACE_CHECK(all.rejected.write_late(options.late_file, io));
  return all.rejected.write_dead_letters(options.dead_letters_file, io);
}

ExitCode exit_code_of(const FinishedRun& run) {
  const std::string_view verdict = verdict_word(run);
  if (verdict == "invalid") return ExitCode::kRefusedOrInvalid;
  return verdict == "unknown" ? ExitCode::kUnknown : ExitCode::kFine;
}

}  // namespace

ExitCode run_query(const QueryOptions& options, const CommandIo& io) {
  Preparation preparation = prepare(options, io);
  if (!preparation.query) return preparation.code;
  PreparedQuery& query = *preparation.query;

  std::vector<std::unique_ptr<CollectingSink>> sinks;
  SinkList sink_list;
  for (std::uint32_t n = 0; n < sink_count(*query.plan); ++n) {
    sinks.push_back(std::make_unique<CollectingSink>());
    sink_list.push_back(sinks.back().get());
  }
  const std::unique_ptr<JobProcessor> processor = make_driver(query.plan, sink_list);
  WatchedSource source(*query.recording, io);
  const auto start = std::chrono::steady_clock::now();
  const Status status = run_job(source, *processor);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  source.done();
  if (!status) {
    io.error(status.error().message);
    return ExitCode::kBadInput;
  }
  const JobStatistics statistics = processor->statistics();
  const FinishedRun run{*query.plan, statistics, seconds, source.was_stopped()};
  const Collected all = gather(sinks);
  const Status written = write_output(options, query, all, run, io);
  if (!written) {
    io.error(written.error().message);
    return ExitCode::kBadInput;
  }
  show_summary(run, io);
  return exit_code_of(run);
}

}  // namespace millrace::cli
