// tests/route/hash_explanation_test.cpp — one key, every client's partition.
#include "core/route/hash_explanation.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/route/key_hasher.hpp"
#include "core/route/partitioner.hpp"

namespace millrace {
namespace {

std::map<std::string_view, ClientHash> explained(std::string_view key, std::uint32_t partitions) {
  std::map<std::string_view, ClientHash> by_client;
  const auto answers = explain_hash(key, partitions);
  for (const ClientHash& answer : answers.value()) {
    CHECK(by_client.insert({answer.client, answer}).second);
  }
  return by_client;
}

}  // namespace

TEST_CASE("the unmasked murmur2 of some clients parts from Java's where field reports say so") {
  struct Vector {
    const char* key;
    std::uint32_t partitions;
    std::uint32_t java;
    std::uint32_t unmasked;
    std::uint32_t crc32;
  };
  const Vector vectors[] = {
      {"Struct{documentKey={\"_id\": \"638d1b94ce8def06be68b439\"}}", 50, 40, 38, 36},
      {"100:48069", 12, 9, 9, 6},
      {"TT0124", 15, 10, 3, 9},
      {"fd7af248-ce5c-46a5-93d7-1c0c9005b99d", 32, 26, 26, 23},
      {"354afe16-939a-4ea8-8e17-8bb0840b6886", 10, 4, 4, 9},
      {"f562ac3b-2224-4e25-a0ab-56094e10c239", 10, 5, 3, 6},
      {"kafka", 50, 30, 28, 49},
      {"giberish123456789", 50, 20, 18, 21},
      {"1234", 50, 40, 38, 9},
      {"", 50, 31, 31, 0},
  };
  for (const Vector& vector : vectors) {
    CAPTURE(std::string(vector.key));
    auto answers = explained(vector.key, vector.partitions);
    CHECK(answers["java_default"].partition == vector.java);
    CHECK(answers["murmur2_unmasked"].partition == vector.unmasked);
    CHECK(answers["librdkafka_consistent"].partition == vector.crc32);
  }
}

TEST_CASE("a key is explained for every partitioner of the list and for the clients beyond it") {
  auto answers = explained("trader_7", 50);
  for (const PartitionerInfo* info : all_partitioners()) {
    CAPTURE(std::string(info->client_id));
    REQUIRE(answers.count(info->client_id) == 1);
    const ClientHash& answer = answers[info->client_id];
    CHECK(answer.partition.has_value() == info->is_function_of_key);
    CHECK(answer.value.has_value() == info->is_function_of_key);
    CHECK(answer.hash == info->hash_name);
  }
  CHECK(answers["java_default"].value == 2490114925u);
  CHECK(answers["java_default"].partition == 27);
  CHECK(answers["librdkafka_consistent_random"].value == 1204212712u);
  CHECK(answers["librdkafka_consistent_random"].partition == 12);
  CHECK(answers["librdkafka_consistent_random"].hash == "crc32");
  CHECK(answers["flink_key_group"].partition == 32);
  CHECK(answers["flink_key_group"].note.find("key group 84 of 128") != std::string::npos);
  CHECK(answers["murmur2_unmasked"].value == 2490114925u);
  CHECK(answers["murmur2_unmasked"].partition == 25);
  CHECK(explained("trader_1", 8)["velostream_always_hash"].partition == 1);
  CHECK(explained("trader_1", 8)["velostream_always_hash"].value == 0x1bcc3d5c25588c41u);
}

TEST_CASE("our own answer is the worker that AlwaysHash routes the group to") {
  const std::string_view values[] = {"trader_7"};
  CHECK(explained("trader_7", 8)["millrace_always_hash"].partition ==
        hash_of_text_key(HashFunction::kXxhash, values) % 8);
}

TEST_CASE("an empty key has no partition with clients that draw one") {
  auto answers = explained("", 50);
  CHECK_FALSE(answers["librdkafka_consistent_random"].partition.has_value());
  CHECK(answers["librdkafka_consistent_random"].note.find("an empty key gets a random partition") !=
        std::string::npos);
  CHECK(answers["librdkafka_murmur2_random"].partition == 31);
  CHECK(answers["librdkafka_random"].note.find("does not look at the key") != std::string::npos);
}

TEST_CASE(
    "masked and unmasked murmur2 disagree for half of the keys, CRC-32 and murmur2 agree for one "
    "in 50") {
  int unmasked_differs = 0;
  int crc_agrees = 0;
  constexpr int kKeys = 4000;
  for (int i = 0; i < kKeys; ++i) {
    auto answers = explained("trader_" + std::to_string(i), 50);
    unmasked_differs += answers["murmur2_unmasked"].partition != answers["java_default"].partition;
    crc_agrees += answers["librdkafka_consistent"].partition == answers["java_default"].partition;
  }
  CHECK(unmasked_differs > kKeys * 48 / 100);
  CHECK(unmasked_differs < kKeys * 52 / 100);
  CHECK(crc_agrees > kKeys * 1 / 100);
  CHECK(crc_agrees < kKeys * 3 / 100);
}

TEST_CASE("impossible numbers of partitions are refused") {
  CHECK(explain_hash("a", 0).error().message == "partitions must be at least 1, got 0");
  CHECK_FALSE(explain_hash("a", 32769).has_value());
  CHECK(explain_hash("a", 32768).has_value());
}

}  // namespace millrace
