// sim/workload/relaid_records.cpp — from the new offset to the old one.
#include "sim/workload/relaid_records.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace millrace {

std::string_view RelaidRecords::text_of(std::int64_t offset) const {
  const std::span<const std::int64_t> offsets = offsets_.int64s();
  const auto found = std::lower_bound(offsets.begin(), offsets.end(), offset);
  if (found == offsets.end() || *found != offset) return {};
  return raw_->text_of(raw_offsets_[static_cast<std::size_t>(found - offsets.begin())]);
}

}  // namespace millrace
