// tests/data/column_builder_test.cpp — rows in, columns out, and codes that stay stable from batch
// to batch.
#include "core/data/column_builder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace millrace {
namespace {

std::string text_of(const Column& column) {
  std::string text;
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    if (row > 0) text += ' ';
    append_text(text, column, row, "NULL");
  }
  return text;
}

TEST_CASE("values of every type go in and come out") {
  const std::vector<Value> values = {
      Value::boolean(true), Value::bigint(-3),
      Value::real(0.25),    Value::decimal(-5, DataType::decimal(9, 2)),
      Value::string("x"),   Value::timestamp(12)};
  for (const Value& value : values) {
    ColumnBuilder builder(value.type());
    builder.append(value);
    builder.append(Value::null(value.type()));
    builder.append_null();
    builder.append(value);
    CHECK(builder.row_count() == 4);
    const Column column = builder.take();
    CHECK(column.type() == value.type());
    CHECK(column.value_at(0) == value);
    CHECK(column.is_null(1));
    CHECK(column.is_null(2));
    CHECK(column.value_at(3) == value);
    CHECK(builder.row_count() == 0);
  }
}

TEST_CASE("NULLs of one column do not reach the next") {
  ColumnBuilder builder(DataType::bigint());
  builder.append_int64(1);
  builder.append_null();
  CHECK(text_of(builder.take()) == "1 NULL");
  builder.append_int64(2);
  const Column second = builder.take();
  CHECK(text_of(second) == "2");
  CHECK_FALSE(second.has_nulls());
  CHECK(builder.take().row_count() == 0);
}

TEST_CASE("remove_last forgets the last row, also a NULL one") {
  for (const DataType type :
       {DataType::boolean(), DataType::bigint(), DataType::real(), DataType::string()}) {
    ColumnBuilder builder(type);
    builder.append_null();
    builder.remove_last();
    CHECK(builder.row_count() == 0);
    builder.append_null();
    builder.append_null();
    builder.remove_last();
    CHECK(text_of(builder.take()) == "NULL");
  }
  ColumnBuilder builder(DataType::string());
  builder.append_string("kept");
  builder.append_string("gone");
  builder.remove_last();
  builder.append_null();
  builder.remove_last();
  const Column column = builder.take();
  CHECK(text_of(column) == "kept");
  CHECK_FALSE(column.has_nulls());
}

TEST_CASE("codes of strings stay the same from one batch to the next") {
  ColumnBuilder builder(DataType::string());
  builder.append_string("a");
  builder.append_string("b");
  const Column first = builder.take();
  builder.append_string("c");
  builder.append_string("b");
  const Column second = builder.take();
  CHECK(first.dictionary()->lineage() == second.dictionary()->lineage());
  CHECK(first.codes()[1] == second.codes()[1]);
  CHECK(text_of(first) == "a b");
  CHECK(text_of(second) == "c b");
}

}  // namespace
}  // namespace millrace
