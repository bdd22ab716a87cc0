// tests/sql/robustness_test.cpp — nothing that can be typed crashes the parser or the binder, or keeps
// them busy for long.
#include <doctest/doctest.h>

#include <array>

#include "core/sql/sql.hpp"
#include "tests/sql/sql_generator.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

/// Parses and, where that succeeds, prints, parses again and binds. Whatever comes out, errors must be usable.
void exercise(std::string_view sql) {
  static const FakeCatalog catalog;
  const Result<Statement> statement = parse_statement(sql);
  if (!statement) {
    CHECK_FALSE(statement.error().message.empty());
    CHECK(statement.error().span.begin <= sql.size());
    CHECK_FALSE(render_error(statement.error(), "query", sql).empty());
    return;
  }
  CHECK(statement.value() == parse_statement(print_statement(statement.value())).value());
  const Result<QueryPlan> plan = bind(statement.value(), catalog);
  if (plan) {
    CHECK_FALSE(plan.value().outputs.empty());
  } else {
    CHECK(plan.error().span.is_known());
    CHECK(plan.error().span.end <= sql.size());
  }
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST_CASE("random tokens in a row never crash") {
  constexpr std::array<std::string_view, 56> kTokens = {
      "SELECT",  "FROM",     "WHERE",     "GROUP",    "BY",
      "WINDOW",  "TUMBLING", "HAVING",    "ORDER",    "LIMIT",
      "EMIT",    "CHANGES",  "FINAL",     "OVER",     "ROWS",
      "BETWEEN", "AND",      "OR",        "NOT",      "IN",
      "LIKE",    "IS",       "NULL",      "CASE",     "WHEN",
      "THEN",    "ELSE",     "END",       "CAST",     "AS",
      "EXTRACT", "INTERVAL", "TIMESTAMP", "DISTINCT", "COUNT",
      "(",       ")",        ",",         ".",        "*",
      "+",       "-",        "/",         "=",        "<",
      "||",      "'x'",      "\"q\"",     "5",        "1.5",
      "1e3",     "10m",      "origin",    "flights",  "departure_time",
      ";"};
  Prng random = Prng(7).fork("token soup");
  for (int i = 0; i < 20'000; ++i) {
    std::string sql = random.chance(1, 2) ? "SELECT " : "";
    for (std::uint64_t n = random.below(25); n > 0; --n) {
      sql += kTokens[random.below(kTokens.size())];
      if (random.chance(9, 10)) sql += ' ';
    }
    exercise(sql);
  }
}

TEST_CASE("random bytes never crash") {
  Prng random = Prng(7).fork("bytes");
  for (int i = 0; i < 10'000; ++i) {
    std::string sql;
    for (std::uint64_t n = random.below(60); n > 0; --n)
      sql += static_cast<char>(random.below(256));
    exercise(sql);
  }
}

TEST_CASE("statements cut off or changed anywhere never crash") {
  Prng random = Prng(7).fork("mutants");
  for (const std::string& sql : documented_statements()) {
    for (std::size_t length = 0; length <= sql.size(); ++length) exercise(sql.substr(0, length));
    for (int i = 0; i < 300; ++i) {
      std::string mutant = sql;
      for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
        const std::size_t at = random.below(mutant.size());
        switch (random.below(4)) {
          case 0:
            mutant.erase(at, 1 + random.below(5));
            break;
          case 1: {
            const std::size_t from = random.below(mutant.size());
            mutant.insert(at, mutant.substr(from, random.below(12)));
            break;
          }
          case 2:
            mutant[at] = static_cast<char>(random.below(256));
            break;
          default:
            std::swap(mutant[at], mutant[random.below(mutant.size())]);
            break;
        }
        if (mutant.empty()) mutant = " ";
      }
      exercise(mutant);
    }
  }
}

TEST_CASE("random statements bind or say why not") {
  SqlGenerator generator(Prng(7).fork("binding"));
  for (int i = 0; i < 2000; ++i) exercise(generator.statement());
  // Expressions over a topic that exists, so that more of them come through.
  for (int i = 0; i < 5000; ++i) {
    const std::string expression = generator.expression(3);
    exercise("SELECT " + expression + " FROM payments");
    exercise("SELECT COUNT(*) FROM payments WHERE " + expression);
  }
}

TEST_CASE("nesting is bounded at 64 levels, whatever it is made of") {
  const auto nested = [](std::string_view open, std::string_view close, int levels) {
    return "SELECT " + repeated(open, levels) + "1" + repeated(close, levels) + " FROM stamped";
  };
  const std::string_view too_deep = "expression is nested deeper than 64 levels";
  CHECK(parsed(nested("(", ")", 64)) == "SELECT 1 FROM stamped");
  CHECK(parsed(nested("(", ")", 65)) == "1:73: " + std::string(too_deep));
  for (const int levels : {65, 1000, 100'000}) {
    CAPTURE(levels);
    CHECK(parsed(nested("(", ")", levels)).find(too_deep) != std::string::npos);
    CHECK(parsed(nested("ABS(", ")", levels)).find(too_deep) != std::string::npos);
    CHECK(parsed(nested("CASE WHEN TRUE THEN ", " END", levels)).find(too_deep) !=
          std::string::npos);
    CHECK(parsed(nested("- (", ")", levels)).find(too_deep) != std::string::npos);
    CHECK(parsed(nested("NOT (", ")", levels)).find(too_deep) != std::string::npos);
    CHECK(parsed(nested("1 + (", ")", levels)).find(too_deep) != std::string::npos);
    CHECK(parsed(nested("CAST(", " AS STRING)", levels)).find(too_deep) != std::string::npos);
    CHECK(parsed(nested("SUM(1) OVER (PARTITION BY ", ")", levels)).find(too_deep) !=
          std::string::npos);
    exercise(repeated("(", levels));
    exercise("SELECT " + repeated("CASE ", levels));
    exercise("SELECT " + repeated("f(", levels));
    exercise("SELECT " + repeated("a IN (", levels));
    exercise("SELECT a " + repeated("BETWEEN a ", levels));
  }
}

TEST_CASE(
    "expressions at the limit of nesting, with every rank of operator on the way, still print and "
    "bind") {
  // Each level nests to the left through seven ranks, which costs the tree more depth than the parser.
  std::string expression = "1";
  for (int i = 0; i < 14; ++i)
    expression = "(" + expression + " * 2 + 3 || 'x' = 'y' AND TRUE OR FALSE)";
  exercise("SELECT " + expression + " FROM stamped");
  for (int i = 0; i < 60; ++i)
    expression = "(" + expression + " * 2 + 3 || 'x' = 'y' AND TRUE OR FALSE)";
  CHECK(parsed("SELECT " + expression + " FROM stamped").find("expression is nested deeper than") !=
        std::string::npos);
}

TEST_CASE("long chains are not deep") {
  constexpr int kLong = 20'000;
  const auto rows = [](const std::string& condition) {
    return bound("SELECT COUNT(*) FROM stamped WHERE " + condition).substr(0, 7);
  };
  CHECK(rows("a = 1" + repeated(" AND a = 2", kLong)) == "grouped");
  CHECK(rows("a = 1" + repeated(" OR a = 2", kLong)) == "grouped");
  CHECK(rows(repeated("NOT ", kLong) + "a = 1") == "grouped");
  CHECK(rows("a = " + repeated("- ", kLong) + "a") == "grouped");
  CHECK(rows("a = " + repeated("- ", kLong) + "1") == "grouped");
  CHECK(rows("a IN (1" + repeated(", 2", kLong) + ")") == "grouped");
  CHECK(rows("'x'" + repeated(" || 'x'", kLong) + " = 'x'") == "grouped");
  CHECK(rows("a = COALESCE(1" + repeated(", 2", kLong) + ")") == "grouped");
  CHECK(rows("CASE" + repeated(" WHEN a = 1 THEN TRUE", kLong) + " END") == "grouped");
  CHECK(rows("a = 1" + repeated(" + 1", 250)) == "grouped");
  CHECK(bound("SELECT a" + repeated(" + 1", kLong) + " FROM stamped") ==
        "1:8: expression is too long: more than 256 operations each wait for the one before");
  // Long and deep at once: each level is a chain whose first operand is the level below.
  std::string expression = "a";
  for (int i = 0; i < 20; ++i) expression = "(1 - (" + expression + repeated(" + 1", 100) + "))";
  CHECK(bound("SELECT " + expression + " FROM stamped").find("expression is too long") !=
        std::string::npos);
}

TEST_CASE("long chains read back from their canonical text") {
  for (const std::string_view link : {" AND b", " + b", " || b"}) {
    const std::string sql = "SELECT a" + repeated(link, 5000) + " FROM t";
    CHECK(parsed(sql) == sql);
  }
  const std::string sql = "SELECT " + repeated("- ", 4999) + "-a FROM t";
  CHECK(parsed(sql) == "SELECT -" + repeated(" -", 4999) + "a FROM t");
}

TEST_CASE("a long list of columns, aliases and aggregates binds") {
  std::string items = "a AS a0";
  std::string sums = "SUM(a + 0)";
  for (int i = 1; i < 500; ++i) {
    items += ", a AS a" + std::to_string(i);
    sums += ", SUM(a + " + std::to_string(i) + ")";
  }
  CHECK(bound("SELECT " + items + " FROM stamped").substr(0, 10) == "projection");
  CHECK(bound("SELECT " + sums + " FROM stamped GROUP BY a + 1").substr(0, 7) == "grouped");
}

}  // namespace
}  // namespace millrace::test
