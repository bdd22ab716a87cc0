// core/route/partitioners/fnv1a_random.cpp — librdkafka's `fnv1a_random`: Sarama's hash, chance for
// NULL keys.
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/fnv1a_random", absolute_fnv1a,
                                             RandomKeys::kNull);
}

}  // namespace

extern const PartitionerInfo fnv1a_random;
const PartitionerInfo fnv1a_random = {
    .name = "fnv1a_random",
    .aliases = {},
    .client_id = "librdkafka_fnv1a_random",
    .client = "librdkafka: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary = "Sarama's partition for every key, also an empty one; no key: a random one.",
    .hash_name = "fnv1a_32",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = false,
    .hash_of = absolute_fnv1a,
    .create = create,
};

}  // namespace millrace::partitioners
