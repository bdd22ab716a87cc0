// core/route/partitioners/flink_key_group.cpp — keyBy() of Apache Flink over String keys.
#include "core/route/partitioners/flink_key_group.hpp"

#include <array>
#include <string>

#include "core/base/hash.hpp"
#include "core/route/partitioner.hpp"

namespace millrace::partitioners {
namespace {

constexpr std::uint32_t rotate_left(std::uint32_t value, int bits) {
  return (value << bits) | (value >> (32 - bits));
}

class FlinkKeyGroup final : public Partitioner {
 public:
  explicit FlinkKeyGroup(const PartitionerContext& context)
      : parallelism_(context.partition_count),
        max_parallelism_(context.max_parallelism != 0
                             ? context.max_parallelism
                             : flink_default_max_parallelism(context.partition_count)) {}

  std::uint32_t partition_of(std::optional<std::string_view> key,
                             std::int64_t /*record_bytes*/) override {
    const std::uint32_t hash = flink_hash(key.value_or(std::string_view()));
    return flink_operator_index(flink_group_of(hash, max_parallelism_), parallelism_,
                                max_parallelism_);
  }

 private:
  std::uint32_t parallelism_;
  std::uint32_t max_parallelism_;
};

Status check(const PartitionerContext& context) {
  const std::uint32_t groups = context.max_parallelism;
  if (context.partition_count > kFlinkMaxParallelismUpperBound) {
    return Error{ErrorCode::kOption, "flink_key_group knows at most 32768 partitions, got " +
                                         std::to_string(context.partition_count)};
  }
  if (groups == 0) return {};
  if (groups <= kFlinkMaxParallelismUpperBound && groups >= context.partition_count) return {};
  return Error{ErrorCode::kOption, "max_parallelism must lie between the number of partitions (" +
                                       std::to_string(context.partition_count) +
                                       ") and 32768, got " + std::to_string(groups)};
}

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<FlinkKeyGroup>(context);
}

constexpr std::array<std::string_view, 1> kAliases = {"flink"};

}  // namespace

std::uint32_t flink_default_max_parallelism(std::uint32_t parallelism) {
  const std::uint32_t wanted = parallelism + parallelism / 2;
  std::uint32_t groups = kFlinkMaxParallelismLowerBound;
  while (groups < wanted && groups < kFlinkMaxParallelismUpperBound) groups *= 2;
  return groups;
}

std::uint32_t flink_hash(std::string_view key) {
  return flink_murmur(static_cast<std::uint32_t>(java_string_hash(key)));
}

std::uint32_t flink_murmur(std::uint32_t code) {
  code *= 0xcc9e2d51u;
  code = rotate_left(code, 15);
  code *= 0x1b873593u;
  code = rotate_left(code, 13);
  code = code * 5 + 0xe6546b64u;
  code ^= 4;
  code ^= code >> 16;
  code *= 0x85ebca6bu;
  code ^= code >> 13;
  code *= 0xc2b2ae35u;
  code ^= code >> 16;
  if (code == 0x80000000u) return 0;
  return (code & 0x80000000u) != 0 ? 0u - code : code;
}

std::uint32_t flink_group_of(std::uint32_t hash, std::uint32_t max_parallelism) {
  return hash % max_parallelism;
}

std::uint32_t flink_operator_index(std::uint32_t key_group, std::uint32_t parallelism,
                                   std::uint32_t max_parallelism) {
  return static_cast<std::uint32_t>(std::uint64_t{key_group} * parallelism / max_parallelism);
}

extern const PartitionerInfo flink_key_group;
const PartitionerInfo flink_key_group = {
    .name = "flink_key_group",
    .aliases = kAliases,
    .client_id = "flink_key_group",
    .client = "Apache Flink's keyBy over STRING keys (a shuffle inside a job, not a producer)",
    .summary =
        "Java's hashCode, murmur, key group, operator: contiguous ranges of key groups; no key "
        "(which Flink refuses) is hashed like an empty one.",
    .hash_name = "flink_murmur",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = true,
    .hash_of = flink_hash,
    .check = check,
    .create = create,
};

}  // namespace millrace::partitioners
