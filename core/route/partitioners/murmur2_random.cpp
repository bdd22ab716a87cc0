// core/route/partitioners/murmur2_random.cpp — librdkafka's `murmur2_random`: the Java client's
// hash, chance for NULL keys.
#include "core/base/hash.hpp"
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/murmur2_random", masked_murmur2,
                                             RandomKeys::kNull);
}

}  // namespace

extern const PartitionerInfo murmur2_random;
const PartitionerInfo murmur2_random = {
    .name = "murmur2_random",
    .aliases = {},
    .client_id = "librdkafka_murmur2_random",
    .client = "librdkafka: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary =
        "The Java client's partition for every key, also an empty one; no key: a random one.",
    .hash_name = "murmur2",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = false,
    .hash_of = murmur2_kafka,
    .create = create,
};

}  // namespace millrace::partitioners
