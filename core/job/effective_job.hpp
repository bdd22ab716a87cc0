// core/job/effective_job.hpp — what a job really asks for, after annotations and options have had
// their say.
#pragma once

#include "core/base/result.hpp"
#include "core/job/job_spec.hpp"
#include "core/sql/annotations.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Annotations win over the spec, as in Velostream.
JobSpec effective_spec(const Annotations& annotations, const JobSpec& spec);

/// K from the annotation, else from smart_repartition's option, else from what is known of the
/// topic; in the schema's spelling. kOption where the topic has no such column.
Result<TopicFacts> effective_topic(const QueryPlan& query, const Annotations& annotations,
                                   const JobSpec& spec, const TopicFacts& topic);

/// kOption where a number is out of range.
Status check_spec(const JobSpec& spec, const TopicFacts& topic);

}  // namespace millrace
