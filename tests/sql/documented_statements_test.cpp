// tests/sql/documented_statements_test.cpp — what the documents show can be run.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

TEST_CASE("every statement of the documents parses, prints, reads back and binds") {
  const FakeCatalog catalog;
  for (const std::string& sql : documented_statements()) {
    CAPTURE(sql);
    const Result<Statement> statement = parse_statement(sql);
    CHECK_MESSAGE(statement.has_value(), parsed(sql));
    if (!statement) continue;
    const std::string printed = print_statement(statement.value());
    const Result<Statement> again = parse_statement(printed);
    CHECK_MESSAGE(again.has_value(), parsed(printed));
    if (!again) continue;
    CHECK(again.value() == statement.value());
    CHECK(print_statement(again.value()) == printed);
    CHECK_MESSAGE(bind(statement.value(), catalog).has_value(), bound(sql));
    CHECK(bound(printed) == bound(sql));
  }
}

}  // namespace
}  // namespace millrace::test
