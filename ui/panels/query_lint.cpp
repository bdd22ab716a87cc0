// ui/panels/query_lint.cpp — by way of the scenario's own reader, so that editor, `lint` and `run` say the same.
#include "ui/panels/query_lint.hpp"

#include <algorithm>

#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/scenario_writing.hpp"

namespace millrace {
namespace {

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

}  // namespace

std::vector<CodeMark> query_problems(const WorkbenchView& view, const std::string& query) {
  std::vector<CodeMark> marks;
  if (view.scenario == nullptr || view.vocabulary == nullptr) return marks;
  Scenario changed = *view.scenario;
  changed.query = query;
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = view.vocabulary;
  surroundings.recording = [&view](const TopicSpec&) -> Result<SchemaPtr> {
    return known_columns(view);
  };
  const ScenarioReading reading = read_scenario(write_scenario(changed), "query", surroundings);
  if (reading.query_places.empty()) return marks;
  const std::uint32_t first = reading.query_places.front();
  const std::uint32_t last = reading.query_places.back();
  for (const Diagnostic& problem : reading.diagnostics) {
    if (!problem.span.is_known() || problem.span.begin < first || problem.span.begin > last)
      continue;
    CodeMark mark;
    mark.span = {query_byte(reading.query_places, problem.span.begin),
                 query_byte(reading.query_places, problem.span.end)};
    mark.is_error = problem.severity == Severity::kError;
    mark.message = problem.message;
    if (!problem.suggestion.empty())
      mark.message += " (did you mean '" + problem.suggestion + "'?)";
    marks.push_back(std::move(mark));
  }
  return marks;
}

}  // namespace millrace
