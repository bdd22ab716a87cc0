// sim/scenario/schema/scenario_schema.cpp — the rows of the file itself and of its faults; looking keys up.
#include "sim/scenario/scenario_schema.hpp"

#include <array>

namespace millrace {

namespace {

constexpr double kVersion = 1;

constexpr std::array kFaultKeys = {
    KeyInfo{"type",
            {.kind = ValueKind::kChoiceName, .choices = &ScenarioVocabulary::faults},
            slot<&FaultSpec::type>,
            "What happens; its parameters stand beside it",
            "",
            kRequired + kAlwaysWritten},
    KeyInfo{"at", not_negative(ValueKind::kDuration), slot<&FaultSpec::at>,
            "When, from the start of the run"},
    KeyInfo{"for", positive(ValueKind::kDuration), slot<&FaultSpec::lasts>,
            "How long; left out, to the end or once, as the fault has it", "duration"},
    KeyInfo{"every", positive(ValueKind::kDuration), slot<&FaultSpec::every>,
            "Again and again, this long after it began"},
};

constexpr RecordInfo kFaultRecord = {"fault",    "Something that happens on the timeline",
                                     kFaultKeys, defaults_of<FaultSpec>,
                                     "type",     slot<&FaultSpec::parameters>};

constexpr std::array kScenarioKeys = {
    KeyInfo{"version", integer_value(kVersion, kVersion, ""), slot<&Scenario::version>,
            "Version of this format", "", kRequired + kAlwaysWritten},
    KeyInfo{"name", text_value(), slot<&Scenario::name>,
            "What it is called; left out, what its file is called", "", kAlwaysWritten},
    KeyInfo{"description", text_value(), slot<&Scenario::description>, "What to watch for"},
    KeyInfo{"seed",
            {.kind = ValueKind::kInteger},
            slot<&Scenario::seed>,
            "Of everything that chance decides",
            "",
            kAlwaysWritten},
    KeyInfo{"duration", positive(ValueKind::kDuration), slot<&Scenario::duration>,
            "How long records arrive, in virtual time", "", kAlwaysWritten},
    KeyInfo{"query", of_kind(ValueKind::kQuery), slot<&Scenario::query>,
            "The SQL that the job runs", "sql", kAlwaysWritten},
    KeyInfo{"query_file", text_value(), slot<&Scenario::query_name>,
            "File that holds the SQL, relative to the scenario's", "sql_file", kNotWritten},
    KeyInfo{"topic", record_value(topic_schema), slot<&Scenario::topic>,
            "The Kafka topic that the query reads", "", kRequired},
    KeyInfo{"load", record_value(load_schema), slot<&Scenario::load>, "How records arrive"},
    KeyInfo{"engine", record_value(engine_schema), slot<&Scenario::engine>,
            "The job that runs the query, and what it runs on"},
    KeyInfo{"faults", list_of(record_value(fault_schema)), slot<&Scenario::faults>,
            "What happens on the timeline", "incidents"},
    KeyInfo{"expect", of_kind(ValueKind::kExpectations), slot<&Scenario::expectations>,
            "What must come out, by strategy and measure: this makes the scenario a test"},
};

constexpr RecordInfo kScenarioRecord = {"scenario", "A workload, a job and what happens to them",
                                        kScenarioKeys, defaults_of<Scenario>};

struct Advice {
  std::string_view key;
  std::string_view text;
};
constexpr Advice kAdvice[] = {
    {"allowed_lateness", "write GRACE in the query's window, or max_out_of_orderness"},
    {"parallelism", "cores and num_partitions are two things here"},
    {"brokers", "brokers are not simulated"},
    {"replication_factor", "brokers are not simulated"},
    {"executor", "write model, arrivals and rate or stages"},
    {"nullable", "write null_share"},
    {"record_count", "write duration and load.rate"},
    {"watermark_delay", "write engine.max_out_of_orderness"},
};

}  // namespace

const RecordInfo& fault_schema() {
  return kFaultRecord;
}
const RecordInfo& scenario_schema() {
  return kScenarioRecord;
}

std::string_view advice_for_unknown_key(std::string_view key) {
  for (const Advice& advice : kAdvice) {
    if (advice.key == key) return advice.text;
  }
  return {};
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    const std::size_t blank = words.find(' ');
    if (blank != 0) parts.push_back(words.substr(0, blank));
    if (blank == std::string_view::npos) break;
    words.remove_prefix(blank + 1);
  }
  return parts;
}

const KeyInfo* RecordInfo::find(std::string_view asked) const {
  for (const KeyInfo& key : keys) {
    if (key.name == asked) return &key;
    for (const std::string_view alias : split_words(key.aliases)) {
      if (alias == asked) return &key;
    }
  }
  return nullptr;
}

std::vector<std::string_view> RecordInfo::spellings() const {
  std::vector<std::string_view> all;
  for (const KeyInfo& key : keys) {
    all.push_back(key.name);
    for (const std::string_view alias : split_words(key.aliases)) all.push_back(alias);
  }
  return all;
}

}  // namespace millrace
