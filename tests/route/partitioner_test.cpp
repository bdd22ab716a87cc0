// tests/route/partitioner_test.cpp — Kafka clients' and Flink's partitions, against their own
// published vectors.
#include "core/route/partitioner.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/base/hash.hpp"
#include "core/route/partitioners/flink_key_group.hpp"
#include "core/route/partitioners/hashed_partitioner.hpp"

namespace millrace {
namespace {

using MaybeKey = std::optional<std::string_view>;

std::uint32_t partition(const char* name, MaybeKey key, std::uint32_t partitions) {
  return partitioner_named(name)
      .value()
      ->make({.partition_count = partitions})
      .value()
      ->partition_of(key, 100);
}

std::vector<std::uint32_t> choices(std::string_view name, const PartitionerContext& context,
                                   MaybeKey key, int count, std::int64_t record_bytes = 100) {
  const auto partitioner = find_partitioner(name)->make(context).value();
  std::vector<std::uint32_t> result;
  for (int i = 0; i < count; ++i) result.push_back(partitioner->partition_of(key, record_bytes));
  return result;
}

std::size_t distinct(const std::vector<std::uint32_t>& values) {
  return std::set<std::uint32_t>(values.begin(), values.end()).size();
}

}  // namespace

TEST_CASE("golden vectors of field reports: murmur2 masked and CRC-32") {
  struct Vector {
    const char* key;
    std::uint32_t partitions;
    std::uint32_t murmur2;
    std::uint32_t java;
    std::uint32_t crc32;
  };
  const Vector vectors[] = {
      {"Struct{documentKey={\"_id\": \"638d1b94ce8def06be68b439\"}}", 50, 3967468088u, 40, 36},
      {"100:48069", 12, 1009543857u, 9, 6},
      {"TT0124", 15, 2852638518u, 10, 9},
      {"fd7af248-ce5c-46a5-93d7-1c0c9005b99d", 32, 4147786554u, 26, 23},
      {"354afe16-939a-4ea8-8e17-8bb0840b6886", 10, 983768104u, 4, 9},
      {"f562ac3b-2224-4e25-a0ab-56094e10c239", 10, 3917150923u, 5, 6},
      {"kafka", 50, 3496464228u, 30, 49},
      {"giberish123456789", 50, 2404723468u, 20, 21},
      {"1234", 50, 2680781588u, 40, 9},
      {"", 50, 275646681u, 31, 0},
      {"wu", 10, 290249560u, 0, 1},  // node-sinek#39; CRC-32 by zlib
  };
  for (const Vector& vector : vectors) {
    CAPTURE(std::string(vector.key));
    CHECK(murmur2_kafka(vector.key) == vector.murmur2);
    for (const char* name : {"java_default", "murmur2", "murmur2_random"}) {
      CHECK(partition(name, vector.key, vector.partitions) == vector.java);
    }
    CHECK(partition("consistent", vector.key, vector.partitions) == vector.crc32);
    if (*vector.key != '\0') {
      CHECK(partition("consistent_random", vector.key, vector.partitions) == vector.crc32);
    }
  }
}

TEST_CASE("librdkafka's own FNV-1a vectors") {
  const std::pair<const char*, std::uint32_t> vectors[] = {
      {"kafka", 0xd33c4e1},
      {"giberish123456789", 0x77a58295},
      {"1234", 0x23bdd03},
      {"234", 0x2dea3cd2},
      {"34", 0x740fa83e},
      {"4", 0x310ca263},
      {"PreAmbleWillBeRemoved,ThePrePartThatIs", 0x65cbd69c},
      {"reAmbleWillBeRemoved,ThePrePartThatIs", 0x6e49c79a},
      {"eAmbleWillBeRemoved,ThePrePartThatIs", 0x69eed356},
      {"AmbleWillBeRemoved,ThePrePartThatIs", 0x6abcc023},
      {"", 0x7ee3623b},
  };
  for (const auto& [key, hash] : vectors) {
    CHECK(partitioners::absolute_fnv1a(key) == hash);
    CHECK(partition("fnv1a", key, 1000) == hash % 1000);
    CHECK(partition("fnv1a_random", key, 1000) == hash % 1000);
  }
  CHECK(partition("fnv1a", std::nullopt, 1000) == 0x7ee3623bu % 1000);
}

TEST_CASE("Flink's key groups, against vectors computed in Java") {
  struct Vector {
    const char* key;
    std::uint32_t hash;
    std::uint32_t group_of_128;
    std::uint32_t of_8;
    std::uint32_t of_50;
    std::uint32_t of_200;  // 512 key groups
  };
  const Vector vectors[] = {
      {"", 593689054, 94, 5, 36, 186},         {"kafka", 216517382, 6, 0, 2, 102},
      {"trader_7", 642190676, 84, 5, 32, 132}, {"AAPL", 1467220338, 114, 7, 44, 144},
      {"größe", 25534733, 13, 0, 5, 105},      {"🚀", 1426590709, 117, 7, 45, 195},
      {"100:48069", 1346354441, 9, 0, 3, 103},
  };
  for (const Vector& vector : vectors) {
    CAPTURE(std::string(vector.key));
    CHECK(partitioners::flink_hash(vector.key) == vector.hash);
    CHECK(partitioners::flink_group_of(vector.hash, 128) == vector.group_of_128);
    CHECK(partition("flink_key_group", vector.key, 8) == vector.of_8);
    CHECK(partition("flink", vector.key, 50) == vector.of_50);
    CHECK(partition("flink", vector.key, 200) == vector.of_200);
  }
}

TEST_CASE(
    "Flink's default maximum parallelism is the power of two at or above 1.5 p, within its "
    "bounds") {
  const std::pair<std::uint32_t, std::uint32_t> vectors[] = {
      {1, 128},   {50, 128},  {85, 128},  {86, 256},      {128, 256},
      {170, 256}, {171, 256}, {200, 512}, {20000, 32768}, {32768, 32768}};
  for (const auto& [parallelism, groups] : vectors) {
    CHECK(partitioners::flink_default_max_parallelism(parallelism) == groups);
  }
}

TEST_CASE("flink_key_group takes an explicit number of key groups and refuses impossible ones") {
  const PartitionerInfo& flink = *find_partitioner("flink_key_group");
  const auto partitioner = flink.make({.partition_count = 8, .max_parallelism = 4096}).value();
  CHECK(partitioner->partition_of("AAPL", 0) == 1467220338u % 4096 * 8 / 4096);
  CHECK_FALSE(flink.make({.partition_count = 8, .max_parallelism = 7}).has_value());
  CHECK_FALSE(flink.make({.partition_count = 8, .max_parallelism = 32769}).has_value());
  CHECK_FALSE(flink.make({.partition_count = 32769}).has_value());
}

TEST_CASE("each client has its own rule for NULL and for empty keys") {
  const PartitionerContext context = {.partition_count = 50, .seed = 9};
  const std::string_view empty;
  CHECK(distinct(choices("consistent_random", context, std::nullopt, 200)) > 10);
  CHECK(distinct(choices("consistent_random", context, empty, 200)) > 10);
  CHECK(distinct(choices("murmur2_random", context, std::nullopt, 200)) > 10);
  CHECK(choices("murmur2_random", context, empty, 3) == std::vector<std::uint32_t>(3, 31));
  CHECK(distinct(choices("fnv1a_random", context, std::nullopt, 200)) > 10);
  CHECK(distinct(choices("fnv1a_random", context, empty, 200)) == 1);
  CHECK(choices("consistent", context, std::nullopt, 3) == std::vector<std::uint32_t>(3, 0));
  CHECK(choices("murmur2", context, std::nullopt, 3) == std::vector<std::uint32_t>(3, 31));
  CHECK(distinct(choices("random", context, "key", 200)) > 10);
}

TEST_CASE("the Java client keeps records without key on one partition until a batch is full") {
  // 16384 bytes a batch, 100 bytes a record: the 164th record reaches it.
  const auto java =
      choices("java_default", {.partition_count = 1000, .seed = 4}, std::nullopt, 492);
  CHECK(distinct({java.begin(), java.begin() + 164}) == 1);
  CHECK(java[163] != java[164]);
  CHECK(distinct({java.begin() + 164, java.begin() + 328}) == 1);
  CHECK(distinct(java) == 3);
  const auto small = choices(
      "java_default", {.partition_count = 1000, .seed = 4, .batch_bytes = 300}, std::nullopt, 9);
  CHECK(distinct({small.begin(), small.begin() + 3}) == 1);
  CHECK(distinct(small) == 3);
  // A record larger than the batch switches each time.
  CHECK(distinct(choices("sticky", {.partition_count = 1000, .seed = 4}, "key", 20, 20'000)) > 10);
}

TEST_CASE("keyed records of the Java client do not disturb the sticky partition of the others") {
  const auto partitioner =
      find_partitioner("default")->make({.partition_count = 50, .seed = 1}).value();
  const std::uint32_t sticky = partitioner->partition_of(std::nullopt, 10);
  for (int i = 0; i < 100; ++i) CHECK(partitioner->partition_of("kafka", 10'000) == 30);
  CHECK(partitioner->partition_of(std::nullopt, 10) == sticky);
}

TEST_CASE("sticky ignores the key, round robin takes turns") {
  const auto sticky = choices("sticky", {.partition_count = 1000, .seed = 4}, "kafka", 328);
  CHECK(distinct(sticky) == 2);
  CHECK(choices("round_robin", {.partition_count = 3}, "kafka", 7) ==
        std::vector<std::uint32_t>{0, 1, 2, 0, 1, 2, 0});
}

TEST_CASE(
    "every partitioner stays in range, repeats itself for a seed and keeps its word about keys") {
  const std::pair<MaybeKey, bool PartitionerInfo::*> kinds[] = {
      {"some key", &PartitionerInfo::is_function_of_key},
      {"", &PartitionerInfo::is_function_of_empty_key},
      {std::nullopt, &PartitionerInfo::is_function_of_null_key}};
  for (const PartitionerInfo* info : all_partitioners()) {
    CAPTURE(std::string(info->name));
    CHECK_FALSE(info->summary.empty());
    CHECK_FALSE(info->client.empty());
    CHECK(info->is_function_of_key == (info->hash_of != nullptr));
    CHECK(info->hash_name.empty() == (info->hash_of == nullptr));
    for (const auto& [key, is_function] : kinds) {
      for (const std::uint32_t partitions : {1u, 2u, 50u, 128u}) {
        const PartitionerContext context = {.partition_count = partitions, .seed = 3};
        const auto first = choices(info->name, context, key, 400);
        for (const std::uint32_t value : first) CHECK(value < partitions);
        CHECK(first == choices(info->name, context, key, 400));
        if (info->*is_function) {
          CHECK(distinct(first) == 1);
          CHECK(first[0] ==
                choices(info->name, {.partition_count = partitions, .seed = 77}, key, 1)[0]);
        } else if (partitions == 50) {
          CHECK(distinct(first) > 1);
        }
      }
    }
    CHECK_FALSE(info->make({.partition_count = 0}).has_value());
    CHECK_FALSE(info->make({.partition_count = 1, .batch_bytes = 0}).has_value());
  }
}

TEST_CASE(
    "partitioners are found by name, client id and alias in any case; unknown ones name the "
    "valid") {
  std::set<std::string_view> taken;
  for (const PartitionerInfo* info : all_partitioners()) {
    CAPTURE(std::string(info->name));
    CHECK(taken.insert(info->name).second);
    if (info->client_id != info->name) CHECK(taken.insert(info->client_id).second);
    for (const std::string_view alias : info->aliases) CHECK(taken.insert(alias).second);
    CHECK(find_partitioner(info->client_id) == info);
  }
  CHECK(find_partitioner("Murmur2-Random")->name == "murmur2_random");
  CHECK(find_partitioner("default")->name == "java_default");
  CHECK(find_partitioner("murmur2_java")->name == "java_default");
  CHECK(partitioner_named("murmur").error().message ==
        "unknown partitioner 'murmur' (did you mean 'murmur2'?); valid options: java_default, "
        "consistent, consistent_random, murmur2, murmur2_random, fnv1a, fnv1a_random, random, "
        "round_robin, sticky, flink_key_group");
}

}  // namespace millrace
