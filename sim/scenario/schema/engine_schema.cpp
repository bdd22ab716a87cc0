// sim/scenario/schema/engine_schema.cpp — the rows of `engine:`: cores, processing partitions, strategy, costs.
#include <array>

#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

namespace {

constexpr double kCoresMax = 1024;
constexpr double kRowsMax = 1'000'000'000;
constexpr double kBatchRowsMax = 1'000'000;
constexpr double kRetriesMax = 1'000;

template <typename Enum>
constexpr WordInfo word(std::string_view text, Enum value, std::string_view summary = "") {
  return {text, static_cast<std::uint8_t>(value), summary};
}

constexpr std::array kProcessors = {
    word("v2", ProcessorKind::kCoordinator, "a queue and a worker for each processing partition"),
    word("coordinator", ProcessorKind::kCoordinator),
    word("adaptive", ProcessorKind::kCoordinator),
    word("v1", ProcessorKind::kSimple, "one processing partition, without a queue"),
    word("simple", ProcessorKind::kSimple),
};
constexpr std::array kSelectors = {
    word("millrace", SelectorMode::kMillrace, "by what is right for the query"),
    word("velostream", SelectorMode::kVelostream, "in the reference system's own order"),
};
constexpr std::array kMergePolicies = {
    word("auto", MergePolicy::kAuto, "a second phase merges partial states where a plan needs it"),
    word("off", MergePolicy::kOff, "never"),
};
constexpr std::array kLatePolicies = {
    word("process_with_warning", LateRows::kProcessWithWarning,
         "late rows count where a window is still open, with a warning"),
    word("process_all", LateRows::kProcessAll,
         "late rows count where a window is still open, silently"),
    word("drop", LateRows::kDrop, "every late row goes to the late output"),
};
constexpr std::array kFailurePolicies = {
    word("dead_letter", FailurePolicy::kDeadLetter, "the row alone goes to the dead letters"),
    word("send_to_dlq", FailurePolicy::kDeadLetter),
    word("dlq", FailurePolicy::kDeadLetter),
    word("log_and_continue", FailurePolicy::kLogAndContinue, "it is counted and left out"),
    word("fail_batch", FailurePolicy::kFailBatch, "its whole batch goes to the dead letters"),
    word("retry_with_backoff", FailurePolicy::kRetryWithBackoff,
         "it is tried again, with delays that double"),
};
constexpr std::array kRouterPlacements = {
    word("own_core", RouterPlacement::kOwnCore, "on a core of its own, beside `cores`"),
    word("shared_cores", RouterPlacement::kSharedCores, "in turn with the workers, on theirs"),
};
constexpr std::array kAffinities = {
    word("pinned", Affinity::kPinned,
         "worker w on core w mod cores, in turn with the others there"),
    word("any", Affinity::kAny, "on any free core, the one whose oldest row waits longest first"),
};
constexpr std::array kChanges = {
    word("per_row", false, "a change for each row that changed a state"),
    word("per_batch", true, "the last state of each group in a batch"),
};

constexpr std::array kFetchKeys = {
    KeyInfo{"max_records", integer_value(1, kBatchRowsMax, "records"),
            slot<&FetchSpec::max_records>, "Records a fetch brings at most", "max.poll.records"},
    KeyInfo{"max_wait", not_negative(ValueKind::kDuration), slot<&FetchSpec::max_wait>,
            "How long a fetch waits for more", "fetch.max.wait"},
    KeyInfo{"max_bytes", positive(ValueKind::kBytes), slot<&FetchSpec::max_bytes>,
            "Bytes a fetch brings of a partition at most, but for one record",
            "max.partition.fetch.bytes"},
};
constexpr RecordInfo kFetchRecord = {"fetch", "How sources fetch, as a Kafka consumer does",
                                     kFetchKeys, defaults_of<FetchSpec>};
const RecordInfo& fetch_schema() {
  return kFetchRecord;
}

constexpr ValueType kRunStrategy = of_kind(ValueKind::kRunStrategy);

constexpr std::array kEngineKeys = {
    KeyInfo{"cores", integer_value(1, kCoresMax, "cores"), slot<&EngineSpec::cores>,
            "CPU slots on which the workers run; with fewer than workers they take turns",
            "num_cpu_slots", kAlwaysWritten},
    KeyInfo{"num_partitions", integer_value(1, kWorkersMax, "processing partitions"),
            slot<&EngineSpec::job, &JobSpec::worker_count>,
            "Processing partitions of the job: workers with a queue and state of their own",
            "workers worker_count", kAlwaysWritten},
    KeyInfo{"processor", word_value(kProcessors), slot<&EngineSpec::job, &JobSpec::processor>,
            "Which of the reference system's processors", "job_mode"},
    KeyInfo{
        "strategy", of_kind(ValueKind::kAutoStrategy), slot<&EngineSpec::job, &JobSpec::strategy>,
        "How rows are routed to workers in `run`; `auto` selects by the query, `adaptive` changes "
        "over when what it sees of the rows says so",
        "partitioning_strategy"},
    KeyInfo{"strategies", list_of(kRunStrategy), slot<&EngineSpec::strategies>,
            "What `compare` compares; empty for the five of the reference system"},
    KeyInfo{"strategy_config", of_kind(ValueKind::kStrategyConfig),
            slot<&EngineSpec::strategy_config>, "Options by strategy: `fan_in: {target: 2}`"},
    KeyInfo{"selector", word_value(kSelectors), slot<&EngineSpec::job, &JobSpec::selector>,
            "How `auto` selects"},
    KeyInfo{"merge", word_value(kMergePolicies), slot<&EngineSpec::job, &JobSpec::merge>,
            "Whether scattered plans get a second phase that merges partial states"},
    KeyInfo{"allow_invalid", of_kind(ValueKind::kFlag),
            slot<&EngineSpec::job, &JobSpec::allow_invalid>,
            "Run plans that give wrong results too, to see what breaks"},
    KeyInfo{"max_out_of_orderness", not_negative(ValueKind::kDuration),
            slot<&EngineSpec::job, &JobSpec::max_out_of_orderness>,
            "How far a source partition's watermark stays behind its latest event time; whole "
            "milliseconds"},
    KeyInfo{"late_policy", word_value(kLatePolicies), slot<&EngineSpec::job, &JobSpec::late_rows>,
            "What becomes of rows behind their source partition's watermark"},
    KeyInfo{"idle_timeout", not_negative(ValueKind::kDuration), slot<&EngineSpec::idle_timeout>,
            "After this a silent source partition no longer holds back the watermark; 0s for "
            "never"},
    KeyInfo{"changes", word_value(kChanges), slot<&EngineSpec::job, &JobSpec::changes_per_batch>,
            "What EMIT CHANGES emits"},
    KeyInfo{"queue_capacity", integer_value(1, kRowsMax, "rows"),
            slot<&EngineSpec::job, &JobSpec::queue_capacity_rows>,
            "Rows that each worker's queue holds; a full queue refuses", "queue_capacity_rows"},
    KeyInfo{"failure_policy", word_value(kFailurePolicies),
            slot<&EngineSpec::job, &JobSpec::failure>,
            "What becomes of a row that cannot be processed", "failure_strategy"},
    KeyInfo{"retries", integer_value(0, kRetriesMax, "tries"),
            slot<&EngineSpec::job, &JobSpec::retries_max>, "With retry_with_backoff, at most",
            "max_retries"},
    KeyInfo{"retry_backoff", positive(ValueKind::kDuration),
            slot<&EngineSpec::job, &JobSpec::retry_backoff>,
            "With retry_with_backoff, the first delay; whole milliseconds"},
    KeyInfo{"batch_rows", integer_value(0, kBatchRowsMax, "rows"),
            slot<&EngineSpec::job, &JobSpec::batch_rows>,
            "Rows that a reader should put in one batch; 0 leaves it to fetch", "batch_size"},
    KeyInfo{"fetch", record_value(fetch_schema), slot<&EngineSpec::fetch>,
            "How sources fetch, as a Kafka consumer does"},
    KeyInfo{"router", word_value(kRouterPlacements), slot<&EngineSpec::router>,
            "Where fetching, hashing and splitting spend their time"},
    KeyInfo{"affinity", word_value(kAffinities), slot<&EngineSpec::affinity>,
            "Which core a worker runs on, where there are fewer cores than workers"},
    KeyInfo{"cost_model",
            {.kind = ValueKind::kChoiceName, .choices = &ScenarioVocabulary::cost_models},
            slot<&EngineSpec::cost_model>,
            "What work costs in virtual time"},
    KeyInfo{"costs", of_kind(ValueKind::kCosts), slot<&EngineSpec::costs_ns>,
            "Costs that replace those of the model: `hash: 60ns`", "service_time"},
    KeyInfo{"jitter", choice_value(&ScenarioVocabulary::jitters), slot<&EngineSpec::jitter>,
            "Chance that service times are multiplied with, for queueing studies"},
    KeyInfo{"keyframe_every", positive(ValueKind::kDuration), slot<&EngineSpec::keyframe_every>,
            "Virtual time between snapshots from which any instant can be reached again"},
    KeyInfo{"keyframe_memory", not_negative(ValueKind::kBytes),
            slot<&EngineSpec::keyframe_bytes_max>, "What those snapshots may take"},
};

constexpr RecordInfo kEngineRecord = {"engine", "The job that runs the query, and what it runs on",
                                      kEngineKeys, defaults_of<EngineSpec>};

}  // namespace

const RecordInfo& engine_schema() {
  return kEngineRecord;
}

}  // namespace millrace
