// sim/study/hottest_key.cpp — groups of every block of the log, counted.
#include "sim/study/hottest_key.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "core/exec/evaluator.hpp"
#include "core/exec/grouped/group_table.hpp"

namespace millrace {
namespace {

class KeyCount {
 public:
  explicit KeyCount(const QueryPlan& plan) : groups_(GroupTable::for_keys(plan.group_keys)) {
    for (const Expression& key : plan.group_keys) keys_.emplace_back(key);
  }

  void add(const RecordBatch& batch) {
    Selection rows(batch.row_count);
    std::iota(rows.begin(), rows.end(), 0u);
    const EvaluationInput input = {batch.row_count, batch.columns, &batch};
    EvaluationRemarks remarks;
    std::vector<Column> keys;
    for (Evaluator& key : keys_) keys.push_back(key.evaluate(input, rows, remarks));
    remove_rows(rows, remarks.errors);
    groups_.find_or_add(keys, rows, ids_);
    counts_.resize(groups_.group_count(), 0);
    for (std::size_t i = 0; i < rows.size(); ++i) counts_[ids_[i]] += 1;
    rows_ += batch.row_count;
  }

  double share() const {
    if (counts_.empty() || rows_ == 0) return 0.0;
    return static_cast<double>(*std::max_element(counts_.begin(), counts_.end())) /
           static_cast<double>(rows_);
  }

 private:
  std::vector<Evaluator> keys_;
  GroupTable groups_;
  std::vector<std::uint32_t> ids_;
  std::vector<std::int64_t> counts_;
  std::int64_t rows_ = 0;
};

}  // namespace

double hottest_key_share_of(const QueryPlan& plan, const TopicLog& log) {
  if (plan.group_keys.empty()) return 0.0;
  constexpr VirtualTime kEnd = {std::numeric_limits<std::int64_t>::max()};
  constexpr std::uint32_t kRowsMax = 65'536;
  KeyCount count(plan);
  for (std::uint32_t p = 0; p < log.partition_count_at(kEnd); ++p) {
    const SourcePartitionId partition = {p};
    std::int64_t offset = log.begin_offset(partition);
    while (const auto fetched = log.fetch_all(partition, offset, kEnd, kRowsMax,
                                              std::numeric_limits<std::int64_t>::max())) {
      if (fetched->records.row_count > 0) count.add(fetched->records);
      if (fetched->next_offset <= offset) break;
      offset = fetched->next_offset;
    }
  }
  return count.share();
}

}  // namespace millrace
