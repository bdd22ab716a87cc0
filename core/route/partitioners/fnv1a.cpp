// core/route/partitioners/fnv1a.cpp — librdkafka's `fnv1a`: Sarama's hash for every key.
#include <array>

#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/fnv1a", absolute_fnv1a,
                                             RandomKeys::kNone);
}

constexpr std::array<std::string_view, 1> kAliases = {"sarama_hash"};

}  // namespace

extern const PartitionerInfo fnv1a;
const PartitionerInfo fnv1a = {
    .name = "fnv1a",
    .aliases = kAliases,
    .client_id = "librdkafka_fnv1a",
    .client = "librdkafka: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary = "Sarama's hash; no key is hashed like an empty one.",
    .hash_name = "fnv1a_32",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = true,
    .hash_of = absolute_fnv1a,
    .create = create,
};

}  // namespace millrace::partitioners
