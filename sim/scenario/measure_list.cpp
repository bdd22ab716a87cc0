// sim/scenario/measure_list.cpp — one line a measure.
#include "sim/scenario/measure_list.hpp"

#include <array>

namespace millrace {

namespace {

using Kind = ParameterKind;

constexpr std::array<std::string_view, 4> kVerdicts = {"valid", "invalid", "unknown", "refused"};
constexpr std::array<std::string_view, 1> kThroughputAliases = {"throughput_rps"};
constexpr std::array<std::string_view, 1> kOfferedAliases = {"offered_rps"};
constexpr std::array<std::string_view, 1> kMaxAliases = {"max"};

constexpr MeasureInfo of(std::string_view name, Kind kind, std::string_view summary,
                         std::string_view unit = "") {
  MeasureInfo measure;
  measure.name = name;
  measure.summary = summary;
  measure.kind = kind;
  measure.unit = unit;
  return measure;
}

constexpr MeasureInfo with_aliases(MeasureInfo measure, std::span<const std::string_view> aliases) {
  measure.aliases = aliases;
  return measure;
}

constexpr MeasureInfo with_words(MeasureInfo measure, std::span<const std::string_view> words) {
  measure.words = words;
  return measure;
}

constexpr std::array kMeasures = {
    with_words(of("verdict", Kind::kWord, "Whether its totals are right"), kVerdicts),
    with_aliases(of("throughput", Kind::kRate, "Rows that took effect, by time"),
                 kThroughputAliases),
    with_aliases(of("offered", Kind::kRate, "Rows that arrived, by time"), kOfferedAliases),
    of("p50", Kind::kDuration, "Median latency of a row, from when it was due"),
    of("p95", Kind::kDuration, "95th percentile of that latency"),
    of("p99", Kind::kDuration, "99th percentile of that latency"),
    with_aliases(of("latency_max", Kind::kDuration, "Largest latency of a row"), kMaxAliases),
    of("read", Kind::kInteger, "Rows that were read", "rows"),
    of("in_effect", Kind::kInteger, "Rows that count in a result", "rows"),
    of("filtered", Kind::kInteger, "Rows that WHERE left out", "rows"),
    of("late", Kind::kInteger, "Rows in the late output", "rows"),
    of("dead_letter", Kind::kInteger, "Rows in the dead-letter output", "rows"),
    of("results", Kind::kInteger, "Rows of the result", "rows"),
    of("alignment_rate", Kind::kShare, "Share of rows that went to their natural partition"),
    of("zero_cost_share", Kind::kShare, "Share of rows that travelled in whole batches"),
    of("split_groups", Kind::kInteger, "Groups with state in several workers and no merge",
       "groups"),
    of("wrong_groups", Kind::kInteger, "Groups whose result is not that of one worker", "groups"),
    of("max_over_mean", Kind::kNumber, "Rows of the fullest worker over their mean"),
    of("flink_pct", Kind::kNumber, "Flink's score of skew", "percent"),
    of("hottest_key_share", Kind::kShare, "Share of rows with the most frequent key"),
    of("ceiling", Kind::kNumber, "Workers that routing by key can keep busy", "workers"),
    of("queue_rows_max", Kind::kInteger, "Most rows that a queue held", "rows"),
    of("lag_max", Kind::kInteger, "Most rows that waited at the sources at once", "rows"),
    of("lag_end", Kind::kInteger, "Rows that wait at the sources when the last one was due",
       "rows"),
    of("busy_max", Kind::kShare, "Share of time that the busiest core worked"),
    of("back_pressured_max", Kind::kShare,
       "Share of time that the core most held back had to wait for others"),
    of("state_groups", Kind::kInteger, "States of groups that were held at the end", "states"),
    of("moved_bytes", Kind::kBytes, "Bytes that left their natural partition"),
    of("switches", Kind::kInteger, "Times that the job went over to another strategy", "times"),
    of("auto_selected", Kind::kFlag, "Whether `auto` selects it"),
};

}  // namespace

std::span<const MeasureInfo> comparison_measures() {
  return kMeasures;
}

}  // namespace millrace
