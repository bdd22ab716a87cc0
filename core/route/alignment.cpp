// core/route/alignment.cpp — set inclusion, and the evidence for and against a declared key.
#include "core/route/alignment.hpp"

#include <algorithm>
#include <array>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "core/route/routing_counters.hpp"

namespace millrace {
namespace {

// Above this many remembered codes all are forgotten and looked up again: costs time, changes no
// count.
constexpr std::int64_t kCodesMax = 1 << 22;
constexpr std::uint64_t kNullKeyHash = 0x6e756c6c206b6579ull;

bool contains(std::span<const std::string> names, std::string_view name) {
  for (const std::string& candidate : names) {
    if (candidate == name) return true;
  }
  return false;
}

bool contains_system_column(std::span<const std::string> names, std::string_view name) {
  for (const std::string& candidate : names) {
    if (equals_ignoring_case(candidate, name)) return true;
  }
  return false;
}

}  // namespace

bool is_aligned(std::span<const std::string> key_columns,
                std::span<const std::string> grouping_columns,
                bool is_partitioner_function_of_key) {
  if (contains_system_column(grouping_columns, "_PARTITION")) return true;
  if (!is_partitioner_function_of_key) return false;
  if (contains_system_column(grouping_columns, "_KEY")) return true;
  for (const std::string& column : key_columns) {
    if (!contains(grouping_columns, column)) return false;
  }
  return !key_columns.empty();
}

std::optional<double> AlignmentEvidence::verified_rate() const {
  if (rows_checked < RoutingCounters::kRowsForRate) return std::nullopt;
  return static_cast<double>(rows_checked - rows_astray) / static_cast<double>(rows_checked);
}

AlignmentMonitor::AlignmentMonitor(const Options& options)
    : options_(options), hasher_(HashFunction::kXxhash) {
  MILLRACE_ASSERT(options.rows_sampled > 0);
  MILLRACE_ASSERT(options.keys_max < kNotFollowed);
}

void AlignmentMonitor::observe(std::span<const Column> key_columns,
                               SourcePartitionId source_partition,
                               std::span<const std::uint32_t> left_out) {
  if (key_columns.empty() || key_columns.front().row_count() == 0) return;
  if (key_columns.size() == 1 && key_columns.front().type().kind == TypeKind::kString) {
    observe_codes(key_columns.front(), source_partition, left_out);
  } else {
    observe_sample(key_columns, source_partition, left_out);
  }
}

void AlignmentMonitor::observe_hashes(std::span<const std::uint64_t> key_hashes,
                                      SourcePartitionId source_partition) {
  for (const std::uint64_t hash : key_hashes) {
    count_row(slot_of(hash, source_partition), source_partition);
  }
}

std::uint32_t AlignmentMonitor::slot_of(std::uint64_t key_hash,
                                        SourcePartitionId source_partition) {
  const auto known = slot_by_hash_.find(key_hash);
  if (known != slot_by_hash_.end()) return known->second;
  if (keys_.size() >= options_.keys_max) return kNotFollowed;
  const auto slot = static_cast<std::uint32_t>(keys_.size());
  keys_.push_back({.rows = 0, .first = source_partition, .is_astray = false});
  slot_by_hash_.insert({key_hash, slot});
  evidence_.keys += 1;
  return slot;
}

void AlignmentMonitor::count_row(std::uint32_t slot, SourcePartitionId source_partition) {
  if (slot == kNotFollowed) return;
  KeyState& key = keys_[slot];
  key.rows += 1;
  evidence_.rows_checked += 1;
  if (key.is_astray) {
    evidence_.rows_astray += 1;
  } else if (key.first != source_partition) {
    key.is_astray = true;
    evidence_.keys_astray += 1;
    evidence_.rows_astray += key.rows;
  }
}

std::vector<std::uint32_t>& AlignmentMonitor::slots_of(const Dictionary& dictionary) {
  if (codes_held_ > kCodesMax) {
    slots_by_lineage_.clear();
    codes_held_ = 0;
  }
  std::vector<std::uint32_t>& slots = slots_by_lineage_[dictionary.lineage()];
  if (slots.size() < dictionary.size()) {
    codes_held_ += static_cast<std::int64_t>(dictionary.size() - slots.size());
    slots.resize(dictionary.size(), 0);
  }
  return slots;
}

void AlignmentMonitor::observe_codes(const Column& column, SourcePartitionId source_partition,
                                     std::span<const std::uint32_t> left_out) {
  std::vector<std::uint32_t>& slots = slots_of(*column.dictionary());
  const auto codes = column.codes();
  auto next_left_out = left_out.begin();
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    if (next_left_out != left_out.end() && *next_left_out == row) {
      ++next_left_out;
      continue;
    }
    if (column.is_null(row)) {
      count_row(slot_of(kNullKeyHash, source_partition), source_partition);
      continue;
    }
    std::uint32_t& slot_plus_one = slots[codes[row]];
    if (slot_plus_one == 0) {
      const std::array<std::string_view, 1> text = {column.string_at(row)};
      const std::uint64_t hash = hash_of_text_key(HashFunction::kXxhash, text);
      slot_plus_one = slot_of(hash, source_partition) + 1;
      if (slot_plus_one == 0) continue;  // not followed; asked again next time
    }
    count_row(slot_plus_one - 1, source_partition);
  }
}

void AlignmentMonitor::observe_sample(std::span<const Column> key_columns,
                                      SourcePartitionId source_partition,
                                      std::span<const std::uint32_t> left_out) {
  const std::uint32_t row_count = key_columns.front().row_count();
  sampled_columns_.assign(key_columns.begin(), key_columns.end());
  std::uint32_t sample_count = row_count;
  if (row_count > options_.rows_sampled || !left_out.empty()) {
    const std::uint32_t looked_at = std::min(options_.rows_sampled, row_count);
    sample_.clear();
    for (std::uint32_t i = 0; i < looked_at; ++i) {
      const auto row = static_cast<std::uint32_t>(std::uint64_t{i} * row_count / looked_at);
      if (!std::binary_search(left_out.begin(), left_out.end(), row)) sample_.push_back(row);
    }
    sample_count = static_cast<std::uint32_t>(sample_.size());
    for (Column& column : sampled_columns_) column = column.gather(sample_);
  }
  hashes_.resize(sample_count);
  hasher_.hash_rows(sampled_columns_, sample_count, hashes_);
  observe_hashes(hashes_, source_partition);
}

}  // namespace millrace
