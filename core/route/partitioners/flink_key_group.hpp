// core/route/partitioners/flink_key_group.hpp — Flink's way from a key to a subtask: hash, key
// group, operator index.
#pragma once

#include <cstdint>
#include <string_view>

namespace millrace::partitioners {

inline constexpr std::uint32_t kFlinkMaxParallelismLowerBound = 128;
inline constexpr std::uint32_t kFlinkMaxParallelismUpperBound = 32768;

/// KeyGroupRangeAssignment.computeDefaultMaxParallelism: the power of two at or above 1.5 p, from
/// 128 to 32768. REQUIRES: parallelism <= 32768.
std::uint32_t flink_default_max_parallelism(std::uint32_t parallelism);
/// MathUtils.murmurHash: never negative.
std::uint32_t flink_murmur(std::uint32_t code);
/// flink_murmur() of the key's String.hashCode(). The key is read as UTF-8.
std::uint32_t flink_hash(std::string_view key);
/// hash mod max_parallelism.
std::uint32_t flink_group_of(std::uint32_t hash, std::uint32_t max_parallelism);
/// group × parallelism / max_parallelism: every operator holds a contiguous range of key groups.
std::uint32_t flink_operator_index(std::uint32_t key_group, std::uint32_t parallelism,
                                   std::uint32_t max_parallelism);

}  // namespace millrace::partitioners
