// sim/workload/producers.hpp — the clients that write a topic: which of them a record comes from, its
// key, and the partition that the client's partitioner gives it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/result.hpp"
#include "core/data/schema.hpp"
#include "core/route/partitioner.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace/column_filler.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/key_texts.hpp"
#include "sim/workload/row_chunk.hpp"
#include "sim/workload/workload_effects.hpp"

namespace millrace {

/// Used by one thread. Where the key decides, each distinct key is hashed once a client and partition count.
class ProducerSet {
 public:
  /// `growth`: by time. Errors (kOption): an unknown partitioner or column, a partition field that is no BIGINT.
  static Result<ProducerSet> make(const TopicSpec& topic, const Schema& schema, const Prng& streams,
                                  std::vector<PartitionsEffect> growth);

  /// Says which producer each row comes from.
  void draw_producers(RowChunk& chunk);
  /// Gives each row its key, its size and its partition.
  void place(RowChunk& chunk);

  std::uint32_t partition_count_at(std::int64_t time_ns) const;
  std::optional<std::uint32_t> index_of(std::string_view producer_name) const;

 private:
  struct Client {
    const PartitionerInfo* info = nullptr;  // null: by the partition field
    std::unique_ptr<Partitioner> partitioner;
    std::uint32_t key_set = 0;
    Prng random;                                    // seeds its partitioner
    std::uint64_t lineage = 0;                      // of the dictionary that the table is for
    std::vector<std::uint32_t> partition_plus_one;  // by code; 0: not asked yet
  };

  Status add_client(const TopicSpec& topic, const ProducerSpec& producer, const Schema& schema,
                    const Prng& streams);
  /// Finds or adds the key columns.
  std::uint32_t key_set_of(std::vector<std::uint32_t> columns);
  Status use_partition_count(std::uint32_t count);
  Column keys_of(const RowChunk& chunk);
  Column joined_keys(const RowChunk& chunk, const std::vector<Column>& keys_by_set);
  void place_rows(RowChunk& chunk, std::uint32_t begin, std::uint32_t end);
  std::uint32_t partition_of_row(const RowChunk& chunk, std::uint32_t row);
  std::uint32_t explicit_partition(const RowChunk& chunk, std::uint32_t row) const;
  void prepare_tables(const Column& keys);

  std::uint32_t first_partition_count_ = 1;
  std::uint32_t partition_count_ = 1;  // that the partitioners know now
  std::vector<PartitionsEffect> growth_;
  std::vector<std::string> names_;
  std::vector<Client> clients_;
  std::vector<KeyTexts> key_sets_;
  ColumnFiller joined_keys_{DataType::string()};
  std::optional<std::uint32_t> partition_field_;
  std::unique_ptr<Distribution> shares_;  // null: one producer
};

}  // namespace millrace
