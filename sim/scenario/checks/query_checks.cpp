// sim/scenario/checks/query_checks.cpp — the SQL as the job would take it: read, bound to the topic's columns, planned.
#include "core/exec/catalog.hpp"
#include "core/job/job_plan.hpp"
#include "core/sql/sql.hpp"
#include "sim/scenario/checks/scenario_checks.hpp"
#include "sim/scenario/scenario_job.hpp"

namespace millrace {

namespace {

std::string rule_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kSyntax:
      return "sql-syntax";
    case ErrorCode::kUnsupported:
      return "sql-unsupported";
    default:
      return "sql-binding";
  }
}

/// At its place in the file where the SQL stands; an error without a span stands for the query as a whole.
void report(const CheckContext& context, Severity severity, const Error& error, std::string rule) {
  ValueProblem problem = {std::move(rule), error.message};
  const std::vector<std::uint32_t>& bytes = context.query.bytes;
  if (!error.span.is_known() || bytes.empty()) {
    if (severity == Severity::kError) {
      context.problems.error_at("query", std::move(problem), PlacePart::kKey);
    } else {
      context.problems.warn_at("query", std::move(problem), PlacePart::kKey);
    }
    return;
  }
  problem.span = span_in_text(error.span, bytes);
  context.problems.add(severity, context.query.text, std::move(problem));
}

TopicDescription description_of(const TopicSpec& topic, const SchemaPtr& columns) {
  TopicDescription description;
  description.name = topic.name;
  description.schema = columns;
  const bool is_recorded = !topic.recording.empty();
  if (!topic.timestamp.empty()) {
    description.event_time_column = columns->index_of(topic.timestamp);
  } else if (!is_recorded) {
    description.event_time_column = columns->index_of(kEventTimeColumn);
  }
  description.has_record_timestamps = true;
  description.has_keys = true;
  return description;
}

/// A strategy that was asked for by name may be refused: `run` would say so and stop.
void check_plan(const CheckContext& context, const Statement& statement, QueryPlan plan) {
  const std::string& strategy = context.scenario.engine.job.strategy;
  const bool is_named = (strategy != "auto" && strategy != kAdaptiveStrategy) ||
                        statement.annotations.partitioning_strategy.has_value();
  if (!is_named) return;
  const Result<JobPlan> job =
      plan_job(std::make_shared<const QueryPlan>(std::move(plan)), statement.annotations,
               job_spec_for(context.scenario, strategy), topic_facts_of(context.scenario));
  if (job.has_value()) return;
  if (job.error().code != ErrorCode::kRefused) {
    report(context, Severity::kError, job.error(), "bad-option");
  } else if (job.error().span.is_known()) {
    report(context, Severity::kWarning, job.error(), "plan-refused");
  } else {
    context.problems.warn_at("engine.strategy", {"plan-refused", job.error().message});
  }
}

}  // namespace

void check_query(const CheckContext& context, const SchemaPtr& columns) {
  const Scenario& scenario = context.scenario;
  Result<Statement> statement = parse_statement(scenario.query);
  if (!statement.has_value()) {
    report(context, Severity::kError, statement.error(), rule_of(statement.error().code));
    return;
  }
  if (columns == nullptr) return;  // not known, or wrong themselves
  const ExecCatalog catalog({description_of(scenario.topic, columns)});
  Result<QueryPlan> plan = bind(statement.value(), catalog);
  if (!plan.has_value()) {
    report(context, Severity::kError, plan.error(), rule_of(plan.error().code));
    return;
  }
  if (context.problems.has_errors_at("engine")) return;
  check_plan(context, statement.value(), std::move(plan).value());
}

}  // namespace millrace
