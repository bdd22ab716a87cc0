// ui/session/recording_scenario.cpp — reads the recording once, then writes the scenario.
#include "ui/session/recording_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sql/keywords.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/trace/recording.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kPlayedNs = 10'000'000'000;
constexpr std::uint32_t kPartitions = 16;
constexpr std::uint32_t kWorkersMost = 8;
constexpr std::int64_t kMs = 1;
constexpr std::int64_t kSecond = 1'000 * kMs;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

struct WindowSize {
  std::int64_t ms;
  const char* text;
};
constexpr WindowSize kWindows[] = {{10 * kMs, "10ms"},  {100 * kMs, "100ms"},  {kSecond, "1s"},
                                   {5 * kSecond, "5s"}, {15 * kSecond, "15s"}, {kMinute, "1m"},
                                   {5 * kMinute, "5m"}, {15 * kMinute, "15m"}, {kHour, "1h"},
                                   {6 * kHour, "6h"},   {kDay, "1d"},          {7 * kDay, "7d"}};

/// What one pass over the recording shows.
struct Survey {
  RecordedTopic topic;
  std::int64_t records = 0;
  std::int64_t skipped = 0;
  std::string first_problem;
  std::vector<std::uint32_t> distinct;  // of string columns: different values
  std::optional<std::int64_t> first_ms;
  std::optional<std::int64_t> last_ms;
};

void see_times(const Column& times, Survey& survey) {
  if (times.row_count() == 0) return;
  const auto values = times.int64s();
  for (std::uint32_t row = 0; row < times.row_count(); ++row) {
    if (times.is_null(row)) continue;
    survey.first_ms = std::min(survey.first_ms.value_or(values[row]), values[row]);
    survey.last_ms = std::max(survey.last_ms.value_or(values[row]), values[row]);
  }
}

/// The first TIMESTAMP column; a kcat recording has times of its own.
std::optional<std::string> time_column_of(const Schema& schema) {
  for (const Field& field : schema.fields()) {
    if (field.type.kind == TypeKind::kTimestamp) return field.name;
  }
  return std::nullopt;
}

void see_batch(const RecordBatch& batch, Survey& survey) {
  survey.records += batch.row_count;
  for (std::size_t i = 0; i < batch.columns.size(); ++i) {
    const Column& column = batch.columns[i];
    if (column.type().kind == TypeKind::kString && column.dictionary() != nullptr)
      survey.distinct[i] = std::max(survey.distinct[i], column.dictionary()->size());
  }
  see_times(batch.event_times.row_count() > 0 ? batch.event_times : batch.record_timestamps,
            survey);
}

Result<Survey> survey_of(const std::string& name, std::shared_ptr<const std::string> text) {
  RecordingOptions options;
  options.path = name;
  options.text = std::move(text);
  MILLRACE_TRY(std::unique_ptr<Recording> recording, Recording::open(options));
  const std::optional<std::string> time = time_column_of(*recording->topic().schema);
  if (time.has_value()) recording->use_time_column(*recording->topic().schema->index_of(*time));
  Survey survey;
  survey.topic = recording->topic();
  survey.distinct.resize(survey.topic.schema->column_count());
  while (true) {
    MILLRACE_TRY(const std::optional<RecordBatch> batch, recording->next());
    for (const DeadLetter& letter : recording->take_dead_letters()) {
      if (survey.first_problem.empty()) survey.first_problem = letter.error;
      ++survey.skipped;
    }
    if (!batch.has_value()) break;
    see_batch(*batch, survey);
  }
  return survey;
}

/// The column to count by: the first of texts that repeat, else the first of texts, else the first of whole numbers.
std::optional<std::string> group_column_of(const Survey& survey) {
  const std::vector<Field>& fields = survey.topic.schema->fields();
  std::optional<std::string> of_texts;
  std::optional<std::string> of_numbers;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].type.kind == TypeKind::kString) {
      if (survey.distinct[i] > 1 && std::int64_t{survey.distinct[i]} * 2 <= survey.records)
        return fields[i].name;
      if (!of_texts.has_value()) of_texts = fields[i].name;
    }
    if (fields[i].type.kind == TypeKind::kBigint && !of_numbers.has_value())
      of_numbers = fields[i].name;
  }
  return of_texts.has_value() ? of_texts : of_numbers;
}

/// The first column of numbers besides the one grouped by.
std::optional<std::string> sum_column_of(const Survey& survey,
                                         const std::optional<std::string>& group) {
  for (const Field& field : survey.topic.schema->fields()) {
    if (field.type.is_numeric() && field.name != group) return field.name;
  }
  return std::nullopt;
}

/// About twenty windows over the recording.
const WindowSize& window_of(std::int64_t span_ms) {
  for (const WindowSize& window : kWindows) {
    if (window.ms * 20 >= span_ms) return window;
  }
  return *std::prev(std::end(kWindows));
}

bool has_times(const Survey& survey) {
  return survey.first_ms.has_value() && *survey.last_ms > *survey.first_ms;
}

std::string query_of(const Survey& survey, const std::optional<std::string>& group) {
  const std::optional<std::string> sum = sum_column_of(survey, group);
  std::string query = "SELECT ";
  if (group.has_value()) query += quoted_if_needed(*group) + ", ";
  query += "COUNT(*) AS n";
  if (sum.has_value()) query += ", SUM(" + quoted_if_needed(*sum) + ") AS total";
  query += "\nFROM " + quoted_if_needed(survey.topic.name);
  if (group.has_value()) query += "\nGROUP BY " + quoted_if_needed(*group);
  if (has_times(survey)) {
    query +=
        fmt::format("\nWINDOW TUMBLING({})", window_of(*survey.last_ms - *survey.first_ms).text);
  }
  return query + "\n";
}

/// With three digits, so that people can read it; by arithmetic that is the same everywhere.
double rounded_up(double value) {
  double unit = 1e-3;
  while (value >= unit * 1000.0) unit *= 10.0;
  return std::ceil(value / unit) * unit;
}

void set_pace(const Survey& survey, Scenario& scenario) {
  scenario.duration = {kPlayedNs + kPlayedNs / 20};
  if (has_times(survey)) {
    const std::int64_t span_ms = *survey.last_ms - *survey.first_ms;
    const double speed = static_cast<double>(span_ms) * 1e6 / static_cast<double>(kPlayedNs);
    scenario.topic.recording_speed = rounded_up(std::max(speed, 1e-3));
    scenario.engine.job.max_out_of_orderness = {std::min(window_of(span_ms).ms, kMinute)};
    return;
  }
  scenario.topic.recording_speed = 0.0;
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = std::max(1.0, std::ceil(static_cast<double>(survey.records) / 10.0));
}

/// As many as divide the partitions evenly; where none but one does, all.
std::uint32_t workers_for(std::uint32_t partitions) {
  for (std::uint32_t workers = std::min(partitions, kWorkersMost); workers > 1; --workers) {
    if (partitions % workers == 0) return workers;
  }
  return kWorkersMost;
}

std::string counted(std::int64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string summary_of(const std::string& name, const Survey& survey) {
  std::string text = fmt::format("{}: {} record{} read", name, counted(survey.records),
                                 survey.records == 1 ? "" : "s");
  if (survey.skipped > 0) {
    text += fmt::format(", {} skipped (first: {})", counted(survey.skipped), survey.first_problem);
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

bool is_recording(const std::string& name, const std::string& text) {
  const auto ends_with = [&](std::string_view ending) {
    return name.size() >= ending.size() &&
           std::string_view(name).substr(name.size() - ending.size()) == ending;
  };
  if (ends_with(".yaml") || ends_with(".yml")) return false;
  if (trace_format_of_path(name).has_value()) return true;
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && text[first] == '{';
}

Result<RecordingScenario> scenario_for_recording(const std::string& name,
                                                 std::shared_ptr<const std::string> text) {
  MILLRACE_TRY(const Survey survey, survey_of(name, std::move(text)));
  if (survey.records == 0) {
    return Error{ErrorCode::kInput,
                 survey.first_problem.empty()
                     ? name + " holds no record"
                     : "not one record of it can be read; the first: " + survey.first_problem,
                 {}};
  }
  const std::optional<std::string> group = group_column_of(survey);
  const bool is_kcat = survey.topic.format == TraceFormat::kKcat;
  Scenario scenario;
  scenario.name = survey.topic.name;
  scenario.query = query_of(survey, group);
  scenario.topic.name = survey.topic.name;
  scenario.topic.partitions = is_kcat ? survey.topic.source_partition_count : kPartitions;
  if (!is_kcat && group.has_value()) scenario.topic.key = {*group};
  scenario.topic.timestamp = time_column_of(*survey.topic.schema).value_or("");
  scenario.topic.recording = name;
  scenario.engine.job.allow_invalid = true;
  scenario.engine.job.worker_count = workers_for(scenario.topic.partitions);
  scenario.engine.cores = scenario.engine.job.worker_count;
  set_pace(survey, scenario);
  RecordingScenario made;
  made.format = name_of(survey.topic.format);
  made.records = survey.records;
  made.skipped = survey.skipped;
  made.first_problem = survey.first_problem;
  made.summary = summary_of(name, survey);
  made.yaml = "# " + made.summary +
              "\n# A start to edit: the query, the key of the topic, the cores.\n" +
              write_scenario(scenario);
  return made;
}

}  // namespace millrace
