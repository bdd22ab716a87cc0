// ui/panels/query_lint.cpp — by way of the scenario's own reader, so that editor, `lint` and `run` say the same.
#include "ui/panels/query_lint.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "sim/scenario/scenario_writing.hpp"

namespace millrace {
namespace {

constexpr const char* kAnnotations =
    "Annotations, before the statement: -- @partitioning_strategy: always_hash, "
    "@num_partitions: 8, @batch_size: 500, @job_mode: simple, @partitioned_by: column.";
constexpr const char* kWindows =
    "Windows: WINDOW TUMBLING(1m), WINDOW SLIDING(10m, 1m), WINDOW SESSION(30s), each with GRACE "
    "10s; units ns us ms s m h d w.";
constexpr const char* kOverRows =
    "Over rows: AVG(x) OVER (PARTITION BY k ORDER BY t ROWS BETWEEN 99 PRECEDING AND CURRENT ROW); "
    "also LAG LEAD ROW_NUMBER RANK DENSE_RANK FIRST_VALUE LAST_VALUE.";
constexpr const char* kFunctions =
    "Aggregates: COUNT SUM AVG MIN MAX FIRST_VALUE LAST_VALUE STDDEV VARIANCE MEDIAN STRING_AGG, "
    "COUNT(DISTINCT x). Functions: ABS CEIL FLOOR ROUND POWER SQRT LEAST GREATEST UPPER LOWER "
    "LENGTH SUBSTRING TRIM REPLACE CONCAT COALESCE NULLIF EXTRACT DATE_FORMAT.";
constexpr const char* kClauses =
    "In this order: SELECT \xe2\x80\xa6 FROM topic [WHERE \xe2\x80\xa6] [GROUP BY \xe2\x80\xa6] "
    "[WINDOW \xe2\x80\xa6] [HAVING \xe2\x80\xa6] [ORDER BY \xe2\x80\xa6] [LIMIT n] [EMIT CHANGES | "
    "EMIT FINAL].";

/// From a byte of the file back to one of the query.
std::uint32_t query_byte(const std::vector<std::uint32_t>& places, std::uint32_t byte) {
  const auto found = std::upper_bound(places.begin(), places.end(), byte);
  return found == places.begin() ? 0u : static_cast<std::uint32_t>(found - places.begin() - 1);
}

SchemaPtr known_columns(const WorkbenchView& view) {
  for (const RunView& run : view.runs) {
    if (run.plan != nullptr && run.plan->query != nullptr) return run.plan->query->input;
  }
  return nullptr;
}

CodeMark mark_of(const Diagnostic& problem, SourceSpan span) {
  CodeMark mark;
  mark.span = span;
  mark.is_error = problem.severity == Severity::kError;
  mark.message = problem.message;
  if (!problem.suggestion.empty()) mark.message += " (did you mean '" + problem.suggestion + "'?)";
  return mark;
}

}  // namespace

ScenarioSurroundings surroundings_while_typing(const WorkbenchView& view) {
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = view.vocabulary;
  surroundings.recording = [&view](const TopicSpec& topic) -> Result<SchemaPtr> {
    const bool is_known =
        view.scenario != nullptr && view.scenario->topic.recording == topic.recording;
    return is_known ? known_columns(view) : nullptr;
  };
  return surroundings;
}

std::vector<CodeMark> query_problems(const WorkbenchView& view, const std::string& query) {
  std::vector<CodeMark> marks;
  if (view.scenario == nullptr || view.vocabulary == nullptr) return marks;
  Scenario changed = *view.scenario;
  changed.query = query;
  const ScenarioReading reading =
      read_scenario(write_scenario(changed), "query", surroundings_while_typing(view));
  if (reading.query_places.empty()) return marks;
  const std::uint32_t first = reading.query_places.front();
  const std::uint32_t last = reading.query_places.back();
  for (const Diagnostic& problem : reading.diagnostics) {
    if (!problem.span.is_known() || problem.span.begin < first || problem.span.begin > last)
      continue;
    const SourceSpan span = {query_byte(reading.query_places, problem.span.begin),
                             query_byte(reading.query_places, problem.span.end)};
    marks.push_back(mark_of(problem, span));
  }
  return marks;
}

std::vector<CodeMark> scenario_problems(const WorkbenchView& view, const std::string& text) {
  std::vector<CodeMark> marks;
  if (view.vocabulary == nullptr) return marks;
  constexpr std::string_view kFile = "scenario";
  const ScenarioReading reading = read_scenario(text, kFile, surroundings_while_typing(view));
  for (const Diagnostic& problem : reading.diagnostics) {
    // A query file is another text.
    if (problem.file != kFile || problem.rule_id == "unreadable-file") continue;
    marks.push_back(mark_of(problem, problem.span));
  }
  return marks;
}

std::string supported_text(const WorkbenchView& view, const CodeMark& mark) {
  const std::string message = to_lower(mark.message);
  const auto has = [&message](std::string_view word) {
    return message.find(word) != std::string::npos;
  };
  if (has("where") || has("having")) return kClauses;
  if (has("annotation")) return kAnnotations;
  if (has("window") || has("tumbling") || has("sliding") || has("session") || has("grace"))
    return kWindows;
  if (has("over (") || has("preceding")) return kOverRows;
  if (has("function") || has("aggregate")) return kFunctions;
  if (has("column")) {
    const SchemaPtr columns = known_columns(view);
    if (columns != nullptr) {
      std::string text = "Columns:";
      for (const Field& field : columns->fields()) text += " " + field.name;
      return text + "; and _TIMESTAMP _OFFSET _PARTITION _WINDOW_START _WINDOW_END _KEY _TOPIC.";
    }
  }
  return kClauses;
}

std::string supported_text() {
  std::string text;
  for (const char* const each : {kClauses, kFunctions, kWindows, kOverRows, kAnnotations})
    text += std::string(text.empty() ? "" : "\n") + each;
  return text;
}

}  // namespace millrace
