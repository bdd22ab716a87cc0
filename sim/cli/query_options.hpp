// sim/cli/query_options.hpp — what the user typed after `millrace query` and `millrace explain`,
// not yet checked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/job/job_spec.hpp"

namespace millrace::cli {

/// How the records lie on the topic, and how the job is to run: shared by `query` and `explain`.
struct JobOptions {
  std::string sql;
  std::string sql_file;  // exactly one of the two
  std::string schema;    // "c TYPE, …"; else inferred
  std::string key;       // "c,…": the columns that the producer keyed the topic by
  std::optional<std::string> partitioner;  // else java_default, or as recorded
  std::optional<std::uint32_t> source_partitions;
  std::string processor = "v2";
  std::optional<std::uint32_t> partitions;    // processing partitions
  std::string strategy;                       // empty: the annotation, else auto
  std::vector<std::string> strategy_options;  // "target=2"
  std::string selector = "millrace";
  std::string merge = "auto";
  bool allow_invalid = false;
};

struct QueryOptions {
  JobOptions job;
  std::string input;  // a path, or - for standard input
  std::string format;
  std::string topic;  // of a recording that holds several
  std::string time_column;
  std::string max_out_of_orderness = "60s";
  std::string late_policy = "process_with_warning";
  std::string failure_policy = "dead_letter";
  std::optional<std::uint32_t> batch_rows;
  std::optional<std::int64_t> queue_rows;
  std::uint64_t seed = 42;  // of partitioners that draw lots
  bool changelog = false;
  bool changes_per_batch = false;
  std::string out_format;  // empty: table on a terminal, else csv
  std::optional<std::uint64_t> rows_max;
  bool json = false;
  std::string output_file;
  std::string late_file;
  std::string dead_letters_file;
};

struct ExplainOptions {
  JobOptions job;
  bool json = false;
};

struct ExplainHashOptions {
  std::string key;
  std::uint32_t partitions = 1;
  bool json = false;
};

/// Reads `10s`, `1500ms`, `2m`, `1h`; a bare number is refused: a unit is missing.
Result<EventDuration> parse_duration_option(const std::string& option, const std::string& text);

/// The job spec that the options ask for.
Result<JobSpec> job_spec_of(const JobOptions& options);

/// "a, b" -> {"a", "b"}; empty text gives no columns.
std::vector<std::string> split_columns(const std::string& text);

}  // namespace millrace::cli
