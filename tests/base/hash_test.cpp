// tests/base/hash_test.cpp — every hash against vectors published by others than us.
#include "core/base/hash.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace millrace {
namespace {

std::int32_t to_signed(std::uint32_t value) {
  return static_cast<std::int32_t>(value);
}

/// The input of xxHash's own sanity check (tests/sanity_test.c).
std::string sanity_buffer(std::size_t size) {
  std::string buffer;
  std::uint64_t generator = 2654435761u;
  for (std::size_t i = 0; i < size; ++i) {
    buffer.push_back(static_cast<char>(generator >> 56));
    generator *= 11400714785074694797ull;
  }
  return buffer;
}

TEST_CASE("fnv1a_64 agrees with the vectors of its authors") {
  CHECK(fnv1a_64("") == 0xcbf29ce484222325ull);
  CHECK(fnv1a_64("a") == 0xaf63dc4c8601ec8cull);
  CHECK(fnv1a_64("foobar") == 0x85944171f73967e8ull);
}

TEST_CASE("fnv1a_64 agrees with Velostream's routing of single and joined columns") {
  struct Row {
    std::vector<std::string> columns;
    std::uint64_t hash;
    std::uint64_t worker_of_8;
  };
  const std::vector<Row> rows = {
      {{}, 0xcbf29ce484222325ull, 5},
      {{"trader_1"}, 0x1bcc3d5c25588c41ull, 1},
      {{"trader_2"}, 0x1bcc3a5c25588728ull, 0},
      {{"AAPL"}, 0x89106b8b9f086ccbull, 3},
      {{"1"}, 0xaf63ac4c86019afcull, 4},
      {{"NULL"}, 0x6fb485c5b5dd1b24ull, 4},
      {{"T0", "SYM0"}, 0x782037b28632f528ull, 0},
      {{"ab", "c"}, 0xe71fa2190541574bull, 3},
      {{"a", "bc"}, 0xe71fa2190541574bull, 3},
  };
  for (const Row& row : rows) {
    std::uint64_t state = kFnv1a64Basis;
    for (const std::string& column : row.columns) state = fnv1a_64(column, state);
    CHECK(state == row.hash);
    CHECK(state % 8 == row.worker_of_8);
  }
}

TEST_CASE("fnv1a_32 agrees with the vectors of its authors") {
  CHECK(fnv1a_32("") == 0x811c9dc5u);
  CHECK(fnv1a_32("a") == 0xe40c292cu);
  CHECK(fnv1a_32("foobar") == 0xbf9cf968u);
}

TEST_CASE("murmur3_64 is the first half of the published 128-bit digests") {
  struct Row {
    std::uint32_t seed;
    std::string text;
    std::uint64_t hash;
  };
  const std::vector<Row> rows = {
      {0, "", 0x0000000000000000ull},
      {0, "hello", 0xcbd8a7b341bd9b02ull},
      {0, "hello, world", 0x342fac623a5ebc8eull},
      {0, "19 Jan 2038 at 3:14:07 AM", 0xb89e5988b737affcull},
      {0, "The quick brown fox jumps over the lazy dog.", 0xcd99481f9ee902c9ull},
      {1, "", 0x4610abe56eff5cb5ull},
      {1, "hello", 0xa78ddff5adae8d10ull},
  };
  for (const Row& row : rows) CHECK(murmur3_64(row.text, row.seed) == row.hash);
}

TEST_CASE("murmur2_kafka agrees with the unit test of Kafka's client") {
  CHECK(to_signed(murmur2_kafka("21")) == -973932308);
  CHECK(to_signed(murmur2_kafka("foobar")) == -790332482);
  CHECK(to_signed(murmur2_kafka("a-little-bit-long-string")) == -985981536);
  CHECK(to_signed(murmur2_kafka("a-little-bit-longer-string")) == -1486304829);
  CHECK(to_signed(murmur2_kafka("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")) == -58897971);
  CHECK(to_signed(murmur2_kafka("abc")) == 479470107);
}

TEST_CASE("murmur2_kafka and crc32 give the partitions that users of Kafka's clients reported") {
  struct Row {
    std::string key;
    std::uint32_t partitions;
    std::uint32_t murmur2;
    std::uint32_t java_partition;
    std::uint32_t crc32_partition;
  };
  const std::vector<Row> rows = {
      {R"(Struct{documentKey={"_id": "638d1b94ce8def06be68b439"}})", 50, 3967468088u, 40, 36},
      {"100:48069", 12, 1009543857u, 9, 6},
      {"TT0124", 15, 2852638518u, 10, 9},
      {"fd7af248-ce5c-46a5-93d7-1c0c9005b99d", 32, 4147786554u, 26, 23},
      {"354afe16-939a-4ea8-8e17-8bb0840b6886", 10, 983768104u, 4, 9},
      {"f562ac3b-2224-4e25-a0ab-56094e10c239", 10, 3917150923u, 5, 6},
      {"kafka", 50, 3496464228u, 30, 49},
      {"giberish123456789", 50, 2404723468u, 20, 21},
      {"1234", 50, 2680781588u, 40, 9},
      {"", 50, 275646681u, 31, 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    CHECK(murmur2_kafka(row.key) == row.murmur2);
    CHECK((murmur2_kafka(row.key) & 0x7fffffffu) % row.partitions == row.java_partition);
    CHECK(crc32(row.key) % row.partitions == row.crc32_partition);
  }
}

TEST_CASE("crc32 gives the check value of its catalogue") {
  CHECK(crc32("123456789") == 0xcbf43926u);
  CHECK(crc32("The quick brown fox jumps over the lazy dog") == 0x414fa339u);
}

TEST_CASE("xxh3_64 agrees with xxHash's own sanity check at every length class") {
  struct Row {
    std::size_t size;
    std::uint64_t plain;
    std::uint64_t seeded;
  };
  constexpr std::uint64_t kSeed = 0x9e3779b185ebca8dull;
  const std::vector<Row> rows = {
      {0, 0x2d06800538d394c2ull, 0xa8a6b918b2f0364aull},
      {1, 0xc44bdff4074eecdbull, 0x032be332dd766ef8ull},
      {6, 0x27b56a84cd2d7325ull, 0x84589c116ab59ab9ull},
      {12, 0xa713daf0dfbb77e7ull, 0xe7303e1b2336de0eull},
      {24, 0xa3fe70bf9d3510ebull, 0x850e80fc35bdd690ull},
      {48, 0x397da259ecba1f11ull, 0xadc2cbaa44acc616ull},
      {80, 0xbcdefbbb2c47c90aull, 0xc6dd0cb699532e73ull},
      {195, 0xcd94217ee362ec3aull, 0xba68003d370cb3d9ull},
      {403, 0xcdeb804d65c6dea4ull, 0x6259f6ecfd6443fdull},
      {512, 0x617e49599013cb6bull, 0x3ce457de14c27708ull},
      {2048, 0xdd59e2c3a5f038e0ull, 0x66f81670669ababcull},
      {2240, 0x6e73a90539cf2948ull, 0x757ba8487d1b5247ull},
      {2367, 0xcb37aeb9e5d361edull, 0xd2db3415b942b42aull},
  };
  for (const Row& row : rows) {
    CAPTURE(row.size);
    CHECK(xxh3_64(sanity_buffer(row.size)) == row.plain);
    CHECK(xxh3_64(sanity_buffer(row.size), kSeed) == row.seeded);
  }
}

TEST_CASE("mix_64 has no two small inputs with the same output and moves the low bits") {
  std::vector<std::uint32_t> hits(64);
  for (std::uint64_t i = 0; i < 6400; ++i) ++hits[mix_64(i << 40) % 64];
  for (const std::uint32_t count : hits) {
    CHECK(count > 60);
    CHECK(count < 140);
  }
}

TEST_CASE("combine_hash depends on the order of its parts") {
  const std::uint64_t ab = combine_hash(combine_hash(0, 1), 2);
  const std::uint64_t ba = combine_hash(combine_hash(0, 2), 1);
  CHECK(ab != ba);
  CHECK(ab == combine_hash(combine_hash(0, 1), 2));
}

TEST_CASE("java_string_hash agrees with java.lang.String") {
  CHECK(java_string_hash("") == 0);
  CHECK(java_string_hash("hello") == 99162322);
  CHECK(java_string_hash("trader_7") == 1271241670);
  CHECK(java_string_hash("Aa") == java_string_hash("BB"));
  CHECK(java_string_hash("polygenelubricants") == -2147483647 - 1);
  CHECK(java_string_hash("日本語") == 25921943);
  CHECK(java_string_hash("😀 ok") == 1276860857);
}

TEST_CASE("java_string_hash replaces malformed bytes as Java's decoder does") {
  CHECK(java_string_hash("\xff") == 65533);
  CHECK(java_string_hash("\xe2\x82") == 65533);  // cut off: one replacement
  CHECK(java_string_hash("\xe2\x82"
                         "a") == 2031620);  // broken off by the next letter
  CHECK(java_string_hash("\xf0\x9f\x98") == 65533);
  CHECK(java_string_hash("\xed\xa0\x80") == 65533);  // an encoded surrogate: one, not three
  CHECK(java_string_hash("\xc0\x80") == 2097056);    // overlong: two
  CHECK(java_string_hash("\xf5x") == 2031643);
}

}  // namespace
}  // namespace millrace
