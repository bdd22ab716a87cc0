// tests/data/value_test.cpp — single values and their text.
#include "core/data/value.hpp"

#include <doctest/doctest.h>

namespace millrace {
namespace {

TEST_CASE("values print as results do") {
  CHECK(to_text(Value::boolean(true)) == "true");
  CHECK(to_text(Value::boolean(false)) == "false");
  CHECK(to_text(Value::bigint(-7)) == "-7");
  CHECK(to_text(Value::real(0.1)) == "0.1");
  CHECK(to_text(Value::string("a b")) == "a b");
  CHECK(to_text(Value::timestamp(-1)) == "1969-12-31T23:59:59.999Z");
  CHECK(to_text(Value::decimal(-5, DataType::decimal(12, 2))) == "-0.05");
  CHECK(to_text(Value::null(DataType::real())) == "NULL");
  CHECK(to_text(Value::null(DataType::string()), "") == "");
  CHECK(to_text(Value()) == "NULL");
}

TEST_CASE("values are equal when type and content are") {
  CHECK(Value::bigint(1) == Value::bigint(1));
  CHECK_FALSE(Value::bigint(1) == Value::timestamp(1));
  CHECK_FALSE(Value::bigint(1) == Value::bigint(2));
  CHECK(Value::null(DataType::string()) == Value::null(DataType::string()));
  CHECK_FALSE(Value::null(DataType::string()) == Value::null(DataType::bigint()));
  CHECK_FALSE(Value::null(DataType::bigint()) == Value::bigint(0));
  CHECK_FALSE(Value::decimal(10, DataType::decimal(5, 1)) ==
              Value::decimal(10, DataType::decimal(5, 2)));
}

TEST_CASE("values give back what they were made of") {
  CHECK(Value::boolean(true).as_boolean());
  CHECK(Value::bigint(5).as_int64() == 5);
  CHECK(Value::real(0.5).as_double() == 0.5);
  CHECK(Value::string("x").as_string() == "x");
  CHECK(Value::timestamp(9).type() == DataType::timestamp());
  CHECK(Value::null(DataType::real()).is_null());
  CHECK_FALSE(Value::bigint(0).is_null());
}

}  // namespace
}  // namespace millrace
