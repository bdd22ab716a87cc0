// tests/data/data_type_test.cpp — type names and how types are held.
#include "core/data/data_type.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace millrace {
namespace {

TEST_CASE("type names are read in any case, with their aliases") {
  struct Row {
    std::string text;
    DataType type;
  };
  const std::vector<Row> rows = {
      {"BIGINT", DataType::bigint()},
      {"integer", DataType::bigint()},
      {"Int", DataType::bigint()},
      {"DOUBLE", DataType::real()},
      {"float", DataType::real()},
      {"STRING", DataType::string()},
      {"VARCHAR", DataType::string()},
      {"varchar(20)", DataType::string()},
      {"VARCHAR ( 20 )", DataType::string()},
      {"TEXT", DataType::string()},
      {"BOOLEAN", DataType::boolean()},
      {"bool", DataType::boolean()},
      {"TIMESTAMP", DataType::timestamp()},
      {"DECIMAL(12,4)", DataType::decimal(12, 4)},
      {"numeric( 18 , 18 )", DataType::decimal(18, 18)},
      {"DECIMAL(5)", DataType::decimal(5, 0)},
      {"DECIMAL", DataType::decimal(18, 3)},
      {"  decimal(1,0)\t", DataType::decimal(1, 0)},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_data_type(row.text) == row.type);
  }
}

TEST_CASE("what is no type is not read") {
  for (const std::string_view text :
       {"", "BIG INT", "DECIMAL(19,2)", "DECIMAL(0,0)", "DECIMAL(5,6)", "DECIMAL(5,-1)",
        "DECIMAL()", "DECIMAL(5,2", "DECIMAL(5,2,1)", "DECIMAL(a,2)", "BIGINT(8)", "VARCHAR()",
        "VARCHAR(0)", "VARCHAR(x)", "DATE", "(5)"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_data_type(text).has_value());
  }
}

TEST_CASE("every type's name reads back to the type") {
  std::vector<DataType> types = {DataType::boolean(), DataType::bigint(), DataType::real(),
                                 DataType::string(), DataType::timestamp()};
  for (int precision = 1; precision <= kDecimalPrecisionMax; ++precision) {
    for (int scale = 0; scale <= precision; ++scale)
      types.push_back(DataType::decimal(precision, scale));
  }
  for (const DataType type : types) CHECK(parse_data_type(to_text(type)) == type);
  CHECK(to_text(DataType::decimal(12, 4)) == "DECIMAL(12,4)");
}

TEST_CASE("types know how they are held and whether they are numbers") {
  CHECK(DataType::boolean().physical() == PhysicalKind::kBoolean);
  CHECK(DataType::bigint().physical() == PhysicalKind::kInt64);
  CHECK(DataType::decimal(9, 2).physical() == PhysicalKind::kInt64);
  CHECK(DataType::timestamp().physical() == PhysicalKind::kInt64);
  CHECK(DataType::real().physical() == PhysicalKind::kDouble);
  CHECK(DataType::string().physical() == PhysicalKind::kCode);
  CHECK(DataType::bigint().is_numeric());
  CHECK(DataType::real().is_numeric());
  CHECK(DataType::decimal(9, 2).is_numeric());
  CHECK_FALSE(DataType::timestamp().is_numeric());
  CHECK_FALSE(DataType::string().is_numeric());
  CHECK_FALSE(DataType::boolean().is_numeric());
}

}  // namespace
}  // namespace millrace
