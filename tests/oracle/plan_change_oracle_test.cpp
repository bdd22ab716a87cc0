// tests/oracle/plan_change_oracle_test.cpp — random query × random data × a strategy and a number of workers,
// changed for others in the middle: what comes out is what one worker gives.
//   MILLRACE_CASES, MILLRACE_SEED   as for oracle_test.cpp
#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>

#include "core/base/text.hpp"
#include "core/route/strategies.hpp"
#include "tests/job/stepped_job.hpp"
#include "tests/oracle/naive_reference.hpp"
#include "tests/oracle/oracle_case.hpp"

namespace millrace::oracle {

namespace {

using fixture::SteppedJob;

std::uint64_t setting(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);
  if (text == nullptr) return fallback;
  const std::optional<std::int64_t> value = parse_int64(text);
  return value ? static_cast<std::uint64_t>(*value) : fallback;
}

/// Whether every right plan gives the very same rows.
bool is_comparable(const Case& c, const JobPlan& plan) {
  for (const std::uint32_t index : c.query.aggregates) {
    if (is_inexact(index)) return false;
  }
  if (plan.depends_on_arrival) return false;
  return c.is_key_true && plan.is_valid && c.spec.failure != FailurePolicy::kFailBatch;
}

std::vector<RecordBatch> batches_of(const Case& c) {
  std::vector<RecordBatch> batches;
  fixture::TopicSource source(c.topic, c.batch_rows);
  while (auto batch = source.next().value()) batches.push_back(*std::move(batch));
  return batches;
}

struct Change {
  std::size_t after_batches = 0;
  std::shared_ptr<const JobPlan> plan;
};

/// One or two changes. Nothing where one is refused.
std::vector<Change> random_changes(Prng& random, const JobPlan& plan, std::size_t batch_count) {
  std::vector<Change> changes;
  const JobPlan* from = &plan;
  std::size_t after = 0;
  for (std::uint64_t i = 1 + random.below(2); i > 0; --i) {
    PlanChange change;
    const auto& strategies = all_strategies();
    if (random.chance(4, 5)) change.strategy = strategies[random.below(strategies.size())]->name;
    if (random.chance(3, 5)) {
      change.worker_count = static_cast<std::uint32_t>(1 + random.below(8));
    }
    auto changed = changed_plan(*from, change);
    if (!changed.has_value() || !changed.value().is_valid) return {};
    after += random.below(batch_count - after + 1);
    changes.push_back({after, std::make_shared<const JobPlan>(std::move(changed).value())});
    from = changes.back().plan.get();
  }
  return changes;
}

std::string described(const std::vector<Change>& changes) {
  std::string text;
  for (const Change& change : changes) {
    text += "after batch " + std::to_string(change.after_batches) + ": " +
            std::string(change.plan->choice.strategy->name) + ", " +
            std::to_string(change.plan->spec.worker_count) + " workers\n";
  }
  return text;
}

/// The rows that differ, or nothing.
std::optional<std::string> difference(const std::vector<std::string>& expected,
                                      const std::vector<std::string>& actual) {
  if (expected == actual) return std::nullopt;
  std::size_t row = 0;
  while (row < expected.size() && row < actual.size() && expected[row] == actual[row]) ++row;
  const auto at = [row](const std::vector<std::string>& rows) {
    return row < rows.size() ? rows[row] : std::string("nothing");
  };
  return "row " + std::to_string(row) + ": expected " + at(expected) + ", got " + at(actual);
}

}  // namespace

TEST_CASE(
    "a job changed in the middle gives what one worker gives, whatever the query and the data") {
  const std::uint64_t first_seed = setting("MILLRACE_SEED", 1);
  const std::uint64_t cases = setting("MILLRACE_CASES", 400);
  std::uint64_t compared = 0;
  std::int64_t states_moved = 0;
  int failures = 0;
  for (std::uint64_t i = 0; i < cases && failures < 3; ++i) {
    Case c = random_case(first_seed + i);
    c.spec.allow_invalid = false;
    c.spec.follows_keys = true;
    // The sinks of a stepped job refuse now and then.
    if (c.spec.failure != FailurePolicy::kFailBatch) {
      c.spec.failure = FailurePolicy::kRetryWithBackoff;
    }
    const auto query = fixture::query_on(c.topic, c.query.sql());
    TopicFacts facts = fixture::facts_of(c.topic, c.key_columns);
    facts.spreads_null_keys = c.spreads_null_keys;
    facts.spreads_empty_keys = false;
    auto planned = plan_job(query, {}, c.spec, facts);
    if (!planned.has_value() || !is_comparable(c, planned.value())) continue;
    const auto plan = std::make_shared<const JobPlan>(std::move(planned).value());
    const std::vector<RecordBatch> batches = batches_of(c);
    Prng random = Prng(first_seed + i).fork("changes");
    const std::vector<Change> changes = random_changes(random, *plan, batches.size());
    if (changes.empty()) continue;

    SteppedJob job(plan);
    std::size_t next = 0;
    bool is_suspect = false;
    for (const Change& change : changes) {
      job.read(std::span(batches).subspan(next, change.after_batches - next), 0);
      next = change.after_batches;
      is_suspect = is_suspect || job.statistics().has_suspect_results;
      states_moved += job.change(change.plan).states_moved;
    }
    job.read(std::span(batches).subspan(next), 0);
    job.finish();
    const JobStatistics statistics = job.statistics();
    assert_balance(statistics);
    if (is_suspect || statistics.has_suspect_results)
      continue;  // records without key, under sticky
    ++compared;
    const fixture::Run reference = fixture::run_v1(plan, c.topic, c.batch_rows);
    CHECK(statistics.balance.in_effect == reference.statistics.balance.in_effect);
    CHECK(statistics.balance.late == reference.statistics.balance.late);
    const auto problem = difference(reference.rows, job.rows());
    if (!problem) continue;
    ++failures;
    FAIL_CHECK("MILLRACE_SEED=", first_seed + i, " MILLRACE_CASES=1 fails: ", *problem, "\n",
               described(changes), c.to_text());
  }
  MESSAGE(compared, " of ", cases, " cases compared, ", states_moved, " states moved");
  if (cases < 100) return;
  CHECK(compared * 5 > cases);
  CHECK(states_moved > static_cast<std::int64_t>(cases) * 2);
}

}  // namespace millrace::oracle
