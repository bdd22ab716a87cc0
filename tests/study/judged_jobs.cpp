// tests/study/judged_jobs.cpp — runs jobs with core's own processors.
#include "tests/study/judged_jobs.hpp"

#include "core/base/assert.hpp"

namespace millrace::fixture {
namespace {

std::vector<WorkerResults> run_all(const std::shared_ptr<const JobPlan>& plan, const Topic& topic) {
  std::vector<std::unique_ptr<CollectingSink>> sinks;
  SinkList list;
  for (std::uint32_t i = 0; i < sink_count(*plan); ++i) {
    sinks.push_back(std::make_unique<CollectingSink>());
    list.push_back(sinks.back().get());
  }
  TopicSource source(topic, 3);
  const auto processor = make_processor(plan, list);
  const Status status = run_job(source, *processor);
  MILLRACE_ASSERT(status.has_value());
  std::vector<WorkerResults> results;
  for (std::uint32_t i = 0; i < sinks.size(); ++i) results.push_back({{i}, sinks[i]->results});
  return results;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ",") + value;
  return text;
}

}  // namespace

std::shared_ptr<const JobPlan> allowed_plan(const Topic& topic, std::string_view sql,
                                            const std::string& strategy, std::uint32_t workers,
                                            std::vector<std::string> key_columns,
                                            MergePolicy merge) {
  JobSpec spec;
  spec.strategy = strategy;
  spec.worker_count = workers;
  spec.allow_invalid = true;
  spec.merge = merge;
  return plan_of(query_on(topic, sql), spec, facts_of(topic, std::move(key_columns)));
}

std::vector<WorkerResults> results_of(const std::shared_ptr<const JobPlan>& plan,
                                      const Topic& topic) {
  return run_all(plan, topic);
}

std::vector<WorkerResults> reference_of(const JobPlan& plan, const Topic& topic) {
  JobSpec spec = plan.spec;
  spec.processor = ProcessorKind::kSimple;
  return run_all(plan_of(plan.query, spec, plan.topic), topic);
}

Verdict judged(const JobPlan& plan, const std::vector<WorkerResults>& results,
               const std::vector<WorkerResults>& reference) {
  return judge({plan, results, plan.spec.worker_count}, reference);
}

std::vector<std::string> evidence_lines(const Verdict& verdict) {
  std::vector<std::string> lines;
  for (const GroupEvidence& group : verdict.first) {
    std::string line = std::string(to_text(group.problem)) + " " + group.group;
    if (group.window_start) line += " @" + std::to_string(group.window_start->ms);
    if (group.row_of) {
      line += " p" + std::to_string(group.row_of->source_partition.value) + ":" +
              std::to_string(group.row_of->offset);
    }
    line += " | expected";
    for (const EvidenceRow& row : group.expected) line += " " + joined(row.values);
    line += " | got";
    for (const EvidenceRow& row : group.got) {
      line += (row.worker ? " w" + std::to_string(row.worker->value) : std::string(" merged")) +
              " " + joined(row.values);
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace millrace::fixture
