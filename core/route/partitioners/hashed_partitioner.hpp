// core/route/partitioners/hashed_partitioner.hpp — hash of the key mod n, and chance for the keys a
// client does not hash. What librdkafka's partitioners share; each of their files says only which
// hash and which keys.
#pragma once

#include "core/base/prng.hpp"
#include "core/route/partitioner.hpp"

namespace millrace::partitioners {

/// Which keys go to a random partition, drawn anew for every record.
enum class RandomKeys : std::uint8_t { kNone, kNull, kNullAndEmpty, kAll };

/// A key that is NULL and not random is hashed like an empty one.
class HashedPartitioner final : public Partitioner {
 public:
  /// `hash` may be null when all keys are random.
  HashedPartitioner(const PartitionerContext& context, std::string_view stream,
                    std::uint32_t (*hash)(std::string_view), RandomKeys random_keys)
      : partition_count_(context.partition_count),
        random_(Prng(context.seed).fork(stream)),
        hash_(hash),
        random_keys_(random_keys) {}

  std::uint32_t partition_of(std::optional<std::string_view> key,
                             std::int64_t record_bytes) override;

 private:
  bool is_random(std::optional<std::string_view> key) const;

  std::uint32_t partition_count_;
  Prng random_;
  std::uint32_t (*hash_)(std::string_view);
  RandomKeys random_keys_;
};

/// murmur2 without its sign bit: what every client reduces by the number of partitions, if it does
/// it right.
std::uint32_t masked_murmur2(std::string_view key);
/// 32-bit FNV-1a, read as signed and made positive by absolute value: librdkafka's and Sarama's.
std::uint32_t absolute_fnv1a(std::string_view key);

}  // namespace millrace::partitioners
