// core/route/partitioners/consistent_random.cpp — librdkafka's default: CRC-32 of the key, chance
// for NULL and empty keys.
#include <array>

#include "core/base/hash.hpp"
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/consistent_random", crc32,
                                             RandomKeys::kNullAndEmpty);
}

constexpr std::array<std::string_view, 3> kAliases = {"crc32_random", "librdkafka_default",
                                                      "librdkafka"};

}  // namespace

extern const PartitionerInfo consistent_random;
const PartitionerInfo consistent_random = {
    .name = "consistent_random",
    .aliases = kAliases,
    .client_id = "librdkafka_consistent_random",
    .client = "librdkafka's default: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary = "CRC-32 of the key mod n; no key or an empty one: a random partition a record.",
    .hash_name = "crc32",
    .is_function_of_key = true,
    .is_function_of_empty_key = false,
    .is_function_of_null_key = false,
    .hash_of = crc32,
    .create = create,
};

}  // namespace millrace::partitioners
