// core/route/partitioners/java_default.cpp — Kafka's own Java client: murmur2 of the key without
// its sign bit, and for records without key one random partition a batch.
#include <array>

#include "core/base/hash.hpp"
#include "core/route/partitioners/hashed_partitioner.hpp"
#include "core/route/partitioners/sticky_choice.hpp"

namespace millrace::partitioners {
namespace {

class JavaDefault final : public Partitioner {
 public:
  explicit JavaDefault(const PartitionerContext& context)
      : partition_count_(context.partition_count), sticky_(context, "partitioner/java_default") {}

  std::uint32_t partition_of(std::optional<std::string_view> key,
                             std::int64_t record_bytes) override {
    if (!key) return sticky_.next(record_bytes);
    return masked_murmur2(*key) % partition_count_;
  }

 private:
  std::uint32_t partition_count_;
  StickyChoice sticky_;
};

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<JavaDefault>(context);
}

constexpr std::array<std::string_view, 3> kAliases = {"default", "java", "murmur2_java"};

}  // namespace

extern const PartitionerInfo java_default;
const PartitionerInfo java_default = {
    .name = "java_default",
    .aliases = kAliases,
    .client_id = "java_default",
    .client = "Kafka Java client, Kafka Streams, Connect; kafka-python, aiokafka, KafkaJS 2",
    .summary = "murmur2 of the key mod n; no key: one random partition until a batch is full.",
    .hash_name = "murmur2",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = false,
    .hash_of = murmur2_kafka,
    .create = create,
};

}  // namespace millrace::partitioners
