// core/route/key_sources.cpp — hashes to source partitions.
#include "core/route/key_sources.hpp"

namespace millrace {

void KeySources::observe(std::span<const Column> key_columns, SourcePartitionId source_partition) {
  if (key_columns.empty() || key_columns.front().row_count() == 0) return;
  const Column& first = key_columns.front();
  const std::uint32_t row_count = first.row_count();
  hashes_.resize(row_count);
  hasher_.hash_rows(key_columns, row_count, hashes_);
  const bool has_codes = key_columns.size() == 1 && first.type().kind == TypeKind::kString;
  if (has_codes && lineage_ != first.dictionary()->lineage()) {
    lineage_ = first.dictionary()->lineage();
    source_plus_one_.clear();
  }
  if (has_codes && source_plus_one_.size() < first.dictionary()->size()) {
    source_plus_one_.resize(first.dictionary()->size(), 0);
  }
  for (std::uint32_t row = 0; row < row_count; ++row) {
    if (has_codes && !first.is_null(row)) {
      std::uint32_t& known = source_plus_one_[first.codes()[row]];
      if (known == source_partition.value + 1) continue;
      known = source_partition.value + 1;
    }
    by_hash_[hashes_[row]] = source_partition;
  }
}

void KeySources::find(std::span<const Column> key_columns, std::uint32_t row_count,
                      std::vector<std::optional<SourcePartitionId>>& sources) {
  sources.assign(row_count, std::nullopt);
  hashes_.resize(row_count);
  hasher_.hash_rows(key_columns, row_count, hashes_);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    const auto known = by_hash_.find(hashes_[row]);
    if (known != by_hash_.end()) sources[row] = known->second;
  }
}

std::int64_t KeySources::byte_count() const {
  constexpr std::int64_t kBytesPerKey = 48;  // of the table, at its usual load
  return static_cast<std::int64_t>(by_hash_.size()) * kBytesPerKey +
         static_cast<std::int64_t>(source_plus_one_.size() * sizeof(std::uint32_t));
}

}  // namespace millrace
