// core/job/group_census.hpp — which groups have state where: what split groups are counted from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

/// Unambiguous text of one row of key columns; equal keys of one query give equal texts.
std::string group_key_text(std::span<const Column> keys, std::uint32_t row);

struct GroupCensus {
  std::int64_t groups = 0;        // distinct
  std::int64_t split_groups = 0;  // in more than one worker
};

/// One set of key columns per worker; within a worker each group once.
GroupCensus count_groups(std::span<const std::vector<Column>> keys_of_workers);

}  // namespace millrace
