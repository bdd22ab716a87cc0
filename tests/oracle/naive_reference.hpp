// tests/oracle/naive_reference.hpp — the meaning of a query, a row at a time over std::map, straight from the
// semantics: no
// batches, workers, columns or watermark W; slow and obvious.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/value.hpp"
#include "tests/oracle/oracle_case.hpp"

namespace millrace::oracle {

using Row = std::vector<Value>;

/// SQL order of two values of one type: NULL first. -1, 0, 1.
int compare(const Value& a, const Value& b);
/// Column after column.
bool is_less(const Row& a, const Row& b);

struct Expected {
  std::vector<Row> rows;  // in no particular order unless the query is ordered
  std::int64_t in_effect = 0;
  std::int64_t filtered = 0;
  std::int64_t late = 0;
  std::int64_t dead_letter = 0;
};

/// What the case must give, whatever the plan.
Expected expected_of(const Case& c);

// Shared with the generator.
std::string predicate_sql(std::uint32_t index);
std::string key_sql(std::uint32_t index);
std::string item_sql(std::uint32_t index);
std::string aggregate_sql(std::uint32_t index);
std::string over_sql(std::uint32_t index);
/// Whether the aggregate's result depends on the order of rows.
bool is_order_dependent(std::uint32_t aggregate);
/// Whether the aggregate sums DOUBLEs: its last bits depend on the order of rows.
bool is_inexact(std::uint32_t aggregate);
/// Whether the OVER function takes a frame.
bool has_frame(std::uint32_t over);

}  // namespace millrace::oracle
