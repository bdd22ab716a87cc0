// tests/exec/group_table_test.cpp — which keys are one group, in what order groups come, and what is forgotten.
#include "core/exec/grouped/group_table.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <numeric>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"

namespace millrace {
namespace {

using Ids = std::vector<std::uint32_t>;

Ids all_rows(std::uint32_t count) {
  Ids rows(count);
  std::iota(rows.begin(), rows.end(), 0u);
  return rows;
}

Ids find(GroupTable& table, const std::vector<Column>& keys) {
  Ids groups;
  table.find_or_add(keys, all_rows(keys[0].row_count()), groups);
  return groups;
}

Column strings(const std::vector<const char*>& values) {
  ColumnBuilder builder(DataType::string());
  for (const char* value : values) {
    if (value == nullptr) {
      builder.append_null();
    } else {
      builder.append_string(value);
    }
  }
  return builder.take();
}

Column integers(const std::vector<std::int64_t>& values) {
  return Column::of_int64(DataType::bigint(), values);
}

std::vector<std::string> keys_in_order(const GroupTable& table) {
  Ids groups = all_rows(table.group_count());
  table.sort_by_key(groups, [](std::uint32_t group) { return group; });
  const std::vector<Column> keys = table.keys_of(groups);
  std::vector<std::string> texts;
  for (std::uint32_t row = 0; row < groups.size(); ++row) {
    std::string& text = texts.emplace_back();
    for (const Column& key : keys) {
      if (!text.empty()) text += "|";
      append_text(text, key, row, "NULL");
    }
  }
  return texts;
}

TEST_CASE("groups are numbered in order of first appearance, and found again in later batches") {
  GroupTable table({DataType::string()});
  CHECK(find(table, {strings({"b", "a", nullptr, "b", ""})}) == Ids{0, 1, 2, 0, 3});
  // Another dictionary, other codes.
  CHECK(find(table, {strings({nullptr, "", "a", "c", "b"})}) == Ids{2, 3, 1, 4, 0});
  CHECK(keys_in_order(table) == std::vector<std::string>{"NULL", "", "a", "b", "c"});
}

TEST_CASE("a dictionary that grows keeps its codes") {
  GroupTable table({DataType::string()});
  ColumnBuilder builder(DataType::string());
  builder.append_string("x");
  CHECK(find(table, {builder.take()}) == Ids{0});
  builder.append_string("y");
  builder.append_string("x");
  CHECK(find(table, {builder.take()}) == Ids{1, 0});
}

TEST_CASE("more dictionaries than are remembered") {
  GroupTable table({DataType::string()});
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 100; ++i) {
      const std::string name = "k" + std::to_string(i);
      CHECK(find(table, {strings({name.c_str()})})[0] == static_cast<std::uint32_t>(i));
    }
  }
  CHECK(table.group_count() == 100);
}

TEST_CASE("only the rows named are looked at") {
  GroupTable table({DataType::bigint()});
  Ids groups;
  const Column keys = integers({7, 8, 9, 7});
  table.find_or_add({&keys, 1}, Ids{1, 3}, groups);
  CHECK(groups == Ids{0, 1});
  CHECK(table.group_count() == 2);
}

TEST_CASE("minus zero is zero, and there is one NaN") {
  GroupTable table({DataType::real()});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double other_nan = __builtin_bit_cast(double, std::uint64_t{0xfff8000000000001});
  CHECK(find(table, {Column::of_double({0.0, -0.0, nan, other_nan, -nan, 1.0})}) ==
        Ids{0, 0, 1, 1, 1, 2});
  CHECK(keys_in_order(table) == std::vector<std::string>{"0", "1", "NaN"});
}

TEST_CASE("composite keys with NULLs are told apart in every place") {
  GroupTable table({DataType::string(), DataType::bigint(), DataType::boolean()});
  const Column a = strings({"x", nullptr, "x", nullptr, "x"});
  const Column b = Column::of_int64(DataType::bigint(), {0, 0, 0, 0, 0}, {0, 1, 1, 0, 0});
  const Column c = Column::of_boolean({0, 0, 0, 0, 1});
  CHECK(find(table, {a, b, c}) == Ids{0, 1, 2, 3, 4});
  CHECK(find(table, {a, b, c}) == Ids{0, 1, 2, 3, 4});
  CHECK(keys_in_order(table) == std::vector<std::string>{"NULL|NULL|false", "NULL|0|false",
                                                         "x|NULL|false", "x|NULL|true",
                                                         "x|0|false"});
}

TEST_CASE("without keys there is one group, once there is a row") {
  GroupTable table({});
  CHECK(table.group_count() == 0);
  Ids groups;
  table.find_or_add({}, all_rows(3), groups);
  CHECK(groups == Ids{0, 0, 0});
  CHECK(table.group_count() == 1);
  CHECK(table.keys_of(groups).empty());
}

TEST_CASE("strings are ordered by all their bytes, integers by value") {
  GroupTable texts({DataType::string()});
  find(texts, {strings({"abcdefgh2", "abcdefgh", "abcdefgh10", "\xC3\xA9", "Z", "abcdefgh1"})});
  CHECK(keys_in_order(texts) == std::vector<std::string>{"Z", "abcdefgh", "abcdefgh1", "abcdefgh10",
                                                         "abcdefgh2", "\xC3\xA9"});
  GroupTable numbers({DataType::bigint()});
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  find(numbers, {integers({5, -5, 0, least, 40})});
  CHECK(keys_in_order(numbers) ==
        std::vector<std::string>{"-9223372036854775808", "-5", "0", "5", "40"});
}

TEST_CASE("sorting keeps items of one group in their order") {
  GroupTable table({DataType::string()});
  const Ids groups = find(table, {strings({"b", "a", "b", "a"})});
  Ids items = {2, 3, 0, 1};
  table.sort_by_key(items, [&](std::uint32_t item) { return groups[item]; });
  CHECK(items == Ids{3, 1, 2, 0});
}

TEST_CASE("compaction forgets groups and keeps the keys of the others") {
  GroupTable table({DataType::string(), DataType::bigint()});
  const Column names = strings({"a", "b", nullptr, "c", "d"});
  const Column numbers = integers({1, 2, 3, 4, 5});
  find(table, {names, numbers});
  CHECK(table.compact(std::vector<std::uint8_t>{0, 1, 1, 0, 1}) ==
        Ids{GroupTable::kNone, 0, 1, GroupTable::kNone, 2});
  CHECK(keys_in_order(table) == std::vector<std::string>{"NULL|3", "b|2", "d|5"});
  // Those that are gone come back as new groups, from the same dictionary.
  CHECK(find(table, {names, numbers}) == Ids{3, 0, 1, 4, 2});
}

TEST_CASE("ten thousand rows over many groups, against a plain list") {
  Prng random(3);
  GroupTable table({DataType::bigint(), DataType::bigint()});
  std::vector<std::uint32_t> group_of(40 * 40, GroupTable::kNone);
  std::uint32_t known = 0;
  for (int batch = 0; batch < 20; ++batch) {
    std::vector<std::int64_t> a;
    std::vector<std::int64_t> b;
    for (int i = 0; i < 500; ++i) {
      a.push_back(random.between(0, 39));
      b.push_back(random.between(0, 39));
    }
    const Ids groups = find(table, {integers(a), integers(b)});
    for (std::size_t i = 0; i < groups.size(); ++i) {
      std::uint32_t& expected = group_of[static_cast<std::size_t>(a[i] * 40 + b[i])];
      if (expected == GroupTable::kNone) expected = known++;
      CHECK(groups[i] == expected);
    }
  }
}

}  // namespace
}  // namespace millrace
