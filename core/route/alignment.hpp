// core/route/alignment.hpp — whether rows of a group already sit on one source partition, declared
// (is_aligned) and checked on the way (AlignmentMonitor).
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/column.hpp"
#include "core/route/key_hasher.hpp"

namespace millrace {

/// Semantics §1: key columns K are a non-empty subset of grouping columns G (as sets of exact
/// names) and the producer's partitioner is a function of the key. The system columns stand for
/// themselves: with _PARTITION in G rows of a group share a source partition whatever the producer
/// did; with _KEY they do when the partitioner is a function of the key. System columns match in
/// any case.
bool is_aligned(std::span<const std::string> key_columns,
                std::span<const std::string> grouping_columns, bool is_partitioner_function_of_key);

/// What the monitor has seen so far.
struct AlignmentEvidence {
  std::int64_t rows_checked = 0;
  std::int64_t rows_astray = 0;  // their key was seen on two source partitions or more
  std::int64_t keys = 0;         // distinct keys followed
  std::int64_t keys_astray = 0;  // of them, seen on two source partitions or more

  /// Share of checked rows whose key was only seen on its first source partition, 0…1; a key that
  /// strays takes its earlier rows with it, so that the order of batches does not matter. Nothing
  /// before 30 rows.
  std::optional<double> verified_rate() const;
  friend bool operator==(const AlignmentEvidence&, const AlignmentEvidence&) = default;
};

/// Watches whether each key keeps to one source partition, the claim that natural routing rests on.
/// Cheap by construction: a dictionary-coded key costs one table look-up a row and one hash a new
/// entry; other keys are hashed for `rows_sampled` evenly spread rows a batch. Which rows are
/// looked at depends on the batches alone. Follows at most `keys_max` keys, the first it meets.
/// Used by one thread.
class AlignmentMonitor {
 public:
  struct Options {
    std::uint32_t rows_sampled = 256;  // of a batch whose key has no dictionary
    std::uint32_t keys_max = 1u << 20;
  };

  AlignmentMonitor() : AlignmentMonitor(Options{}) {}
  explicit AlignmentMonitor(const Options& options);

  /// One batch of one source partition; the key columns K, all of one row count. Rows that were
  /// never said to keep to a source partition (KeylessRows) are passed over: `left_out`, ascending.
  void observe(std::span<const Column> key_columns, SourcePartitionId source_partition,
               std::span<const std::uint32_t> left_out = {});
  /// The same where hashes are there already (one a row): every row is looked at.
  void observe_hashes(std::span<const std::uint64_t> key_hashes,
                      SourcePartitionId source_partition);

  const AlignmentEvidence& evidence() const { return evidence_; }

 private:
  struct KeyState {
    std::int64_t rows = 0;
    SourcePartitionId first;
    bool is_astray = false;
  };
  static constexpr std::uint32_t kNotFollowed = 0xffffffffu;

  std::uint32_t slot_of(std::uint64_t key_hash, SourcePartitionId source_partition);
  void count_row(std::uint32_t slot, SourcePartitionId source_partition);
  void observe_codes(const Column& column, SourcePartitionId source_partition,
                     std::span<const std::uint32_t> left_out);
  std::vector<std::uint32_t>& slots_of(const Dictionary& dictionary);
  void observe_sample(std::span<const Column> key_columns, SourcePartitionId source_partition,
                      std::span<const std::uint32_t> left_out);

  Options options_;
  KeyHasher hasher_;
  AlignmentEvidence evidence_;
  std::vector<KeyState> keys_;
  tsl::robin_map<std::uint64_t, std::uint32_t> slot_by_hash_;  // never iterated
  // Slot of each code plus one, 0 not looked up yet; by lineage.
  tsl::robin_map<std::uint64_t, std::vector<std::uint32_t>> slots_by_lineage_;
  std::int64_t codes_held_ = 0;
  std::vector<std::uint64_t> hashes_;
  std::vector<std::uint32_t> sample_;
  std::vector<Column> sampled_columns_;
};

}  // namespace millrace
