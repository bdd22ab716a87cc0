// sim/engine/source_lag.cpp — one series a partition.
#include "sim/engine/source_lag.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

/// 24 bytes each: a run keeps 1.5 MB of them at most, or 64 a partition.
std::size_t points_max(std::uint32_t partition_count) {
  constexpr std::size_t kPoints = 65'536;
  return std::clamp<std::size_t>(kPoints / std::max(1U, partition_count), 64, 1'024);
}

}  // namespace

SourceLag::SourceLag(std::int64_t interval_ns, std::uint32_t partition_count)
    : recorder_(interval_ns, points_max(partition_count)) {
  for (std::uint32_t i = 0; i < partition_count; ++i)
    recorder_.declare(kSourceLag, "rows", static_cast<std::int32_t>(i));
}

void SourceLag::add(VirtualTime time, const std::vector<std::int64_t>& lag_rows) {
  MILLRACE_ASSERT(!is_told(time));
  MILLRACE_ASSERT(lag_rows.size() == recorder_.series().size());
  for (std::size_t i = 0; i < lag_rows.size(); ++i)
    recorder_.add(i, time, static_cast<double>(lag_rows[i]));
  told_to_ = time;
}

}  // namespace millrace
