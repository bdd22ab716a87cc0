// sim/trace/batch_records.cpp — from an offset back to its text.
#include "sim/trace/batch_records.hpp"

#include <algorithm>
#include <utility>

namespace millrace {

BatchRecords::BatchRecords(std::shared_ptr<const ChunkRecords> records,
                           std::shared_ptr<const std::vector<std::uint32_t>> order,
                           std::uint32_t begin, Column offsets)
    : records_(std::move(records)),
      order_(std::move(order)),
      begin_(begin),
      offsets_(std::move(offsets)) {}

std::string_view BatchRecords::text_of(std::int64_t offset) const {
  const std::span<const std::int64_t> offsets = offsets_.int64s();
  const auto found = std::lower_bound(offsets.begin(), offsets.end(), offset);
  if (found == offsets.end() || *found != offset) return {};
  const auto index = begin_ + static_cast<std::size_t>(found - offsets.begin());
  return records_->texts[order_->empty() ? index : (*order_)[index]].view();
}

}  // namespace millrace
