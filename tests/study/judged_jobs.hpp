// tests/study/judged_jobs.hpp — jobs run by core alone, in the form in which a simulation hands out its results.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/job/job_plan.hpp"
#include "sim/study/verdict.hpp"
#include "tests/support/topic.hpp"

namespace millrace::fixture {

/// A plan with this strategy, run even when it is invalid. Aborts on other errors.
std::shared_ptr<const JobPlan> allowed_plan(const Topic& topic, std::string_view sql,
                                            const std::string& strategy, std::uint32_t workers,
                                            std::vector<std::string> key_columns = {},
                                            MergePolicy merge = MergePolicy::kAuto);

/// What each sink of the job was given.
std::vector<WorkerResults> results_of(const std::shared_ptr<const JobPlan>& plan,
                                      const Topic& topic);
/// The same through one processing partition.
std::vector<WorkerResults> reference_of(const JobPlan& plan, const Topic& topic);

Verdict judged(const JobPlan& plan, const std::vector<WorkerResults>& results,
               const std::vector<WorkerResults>& reference);

/// "split a | expected 3 | got w0 1, w1 2", one line a group of the evidence.
std::vector<std::string> evidence_lines(const Verdict& verdict);

}  // namespace millrace::fixture
