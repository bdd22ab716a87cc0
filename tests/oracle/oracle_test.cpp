// tests/oracle/oracle_test.cpp — random query × random data with disorder × strategy × workers × batch size ×
// merge × serial
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

Outcome run_case(const std::shared_ptr<const JobPlan>& plan, const Case& c,
                 std::uint32_t batch_rows) {
  Outcome outcome;
  outcome.run = fixture::run(plan, c.topic, batch_rows, driver_of(c));
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

/// Whether the order of reading can show in a result (beyond last bits).
bool depends_on_order(const Query& query) {
  if (query.shape == Shape::kOver) return !query.is_over_ordered;
  for (const std::uint32_t index : query.aggregates) {
    if (is_order_dependent(index)) return true;
  }
  return false;
}

/// What holds for every plan, right or wrong: the same rows count.
std::optional<std::string> check_balance(const Outcome& v1, const Outcome& v2) {
  const RowBalance& expected = v1.run.statistics.balance;
  const RowBalance& actual = v2.run.statistics.balance;
  for (const auto& problem :
       {count_difference("read", expected.read, actual.read),
        count_difference("in effect", expected.in_effect, actual.in_effect),
        count_difference("filtered", expected.filtered, actual.filtered),
        count_difference("late", expected.late, actual.late),
        count_difference("late seen", expected.late_seen, actual.late_seen),
        count_difference("dead letters counted", expected.dead_letter, actual.dead_letter),
        line_difference("late row", v1.run.late, v2.run.late),
        line_difference("dead letter", letters_of(v1.run), letters_of(v2.run))}) {
    if (problem) return problem;
  }
  return std::nullopt;
}

/// Whether this plan's rows must be those of one worker.
bool is_trusted(const Case& c, const JobPlan& plan, const Outcome& v2) {
  const JobStatistics& statistics = v2.run.statistics;
  if (!c.is_read_alike() && depends_on_order(c.query)) {
    if (!plan.is_order_defined || !c.is_key_true) return false;
    if (statistics.rows_without_key > 0) return false;  // their groups span source partitions
  }
  if (!plan.is_valid) return statistics.split_groups == 0;
  // sticky_partition says where records without key may have split a group.
  if (statistics.rows_without_key > 0 && statistics.has_suspect_results) return false;
  if (c.is_key_true || !plan.is_aligned) return true;
  // A declared key that does not hold is found out only by smart_repartition …
  if (plan.choice.strategy->name == "sticky_partition") return plan.spec.worker_count == 1;
  if (plan.choice.strategy->name != "smart_repartition") return true;
  // … if it looks at every row, which it does where a dictionary carries the key. Then either no key
  // went astray, or, once it has switched, everything not yet emitted is right.
  if (c.key_columns != std::vector<std::string>{"k1"}) return plan.spec.worker_count == 1;
  if (statistics.alignment_rows_astray == 0) return true;
  const bool has_switched = statistics.routing.rows_hashed > 0;
  return has_switched && c.query.shape != Shape::kOver && c.query.window == WindowKind::kNone &&
         plan.query->can_merge();
}

/// The plan against one worker, byte for byte but where parts of sums of DOUBLE are added in another order.
std::optional<std::string> check_rows(const Case& c, const JobPlan& plan, const Outcome& v1,
                                      const Outcome& v2) {
  const bool has_moved = v2.run.statistics.states_moved > 0;
  const bool is_alike = c.is_read_alike() && !plan.has_merge && !has_moved;
  if (!is_alike && has_inexact_aggregate(c.query)) return row_difference(v1.rows, v2.rows, false);
  if (auto problem = line_difference("row", v1.run.rows, v2.run.rows)) return problem;
  if (!is_alike || c.batch_rows != c.reference_batch_rows || !plan.is_valid) return std::nullopt;
  if (v2.run.statistics.alignment_rows_astray > 0) return std::nullopt;
  return line_difference("change", v1.run.changelog, v2.run.changelog);
}

enum class Verdict { kEqual, kUntrusted, kRefused };

struct CheckResult {
  Verdict verdict = Verdict::kEqual;
  std::optional<std::string> problem = std::nullopt;
  std::size_t rows = 0;  // compared with the naive reference
};

CheckResult check(const Case& c) {
  const auto query = fixture::query_on(c.topic, c.query.sql());
  TopicFacts facts = fixture::facts_of(c.topic, c.key_columns);
  facts.spreads_null_keys = c.spreads_null_keys;
  facts.spreads_empty_keys = false;
  JobSpec simple = c.spec;
  simple.processor = ProcessorKind::kSimple;
  const Outcome v1 = run_case(fixture::plan_of(query, simple, facts), c, c.reference_batch_rows);
  // The reference reads in the order of the records and knows no batches.
  const bool has_reference = c.spec.failure != FailurePolicy::kFailBatch &&
                             !(c.topic.is_fetched && depends_on_order(c.query));
  if (has_reference) {
    if (auto problem = check_reference(c, v1)) return {.problem = problem};
  }
  const Result<JobPlan> planned = plan_job(query, {}, c.spec, facts);
  if (!planned.has_value()) {
    if (planned.error().code == ErrorCode::kRefused && c.spec.strategy != "auto") {
      return {.verdict = Verdict::kRefused};
    }
    return {.problem = "not planned: " + planned.error().message};
  }
  const auto plan = std::make_shared<const JobPlan>(planned.value());
  const Outcome v2 = run_case(plan, c, c.batch_rows);
  const bool must_agree = is_trusted(c, *plan, v2);
  auto problem = check_balance(v1, v2);
  if (!problem && must_agree) problem = check_rows(c, *plan, v1, v2);
  if (problem) problem = std::string(plan->choice.strategy->name) + " against V1: " + *problem;
  return {.verdict = must_agree ? Verdict::kEqual : Verdict::kUntrusted,
          .problem = problem,
          .rows = v1.rows.size()};
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
  std::uint64_t untrusted = 0;
  std::uint64_t rows = 0;
  int failures = 0;
  for (std::uint64_t i = 0; i < cases && failures < 3; ++i) {
    const Case c = random_case(first_seed + i);
    const CheckResult result = check(c);
    if (result.verdict == Verdict::kRefused) ++refused;
    if (result.verdict == Verdict::kUntrusted) ++untrusted;
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
  MESSAGE(cases, " cases, ", refused, " refused, ", untrusted, " rightly different, ", rows,
          " rows compared");
  // A generator whose plans are mostly refused, or give nothing, would prove nothing.
  if (cases < 100) return;
  CHECK((refused + untrusted) * 2 < cases);
  CHECK(rows > cases * 5);
}

}  // namespace millrace::oracle
