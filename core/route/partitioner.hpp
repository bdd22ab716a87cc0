// core/route/partitioner.hpp — how producers choose a topic's partition for a record: the
// partitioners of Kafka's clients, bit for bit, and Flink's key groups.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace millrace {

/// One producer's partitioner. Used by one thread; deterministic for its seed.
class Partitioner {
 public:
  virtual ~Partitioner() = default;
  /// The partition of the next record. `record_bytes` is what the record adds to its producer's
  /// batch.
  virtual std::uint32_t partition_of(std::optional<std::string_view> key,
                                     std::int64_t record_bytes) = 0;
};

struct PartitionerContext {
  std::uint32_t partition_count = 1;
  std::uint64_t seed = 0;            // of what is drawn at random
  std::int64_t batch_bytes = 16384;  // batch.size: bytes after which a sticky partition is left
  std::uint32_t max_parallelism =
      0;  // key groups of flink_key_group; 0: Flink's default for partition_count
};

/// A partitioner of the list. Immutable, lives as long as the program.
struct PartitionerInfo {
  std::string_view name;  // as its client's configuration has it: "murmur2_random"
  std::span<const std::string_view> aliases;
  std::string_view client_id;  // unique, for `explain hash`: "librdkafka_murmur2_random"
  std::string_view client;     // who uses it, for people
  std::string_view summary;    // one sentence
  std::string_view hash_name;  // "murmur2"; "" where no key is hashed
  // Whether the key alone decides. False for a kind of key: such records go where chance or the
  // turn has it.
  bool is_function_of_key = false;        // keys that are neither NULL nor empty
  bool is_function_of_empty_key = false;  // ""
  bool is_function_of_null_key = false;   // no key at all
  /// The client's hash of a key as published, before masking and reduction to a partition; null where none.
  std::uint32_t (*hash_of)(std::string_view key) = nullptr;
  Status (*check)(const PartitionerContext&) = nullptr;  // beyond the common fields; may be null
  std::unique_ptr<Partitioner> (*create)(const PartitionerContext&) = nullptr;

  /// Error where a field of the context is out of range.
  Result<std::unique_ptr<Partitioner>> make(const PartitionerContext& context) const;
};

/// In the order of core/route/partitioners/partitioners.list.
const std::vector<const PartitionerInfo*>& all_partitioners();
/// Name, client id or alias; any case, '-' like '_'. Null when there is none.
const PartitionerInfo* find_partitioner(std::string_view any_spelling);
/// The same, with an error that names the nearest word and all valid options.
Result<const PartitionerInfo*> partitioner_named(std::string_view any_spelling);

}  // namespace millrace
