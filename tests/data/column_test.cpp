// tests/data/column_test.cpp — columns of every type: views, slices, gathers, NULLs, order and
// text.
#include "core/data/column.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <utility>
#include <vector>

#include "core/data/column_builder.hpp"

namespace millrace {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string text_of(const Column& column) {
  std::string text;
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    if (row > 0) text += ' ';
    append_text(text, column, row, "NULL");
  }
  return text;
}

Column strings(const std::vector<std::string>& values) {
  ColumnBuilder builder(DataType::string());
  for (const std::string& value : values) {
    if (value == "NULL") {
      builder.append_null();
    } else {
      builder.append_string(value);
    }
  }
  return builder.take();
}

/// One column of each type with a NULL in its second row.
std::vector<std::pair<Column, std::string>> columns_of_every_type() {
  return {
      {Column::of_int64(DataType::bigint(), {5, 99, -7}, {1, 0, 1}), "5 NULL -7"},
      {Column::of_int64(DataType::decimal(9, 2), {-5, 99, 120}, {1, 0, 1}), "-0.05 NULL 1.20"},
      {Column::of_int64(DataType::timestamp(), {0, 99, -1}, {1, 0, 1}),
       "1970-01-01T00:00:00.000Z NULL 1969-12-31T23:59:59.999Z"},
      {Column::of_double({0.1, 9.9, 1e21}, {1, 0, 1}), "0.1 NULL 1e21"},
      {Column::of_boolean({1, 1, 0}, {1, 0, 1}), "true NULL false"},
      {strings({"b", "NULL", "a"}), "b NULL a"},
  };
}

TEST_CASE("columns of every type print, hand out values and hold zero where NULL") {
  for (const auto& [column, text] : columns_of_every_type()) {
    CHECK(text_of(column) == text);
    CHECK(column.row_count() == 3);
    CHECK(column.has_nulls());
    CHECK(column.is_null(1));
    CHECK(column.value_at(1) == Value::null(column.type()));
    CHECK(to_text(column.value_at(2)) == text.substr(text.rfind(' ') + 1));
    switch (column.type().physical()) {
      case PhysicalKind::kInt64:
        CHECK(column.int64s()[1] == 0);
        break;
      case PhysicalKind::kDouble:
        CHECK(column.doubles()[1] == 0.0);
        break;
      case PhysicalKind::kBoolean:
        CHECK(column.booleans()[1] == 0);
        break;
      case PhysicalKind::kCode:
        CHECK(column.codes()[1] == 0);
        break;
    }
  }
}

TEST_CASE("a slice shares the storage and sees only its rows") {
  for (const auto& [column, text] : columns_of_every_type()) {
    const Column tail = column.slice(1, 2);
    CHECK(text_of(tail) == text.substr(text.find(' ') + 1));
    CHECK(tail.has_nulls());
    const Column last = column.slice(2, 1);
    CHECK(text_of(last) == text.substr(text.rfind(' ') + 1));
    CHECK_FALSE(last.has_nulls());  // its only NULL is left behind
    CHECK(last.validity().empty());
    CHECK(text_of(tail.slice(1, 1)) == text_of(last));
    CHECK(column.slice(3, 0).row_count() == 0);
    CHECK(column.slice(0, 3).row_count() == 3);
  }
  const Column numbers = Column::of_int64(DataType::bigint(), {1, 2, 3, 4});
  CHECK(numbers.slice(2, 2).int64s().data() == numbers.int64s().data() + 2);
}

TEST_CASE("a slice outlives the column that it was cut from") {
  Column slice;
  {
    const Column column = strings({"first", "second", "third"});
    slice = column.slice(1, 2);
  }
  CHECK(text_of(slice) == "second third");
}

TEST_CASE("gather takes the rows named, in their order, repeated where named twice") {
  for (const auto& [column, text] : columns_of_every_type()) {
    const std::vector<std::uint32_t> rows = {2, 0, 2, 1};
    const Column gathered = column.gather(rows);
    const std::string first = text.substr(0, text.find(' '));
    const std::string last = text.substr(text.rfind(' ') + 1);
    CHECK(text_of(gathered) == last + " " + first + " " + last + " NULL");
    CHECK(gathered.type() == column.type());
    const std::vector<std::uint32_t> valid_rows = {0, 2};
    CHECK_FALSE(column.gather(valid_rows).has_nulls());
    CHECK(column.gather({}).row_count() == 0);
  }
}

TEST_CASE("gather from a slice counts rows from the slice's start") {
  const Column column = strings({"a", "b", "NULL", "c"}).slice(1, 3);
  const std::vector<std::uint32_t> rows = {2, 1, 0};
  CHECK(text_of(column.gather(rows)) == "c NULL b");
  CHECK(column.gather(rows).dictionary() == column.dictionary());
}

TEST_CASE("a validity without zeros is dropped") {
  const Column column = Column::of_int64(DataType::bigint(), {1, 2}, {1, 1});
  CHECK_FALSE(column.has_nulls());
  CHECK(column.validity().empty());
  CHECK(column.byte_count() == 16);
  CHECK(Column::of_int64(DataType::bigint(), {1, 2}, {0, 1}).byte_count() == 18);
  CHECK(strings({"a", "b", "c"}).byte_count() == 12);
}

TEST_CASE("columns of NULLs and of one constant exist in every type") {
  for (const DataType type : {DataType::boolean(), DataType::bigint(), DataType::real(),
                              DataType::decimal(5, 1), DataType::string(), DataType::timestamp()}) {
    const Column nulls = Column::of_nulls(type, 3);
    CHECK(text_of(nulls) == "NULL NULL NULL");
    CHECK(nulls.type() == type);
    CHECK(Column::of_nulls(type, 0).row_count() == 0);
    CHECK(text_of(Column::of_constant(Value::null(type), 2)) == "NULL NULL");
  }
  CHECK(Column::of_nulls(DataType::string(), 1).dictionary() != nullptr);
  CHECK(text_of(Column::of_constant(Value::bigint(7), 3)) == "7 7 7");
  CHECK(text_of(Column::of_constant(Value::real(0.5), 2)) == "0.5 0.5");
  CHECK(text_of(Column::of_constant(Value::boolean(true), 2)) == "true true");
  CHECK(text_of(Column::of_constant(Value::string("x"), 2)) == "x x");
  CHECK(text_of(Column::of_constant(Value::timestamp(0), 1)) == "1970-01-01T00:00:00.000Z");
  const Column decimals = Column::of_constant(Value::decimal(-5, DataType::decimal(9, 2)), 1);
  CHECK(text_of(decimals) == "-0.05");
  CHECK(decimals.type() == DataType::decimal(9, 2));
  CHECK(Column().row_count() == 0);
  CHECK(Column().slice(0, 0).row_count() == 0);
}

TEST_CASE("compare_rows puts NULL first and NaN last") {
  const Column doubles = Column::of_double({0.0, -1.0, -0.0, 2.5, kNaN, 1e300}, {0, 1, 1, 1, 1, 1});
  const std::vector<std::uint32_t> ascending = {0, 1, 2, 3, 5, 4};
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t j = 0; j < ascending.size(); ++j) {
      const int expected = i < j ? -1 : (i > j ? 1 : 0);
      CHECK(compare_rows(doubles, ascending[i], doubles, ascending[j]) == expected);
    }
  }
  const Column zeros = Column::of_double({0.0, -0.0});
  CHECK(compare_rows(zeros, 0, zeros, 1) == 0);
}

TEST_CASE("compare_rows orders strings by bytes, across dictionaries") {
  const Column a = strings({"b", "a", "NULL", "é", "ab"});
  const Column b = strings({"ab", "é", "a", "NULL", "z"});
  CHECK(compare_rows(a, 0, b, 0) == 1);
  CHECK(compare_rows(a, 1, b, 2) == 0);
  CHECK(compare_rows(a, 1, b, 0) == -1);  // a prefix comes first
  CHECK(compare_rows(a, 3, b, 4) == 1);   // bytes beyond ASCII are larger
  CHECK(compare_rows(a, 2, b, 3) == 0);
  CHECK(compare_rows(a, 2, b, 0) == -1);
  const Column flags = Column::of_boolean({0, 1});
  CHECK(compare_rows(flags, 0, flags, 1) == -1);
  const Column numbers =
      Column::of_int64(DataType::bigint(), {std::numeric_limits<std::int64_t>::min(), 1});
  CHECK(compare_rows(numbers, 0, numbers, 1) == -1);
  CHECK(compare_rows(numbers, 1, numbers, 0) == 1);
}

}  // namespace
}  // namespace millrace
