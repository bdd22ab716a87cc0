// sim/study/verdict.cpp — counts what differs, and keeps the first differences as evidence.
#include "sim/study/verdict.hpp"

#include <algorithm>
#include <utility>

#include "core/exec/row_comparer.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/result_set.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kNoRow = ~std::uint32_t{0};

/// The rows of one identity: indices into the rows of either side, ascending.
struct IdentityRows {
  std::uint32_t expected = kNoRow;  // first of them
  std::uint32_t expected_count = 0;
  std::uint32_t got = kNoRow;
  std::uint32_t got_count = 0;
  bool is_from_several_sinks = false;
};

struct WrongRow {
  std::uint32_t identity = 0;
  GroupProblem problem = GroupProblem::kWrong;
};

class Judge {
 public:
  Judge(const JudgedRun& run, std::span<const WorkerResults> reference)
      : run_(run),
        plan_(*run.plan.query),
        identities_(plan_, row_identity(plan_, run.results, reference)),
        expected_(plan_, reference, /*is_newest_only=*/true, identities_),
        got_(plan_, run.results, run.has_moved_states, identities_) {}

  Verdict verdict();

 private:
  void collect();
  std::optional<GroupProblem> problem_of(const IdentityRows& rows) const;
  void count_groups(Verdict& verdict);
  void keep_first(Verdict& verdict);
  GroupEvidence evidence_of(const WrongRow& wrong) const;
  void describe_place(const ResultBatch& batch, std::uint32_t row, GroupEvidence& evidence) const;
  EvidenceRow text_of(const ResultBatch& batch, std::uint32_t row,
                      std::optional<WorkerId> worker) const;
  const ResultBatch& batch_of(std::uint32_t identity, std::uint32_t& row) const;

  const JudgedRun& run_;
  const QueryPlan& plan_;
  IdentityTable identities_;
  ResultSet expected_;
  ResultSet got_;
  std::vector<IdentityRows> by_identity_;
  std::vector<WrongRow> wrong_;
};

void Judge::collect() {
  by_identity_.assign(identities_.count(), {});
  const std::vector<FinalRow>& expected = expected_.rows();
  for (std::uint32_t i = 0; i < expected.size(); ++i) {
    IdentityRows& rows = by_identity_[expected[i].identity];
    if (rows.expected_count++ == 0) rows.expected = i;
  }
  const std::vector<FinalRow>& got = got_.rows();
  for (std::uint32_t i = 0; i < got.size(); ++i) {
    IdentityRows& rows = by_identity_[got[i].identity];
    if (rows.got_count++ == 0) {
      rows.got = i;
    } else if (got[rows.got].sink != got[i].sink) {
      rows.is_from_several_sinks = true;
    }
  }
}

std::optional<GroupProblem> Judge::problem_of(const IdentityRows& rows) const {
  if (rows.got_count > rows.expected_count) {
    if (rows.expected_count == 0) return GroupProblem::kUnexpected;
    return rows.is_from_several_sinks && identities_.kind() != RowIdentity::kContent
               ? GroupProblem::kSplit
               : GroupProblem::kDoubled;
  }
  if (rows.got_count < rows.expected_count) return GroupProblem::kMissing;
  if (identities_.kind() == RowIdentity::kContent) return std::nullopt;
  const FinalRow& expected = expected_.rows()[rows.expected];
  const FinalRow& got = got_.rows()[rows.got];
  if (same_values(expected_.batch_of(expected), expected.place.row, got_.batch_of(got),
                  got.place.row)) {
    return std::nullopt;
  }
  return GroupProblem::kWrong;
}

const ResultBatch& Judge::batch_of(std::uint32_t identity, std::uint32_t& row) const {
  const IdentityRows& rows = by_identity_[identity];
  const bool is_expected = rows.expected_count > 0;
  const FinalRow& final_row = is_expected ? expected_.rows()[rows.expected] : got_.rows()[rows.got];
  row = final_row.place.row;
  return is_expected ? expected_.batch_of(final_row) : got_.batch_of(final_row);
}

/// Groups are counted by their keys, whatever the window.
void Judge::count_groups(Verdict& verdict) {
  if (plan_.shape == QueryShape::kProjection || identities_.kind() == RowIdentity::kContent) {
    verdict.groups = verdict.results_compared;
    verdict.wrong_groups = verdict.wrong_results;
    verdict.split_groups = verdict.split;
    return;
  }
  GroupTable groups = GroupTable::for_keys(plan_.group_keys);
  std::vector<std::uint32_t> ids;
  const auto group_of = [&](std::uint32_t identity) {
    std::uint32_t row = 0;
    const ResultBatch& batch = batch_of(identity, row);
    groups.find_or_add(batch.keys, std::span<const std::uint32_t>(&row, 1), ids);
    return ids.front();
  };
  for (std::uint32_t identity = 0; identity < by_identity_.size(); ++identity) {
    if (by_identity_[identity].expected_count > 0) group_of(identity);
  }
  verdict.groups = groups.group_count();
  constexpr std::uint8_t kWrongGroup = 1;
  constexpr std::uint8_t kSplitGroup = 2;
  std::vector<std::uint8_t> marks;
  for (const WrongRow& wrong : wrong_) {
    const std::uint32_t group = group_of(wrong.identity);
    if (group >= marks.size()) marks.resize(group + 1, 0);
    const bool is_split = wrong.problem == GroupProblem::kSplit;
    marks[group] = std::max(marks[group], is_split ? kSplitGroup : kWrongGroup);
  }
  verdict.split_groups = std::count(marks.begin(), marks.end(), kSplitGroup);
  verdict.wrong_groups = verdict.split_groups + std::count(marks.begin(), marks.end(), kWrongGroup);
}

EvidenceRow Judge::text_of(const ResultBatch& batch, std::uint32_t row,
                           std::optional<WorkerId> worker) const {
  EvidenceRow evidence;
  evidence.worker = worker;
  for (const Column& column : batch.columns) {
    append_text(evidence.values.emplace_back(), column, row, "NULL");
  }
  return evidence;
}

void Judge::describe_place(const ResultBatch& batch, std::uint32_t row,
                           GroupEvidence& evidence) const {
  if (plan_.window.has_value()) {
    evidence.window_start = EventTime{batch.window_starts.int64s()[row]};
    evidence.window_end = EventTime{batch.window_ends.int64s()[row]};
  }
  if (identities_.kind() == RowIdentity::kRecord) {
    evidence.row_of = EvidenceRecord{batch.source_partition, batch.offsets.int64s()[row], {}};
  }
  if (plan_.shape == QueryShape::kProjection) {
    evidence.group = "row";
    return;
  }
  for (std::size_t i = 0; i < batch.keys.size(); ++i) {
    evidence.keys.push_back(batch.keys[i].value_at(row));
    evidence.group += (i == 0 ? "" : ", ") + plan_.group_key_names[i] + " = ";
    append_text(evidence.group, batch.keys[i], row, "NULL");
  }
  if (batch.keys.empty()) evidence.group = "all rows";
}

GroupEvidence Judge::evidence_of(const WrongRow& wrong) const {
  GroupEvidence evidence;
  evidence.problem = wrong.problem;
  const IdentityRows& rows = by_identity_[wrong.identity];
  std::uint32_t row = 0;
  const ResultBatch& batch = batch_of(wrong.identity, row);
  describe_place(batch, row, evidence);
  for (const FinalRow& final_row : expected_.rows()) {
    if (final_row.identity != wrong.identity || evidence.expected.size() >= kEvidenceRowsMax) {
      continue;
    }
    evidence.expected.push_back(
        text_of(expected_.batch_of(final_row), final_row.place.row, std::nullopt));
  }
  evidence.got_count = rows.got_count;
  for (const FinalRow& final_row : got_.rows()) {
    if (final_row.identity != wrong.identity || evidence.got.size() >= kEvidenceRowsMax) continue;
    const WorkerId worker = run_.results[final_row.sink].worker;
    const bool is_worker = worker.value < run_.worker_count;
    evidence.got.push_back(text_of(got_.batch_of(final_row), final_row.place.row,
                                   is_worker ? std::optional(worker) : std::nullopt));
  }
  return evidence;
}

/// The first by window and keys; a row each is enough to put them in order.
void Judge::keep_first(Verdict& verdict) {
  std::vector<ResultBatch> both = expected_.batches();
  const auto offset = static_cast<std::uint32_t>(both.size());
  both.insert(both.end(), got_.batches().begin(), got_.batches().end());
  const RowComparer compare(plan_, both);
  const auto place_of = [&](const WrongRow& wrong) {
    const IdentityRows& rows = by_identity_[wrong.identity];
    if (rows.expected_count > 0) return expected_.rows()[rows.expected].place;
    const ResultRow place = got_.rows()[rows.got].place;
    return ResultRow{place.batch + offset, place.row};
  };
  const bool has_groups = plan_.shape == QueryShape::kGrouped;
  const auto is_before = [&](const WrongRow& a, const WrongRow& b) {
    int order = compare.by_window_start(place_of(a), place_of(b));
    if (order == 0 && has_groups) order = compare.by_group_keys(place_of(a), place_of(b));
    if (order == 0 && !has_groups) order = compare.by_place(place_of(a), place_of(b));
    return order != 0 ? order < 0 : a.identity < b.identity;
  };
  const std::size_t count = std::min(wrong_.size(), kEvidenceGroupsMax);
  std::partial_sort(wrong_.begin(), wrong_.begin() + static_cast<std::ptrdiff_t>(count),
                    wrong_.end(), is_before);
  for (std::size_t i = 0; i < count; ++i) verdict.first.push_back(evidence_of(wrong_[i]));
}

Verdict Judge::verdict() {
  Verdict verdict;
  collect();
  for (const OutputItem& item : plan_.outputs) verdict.columns.push_back(item.name);
  for (std::uint32_t identity = 0; identity < by_identity_.size(); ++identity) {
    if (by_identity_[identity].expected_count > 0) verdict.results_compared += 1;
    const std::optional<GroupProblem> problem = problem_of(by_identity_[identity]);
    if (!problem) continue;
    wrong_.push_back({identity, *problem});
    verdict.wrong_results += 1;
    verdict.split += *problem == GroupProblem::kSplit ? 1 : 0;
    verdict.missing += *problem == GroupProblem::kMissing ? 1 : 0;
    verdict.doubled += *problem == GroupProblem::kDoubled ? 1 : 0;
    verdict.wrong += *problem == GroupProblem::kWrong ? 1 : 0;
    verdict.unexpected += *problem == GroupProblem::kUnexpected ? 1 : 0;
  }
  count_groups(verdict);
  if (!wrong_.empty()) keep_first(verdict);
  // Records without key lie on any source partition, and the order of those is not defined.
  const bool is_order_lost = run_.plan.depends_on_arrival && run_.rows_without_key > 0;
  const bool is_undefined =
      !run_.plan.is_order_defined || run_.late_after_idle > 0 || is_order_lost;
  // An order that is not defined can change values; it cannot make one group two.
  const bool is_structural = verdict.wrong_results > verdict.wrong && run_.late_after_idle == 0;
  if (is_undefined && !(is_structural && !run_.plan.is_valid)) {
    verdict.kind = VerdictKind::kUnknown;
    verdict.reason =
        !run_.plan.is_order_defined ? run_.plan.remark
        : is_order_lost
            ? counted(run_.rows_without_key, "record") +
                  " came without a key and may lie on any source partition: the order in which "
                  "their groups get them is not defined, and the query depends on it"
            : counted(run_.late_after_idle, "row") +
                  " came after their window was closed without their idle source: which rows "
                  "count depends on timing";
    return verdict;
  }
  verdict.kind = wrong_.empty() ? VerdictKind::kValid : VerdictKind::kInvalid;
  if (!wrong_.empty()) verdict.reason = run_.plan.problem;
  return verdict;
}

}  // namespace

std::string_view to_text(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kValid:
      return "valid";
    case VerdictKind::kInvalid:
      return "invalid";
    case VerdictKind::kUnknown:
      return "unknown";
    case VerdictKind::kRefused:
      return "refused";
  }
  return "";
}

std::string_view shape_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kValid:
      return "✓";
    case VerdictKind::kInvalid:
      return "✗";
    case VerdictKind::kUnknown:
      return "?";
    case VerdictKind::kRefused:
      return "⊘";
  }
  return "";
}

std::string_view to_text(GroupProblem problem) {
  switch (problem) {
    case GroupProblem::kSplit:
      return "split";
    case GroupProblem::kMissing:
      return "missing";
    case GroupProblem::kDoubled:
      return "doubled";
    case GroupProblem::kWrong:
      return "wrong";
    case GroupProblem::kUnexpected:
      return "unexpected";
  }
  return "";
}

std::int64_t Verdict::count_of(GroupProblem problem) const {
  switch (problem) {
    case GroupProblem::kSplit:
      return split;
    case GroupProblem::kMissing:
      return missing;
    case GroupProblem::kDoubled:
      return doubled;
    case GroupProblem::kWrong:
      return wrong;
    case GroupProblem::kUnexpected:
      return unexpected;
  }
  return 0;
}

JudgedRun judged_run(const Simulation& simulation, const RunReport& report,
                     std::int64_t late_in_reference) {
  JudgedRun run = {simulation.plan(), simulation.results()};
  run.worker_count = static_cast<std::uint32_t>(report.job.workers.size());
  run.late_after_idle = std::max(report.late_after_idle, late_in_reference);
  run.has_moved_states = report.job.states_moved > 0;
  run.rows_without_key = report.job.rows_without_key;
  return run;
}

Verdict judge(const JudgedRun& run, std::span<const WorkerResults> reference) {
  return Judge(run, reference).verdict();
}

Verdict refused_verdict(std::string reason) {
  Verdict verdict;
  verdict.kind = VerdictKind::kRefused;
  verdict.reason = std::move(reason);
  return verdict;
}

}  // namespace millrace
