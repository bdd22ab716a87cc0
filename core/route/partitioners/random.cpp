// core/route/partitioners/random.cpp — librdkafka's `random`: chance for every record.
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/random", nullptr,
                                             RandomKeys::kAll);
}

}  // namespace

extern const PartitionerInfo random;
const PartitionerInfo random = {
    .name = "random",
    .aliases = {},
    .client_id = "librdkafka_random",
    .client = "librdkafka: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary = "A random partition for every record, whatever its key.",
    .hash_name = "",
    .is_function_of_key = false,
    .is_function_of_empty_key = false,
    .is_function_of_null_key = false,
    .hash_of = nullptr,
    .create = create,
};

}  // namespace millrace::partitioners
