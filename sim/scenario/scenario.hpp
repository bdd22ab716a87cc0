// sim/scenario/scenario.hpp — a scenario as data: what one YAML file says, with every default
// filled in. Read, linted, written and described (JSON Schema, docs, controls of the workbench)
// from one table: scenario_schema.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/data_type.hpp"
#include "core/job/job_spec.hpp"

namespace millrace {

/// A length of virtual time in nanoseconds; `30s`, `1.5ms`, `80ns` in files.
struct VirtualDuration {
  std::int64_t ns = 0;
  friend auto operator<=>(const VirtualDuration&, const VirtualDuration&) = default;
};

/// Something chosen from a list file by name, with its parameters as the file gives them: `zipf:
/// {s: 1.1}`. The list entry's description validates and defaults them.
struct Choice {
  std::string name;
  std::vector<std::pair<std::string, std::string>> parameters;
  friend bool operator==(const Choice&, const Choice&) = default;
};

/// One column of a synthetic topic.
struct FieldSpec {
  std::string name;
  DataType type;
  std::string pattern;               // strings: "trader_{n}", n from the distribution
  std::int64_t cardinality = 1'000;  // number of distinct values of keys
  Choice distribution = {"uniform", {}};
  std::vector<std::string> values;  // enum
  std::vector<double> weights;      // of `values`; empty = equal
  // Of numbers and timestamps, as text: exact for decimals. "" = by type: min 0, of timestamps the topic's start
  // time; max of BIGINT min + cardinality − 1, of other numbers min + 100, of timestamps min + a day.
  std::string min;
  std::string max;
  std::string step;  // numbers: distance of neighbouring values; "" = the type's own (1, 0.01, …;
                     // DOUBLE: any)
  double null_share = 0.0;  // 0 … 1
  std::string follows;      // correlated: value number is a function of this field's
  friend bool operator==(const FieldSpec&, const FieldSpec&) = default;
};

/// Rows that arrive behind their event time.
struct DisorderSpec {
  double share = 0.0;              // of rows, 0 … 1
  Choice delay = {"uniform", {}};  // distribution of the delay over 0 … max_delay
  VirtualDuration max_delay = {0};
  friend bool operator==(const DisorderSpec&, const DisorderSpec&) = default;
};

/// One of several clients that write the topic: what really happens, whatever `TopicSpec::key` and
/// `partitioner` declare.
struct ProducerSpec {
  std::string name;              // what faults call it: "java"
  double share = 1.0;            // of the records, relative to the other producers' shares; > 0
  std::string partitioner;       // "" = the topic's
  std::vector<std::string> key;  // columns it keys its records by; empty = the topic's
  friend bool operator==(const ProducerSpec&, const ProducerSpec&) = default;
};

/// What stands for a strategy where a job is to choose, and change, its own: starts from what `auto` selects.
inline constexpr std::string_view kAdaptiveStrategy = "adaptive";

/// The column that holds a synthetic topic's event time where `TopicSpec::timestamp` names none; a TIMESTAMP.
inline constexpr std::string_view kEventTimeColumn = "event_time";

/// Midnight of 2024-01-01 UTC in epoch milliseconds.
inline constexpr std::int64_t kStartTimeDefaultMs = 1'704'067'200'000;

struct TopicSpec {
  std::string name = "topic";
  std::uint32_t partitions = 1;
  std::vector<std::string> key;  // K as declared: what the job is told
  std::string partitioner =
      "java_default";  // or `explicit` with `partition_field`; also what the job is told
  std::string partition_field;
  std::vector<ProducerSpec> producers;  // empty = one, which does as declared
  std::string timestamp;                // event-time column; "" = a column the generator adds
  // Event time of a row = start_time_ms + due time × time_scale − its delay. Synthetic topics.
  std::int64_t start_time_ms = kStartTimeDefaultMs;
  double time_scale = 1.0;
  DisorderSpec disorder;
  std::vector<FieldSpec> fields;
  // A recorded topic instead of a synthetic one.
  std::string recording;         // path, relative to the scenario file
  double recording_speed = 1.0;  // 2 = twice as fast as recorded; 0 = as `load` says
  friend bool operator==(const TopicSpec&, const TopicSpec&) = default;
};

/// Most records of a synthetic run. A comparison holds them all: some 40 bytes each and up.
inline constexpr std::int64_t kRecordsMax = 200'000'000;

enum class LoadModel : std::uint8_t { kOpen, kClosed };

struct LoadStage {
  VirtualDuration duration;
  double target_rate =
      0.0;  // records/s at the end of the stage; the rate ramps linearly from the stage before
  friend bool operator==(const LoadStage&, const LoadStage&) = default;
};

struct LoadSpec {
  LoadModel model = LoadModel::kOpen;
  Choice arrivals = {"poisson", {}};  // constant, poisson, bursty, diurnal, trace
  double rate = 10'000.0;             // records/s over all partitions, where no stages are given
  std::vector<LoadStage> stages;
  std::uint32_t closed_clients = 1;  // closed loop: records under way at once
  friend bool operator==(const LoadSpec&, const LoadSpec&) = default;
};

/// How sources fetch, as a Kafka consumer does.
struct FetchSpec {
  std::uint32_t max_records = 500;          // max.poll.records
  VirtualDuration max_wait = {10'000'000};  // fetch.max.wait
  std::int64_t max_bytes = 1 << 20;         // max.partition.fetch.bytes
  friend bool operator==(const FetchSpec&, const FetchSpec&) = default;
};

/// Where the router (fetching, hashing, splitting) spends its time.
enum class RouterPlacement : std::uint8_t {
  kOwnCore,      // beside the cores of the workers, which it never disturbs
  kSharedCores,  // takes turns with the workers on their cores
};

/// Which core a worker runs on.
enum class Affinity : std::uint8_t {
  kPinned,  // worker w on core w mod cores, in turn with the others there
  kAny,  // on whatever core is free: the worker whose oldest row was due first, as a scheduler of threads does
};

struct EngineSpec {
  std::uint32_t cores = 8;
  std::vector<std::string> strategies;  // for compare, `adaptive` too; empty = the five
  /// worker_count = num_partitions, strategy, merge, lateness … Options of strategies stand in
  /// strategy_config, since a comparison runs several: job_spec_for() in scenario_job.hpp puts the
  /// right ones into the spec.
  JobSpec job;
  std::vector<Choice>
      strategy_config;  // canonical strategy name and its options, in the order of the file
  RouterPlacement router = RouterPlacement::kOwnCore;
  Affinity affinity = Affinity::kPinned;
  VirtualDuration idle_timeout = {
      30'000'000'000};  // a silent source partition is left out of W after it; 0 = never
  FetchSpec fetch;
  std::string cost_model = "measured";  // measured, velostream, or explicit through `costs`
  std::vector<std::pair<std::string, double>>
      costs_ns;                  // overrides by name, nanoseconds: {"hash", 60}
  Choice jitter = {"none", {}};  // none, exponential, lognormal: multiplies service times
  VirtualDuration keyframe_every = {1'000'000'000};
  std::int64_t keyframe_bytes_max = 288 << 20;
  friend bool operator==(const EngineSpec&, const EngineSpec&) = default;
};

/// Something that happens on the timeline.
struct FaultSpec {
  std::string type;  // an entry of faults.list
  VirtualDuration at = {0};
  std::optional<VirtualDuration> lasts;  // `for:`
  std::optional<VirtualDuration> every;
  std::vector<std::pair<std::string, std::string>> parameters;
  friend bool operator==(const FaultSpec&, const FaultSpec&) = default;
};

/// One line of `expect:`: a measure of one strategy, compared with a value: {"sticky_partition",
/// "p99", "<", "50ms"}.
struct Expectation {
  std::string strategy;  // canonical name, "adaptive", or "all"
  std::string measure;
  std::string comparison;  // =, <, <=, >, >=, !=
  std::string value;
  std::uint32_t line = 0;  // of the file it was read from, for messages; 0: none

  /// Wherever they stand.
  friend bool operator==(const Expectation& a, const Expectation& b) {
    return a.strategy == b.strategy && a.measure == b.measure && a.comparison == b.comparison &&
           a.value == b.value;
  }
};

struct Scenario {
  int version = 1;
  std::string name;
  std::string description;  // what to watch for, first
  std::uint64_t seed = 42;
  VirtualDuration duration = {60'000'000'000};
  std::string query;
  std::string
      query_name;  // for errors: the file that the query stands in; says nothing about the scenario
  TopicSpec topic;
  LoadSpec load;
  EngineSpec engine;
  std::vector<FaultSpec> faults;
  std::vector<Expectation> expectations;

  /// All but query_name.
  friend bool operator==(const Scenario& a, const Scenario& b);
};

}  // namespace millrace
