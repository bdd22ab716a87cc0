// tests/data/schema_test.cpp — schemas from text, and columns by name.
#include "core/data/schema.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace millrace {
namespace {

TEST_CASE("parse_schema reads names, quoted names and types with arguments") {
  const auto schema = parse_schema(
      "origin STRING, delay_minutes BIGINT,price DECIMAL( 12 , 4 ),\n"
      "  \"two words\" DOUBLE, `a\"b,c` BOOLEAN, \"say \"\"hi\"\"\" TIMESTAMP, größe varchar(10)");
  REQUIRE(schema.has_value());
  const std::vector<Field> expected = {
      {"origin", DataType::string()},      {"delay_minutes", DataType::bigint()},
      {"price", DataType::decimal(12, 4)}, {"two words", DataType::real()},
      {"a\"b,c", DataType::boolean()},     {"say \"hi\"", DataType::timestamp()},
      {"größe", DataType::string()},
  };
  CHECK((schema.value().fields() == expected));
  CHECK(schema.value().column_count() == 7);
}

TEST_CASE("parse_schema says what is wrong, and where") {
  struct Row {
    std::string text;
    std::string rendered;
  };
  const std::vector<Row> rows = {
      {"", "1:1: error: expected a column name, got the end\n\n  ^"},
      {"a BIGINT,", "1:10: error: expected a column name, got the end\n  a BIGINT,\n           ^"},
      {"a BIGINT, , b INT",
       "1:11: error: expected a column name, got ','\n  a BIGINT, , b INT\n            ^"},
      {"a", "1:2: error: expected the type of column 'a'\n  a\n   ^"},
      {"a , b INT", "1:3: error: expected the type of column 'a'\n  a , b INT\n    ^"},
      {"a BIGNIT",
       "1:3: error: unknown type 'BIGNIT' (did you mean 'BIGINT'?)\n  a BIGNIT\n    ^~~~~~"},
      {"a DECIMAL(20,2), b INT",
       "1:3: error: unknown type 'DECIMAL(20,2)', expected BIGINT, DOUBLE, DECIMAL(p,s) with p <= "
       "18, STRING, "
       "BOOLEAN or TIMESTAMP\n  a DECIMAL(20,2), b INT\n    ^~~~~~~~~~~~~"},
      {"a INT, b INT, a INT",
       "1:15: error: column named twice: 'a'\n  a INT, b INT, a INT\n                ^"},
      {"\"a INT", "1:1: error: quoted column name is not closed\n  \"a INT\n  ^~~~~~"},
      {"\"\" INT", "1:1: error: expected a column name, got an empty one\n  \"\" INT\n  ^~"},
  };
  for (const Row& row : rows) {
    const auto schema = parse_schema(row.text);
    REQUIRE_FALSE(schema.has_value());
    CHECK(render_error(schema.error(), "", row.text) == row.rendered);
  }
}

TEST_CASE("index_of takes the exact spelling first, else the only match in any case") {
  const Schema schema(
      {{"Price", DataType::real()}, {"origin", DataType::string()}, {"price", DataType::bigint()}});
  CHECK(schema.index_of("price") == 2);
  CHECK(schema.index_of("Price") == 0);
  CHECK_FALSE(schema.index_of("PRICE").has_value());  // two match
  CHECK(schema.index_of("ORIGIN") == 1);
  CHECK_FALSE(schema.index_of("destination").has_value());
  CHECK((schema.names() == std::vector<std::string_view>{"Price", "origin", "price"}));
}

}  // namespace
}  // namespace millrace
