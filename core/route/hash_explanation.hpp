// core/route/hash_explanation.hpp — where each client would put one key: what `millrace explain
// hash` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"

namespace millrace {

/// One client's answer.
struct ClientHash {
  std::string_view client;  // "java_default", "librdkafka_consistent_random", …; unique
  std::string_view hash;    // "murmur2", "crc32", …; "" where the key is not hashed
  std::optional<std::uint64_t> value;      // before the reduction to a partition
  std::optional<std::uint32_t> partition;  // nothing: chance or the turn decides, not the key
  std::string note;                        // who this is, and what is peculiar; may not be empty
};

/// Every client of partitioners.list, then the clients and mistakes that are no partitioner of
/// ours: the murmur2 whose sign bit was not masked, Sarama's reference hash, and the routing hashes
/// of Velostream and Millrace (with `partitions` as their processing partitions). Error when
/// partitions is 0 or above 32768 (Flink's bound).
Result<std::vector<ClientHash>> explain_hash(std::string_view key, std::uint32_t partitions);

}  // namespace millrace
