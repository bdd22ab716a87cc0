// core/route/partitioners/consistent.cpp — librdkafka's `consistent`: CRC-32 of the key.
#include <array>

#include "core/base/hash.hpp"
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace::partitioners {
namespace {

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<HashedPartitioner>(context, "partitioner/consistent", crc32,
                                             RandomKeys::kNone);
}

constexpr std::array<std::string_view, 1> kAliases = {"crc32"};

}  // namespace

extern const PartitionerInfo consistent;
const PartitionerInfo consistent = {
    .name = "consistent",
    .aliases = kAliases,
    .client_id = "librdkafka_consistent",
    .client = "librdkafka: confluent-kafka-python, -go, -dotnet, node-rdkafka, kcat",
    .summary = "CRC-32 of the key mod n; no key and an empty key go to partition 0.",
    .hash_name = "crc32",
    .is_function_of_key = true,
    .is_function_of_empty_key = true,
    .is_function_of_null_key = true,
    .hash_of = crc32,
    .create = create,
};

}  // namespace millrace::partitioners
