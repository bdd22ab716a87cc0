// sim/scenario/schema/load_schema.cpp — the rows of `load:`: how records arrive.
#include <array>

#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

namespace {

constexpr double kClientsMax = 1'000'000;

constexpr auto kOpen = static_cast<std::uint8_t>(LoadModel::kOpen);
constexpr auto kClosed = static_cast<std::uint8_t>(LoadModel::kClosed);
constexpr std::array kModels = {
    WordInfo{"open", kOpen, "records arrive whatever the job does"},
    WordInfo{"closed", kClosed, "a client sends its next record when the one before is done"},
};

constexpr std::array kStageKeys = {
    KeyInfo{"duration", positive(ValueKind::kDuration), slot<&LoadStage::duration>,
            "How long the stage takes", "", kRequired + kAlwaysWritten},
    KeyInfo{"target", not_negative(ValueKind::kRate), slot<&LoadStage::target_rate>,
            "Rate at its end, reached in a straight line from the stage before", "target_rate rate",
            kRequired + kAlwaysWritten},
};

constexpr RecordInfo kStageRecord = {"stage", "A stretch of time in which the rate changes evenly",
                                     kStageKeys, defaults_of<LoadStage>};
const RecordInfo& stage_schema() {
  return kStageRecord;
}

constexpr std::array kLoadKeys = {
    KeyInfo{"model", word_value(kModels), slot<&LoadSpec::model>,
            "Whether arrivals depend on the job"},
    KeyInfo{"arrivals", choice_value(&ScenarioVocabulary::arrivals), slot<&LoadSpec::arrivals>,
            "Process by which records arrive"},
    KeyInfo{"rate", positive(ValueKind::kRate), slot<&LoadSpec::rate>,
            "Records over all partitions, where no stages are given", "", kAlwaysWritten},
    KeyInfo{"stages", list_of(record_value(stage_schema)), slot<&LoadSpec::stages>,
            "Rate that changes over time; the last target holds to the end"},
    KeyInfo{"clients", integer_value(1, kClientsMax, "clients"), slot<&LoadSpec::closed_clients>,
            "With `model: closed`, records under way at once", "vus"},
};

constexpr RecordInfo kLoadRecord = {"load", "How records arrive", kLoadKeys, defaults_of<LoadSpec>};

}  // namespace

const RecordInfo& load_schema() {
  return kLoadRecord;
}

}  // namespace millrace
