// core/route/partitioners/murmur2.cpp — librdkafka's `murmur2`: the Java client's hash for every
// key.
#include "core/base/hash.hpp"
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/murmur2", masked_murmur2,
                                             RandomKeys::kNone);
}

}  // namespace

extern const PartitionerInfo murmur2;
const PartitionerInfo murmur2 = {
    .name = "murmur2",
    .aliases = {},
    .client_id = "librdkafka_murmur2",
    .client = "librdkafka: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary = "The Java client's hash; no key is hashed like an empty one.",
    .hash_name = "murmur2",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = true,
    .hash_of = murmur2_kafka,
    .create = create,
};

}  // namespace millrace::partitioners
