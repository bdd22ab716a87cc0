// tests/trace/producer_test.cpp — the imagined producer asks its partitioner once a key.
#include "sim/trace/producer.hpp"

#include <doctest/doctest.h>

#include "core/data/column_builder.hpp"

namespace millrace {
namespace {

/// A column of its own dictionary; "" is the empty key, "-" none.
Column keys(std::initializer_list<std::string_view> texts) {
  ColumnBuilder builder(DataType::string());
  for (const std::string_view text : texts) {
    if (text == "-") {
      builder.append_null();
    } else {
      builder.append_string(text);
    }
  }
  return builder.take();
}

std::vector<RecordText> records(std::uint32_t count) {
  return std::vector<RecordText>(count, RecordText{"0123456789", 10});
}

Producer producer(std::string_view name, std::uint32_t partitions) {
  const PartitionerInfo* info = find_partitioner(name);
  return Producer(*info, info->make({.partition_count = partitions, .seed = 3}).value());
}

}  // namespace

TEST_CASE("codes of a new dictionary are not taken for those of the old one") {
  Producer one = producer("java_default", 7);
  const auto first = one.place(keys({"a", "b", "a", ""}), records(4));
  const auto second = one.place(keys({"b", "", "a"}), records(3));
  CHECK(first[0] == first[2]);
  CHECK(second == std::vector<std::uint32_t>{first[1], first[3], first[0]});
}

TEST_CASE("a dictionary that grew from batch to batch is asked for its new codes only") {
  ColumnBuilder builder(DataType::string());
  builder.append_string("a");
  Producer one = producer("murmur2", 50);
  const auto first = one.place(builder.take(), records(1));
  builder.append_string("b");
  builder.append_string("a");
  const auto second = one.place(builder.take(), records(2));
  CHECK(second[1] == first[0]);
  CHECK(second[0] ==
        find_partitioner("murmur2")->make({.partition_count = 50}).value()->partition_of("b", 10));
}

TEST_CASE("without keys every row is asked for, and only the dice decide") {
  Producer one = producer("random", 1000);
  const auto placed = one.place(Column(), records(50));
  const auto same = producer("random", 1000).place(keys({"k", "k", "k"}), records(3));
  CHECK(std::vector<std::uint32_t>(placed.begin(), placed.begin() + 3) == same);
  CHECK(same[0] != same[1]);
}

TEST_CASE("keys that are empty or missing follow their own rule") {
  // consistent_random: chance for both; murmur2_random: chance for missing keys alone.
  const auto placed =
      producer("consistent_random", 1'000'000).place(keys({"", "", "-", "-"}), records(4));
  CHECK(placed[0] != placed[1]);
  CHECK(placed[2] != placed[3]);
  const auto hashed =
      producer("murmur2_random", 1'000'000).place(keys({"", "", "-", "-"}), records(4));
  CHECK(hashed[0] == hashed[1]);
  CHECK(hashed[2] != hashed[3]);
}

}  // namespace millrace
