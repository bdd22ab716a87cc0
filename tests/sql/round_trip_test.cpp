// tests/sql/round_trip_test.cpp — parse(print(statement)) is the statement, for whatever is accepted.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/sql_generator.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

TEST_CASE("every accepted statement reads back from its canonical text") {
  constexpr int kStatements = 4000;
  SqlGenerator generator(Prng(2024).fork("round trip"));
  for (int i = 0; i < kStatements; ++i) {
    const std::string sql = generator.statement();
    CAPTURE(sql);
    const Result<Statement> statement = parse_statement(sql);
    CHECK_MESSAGE(statement.has_value(), parsed(sql));
    if (!statement) return;
    const std::string printed = print_statement(statement.value());
    CAPTURE(printed);
    const Result<Statement> again = parse_statement(printed);
    CHECK_MESSAGE(again.has_value(), parsed(printed));
    if (!again) return;
    const bool is_same = again.value() == statement.value();
    CHECK(is_same);
    CHECK(print_statement(again.value()) == printed);
    if (!is_same) return;
  }
}

TEST_CASE("statements that differ in what they say are not equal") {
  const auto statement = [](std::string_view sql) {
    Result<Statement> result = parse_statement(sql);
    REQUIRE(result.has_value());
    return std::move(result).value();
  };
  const std::vector<std::string>& all = documented_statements();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < all.size(); ++j) {
      CAPTURE(all[i]);
      CAPTURE(all[j]);
      CHECK((statement(all[i]) == statement(all[j])) == (i == j));
    }
  }
  CHECK(statement("SELECT a FROM t") == statement("select\n a from t -- the same"));
  CHECK_FALSE(statement("SELECT a FROM t") == statement("SELECT a FROM t EMIT CHANGES"));
  CHECK_FALSE(statement("SELECT a FROM t WINDOW X(60s)") ==
              statement("SELECT a FROM t WINDOW X(1m)"));
}

}  // namespace
}  // namespace millrace::test
