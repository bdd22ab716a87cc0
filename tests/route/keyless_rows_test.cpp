// tests/route/keyless_rows_test.cpp — which rows came without a key.
#include <doctest/doctest.h>

#include "core/data/column_builder.hpp"
#include "core/route/alignment.hpp"
#include "core/route/keyless_rows.hpp"

namespace millrace {
namespace {

using Rows = std::vector<std::uint32_t>;

/// "-" is NULL.
Column texts(const std::vector<std::string>& values) {
  ColumnBuilder builder(DataType::string());
  for (const std::string& value : values) {
    if (value == "-") {
      builder.append_null();
    } else {
      builder.append_string(value);
    }
  }
  return builder.take();
}

Rows found(KeylessRows& keyless, const std::vector<Column>& columns, std::uint32_t row_count) {
  Rows rows = {99};
  keyless.find(columns, row_count, rows);
  return rows;
}

TEST_CASE(
    "a record has no key where all key columns are NULL, an empty one where the only one is ''") {
  const Column a = texts({"x", "-", "", "-"});
  const Column b = texts({"-", "-", "y", "z"});
  KeylessRows both({.null_keys = true, .empty_keys = true});
  CHECK(found(both, {a}, 4) == Rows{1, 2, 3});
  CHECK(found(both, {a, b}, 4) == Rows{1});
  CHECK(found(both, {texts({"x", "y"})}, 2).empty());
  KeylessRows nulls({.null_keys = true, .empty_keys = false});
  CHECK(found(nulls, {a}, 4) == Rows{1, 3});
  KeylessRows empties({.null_keys = false, .empty_keys = true});
  CHECK(found(empties, {a}, 4) == Rows{2});
  CHECK(found(empties, {a, b}, 4).empty());
  KeylessRows none({.null_keys = false, .empty_keys = false});
  CHECK(found(none, {a}, 4).empty());
}

TEST_CASE("numbers are keys unless NULL, and records of a topic without keys have none") {
  const Column numbers = Column::of_int64(DataType::bigint(), {0, 5, 0}, {1, 1, 0});
  KeylessRows keyless({});
  CHECK(found(keyless, {numbers}, 3) == Rows{2});
  CHECK(found(keyless, {Column()}, 3) == Rows{0, 1, 2});
}

TEST_CASE("an empty text is found whenever its dictionary gets it") {
  ColumnBuilder builder(DataType::string());
  KeylessRows keyless({});
  builder.append_string("a");
  const Column early = builder.take();
  builder.append_string("a");
  builder.append_string("");
  const Column later = builder.take();
  CHECK(found(keyless, {early}, 1).empty());
  CHECK(found(keyless, {later}, 2) == Rows{1});
  CHECK(found(keyless, {early}, 1).empty());
  CHECK(found(keyless, {texts({"", "b"})}, 2) == Rows{0});
}

TEST_CASE("the monitor passes over rows that were never said to keep to a source partition") {
  for (const bool is_sampled : {false, true}) {
    CAPTURE(is_sampled);
    AlignmentMonitor monitor;
    const Column keys = is_sampled
                            ? Column::of_int64(DataType::bigint(), {7, 0, 8, 0}, {1, 0, 1, 0})
                            : texts({"x", "-", "y", "-"});
    const Rows without_key = {1, 3};
    monitor.observe({&keys, 1}, {0}, without_key);
    monitor.observe({&keys, 1}, {0}, without_key);
    CHECK(monitor.evidence() == AlignmentEvidence{.rows_checked = 4, .keys = 2});
    monitor.observe({&keys, 1}, {1}, without_key);
    CHECK(monitor.evidence() ==
          AlignmentEvidence{.rows_checked = 6, .rows_astray = 6, .keys = 2, .keys_astray = 2});
    monitor.observe({&keys, 1}, {1});  // where NULL is a key like any other
    CHECK(monitor.evidence().keys == 3);
  }
}

}  // namespace
}  // namespace millrace
