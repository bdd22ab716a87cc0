// sim/study/verdict.hpp — whether a run's results are right: its final state per (window, group) beside that of one
// worker over the same records (semantics §8). Knows nothing of time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/value.hpp"
#include "core/job/job_plan.hpp"
#include "sim/engine/simulation.hpp"

namespace millrace {

enum class VerdictKind : std::uint8_t {
  kValid,    // all results equal those of one worker
  kInvalid,  // some do not
  kUnknown,  // equality is not defined for this query or run
  kRefused,  // validation stopped the plan; nothing ran
};

/// "valid", "invalid", "unknown", "refused".
std::string_view to_text(VerdictKind kind);
/// ✓ ✗ ? ⊘: beside the colour, so that no one needs it.
std::string_view shape_of(VerdictKind kind);

/// What is wrong with one (window, group).
enum class GroupProblem : std::uint8_t {
  kSplit,       // several workers gave a row where one is right
  kMissing,     // no row
  kDoubled,     // one worker gave several rows
  kWrong,       // one row with other values
  kUnexpected,  // a row where there should be none
};
std::string_view to_text(GroupProblem problem);

/// A result row as text, values in the order of Verdict::columns.
struct EvidenceRow {
  std::optional<WorkerId> worker;  // nothing: the merge or final stage, or the reference
  std::vector<std::string> values;
  friend bool operator==(const EvidenceRow&, const EvidenceRow&) = default;
};

/// One record behind a wrong group.
struct EvidenceRecord {
  SourcePartitionId source_partition;
  std::int64_t offset = 0;
  WorkerId worker;  // that executed it
  friend bool operator==(const EvidenceRecord&, const EvidenceRecord&) = default;
};

/// One wrong (window, group), or row of a query without groups.
struct GroupEvidence {
  GroupProblem problem = GroupProblem::kWrong;
  std::vector<Value> keys;  // one per group key of the plan
  std::string group;        // "trader_id = trader_7"; "all rows" without grouping columns
  std::optional<EventTime> window_start;  // nothing without window
  std::optional<EventTime> window_end;
  std::optional<EvidenceRecord>
      row_of;  // queries that give a row per record: which record's (its worker is not set)
  std::vector<EvidenceRow> expected;  // none or one; several only where rows have no identity
  std::vector<EvidenceRow> got;       // at most kEvidenceRowsMax
  std::int64_t got_count = 0;
  std::vector<EvidenceRecord> records;  // at most kEvidenceRecordsMax, filled by find_records()
  std::int64_t record_count = 0;        // those found; more may have followed
};

inline constexpr std::size_t kEvidenceGroupsMax = 5;
inline constexpr std::size_t kEvidenceRowsMax = 16;
inline constexpr std::size_t kEvidenceRecordsMax = 12;

struct Verdict {
  VerdictKind kind = VerdictKind::kUnknown;
  std::string reason;                 // one sentence; empty when valid
  std::int64_t results_compared = 0;  // (window, group)s of the reference
  std::int64_t groups = 0;            // distinct groups of the reference
  std::int64_t wrong_results = 0;     // (window, group)s that differ; the sum of the next five
  std::int64_t split = 0;
  std::int64_t missing = 0;
  std::int64_t doubled = 0;
  std::int64_t wrong = 0;
  std::int64_t unexpected = 0;
  std::int64_t wrong_groups = 0;     // distinct groups with a wrong result in any window
  std::int64_t split_groups = 0;     // distinct groups that several workers gave rows of
  std::vector<std::string> columns;  // names of the result's columns
  std::vector<GroupEvidence>
      first;  // the first wrong ones by window, then key; at most kEvidenceGroupsMax

  /// The count of one kind of problem.
  std::int64_t count_of(GroupProblem problem) const;
};

/// One finished run as verdicts see it. Borrowed.
struct JudgedRun {
  const JobPlan& plan;
  std::span<const WorkerResults> results;
  std::uint32_t worker_count = 1;  // sinks from this index on are the merge and final stage's
  std::int64_t late_after_idle = 0;
  bool has_moved_states =
      false;  // groups changed their worker: the newest row of a (window, group) counts
  std::int64_t rows_without_key = 0;  // JobStatistics::rows_without_key
};

/// A finished simulation. `report` is its own; `late_in_reference` is RunReport::late_after_idle of the reference.
JudgedRun judged_run(const Simulation& simulation, const RunReport& report,
                     std::int64_t late_in_reference);

/// Compares a run with the reference: the same query and records through one processing partition.
Verdict judge(const JudgedRun& run, std::span<const WorkerResults> reference);

/// The verdict on a plan that did not run.
Verdict refused_verdict(std::string reason);

/// 1e-9 relative; NaN equals NaN, 0.0 equals -0.0.
bool nearly_equal(double a, double b);

}  // namespace millrace
