// sim/scenario/schema/topic_schema.cpp — the rows of `topic:`: partitions, key, producers, fields.
#include <array>

#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

namespace {

constexpr double kPartitionsMax = 10'000;
constexpr double kCardinalityMax = 100'000'000;

constexpr ValueType kText = text_value();
constexpr ValueType kBound = of_kind(ValueKind::kBound);
constexpr ValueType kField = of_kind(ValueKind::kField);
constexpr ValueType kDistribution = choice_value(&ScenarioVocabulary::distributions);

constexpr std::array kFieldKeys = {
    KeyInfo{"type", of_kind(ValueKind::kDataType), slot<&FieldSpec::type>,
            "SQL type: string, bigint, double, decimal(12,4), boolean or timestamp", "",
            kRequired + kAlwaysWritten},
    KeyInfo{"precision", integer_value(1, kDecimalPrecisionMax, "digits"),
            slot<&FieldSpec::type, &DataType::precision>, "Digits of a decimal", "", kNotWritten},
    KeyInfo{"scale", integer_value(0, kDecimalPrecisionMax, "digits"),
            slot<&FieldSpec::type, &DataType::scale>, "Digits of a decimal behind the point", "",
            kNotWritten},
    KeyInfo{"pattern", kText, slot<&FieldSpec::pattern>,
            "Text of a string value, with {n} where its number stands"},
    KeyInfo{"cardinality", integer_value(1, kCardinalityMax, "values"),
            slot<&FieldSpec::cardinality>, "How many different values there are"},
    KeyInfo{"distribution", kDistribution, slot<&FieldSpec::distribution>,
            "How often each value comes: over the value numbers of keys, between min and max of "
            "numbers"},
    KeyInfo{"values", list_of(kText), slot<&FieldSpec::values>,
            "The values, spelled out; cardinality is then their number", "enum"},
    KeyInfo{"weights", list_of(not_negative(ValueKind::kNumber)), slot<&FieldSpec::weights>,
            "How often each of `values` comes, relative to the others"},
    KeyInfo{"min", kBound, slot<&FieldSpec::min>, "Smallest number or earliest timestamp"},
    KeyInfo{"max", kBound, slot<&FieldSpec::max>, "Largest number or latest timestamp"},
    KeyInfo{"step", kBound, slot<&FieldSpec::step>,
            "Distance of neighbouring numbers, of timestamps in ms; left out, the smallest that "
            "the type holds"},
    KeyInfo{"null_share", of_kind(ValueKind::kShare), slot<&FieldSpec::null_share>,
            "Share of rows without a value", "null_probability"},
    KeyInfo{"follows", kField, slot<&FieldSpec::follows>,
            "Field whose value number decides this one's, so that the two go together"},
};

constexpr std::array kProducerKeys = {
    KeyInfo{"name", kText, slot<&ProducerSpec::name>, "What faults call it", "",
            kRequired + kAlwaysWritten},
    KeyInfo{"share", positive(ValueKind::kNumber), slot<&ProducerSpec::share>,
            "Of the records, relative to the other producers' shares"},
    KeyInfo{"partitioner", of_kind(ValueKind::kPartitioner), slot<&ProducerSpec::partitioner>,
            "Its Kafka client's partitioner; left out, the topic's"},
    KeyInfo{"key", list_of(kField), slot<&ProducerSpec::key>,
            "Columns it keys its records by; left out, the topic's"},
};

constexpr std::array kDisorderKeys = {
    KeyInfo{"share", of_kind(ValueKind::kShare), slot<&DisorderSpec::share>,
            "Share of rows that come late", "p probability"},
    KeyInfo{"max_delay", not_negative(ValueKind::kDuration), slot<&DisorderSpec::max_delay>,
            "How far behind their event time they come at most"},
    KeyInfo{"delay", kDistribution, slot<&DisorderSpec::delay>,
            "Distribution of the delay from 0 to max_delay", "distribution"},
};

constexpr RecordInfo kFieldRecord = {"field", "A column of the topic", kFieldKeys,
                                     defaults_of<FieldSpec>};
constexpr RecordInfo kProducerRecord = {"producer", "A client that writes the topic", kProducerKeys,
                                        defaults_of<ProducerSpec>};
constexpr RecordInfo kDisorderRecord = {"disorder", "Rows that arrive behind their event time",
                                        kDisorderKeys, defaults_of<DisorderSpec>};

const RecordInfo& producer_schema() {
  return kProducerRecord;
}
const RecordInfo& disorder_schema() {
  return kDisorderRecord;
}

constexpr std::array kTopicKeys = {
    KeyInfo{"name", kText, slot<&TopicSpec::name>, "What FROM calls it", "", kAlwaysWritten},
    KeyInfo{"partitions", integer_value(1, kPartitionsMax, "source partitions"),
            slot<&TopicSpec::partitions>, "Partitions of the topic, which are not those of the job",
            "num_source_partitions", kAlwaysWritten},
    KeyInfo{"key", list_of(kField), slot<&TopicSpec::key>,
            "Columns by which the topic is said to be keyed: what the job is told; empty when not "
            "known"},
    KeyInfo{"partitioner", of_kind(ValueKind::kPartitioner), slot<&TopicSpec::partitioner>,
            "Kafka client's partitioner that places the keys, or `explicit` with partition_field"},
    KeyInfo{"partition_field", kField, slot<&TopicSpec::partition_field>,
            "With `partitioner: explicit`, the BIGINT column whose value modulo partitions is the "
            "partition"},
    KeyInfo{"producers", list_of(record_value(producer_schema)), slot<&TopicSpec::producers>,
            "Clients that really write the topic, where they do not all do as key and partitioner "
            "declare"},
    KeyInfo{"timestamp", kField, slot<&TopicSpec::timestamp>,
            "Field that holds the event time, a TIMESTAMP or BIGINT of epoch milliseconds; left "
            "out, a column event_time is added",
            "time_column"},
    KeyInfo{"start_time", of_kind(ValueKind::kTimestamp), slot<&TopicSpec::start_time_ms>,
            "Event time at the start of the run"},
    KeyInfo{"time_scale", positive(ValueKind::kNumber), slot<&TopicSpec::time_scale>,
            "Seconds of event time that pass in a second of the run"},
    KeyInfo{"disorder", record_value(disorder_schema), slot<&TopicSpec::disorder>,
            "Rows that arrive behind their event time", "out_of_order"},
    KeyInfo{"fields",
            {.kind = ValueKind::kRecordMap, .record = field_schema},
            slot<&TopicSpec::fields>,
            "The columns of a synthetic topic by name, or types of a recording's columns"},
    KeyInfo{"recording", kText, slot<&TopicSpec::recording>,
            "A recorded topic instead of a synthetic one: CSV, JSON lines or kcat -J, relative to "
            "the scenario's file"},
    KeyInfo{"recording_speed", not_negative(ValueKind::kNumber), slot<&TopicSpec::recording_speed>,
            "2 is twice as fast as recorded, 0 as `load` says"},
};

constexpr RecordInfo kTopicRecord = {"topic", "The Kafka topic that the query reads", kTopicKeys,
                                     defaults_of<TopicSpec>};

}  // namespace

const RecordInfo& field_schema() {
  return kFieldRecord;
}
const RecordInfo& topic_schema() {
  return kTopicRecord;
}

}  // namespace millrace
