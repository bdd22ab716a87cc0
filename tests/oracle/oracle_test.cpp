// tests/oracle/oracle_test.cpp — random query × random data with disorder × strategy × workers × batch size × merge × serial
// or threads: what a valid plan gives is what one worker gives, and that is what the naive reference says.
//   MILLRACE_CASES   how many cases (default 400)
//   MILLRACE_SEED    where to begin (default 1); case i has seed MILLRACE_SEED + i
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>

#include "core/base/text.hpp"
#include "core/exec/result_order.hpp"
#include "core/job/job_processor.hpp"
#include "core/route/strategy_info.hpp"
#include "tests/oracle/naive_reference.hpp"
#include "tests/oracle/oracle_case.hpp"
#ifdef MILLRACE_THREADS
#include "core/threads/threaded_coordinator.hpp"
#endif

namespace millrace::oracle {

namespace {

std::uint64_t environment(const char* name, std::uint64_t fallback) {
  const char* text = std::getenv(name);
  if (text == nullptr) return fallback;
  const std::optional<std::int64_t> value = parse_int64(text);
  return value ? static_cast<std::uint64_t>(*value) : fallback;
}

/// A run with its rows as values.
struct Outcome {
  fixture::Run run;
  std::vector<Row> rows;  // final state, in canonical order
};

fixture::ProcessorMaker driver_of(const Case& c) {
#ifdef MILLRACE_THREADS
  if (c.is_threaded) return make_threaded_processor;
#endif
  static_cast<void>(c);
  return make_processor;
}

Outcome run_case(const std::shared_ptr<const JobPlan>& plan, const Case& c) {
  Outcome outcome;
  outcome.run = fixture::run(plan, c.topic, c.batch_rows, driver_of(c));
  for (const ResultRow& row : final_state(*plan->query, outcome.run.results)) {
    Row values;
    for (const Column& column : outcome.run.results[row.batch].columns) {
      values.push_back(column.value_at(row.row));
    }
    outcome.rows.push_back(std::move(values));
  }
  return outcome;
}

std::string text_of(const Row& row) {
  std::string text;
  for (const Value& value : row) text += (text.empty() ? "" : "|") + millrace::to_text(value);
  return text;
}

bool is_near(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.type().kind != TypeKind::kDouble) return millrace::to_text(a) == millrace::to_text(b);
  if (b.type().kind != TypeKind::kDouble) return false;
  const double x = a.as_double();
  const double y = b.as_double();
  if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && std::isnan(y);
  const double scale = std::fmax(std::fabs(x), std::fabs(y));
  return x == y || std::fabs(x - y) <= 1e-9 * std::fmax(scale, 1e-3);
}

/// Sorts by everything but DOUBLEs first, so that last bits cannot change which rows are compared.
bool comes_first(const Row& a, const Row& b) {
  for (const bool is_double : {false, true}) {
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
      const bool is_real =
          a[i].type().kind == TypeKind::kDouble || b[i].type().kind == TypeKind::kDouble;
      if (is_real != is_double) continue;
      const int order = compare(a[i], b[i]);
      if (order != 0) return order < 0;
    }
  }
  return false;
}

std::optional<std::string> row_difference(std::vector<Row> expected, std::vector<Row> actual,
                                          bool is_ordered) {
  if (!is_ordered) {
    std::sort(expected.begin(), expected.end(), comes_first);
    std::sort(actual.begin(), actual.end(), comes_first);
  }
  for (std::size_t i = 0; i < expected.size() || i < actual.size(); ++i) {
    const std::string left = i < expected.size() ? text_of(expected[i]) : "(nothing)";
    const std::string right = i < actual.size() ? text_of(actual[i]) : "(nothing)";
    bool is_same =
        i < expected.size() && i < actual.size() && expected[i].size() == actual[i].size();
    for (std::size_t k = 0; is_same && k < expected[i].size(); ++k) {
      is_same = is_near(expected[i][k], actual[i][k]);
    }
    if (!is_same) {
      return "row " + std::to_string(i) + ": expected " + left + ", got " + right;
    }
  }
  return std::nullopt;
}

std::optional<std::string> count_difference(const char* what, std::int64_t expected,
                                            std::int64_t actual) {
  if (expected == actual) return std::nullopt;
  return std::string(what) + ": expected " + std::to_string(expected) + ", got " +
         std::to_string(actual);
}

std::optional<std::string> line_difference(const char* what,
                                           const std::vector<std::string>& expected,
                                           const std::vector<std::string>& actual) {
  if (expected == actual) return std::nullopt;
  for (std::size_t i = 0; i < expected.size() || i < actual.size(); ++i) {
    const std::string left = i < expected.size() ? expected[i] : "(nothing)";
    const std::string right = i < actual.size() ? actual[i] : "(nothing)";
    if (left != right) {
      return std::string(what) + " " + std::to_string(i) + ": expected " + left + ", got " + right;
    }
  }
  return std::nullopt;
}

std::vector<std::string> letters_of(const fixture::Run& run) {
  std::vector<std::string> lines;
  for (const DeadLetter& letter : run.dead_letters) {
    lines.push_back(std::to_string(letter.source_partition.value) + "@" +
                    std::to_string(letter.offset) + " " + letter.original + ": " + letter.error);
  }
  return lines;
}

/// One worker against the naive reference.
std::optional<std::string> check_reference(const Case& c, const Outcome& v1) {
  const Expected expected = expected_of(c);
  const RowBalance& balance = v1.run.statistics.balance;
  for (const auto& problem :
       {count_difference("filtered", expected.filtered, balance.filtered),
        count_difference("late", expected.late, balance.late),
        count_difference("dead letters", expected.dead_letter, balance.dead_letter),
        count_difference("in effect", expected.in_effect, balance.in_effect),
        row_difference(expected.rows, v1.rows, c.query.is_ordered)}) {
    if (problem) return "V1 against the naive reference: " + *problem;
  }
  return std::nullopt;
}

bool has_inexact_aggregate(const Query& query) {
  for (const std::uint32_t index : query.aggregates) {
    if (is_inexact(index)) return true;
  }
  return false;
}

/// The plan against one worker, byte for byte but where partial sums of DOUBLE are merged.
std::optional<std::string> check_plan(const Case& c, const JobPlan& plan, const Outcome& v1,
                                      const Outcome& v2) {
  const bool is_exact = !plan.has_merge || !has_inexact_aggregate(c.query);
  for (const auto& problem :
       {is_exact ? line_difference("row", v1.run.rows, v2.run.rows)
                 : row_difference(v1.rows, v2.rows, false),
        line_difference("late row", v1.run.late, v2.run.late),
        line_difference("dead letter", letters_of(v1.run), letters_of(v2.run)),
        count_difference("in effect", v1.run.statistics.balance.in_effect,
                         v2.run.statistics.balance.in_effect),
        count_difference("filtered", v1.run.statistics.balance.filtered,
                         v2.run.statistics.balance.filtered),
        count_difference("late seen", v1.run.statistics.balance.late_seen,
                         v2.run.statistics.balance.late_seen),
        plan.has_merge ? std::nullopt
                       : line_difference("change", v1.run.changelog, v2.run.changelog)}) {
    if (problem) return std::string(plan.choice.strategy->name) + " against V1: " + *problem;
  }
  return std::nullopt;
}

enum class Verdict { kEqual, kRefused };

struct CheckResult {
  Verdict verdict = Verdict::kEqual;
  std::optional<std::string> problem = std::nullopt;
  std::size_t rows = 0;  // compared with the naive reference
};

CheckResult check(const Case& c) {
  const auto query = fixture::query_on(c.topic, c.query.sql());
  const TopicFacts facts = fixture::facts_of(c.topic, c.key_columns);
  JobSpec simple = c.spec;
  simple.processor = ProcessorKind::kSimple;
  const Outcome v1 = run_case(fixture::plan_of(query, simple, facts), c);
  if (auto problem = check_reference(c, v1)) return {.problem = problem};
  const Result<JobPlan> planned = plan_job(query, {}, c.spec, facts);
  if (!planned.has_value()) {
    if (planned.error().code == ErrorCode::kRefused && c.spec.strategy != "auto") {
      return {.verdict = Verdict::kRefused};
    }
    return {.problem = "not planned: " + planned.error().message};
  }
  const auto plan = std::make_shared<const JobPlan>(planned.value());
  const Outcome v2 = run_case(plan, c);
  return {.problem = check_plan(c, *plan, v1, v2), .rows = v1.rows.size()};
}

/// Takes away records as long as the case still fails.
Case shrunk(Case c) {
  for (std::size_t stretch = std::max<std::size_t>(c.topic.records.size() / 2, 1); stretch > 0;
       stretch /= 2) {
    for (std::size_t begin = 0; begin < c.topic.records.size();) {
      Case smaller = c;
      std::vector<fixture::Record>& records = smaller.topic.records;
      const auto first = records.begin() + static_cast<std::ptrdiff_t>(begin);
      const auto count = std::min(stretch, records.size() - begin);
      records.erase(first, first + static_cast<std::ptrdiff_t>(count));
      if (check(smaller).problem) {
        c = std::move(smaller);
      } else {
        begin += stretch;
      }
    }
  }
  return c;
}

}  // namespace

TEST_CASE("every plan gives what one worker gives, one worker what the naive reference gives") {
  const std::uint64_t first_seed = environment("MILLRACE_SEED", 1);
  const std::uint64_t cases = environment("MILLRACE_CASES", 400);
  std::uint64_t refused = 0;
  std::uint64_t rows = 0;
  int failures = 0;
  for (std::uint64_t i = 0; i < cases && failures < 3; ++i) {
    const Case c = random_case(first_seed + i);
    const CheckResult result = check(c);
    if (result.verdict == Verdict::kRefused) ++refused;
    rows += result.rows;
    if (!result.problem) continue;
    ++failures;
    const Case small = shrunk(c);
    const CheckResult again = check(small);
    const std::string report =
        "MILLRACE_SEED=" + std::to_string(first_seed + i) +
        " MILLRACE_CASES=1 fails: " + again.problem.value_or(*result.problem) + "\n" +
        small.to_text();
    FAIL_CHECK(report);
  }
  MESSAGE(cases, " cases, ", refused, " refused, ", rows, " rows compared");
  // A generator whose plans are mostly refused, or give nothing, would prove nothing.
  if (cases < 100) return;
  CHECK(refused * 2 < cases);
  CHECK(rows > cases * 5);
}

}  // namespace millrace::oracle
