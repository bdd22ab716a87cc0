// sim/trace/producer.hpp — the producer that a recording's rows are imagined to come from: their
// keys and partitions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/column.hpp"
#include "core/route/partitioner.hpp"
#include "sim/trace/chunk.hpp"
#include "sim/trace/column_filler.hpp"

namespace millrace {

/// Gives rows the partitions that a Kafka client with this partitioner gives them, in the order of
/// the recording. Where the key decides, each distinct key is hashed once. Used by one thread.
class Producer {
 public:
  Producer(const PartitionerInfo& info, std::unique_ptr<Partitioner> partitioner);

  /// One partition a row. `keys`: STRING; without rows: no record has a key.
  std::vector<std::uint32_t> place(const Column& keys, const std::vector<RecordText>& records);

 private:
  std::uint32_t partition_of_code(const Column& keys, std::uint32_t row, std::int64_t bytes);

  const PartitionerInfo* info_;
  std::unique_ptr<Partitioner> partitioner_;
  std::uint64_t lineage_ = 0;                      // of the dictionary that the table is for
  std::vector<std::uint32_t> partition_plus_one_;  // by code; 0: not asked yet
};

/// The record key of each row: the canonical text of the key columns, joined by "|" where there are
/// several. NULL columns give an empty part, a row whose key columns are all NULL has no key. Used
/// by one thread.
class RecordKeys {
 public:
  explicit RecordKeys(std::vector<std::uint32_t> key_columns);
  const std::vector<std::uint32_t>& key_columns() const { return key_columns_; }

  Column keys_of(const std::vector<Column>& columns, std::uint32_t row_count);

 private:
  std::vector<std::uint32_t> key_columns_;
  ColumnFiller filler_;
  std::string scratch_;
};

}  // namespace millrace
