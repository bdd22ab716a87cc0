// tests/route/key_hasher_test.cpp — equal keys hash equal, different keys apart, and entries are
// hashed once.
#include "core/route/key_hasher.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <set>

#include "core/base/hash.hpp"
#include "tests/route/route_fixtures.hpp"

namespace millrace {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr HashFunction kTyped[] = {HashFunction::kXxhash, HashFunction::kMurmur3};

std::uint64_t hash_of(HashFunction function, const std::vector<Column>& one_row) {
  return hashes_of(function, one_row).front();
}

Column constant(const Value& value) {
  return Column::of_constant(value, 1);
}

}  // namespace

TEST_CASE("a key has the same hash whatever dictionary carries it") {
  for (const HashFunction function :
       {HashFunction::kXxhash, HashFunction::kMurmur3, HashFunction::kFnv}) {
    const auto first = hashes_of(function, {strings({"a", "b", "c"})});
    const auto second = hashes_of(function, {strings({"c", "x", "b", "a"})});
    CHECK(first[0] == second[3]);
    CHECK(first[1] == second[2]);
    CHECK(first[2] == second[0]);
  }
}

TEST_CASE(
    "a BIGINT hashes as XXH3 of its eight bytes, so the vectorised loop is the published "
    "function") {
  const std::vector<std::int64_t> values = {
      0, 1, -1, 42, std::numeric_limits<std::int64_t>::min(), 1'000'000'007};
  const auto hashes = hashes_of(HashFunction::kXxhash, {integers(values)});
  const std::uint64_t seed =
      (static_cast<std::uint64_t>(TypeKind::kBigint) + 1) * 0x9e3779b97f4a7c15ull;
  for (std::size_t i = 0; i < values.size(); ++i) {
    char bytes[8];
    std::memcpy(bytes, &values[i], 8);
    CHECK(hashes[i] == xxh3_64({bytes, 8}, seed));
  }
}

TEST_CASE("typed hashes keep apart what is not the same key") {
  for (const HashFunction function : kTyped) {
    const std::vector<Column> keys = {
        constant(Value::string("1")),    constant(Value::bigint(1)),
        constant(Value::boolean(true)),  constant(Value::real(1.0)),
        constant(Value::timestamp(1)),   constant(Value::decimal(1, DataType::decimal(5, 0))),
        constant(Value::string("NULL")), Column::of_nulls(DataType::string(), 1),
        constant(Value::string("")),     Column::of_nulls(DataType::bigint(), 1),
        constant(Value::bigint(0)),      constant(Value::boolean(false))};
    std::set<std::uint64_t> distinct;
    for (const Column& key : keys) distinct.insert(hash_of(function, {key}));
    CHECK(distinct.size() == keys.size());
  }
}

TEST_CASE("columns do not run together and their order counts") {
  for (const HashFunction function : kTyped) {
    const auto hash = [&](const char* a, const char* b) {
      return hash_of(function, {strings({a}), strings({b})});
    };
    CHECK(hash("ab", "c") != hash("a", "bc"));
    CHECK(hash("a", "b") != hash("b", "a"));
    CHECK(hash("", "a") != hash("a", ""));
    CHECK(hash("x", "x") != hash("y", "y"));
    CHECK(hash("ab", "c") == hash("ab", "c"));
  }
}

TEST_CASE("both zeros are one key and so are all NaNs") {
  for (const HashFunction function :
       {HashFunction::kXxhash, HashFunction::kMurmur3, HashFunction::kFnv}) {
    const auto hashes = hashes_of(function, {Column::of_double({0.0, -0.0, kNan, -kNan, 1.0})});
    CHECK(hashes[0] == hashes[1]);
    CHECK(hashes[2] == hashes[3]);
    CHECK(hashes[0] != hashes[4]);
    CHECK(hashes[0] != hashes[2]);
  }
}

TEST_CASE("1.0 and 1.00 are one key") {
  const Column one_digit = integers({10, -5, 999'999'999'999'999'999}, DataType::decimal(18, 1));
  const Column two_digits = integers({100, -50, 1}, DataType::decimal(18, 2));
  for (const HashFunction function : kTyped) {
    const auto a = hashes_of(function, {one_digit});
    const auto b = hashes_of(function, {two_digits});
    CHECK(a[0] == b[0]);
    CHECK(a[1] == b[1]);
    CHECK(a[2] != b[2]);
  }
}

TEST_CASE("hashes are the same on every platform: a changed line changes where every group lives") {
  struct Golden {
    HashFunction function;
    std::vector<std::uint64_t> hashes;
  };
  const std::vector<std::vector<Column>> keys = {{strings({"trader_7"})},
                                                 {integers({42})},
                                                 {Column::of_double({1.5})},
                                                 {integers({150}, DataType::decimal(9, 2))},
                                                 {strings({"desk"}), integers({7})},
                                                 {strings({std::nullopt})}};
  const Golden goldens[] = {{HashFunction::kXxhash,
                             {0x089a79c481cc6740, 0x1428bd64e5af9041, 0x4a1a2a63f6efb173,
                              0xe86cd8c6893d9593, 0xbb41859c857be7fd, 0xdbf6e4d61f8623b0}},
                            {HashFunction::kMurmur3,
                             {0xb7767b70dae1583a, 0xe0f62dde5e971102, 0x8fe289b11f63bea5,
                              0xb1dff244eca600d0, 0x99536f168331320a, 0xc7d744c99b489dd1}},
                            {HashFunction::kFnv,
                             {0x1bcc3f5c25588fa7, 0x07ee7e07b4b19223, 0x457d3818182e17b9,
                              0x457d3818182e17b9, 0x6af79375f9e7dedd, 0x6fb485c5b5dd1b24}}};
  for (const Golden& golden : goldens) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      CHECK(hash_of(golden.function, keys[i]) == golden.hashes[i]);
    }
  }
}

TEST_CASE("NULL keys form one group") {
  const auto hashes =
      hashes_of(HashFunction::kXxhash, {strings({std::nullopt, "a", std::nullopt})});
  CHECK(hashes[0] == hashes[2]);
  CHECK(hashes[0] != hashes[1]);
  CHECK(hashes[0] == hash_of(HashFunction::kXxhash, {Column::of_nulls(DataType::string(), 1)}));
}

TEST_CASE("a dictionary entry is hashed once, also as the dictionary grows from batch to batch") {
  ColumnBuilder builder(DataType::string());
  KeyHasher hasher(HashFunction::kXxhash);
  std::vector<std::uint64_t> hashes(4);
  for (const char* key : {"a", "b", "a", "a"}) builder.append_string(key);
  const Column first = builder.take();
  CHECK(hasher.hash_rows({&first, 1}, 4, hashes) == HashWork{.rows = 4, .values_hashed = 2});
  for (const char* key : {"b", "c", "a", "b"}) builder.append_string(key);
  const Column second = builder.take();
  CHECK(hasher.hash_rows({&second, 1}, 4, hashes) == HashWork{.rows = 4, .values_hashed = 1});
  CHECK(hasher.hash_rows({&first, 1}, 4, hashes) == HashWork{.rows = 4, .values_hashed = 0});
  const Column numbers = integers({1, 2, 3, 4});
  CHECK(hasher.hash_rows({&numbers, 1}, 4, hashes) == HashWork{.rows = 4, .values_hashed = 4});
}

TEST_CASE("forgetting the entries of many dictionaries changes no hash") {
  DictionaryHashes cache(3);
  std::int64_t hashed = 0;
  const auto function = [](std::string_view text) { return fnv1a_64(text); };
  const Column first = strings({"a", "b", "c", "d"});
  const Column second = strings({"e"});
  CHECK(cache.of(*first.dictionary(), function, hashed)[3] == fnv1a_64("d"));
  CHECK(cache.of(*second.dictionary(), function, hashed)[0] == fnv1a_64("e"));
  CHECK(cache.of(*first.dictionary(), function, hashed)[0] == fnv1a_64("a"));
  CHECK(hashed == 9);  // the four of the first one twice
}

TEST_CASE("fnv places every key where Velostream places it") {
  struct Vector {
    std::vector<const char*> key;
    std::uint64_t hash;
    std::uint64_t worker_of_8;
  };
  const Vector vectors[] = {
      {{"trader_1"}, 0x1bcc3d5c25588c41, 1}, {{"trader_2"}, 0x1bcc3a5c25588728, 0},
      {{"AAPL"}, 0x89106b8b9f086ccb, 3},     {{"1"}, 0xaf63ac4c86019afc, 4},
      {{"NULL"}, 0x6fb485c5b5dd1b24, 4},     {{"T0", "SYM0"}, 0x782037b28632f528, 0},
      {{"ab", "c"}, 0xe71fa2190541574b, 3},  {{"a", "bc"}, 0xe71fa2190541574b, 3},
  };
  for (const Vector& vector : vectors) {
    std::vector<Column> columns;
    std::vector<std::string_view> texts;
    for (const char* text : vector.key) {
      columns.push_back(strings({text}));
      texts.push_back(text);
    }
    const std::uint64_t hash = hash_of(HashFunction::kFnv, columns);
    CHECK(hash == vector.hash);
    CHECK(hash % 8 == vector.worker_of_8);
    CHECK(hash_of_text_key(HashFunction::kFnv, texts) == vector.hash);
  }
}

TEST_CASE("fnv of no columns is the offset basis, as Velostream's empty GROUP BY list") {
  const std::uint64_t hash = hash_of(HashFunction::kFnv, {});
  const std::uint32_t counts[] = {2, 3, 4, 6, 8, 16, 32};
  const std::uint64_t workers[] = {1, 2, 1, 5, 5, 5, 5};
  CHECK(hash == 0xcbf29ce484222325);
  for (std::size_t i = 0; i < 7; ++i) CHECK(hash % counts[i] == workers[i]);
}

TEST_CASE("fnv hashes display texts: 1 and '1' collide, and so do NULL and 'NULL'") {
  const auto text = [](const char* value) {
    return hash_of(HashFunction::kFnv, {strings({value})});
  };
  CHECK(hash_of(HashFunction::kFnv, {constant(Value::bigint(1))}) == text("1"));
  CHECK(hash_of(HashFunction::kFnv, {constant(Value::real(100.5))}) == text("100.5"));
  CHECK(hash_of(HashFunction::kFnv, {constant(Value::boolean(true))}) == text("true"));
  CHECK(hash_of(HashFunction::kFnv, {Column::of_nulls(DataType::string(), 1)}) == text("NULL"));
  CHECK(hash_of(HashFunction::kFnv, {Column::of_nulls(DataType::real(), 1)}) == text("NULL"));
  CHECK(hash_of(HashFunction::kFnv, {constant(Value::decimal(1500, DataType::decimal(9, 3)))}) ==
        text("1.5"));
}

TEST_CASE("hash_of_text_key is what hash_rows gives for STRING columns") {
  for (const HashFunction function :
       {HashFunction::kXxhash, HashFunction::kMurmur3, HashFunction::kFnv}) {
    const std::vector<std::string_view> values = {"desk 7", "trader_7", ""};
    CHECK(hash_of_text_key(function, values) ==
          hash_of(function, {strings({"desk 7"}), strings({"trader_7"}), strings({""})}));
  }
}

TEST_CASE("hash functions are found by name in any case, and unknown ones name the valid words") {
  CHECK(parse_hash_function("XXHash").value() == HashFunction::kXxhash);
  CHECK(parse_hash_function("fnv").value() == HashFunction::kFnv);
  CHECK(parse_hash_function("murmur").error().message ==
        "unknown hash function 'murmur' (did you mean 'murmur3'?); valid options: xxhash, murmur3, "
        "fnv");
}

}  // namespace millrace
