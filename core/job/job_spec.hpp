// core/job/job_spec.hpp — everything that describes a job, as data: what the command, a scenario or the
// workbench asks for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/units.hpp"
#include "core/exec/query_executor.hpp"

namespace millrace {

struct PartitionerInfo;  // core/route/partitioner.hpp

enum class ProcessorKind : std::uint8_t {
  kSimple,       // "v1": one processing partition, no queue
  kCoordinator,  // "v2": a queue and a worker per processing partition
};

/// Whether a scattered plan gets a second phase that merges partial states.
enum class MergePolicy : std::uint8_t { kAuto, kOff };

/// Which order of rules selects a strategy (semantics §6).
enum class SelectorMode : std::uint8_t { kMillrace, kVelostream };

/// What becomes of a row (or a sink write) that fails (semantics §7).
enum class FailurePolicy : std::uint8_t {
  kDeadLetter,        // the row alone goes to the dead-letter output, with its original contents
  kLogAndContinue,    // counted as dead letter, kept as a log line only
  kFailBatch,         // the whole batch goes to the dead-letter output
  kRetryWithBackoff,  // tried again up to retries_max times, delays doubling, then as kDeadLetter
};

/// Every field's default is the product's default.
struct JobSpec {
  ProcessorKind processor = ProcessorKind::kCoordinator;
  std::uint32_t worker_count = 8;  // processing partitions; 1 … kWorkersMax
  std::string strategy = "auto";   // or any spelling of a strategy
  /// "hash_function" = "fnv", "target" = "0", …
  std::vector<std::pair<std::string, std::string>> strategy_options;
  SelectorMode selector = SelectorMode::kMillrace;
  MergePolicy merge = MergePolicy::kAuto;
  /// Follow the source partition of every key, so that the job can later go over to natural routing, or change its
  /// number of workers under it (core/job/plan_change.hpp). Memory follows the keys.
  bool follows_keys = false;
  bool allow_invalid = false;  // run a plan that gives wrong results, to see what breaks
  LateRows late_rows = LateRows::kProcessWithWarning;
  EventDuration max_out_of_orderness = {60'000};
  bool changes_per_batch = false;
  std::int64_t queue_capacity_rows = 65'536;  // of each worker's queue
  FailurePolicy failure = FailurePolicy::kDeadLetter;
  std::uint32_t retries_max = 10;
  EventDuration retry_backoff = {100};  // first delay; doubles each time
  /// Rows that a reader should put in one batch (@batch_size); 0 leaves it to the reader. Results do not depend on it,
  /// but for `changes_per_batch` and `fail_batch`.
  std::uint32_t batch_rows = 0;
  friend bool operator==(const JobSpec&, const JobSpec&) = default;
};

inline constexpr std::uint32_t kWorkersMax = 1024;

// Any spelling, any case; the error names the valid words.
/// v1|simple, v2|coordinator|adaptive.
Result<ProcessorKind> parse_processor_kind(std::string_view text);
Result<MergePolicy> parse_merge_policy(std::string_view text);
Result<SelectorMode> parse_selector_mode(std::string_view text);
Result<FailurePolicy> parse_failure_policy(std::string_view text);
Result<LateRows> parse_late_rows(std::string_view text);
std::string_view to_text(ProcessorKind kind);
std::string_view to_text(FailurePolicy policy);

/// Another topic that feeds the same query: its source partitions have watermarks of their own.
struct FurtherTopic {
  std::string name;  // as RecordBatch::topic says
  std::uint32_t source_partition_count = 1;
};

/// What is known of how the records lie on the topic.
struct TopicFacts {
  std::uint32_t source_partition_count = 1;
  std::vector<std::string> key_columns = {};   // K; empty when unknown
  bool is_partitioner_function_of_key = true;  // false for random and round robin producers
  // Whether records without key, or with an empty one, may lie on any source partition. Most clients spread the former;
  // of a producer that nobody knows, both are assumed.
  bool spreads_null_keys = true;
  bool spreads_empty_keys = true;
  /// Read side by side with the one above, keyed like it.
  std::vector<FurtherTopic> further_topics = {};
};

/// What a producer with this partitioner does with keys. Null: an unknown one, whose keys are trusted and whose missing
/// keys are not.
void set_partitioner(TopicFacts& topic, const PartitionerInfo* partitioner);

}  // namespace millrace
