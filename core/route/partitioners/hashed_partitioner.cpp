// core/route/partitioners/hashed_partitioner.cpp — the choice itself.
#include "core/route/partitioners/hashed_partitioner.hpp"

#include "core/base/hash.hpp"

namespace millrace::partitioners {

bool HashedPartitioner::is_random(std::optional<std::string_view> key) const {
  switch (random_keys_) {
    case RandomKeys::kNone:
      return false;
    case RandomKeys::kNull:
      return !key.has_value();
    case RandomKeys::kNullAndEmpty:
      return !key.has_value() || key->empty();
    case RandomKeys::kAll:
      return true;
  }
  return true;
}

std::uint32_t HashedPartitioner::partition_of(std::optional<std::string_view> key,
                                              std::int64_t /*record_bytes*/) {
  if (is_random(key)) return static_cast<std::uint32_t>(random_.below(partition_count_));
  return hash_(key.value_or(std::string_view())) % partition_count_;
}

std::uint32_t masked_murmur2(std::string_view key) {
  return murmur2_kafka(key) & 0x7fffffffu;
}

std::uint32_t absolute_fnv1a(std::string_view key) {
  const std::uint32_t hash = fnv1a_32(key);
  return (hash & 0x80000000u) != 0 ? 0u - hash : hash;
}

}  // namespace millrace::partitioners
