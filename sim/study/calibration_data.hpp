// sim/study/calibration_data.hpp — rows and queries of the calibration's experiments.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/data/record_batch.hpp"
#include "core/job/job_plan.hpp"
#include "core/sql/plan.hpp"

namespace millrace::calibration {

/// Trades: trader STRING, price DOUBLE, quantity BIGINT, six more numbers, ts TIMESTAMP a millisecond apart.
struct Rows {
  std::uint32_t batch_rows = 8'192;
  std::uint32_t batch_count = 24;
  std::uint32_t traders = 5'000;  // distinct; 0: another one in each row
  /// The records' text is held, as for recordings: routing then copies only the columns that the query reads.
  bool has_text = false;
};
std::vector<RecordBatch> generate(const Rows& rows);

/// Bound to those columns. Aborts on errors: the queries are ours.
std::shared_ptr<const QueryPlan> query(std::string_view sql);
std::shared_ptr<const JobPlan> plan(std::string_view sql, const char* strategy,
                                    std::uint32_t workers);

}  // namespace millrace::calibration
