// tests/sql/parser_test.cpp — spellings and their canonical text.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

struct Spelling {
  std::string_view sql;
  std::string_view canonical;
};

void check(std::initializer_list<Spelling> spellings) {
  for (const Spelling& spelling : spellings) {
    CAPTURE(spelling.sql);
    CHECK(parsed(spelling.sql) == spelling.canonical);
  }
}

/// Expressions in the place of an item.
void check_expressions(std::initializer_list<Spelling> spellings) {
  for (const Spelling& spelling : spellings) {
    CAPTURE(spelling.sql);
    const std::string sql = "SELECT " + std::string(spelling.sql) + " FROM t";
    CHECK(parsed(sql) == "SELECT " + std::string(spelling.canonical) + " FROM t");
  }
}

TEST_CASE("clauses print in one order, whatever order they were written in") {
  check({
      {"select a from t", "SELECT a FROM t"},
      {"SELECT a FROM t;", "SELECT a FROM t"},
      {"SELECT ALL a, b AS c, d e FROM t u", "SELECT a, b AS c, d AS e FROM t AS u"},
      {"SELECT DISTINCT a FROM t AS u", "SELECT DISTINCT a FROM t AS u"},
      {"SELECT *, t.* FROM t", "SELECT *, t.* FROM t"},
      {"SELECT a FROM t WINDOW X(1m) WHERE b GROUP BY c HAVING d ORDER BY e LIMIT 3 EMIT FINAL",
       "SELECT a FROM t WHERE b GROUP BY c WINDOW X(1m) HAVING d ORDER BY e LIMIT 3 EMIT FINAL"},
      {"SELECT a FROM t WHERE b WINDOW X(1m) GROUP BY c",
       "SELECT a FROM t WHERE b GROUP BY c WINDOW X(1m)"},
      {"SELECT a FROM t GROUP BY c HAVING d WINDOW X(1m)",
       "SELECT a FROM t GROUP BY c WINDOW X(1m) HAVING d"},
      {"SELECT a FROM t EMIT CHANGES LIMIT 3", "SELECT a FROM t LIMIT 3 EMIT CHANGES"},
      {"SELECT a FROM t ORDER BY a ASC, b DESC", "SELECT a FROM t ORDER BY a, b DESC"},
      {"SELECT a FROM my.kafka.topic", "SELECT a FROM \"my.kafka.topic\""},
      {"SELECT a FROM \"my-topic\" m", "SELECT a FROM \"my-topic\" AS m"},
  });
}

TEST_CASE("CREATE STREAM and CREATE TABLE keep their name and properties") {
  check({
      {"create stream s as select a from t", "CREATE STREAM s AS SELECT a FROM t"},
      {"CREATE TABLE s AS SELECT a FROM t EMIT CHANGES WITH ('x.y' = 'z', q = 5)",
       "CREATE TABLE s AS SELECT a FROM t EMIT CHANGES WITH ('x.y' = 'z', 'q' = '5')"},
      {"CREATE STREAM s WITH (kafka_topic='o''x', PARTITIONS=4) AS SELECT a FROM t",
       "CREATE STREAM s AS SELECT a FROM t WITH ('kafka_topic' = 'o''x', 'PARTITIONS' = '4')"},
      {"SELECT a FROM t WITH ('k' = 'v') WHERE b", "SELECT a FROM t WHERE b WITH ('k' = 'v')"},
      {"SELECT a PRIMARY KEY, b AS c PRIMARY KEY FROM t",
       "SELECT a PRIMARY KEY, b PRIMARY KEY AS c FROM t"},
  });
}

TEST_CASE("every spelling of a window is read") {
  const auto window = [](std::string_view written, std::string_view canonical) {
    const std::string sql = "SELECT a FROM t WINDOW " + std::string(written);
    CHECK(parsed(sql) == "SELECT a FROM t WINDOW " + std::string(canonical));
  };
  window("tumbling(1m)", "TUMBLING(1m)");
  window("TUMBLING (30)", "TUMBLING(30s)");
  window("TUMBLING(ts, INTERVAL '1' MINUTE)", "TUMBLING(ts, 1m)");
  window("TUMBLING(t.ts, INTERVAL 1 HOUR)", "TUMBLING(t.ts, 1h)");
  window("TUMBLING(INTERVAL '5 minutes')", "TUMBLING(5m)");
  window("TUMBLING(INTERVAL '5m')", "TUMBLING(5m)");
  window("TUMBLING(\"time of day\", 1 d)", "TUMBLING(\"time of day\", 1d)");
  window("SLIDING(10m, 1m, GRACE 10s)", "SLIDING(10m, 1m, GRACE 10s)");
  window("HOPPING (SIZE 30 SECONDS, ADVANCE BY 10 SECONDS, GRACE PERIOD 1 MINUTE)",
         "HOPPING(SIZE 30s, ADVANCE BY 10s, GRACE 1m)");
  window("HOPPING (ts, size INTERVAL '30' SECOND, advance by 500ms)",
         "HOPPING(ts, SIZE 30s, ADVANCE BY 500ms)");
  window("SESSION(30s)", "SESSION(30s)");
  window("SESSION (30 SECONDS)", "SESSION(30s)");
  window("SESSION(ts, 30s, user_id)", "SESSION(ts, 30s, user_id)");
  window("TUMBLING(size, 1m)", "TUMBLING(size, 1m)");
}

TEST_CASE("every unit of time has its short and its long names") {
  struct Unit {
    std::string_view words;
    std::string_view symbol;
  };
  constexpr Unit kUnits[] = {{"ns nanosecond NANOSECONDS", "ns"},
                             {"us MICROSECOND microseconds", "us"},
                             {"ms millisecond Milliseconds", "ms"},
                             {"s S sec second SECONDS", "s"},
                             {"m min minute MINUTES", "m"},
                             {"h hr hour HOURS", "h"},
                             {"d D day days", "d"},
                             {"w week WEEKS", "w"}};
  for (const Unit& unit : kUnits) {
    std::string_view rest = unit.words;
    while (!rest.empty()) {
      const std::string word(rest.substr(0, rest.find(' ')));
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      CAPTURE(word);
      const std::string canonical = "SELECT a FROM t WINDOW X(7" + std::string(unit.symbol) + ")";
      CHECK(parsed("SELECT a FROM t WINDOW X(7" + word + ")") == canonical);
      CHECK(parsed("SELECT a FROM t WINDOW X(7 " + word + ")") == canonical);
      CHECK(parsed("SELECT a FROM t WINDOW X(INTERVAL '7' " + word + ")") == canonical);
    }
  }
}

TEST_CASE("OVER is read in Velostream's spelling and in the standard one") {
  check_expressions({
      {"AVG(p) over (rows window buffer 100 rows partition by s, u order by ts asc)",
       "AVG(p) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY s, u ORDER BY ts)"},
      {"AVG(p) OVER (PARTITION BY s ORDER BY ts ROWS BETWEEN 99 PRECEDING AND CURRENT ROW)",
       "AVG(p) OVER (PARTITION BY s ORDER BY ts ROWS BETWEEN 99 PRECEDING AND CURRENT ROW)"},
      {"AVG(p) OVER (ROWS UNBOUNDED PRECEDING)",
       "AVG(p) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"},
      {"AVG(p) OVER (ROWS 5 PRECEDING)", "AVG(p) OVER (ROWS BETWEEN 5 PRECEDING AND CURRENT ROW)"},
      {"AVG(p) OVER (ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING)",
       "AVG(p) OVER (ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING)"},
      {"AVG(p) OVER (ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING)",
       "AVG(p) OVER (ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING)"},
      {"AVG(p) OVER (ROWS WINDOW BUFFER 9 ROWS ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
       "AVG(p) OVER (ROWS WINDOW BUFFER 9 ROWS ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)"},
      {"AVG(p) OVER (ROWS WINDOW BUFFER 9 ROWS EMIT EVERY RECORD EXPIRE AFTER NEVER)",
       "AVG(p) OVER (ROWS WINDOW BUFFER 9 ROWS)"},
      {"ROW_NUMBER() OVER () + 1", "ROW_NUMBER() OVER () + 1"},
      {"SUM(x) OVER (PARTITION BY partition ORDER BY rows ROWS 1 PRECEDING)",
       "SUM(x) OVER (PARTITION BY partition ORDER BY rows ROWS BETWEEN 1 PRECEDING AND CURRENT "
       "ROW)"},
  });
}

TEST_CASE("operators bind as in PostgreSQL, and only needed parentheses are printed") {
  check_expressions({
      {"((a))", "a"},
      {"a + b * c", "a + b * c"},
      {"(a + b) * c", "(a + b) * c"},
      {"(a + b) + c", "a + b + c"},
      {"a + (b + c)", "a + (b + c)"},
      {"a - b - c", "a - b - c"},
      {"a - (b - c)", "a - (b - c)"},
      {"a || b + c", "a || b + c"},
      {"(a || b) + c", "(a || b) + c"},
      {"a OR b AND c", "a OR b AND c"},
      {"(a OR b) AND c", "(a OR b) AND c"},
      {"NOT a AND b", "NOT a AND b"},
      {"NOT (a AND b)", "NOT (a AND b)"},
      {"NOT a = b", "NOT a = b"},
      {"(NOT a) = b", "(NOT a) = b"},
      {"NOT NOT (NOT a)", "NOT NOT NOT a"},
      {"a = b + 1", "a = b + 1"},
      {"(a = b) = c", "(a = b) = c"},
      {"a = b IS NULL", "a = b IS NULL"},
      {"a = (b IS NULL)", "a = (b IS NULL)"},
      {"a IS NOT NULL AND b IS NULL", "a IS NOT NULL AND b IS NULL"},
      {"a BETWEEN 1 AND 2 AND b", "a BETWEEN 1 AND 2 AND b"},
      {"a NOT BETWEEN b + 1 AND (c AND d)", "a NOT BETWEEN b + 1 AND (c AND d)"},
      {"a IN (1, 2 + 3) = b", "a IN (1, 2 + 3) = b"},
      {"a NOT IN (1)", "a NOT IN (1)"},
      {"a NOT LIKE 'x%' OR b", "a NOT LIKE 'x%' OR b"},
      {"NOT a IN (1)", "NOT a IN (1)"},
      {"-a * b", "-a * b"},
      {"-(a * b)", "-(a * b)"},
      {"- - a", "- -a"},
      {"- -5", "- -5"},
      {"-(-(-5))", "- - -5"},
      {"-(5)", "-5"},
      {"+a - +5", "a - 5"},
      {"a - -5", "a - -5"},
      {"a <> b", "a <> b"},
      {"a != b", "a <> b"},
      {"a % b / c", "a % b / c"},
  });
}

TEST_CASE("literals keep what they say") {
  check_expressions({
      {"1", "1"},
      {"1.50", "1.50"},
      {".5", ".5"},
      {"1e3", "1e3"},
      {"1.5E-7", "1.5E-7"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"'it''s'", "'it''s'"},
      {"''", "''"},
      {"'-- no comment'", "'-- no comment'"},
      {"true", "TRUE"},
      {"False", "FALSE"},
      {"null", "NULL"},
      {"TIMESTAMP '2001-01-31 10:00'", "TIMESTAMP '2001-01-31 10:00'"},
      {"INTERVAL '90' minutes", "INTERVAL '90' MINUTE"},
      {"ts + INTERVAL 5 second", "ts + INTERVAL '5' SECOND"},
  });
}

TEST_CASE("names may be quoted, qualified, in any script, and words of the grammar") {
  check_expressions({
      {"\"a\", `b`", "a, b"},
      {"\"a b\", `c\"d`, \"e`f\", \"g\"\"h\"", "\"a b\", \"c\"\"d\", \"e`f\", \"g\"\"h\""},
      {"t.a", "t.a"},
      {"\"t\".\"Order\"", "t.\"Order\""},
      {"\"order\"", "\"order\""},
      {"größe", "\"größe\""},
      {"timestamp, interval, partition, rows, size, date, year, key, value, offset, final",
       "timestamp, interval, partition, rows, size, date, year, key, value, offset, final"},
      {"a AS timestamp", "a AS timestamp"},
      {"a AS \"from\"", "a AS \"from\""},
      {"_window_start", "_window_start"},
      {"a1_b", "a1_b"},
  });
}

TEST_CASE("functions, CASE, CAST and EXTRACT print in one form") {
  check_expressions({
      {"count(*)", "COUNT(*)"},
      {"Count(Distinct a)", "COUNT(DISTINCT a)"},
      {"string_agg(a, ', ')", "STRING_AGG(a, ', ')"},
      {"substring(a from 2 for 3)", "SUBSTRING(a, 2, 3)"},
      {"substring(a from 2)", "SUBSTRING(a, 2)"},
      {"case when a then 1 when b then 2 else 3 end",
       "CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END"},
      {"case a when 1 then 2 end", "CASE a WHEN 1 THEN 2 END"},
      {"cast(a as integer)", "CAST(a AS BIGINT)"},
      {"CAST(a AS decimal(12, 4))", "CAST(a AS DECIMAL(12,4))"},
      {"CAST(a AS double precision)", "CAST(a AS DOUBLE)"},
      {"CAST(a AS varchar)", "CAST(a AS STRING)"},
      {"extract(year from ts)", "EXTRACT(YEAR FROM ts)"},
      {"coalesce(a, b, c)", "COALESCE(a, b, c)"},
      {"f()", "F()"},
  });
}

TEST_CASE("comments and blanks are between tokens like nothing at all") {
  check({
      {"SELECT/**/a-- rest\nFROM/* x\n y */t", "SELECT a FROM t"},
      {"-- a remark\n--@ not an annotation's name\n",
       "2:3: expected the name of an annotation after '@'"},
      {"\xef\xbb\xbfSELECT a\r\n\tFROM t\r\n", "SELECT a FROM t"},
      {"SELECT a - -- minus\n 1 FROM t", "SELECT a - 1 FROM t"},
      {"SELECT a -- @see the docs\nFROM t", "SELECT a FROM t"},
      {"SELECT a FROM t; -- done", "SELECT a FROM t"},
  });
}

TEST_CASE("places are those of the text") {
  const std::string_view sql =
      "SELECT a,\n  UPPER( b ) x FROM t WHERE c = 1 GROUP BY a WINDOW X(1m)";
  const Result<Statement> statement = parse_statement(sql);
  REQUIRE(statement.has_value());
  const auto text_at = [&](const Place& place) {
    return std::string(sql.substr(place.span.begin, place.span.end - place.span.begin));
  };
  const SelectQuery& query = statement.value().query;
  CHECK(text_at(query.items[1].expression.place) == "UPPER( b )");
  CHECK(text_at(query.items[1].expression.name_place) == "UPPER");
  CHECK(text_at(query.items[1].alias->place) == "x");
  CHECK(text_at(query.topic.place) == "t");
  CHECK(text_at(query.where_place) == "WHERE c = 1");
  CHECK(text_at(query.where->place) == "c = 1");
  CHECK(text_at(query.group_by_place) == "GROUP BY a");
  CHECK(text_at(query.window->place) == "WINDOW X(1m)");
  CHECK(topic_of(statement.value()) == "t");
}

}  // namespace
}  // namespace millrace::test
