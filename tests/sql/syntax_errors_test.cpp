// tests/sql/syntax_errors_test.cpp — what cannot be read: the place, what was expected, what stood there.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

struct Misspelling {
  std::string_view sql;
  std::string_view error;  // line:column: message
};

void check(ErrorCode code, std::initializer_list<Misspelling> misspellings) {
  for (const Misspelling& misspelling : misspellings) {
    CAPTURE(misspelling.sql);
    const Result<Statement> statement = parse_statement(misspelling.sql);
    CHECK_MESSAGE(!statement.has_value(), "was accepted");
    if (statement) continue;
    CHECK(error_text(statement.error(), misspelling.sql) == misspelling.error);
    CHECK(statement.error().code == code);
    CHECK(statement.error().span.is_known());
  }
}

TEST_CASE("what ends too early is reported behind its last word") {
  check(
      ErrorCode::kSyntax,
      {
          {"", "1:1: expected SELECT or CREATE STREAM|TABLE … AS SELECT, got end of statement"},
          {"  \n-- nothing\n",
           "1:1: expected SELECT or CREATE STREAM|TABLE … AS SELECT, got end of statement"},
          {"SELECT", "1:7: expected a value, got end of statement"},
          {"SELECT a", "1:9: expected ',' or FROM, got end of statement"},
          {"SELECT a\nFROM  ", "2:5: expected the name of a topic, got end of statement"},
          {"SELECT a FROM t WHERE", "1:22: expected a value, got end of statement"},
          {"SELECT a FROM t GROUP", "1:22: expected BY, got end of statement"},
          {"SELECT a FROM t WINDOW",
           "1:23: expected a kind of window such as TUMBLING, got end of statement"},
          {"SELECT a FROM t WINDOW TUMBLING", "1:32: expected '(', got end of statement"},
          {"SELECT a FROM t WINDOW TUMBLING(",
           "1:33: expected a duration such as 10m or a column, got end of statement"},
          {"SELECT a FROM t WINDOW TUMBLING(1m", "1:35: expected ',' or ')', got end of statement"},
          {"SELECT a FROM t LIMIT",
           "1:22: expected a number of rows after LIMIT, got end of statement"},
          {"SELECT a FROM t EMIT",
           "1:21: expected CHANGES or FINAL after EMIT, got end of statement"},
          {"SELECT CASE WHEN a THEN b", "1:26: expected WHEN, ELSE or END, got end of statement"},
          {"SELECT CAST(a AS",
           "1:17: expected a type: BIGINT, DOUBLE, DECIMAL(p,s), STRING, BOOLEAN or TIMESTAMP, got "
           "end of statement"},
          {"CREATE STREAM s AS",
           "1:19: expected SELECT or CREATE STREAM|TABLE … AS SELECT, got end of statement"},
      });
}

TEST_CASE("what is never closed is reported where it was opened") {
  check(ErrorCode::kSyntax,
        {
            {"SELECT 'abc FROM t", "1:8: unterminated string: expected ' to close it"},
            {"SELECT \"abc FROM t", "1:8: unterminated quoted name: expected \" to close it"},
            {"SELECT `abc FROM t", "1:8: unterminated quoted name: expected ` to close it"},
            {"SELECT a\n  /* b FROM t", "2:3: unterminated comment: expected '*/' to close it"},
            {"SELECT \"\" FROM t", "1:8: a quoted name must not be empty"},
        });
}

TEST_CASE("a token in the wrong place is named with what was expected") {
  check(
      ErrorCode::kSyntax,
      {
          {"SELECT (a + b FROM t", "1:15: expected ')', got 'FROM'"},
          {"SELECT a, FROM t", "1:11: expected a value, got 'FROM'"},
          {"SELECT FROM t", "1:8: expected a value, got 'FROM'"},
          {"SELECT COUNT(* FROM t", "1:16: expected ')', got 'FROM'"},
          {"SELECT COUNT(DISTINCT *) FROM t", "1:23: expected a value, got '*'"},
          {"SELECT a b c FROM t", "1:12: expected ',' or FROM, got 'c'"},
          {"SELECT a + * FROM t", "1:12: expected a value, got '*'"},
          {"SELECT a FROM 'file.csv'", "1:15: expected the name of a topic, got string 'file.csv'"},
          {"SELECT a FROM 5", "1:15: expected the name of a topic, got '5'"},
          {"SELECT a FROM t WHERE a IN 5", "1:28: expected '(', got '5'"},
          {"SELECT a FROM t WHERE a IN ()", "1:29: expected a value, got ')'"},
          {"SELECT a FROM t WHERE a BETWEEN 1 OR 2", "1:35: expected AND, got 'OR'"},
          {"SELECT a FROM t WHERE a IS 5", "1:28: expected NULL, got '5'"},
          {"SELECT a FROM t WHERE a NOT 5",
           "1:29: expected BETWEEN, IN or LIKE after NOT, got '5'"},
          {"SELECT a. FROM t",
           "1:11: expected a column name after '.', got 'FROM' (a keyword; as a name write "
           "\"FROM\")"},
          {"SELECT order FROM t",
           "1:8: expected a value, got 'order' (a keyword; as a name write \"order\")"},
          {"SELECT a AS group FROM t",
           "1:13: expected a name after AS, got 'group' (a keyword; as a name write \"group\")"},
          {"SELECT a FROM t LIMIT -1", "1:23: expected a number of rows after LIMIT, got '-'"},
          {"SELECT a FROM t LIMIT x", "1:23: expected a number of rows after LIMIT, got 'x'"},
          {"SELECT a FROM t LIMIT 9223372036854775808",
           "1:23: expected a number of rows after LIMIT up to 9223372036854775807, got "
           "'9223372036854775808'"},
          {"SELECT a FROM market-data",
           "1:21: a name with '-' in it is written in quotes: \"market-…\""},
          {"SELECT a + t.* FROM t", "1:14: '*' stands only as an item of SELECT and in COUNT(*)"},
          {"SELECT a FROM t WITH ('k', 'v')", "1:26: expected '=', got ','"},
          {"CREATE s AS SELECT a FROM t", "1:8: expected STREAM or TABLE after CREATE, got 's'"},
      });
}

TEST_CASE("a misspelt keyword is reported with the word that was meant") {
  check(ErrorCode::kSyntax,
        {
            {"SELCT a FROM t",
             "1:1: expected SELECT or CREATE STREAM|TABLE … AS SELECT, got 'SELCT' (did you mean "
             "'SELECT'?)"},
            {"SELECT a FORM t", "1:10: expected ',' or FROM, got 'FORM' (did you mean 'FROM'?)"},
            {"SELECT a FROM t WERE a = 1",
             "1:17: expected WHERE, GROUP BY, WINDOW, HAVING, ORDER BY, LIMIT, EMIT, or end of "
             "statement, got "
             "'WERE' (did you mean 'WHERE'?)"},
            {"SELECT a FROM t WHERE a = 1 GRUP BY a",
             "1:29: expected GROUP BY, WINDOW, HAVING, ORDER BY, LIMIT, EMIT, or end of statement, "
             "got 'GRUP' "
             "(did you mean 'GROUP'?)"},
            {"SELECT a FROM t GROUP BY a WINDW TUMBLING(1m)",
             "1:28: expected WINDOW, HAVING, ORDER BY, LIMIT, EMIT, or end of statement, got "
             "'WINDW' (did you "
             "mean 'WINDOW'?)"},
            {"SELECT a FROM t ORDER BI a", "1:23: expected BY, got 'BI' (did you mean 'BY'?)"},
            {"SELECT a FROM t EMIT CHANGE",
             "1:22: expected CHANGES or FINAL after EMIT, got 'CHANGE' (did you mean 'CHANGES'?)"},
            {"CREATE STRAEM s AS SELECT a FROM t",
             "1:8: expected STREAM or TABLE after CREATE, got 'STRAEM' (did you mean 'STREAM'?)"},
            {"SELECT CASE WHEN a THEM b END FROM t",
             "1:20: expected THEN, got 'THEM' (did you mean 'THEN'?)"},
            {"SELECT AVG(a) OVER (PARTITON BY b) FROM t",
             "1:21: expected PARTITION BY, ORDER BY, ROWS or ')' in OVER, got 'PARTITON' (did you "
             "mean 'PARTITION'?)"},
            {"SELECT AVG(a) OVER (ROWS 5 PRECEEDING) FROM t",
             "1:28: expected PRECEDING or FOLLOWING, got 'PRECEEDING' (did you mean 'PRECEDING'?)"},
        });
}

TEST_CASE("characters and bytes that start nothing are shown as they are") {
  check(ErrorCode::kSyntax,
        {
            {"SELECT a # b FROM t", "1:10: unexpected character '#'"},
            {"SELECT a FROM t WHERE a = ?", "1:27: unexpected character '?'"},
            {"SELECT a FROM t WHERE a == 1", "1:25: expected '=', got '=='"},
            {"SELECT a\x01 FROM t", "1:9: unexpected character 0x01"},
            {std::string_view("SELECT a\0 FROM t", 16), "1:9: unexpected character 0x00"},
            {"SELECT \xff FROM t", "1:8: the statement is not valid UTF-8 here, got byte 0xff"},
            {"SELECT 'a\xc3' FROM t", "1:10: the statement is not valid UTF-8 here, got byte 0xc3"},
            {"SELECT “a” FROM t", "1:8: strings stand in '…' and quoted names in \"…\", got “"},
            {"SELECT a\xc2\xa0"
             "FROM t",
             "1:9: expected an ordinary blank, got an invisible character"},
            {"SELECT ü, 'ü', 5 + FROM t", "1:20: expected a value, got 'FROM'"},
        });
}

TEST_CASE("numbers that no type holds are errors") {
  check(ErrorCode::kSyntax,
        {
            {"SELECT 9223372036854775808 FROM t",
             "1:8: number does not fit BIGINT (-9223372036854775808 to 9223372036854775807), got "
             "9223372036854775808"},
            {"SELECT -9223372036854775809 FROM t",
             "1:9: number does not fit BIGINT (-9223372036854775808 to 9223372036854775807), got "
             "-9223372036854775809"},
            {"SELECT 1234567890123456789.5 FROM t",
             "1:8: number has more than the 18 digits of DECIMAL; write it with an exponent for "
             "DOUBLE, got "
             "1234567890123456789.5"},
            {"SELECT 1e999 FROM t", "1:8: number does not fit DOUBLE, got 1e999"},
            {"SELECT 1. FROM t", "1:8: expected digits after '1.'"},
            {"SELECT 1.5h FROM t",
             "1:8: expected a number or a duration of whole units (90m rather than 1.5h), got "
             "'1.5h'"},
            {"SELECT 10m FROM t",
             "1:8: expected a value, got duration '10m'; in an expression write INTERVAL '10' "
             "MINUTE"},
            {"SELECT TIMESTAMP '2001-02-30' FROM t",
             "1:18: expected a timestamp like '2001-01-31 23:59:59.123', got '2001-02-30'"},
            {"SELECT INTERVAL '1.5' HOUR FROM t",
             "1:17: a duration is a whole number of units up to 9223372036854775807, got '1.5'"},
            {"SELECT INTERVAL '5' FROM t",
             "1:21: expected a unit of time (ns us ms s m h d w or SECOND, MINUTE, …), got 'FROM'"},
        });
}

TEST_CASE("durations of windows are checked where they stand") {
  check(ErrorCode::kSyntax,
        {
            {"SELECT a FROM t WINDOW X(1x)",
             "1:26: expected a unit of time (ns us ms s m h d w or SECOND, MINUTE, …), got 'x'"},
            {"SELECT a FROM t WINDOW X(1 MINUT)",
             "1:28: expected a unit of time (ns us ms s m h d w or SECOND, MINUTE, …), got 'MINUT' "
             "(did you mean 'MINUTE'?)"},
            {"SELECT a FROM t WINDOW X(9223372036854775808 s)",
             "1:26: a duration is a whole number of units up to 9223372036854775807, got "
             "'9223372036854775808'"},
            {"SELECT a FROM t WINDOW X(SIZE)x",
             "1:31: expected WHERE, GROUP BY, HAVING, ORDER BY, LIMIT, EMIT, or end of statement, "
             "got 'x'"},
            {"SELECT a FROM t WINDOW X(SIZE ADVANCE)",
             "1:38: expected a duration such as 10m after SIZE ADVANCE, got ')'"},
            {"SELECT a FROM t WINDOW X(1m 2m)", "1:29: expected ',' or ')', got '2m'"},
            {"SELECT a FROM t WINDOW X(1m) GRACE 10s",
             "1:30: GRACE stands inside the parentheses of the window: X(…, GRACE 10s)"},
        });
  check(ErrorCode::kUnsupported,
        {
            {"SELECT a FROM t WINDOW X(1 MONTH)",
             "1:28: months and years have no fixed length; use days or weeks, got 'MONTH'"},
            {"SELECT INTERVAL '2' YEARS FROM t",
             "1:21: months and years have no fixed length; use days or weeks, got 'YEARS'"},
        });
}

TEST_CASE("clauses that stand twice or too late are told apart from unknown words") {
  check(ErrorCode::kSyntax,
        {
            {"SELECT a FROM t GROUP BY a WHERE b", "1:28: WHERE must stand before GROUP BY"},
            {"SELECT a FROM t HAVING b GROUP BY a", "1:26: GROUP BY must stand before HAVING"},
            {"SELECT a FROM t EMIT FINAL WHERE b", "1:28: WHERE must stand before EMIT"},
            {"SELECT a FROM t LIMIT 1 ORDER BY a", "1:25: ORDER BY must stand before LIMIT"},
            {"SELECT a FROM t ORDER BY a WINDOW X(1m)", "1:28: WINDOW must stand before ORDER BY"},
            {"SELECT a FROM t WHERE b WHERE c", "1:25: second WHERE clause: expected one at most"},
            {"SELECT a FROM t WINDOW X(1m) WINDOW X(1m)",
             "1:30: second WINDOW clause: expected one at most"},
        });
}

TEST_CASE("conditions do not chain, and NOT is no value") {
  check(ErrorCode::kSyntax,
        {
            {"SELECT a < b < c FROM t",
             "1:14: '<' cannot follow another condition; put the left one in parentheses"},
            {"SELECT a IS NULL = b FROM t",
             "1:18: '=' cannot follow another condition; put the left one in parentheses"},
            {"SELECT a IN (1) IN (2) FROM t",
             "1:17: 'IN' cannot follow another condition; put the left one in parentheses"},
            {"SELECT a = NOT b FROM t",
             "1:12: expected a value, got 'NOT'; put the condition in parentheses"},
        });
}

TEST_CASE("frames say why they are refused") {
  const auto over = [](std::string_view frame) {
    return "SELECT AVG(a) OVER (" + std::string(frame) + ") FROM t";
  };
  check(ErrorCode::kSyntax,
        {
            {over("ROWS BETWEEN 1 PRECEDING AND 2 PRECEDING"),
             "1:50: the frame ends before it begins"},
            {over("ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED PRECEDING"),
             "1:58: a frame cannot end at UNBOUNDED PRECEDING, before its first row"},
            {over("ROWS WINDOW BUFFER 0 ROWS"), "1:40: a buffer holds at least 1 row, got 0"},
            {over("ROWS WINDOW BUFFER x ROWS"), "1:40: expected a number of rows, got 'x'"},
            {over("ROWS BETWEEN x PRECEDING AND CURRENT ROW"),
             "1:34: expected CURRENT ROW, UNBOUNDED PRECEDING or a number of rows, got 'x'"},
        });
  check(ErrorCode::kUnsupported,
        {
            {over("ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"),
             "1:50: UNBOUNDED FOLLOWING is not possible: a stream has no last row to wait for"},
            {over("ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING"),
             "1:34: frames that begin after the current row are not offered"},
            {over("RANGE BETWEEN 1 PRECEDING AND CURRENT ROW"),
             "1:21: only frames in ROWS are offered, got 'RANGE'"},
            {over("ROWS BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW"),
             "1:34: frames are counted in rows, not in time"},
            {over("ROWS WINDOW BUFFER 5 ROWS EMIT ON BUFFER FULL"),
             "1:47: only EMIT EVERY RECORD is offered in OVER: each row gives a result"},
            {over("ROWS WINDOW BUFFER 5 ROWS EXPIRE AFTER INTERVAL '30' SECOND INACTIVITY"),
             "1:47: EXPIRE AFTER is not offered: rows leave the buffer by count; write EXPIRE "
             "AFTER NEVER"},
            {"SELECT AVG(a) OVER w FROM t", "1:20: named windows are not offered; write OVER (…)"},
            {"SELECT a FROM t WINDOW w AS (PARTITION BY a)",
             "1:26: named windows are not offered; repeat the OVER (…) clause"},
        });
}

TEST_CASE("what SQL has and this engine has not is named") {
  check(
      ErrorCode::kUnsupported,
      {
          {"SELECT a FROM t JOIN u ON a = b", "1:17: JOIN is not offered: a query reads one topic"},
          {"SELECT a FROM t x LEFT OUTER JOIN u ON a = b",
           "1:19: JOIN is not offered: a query reads one topic"},
          {"SELECT a FROM t, u", "1:16: a list of topics is not offered: a query reads one topic"},
          {"SELECT (SELECT 1) FROM t", "1:9: subqueries are not offered: a query reads one topic"},
          {"SELECT a FROM (SELECT b FROM t)",
           "1:15: subqueries are not offered: a query reads one topic"},
          {"SELECT a FROM t WHERE a IN (SELECT b FROM u)",
           "1:29: subqueries are not offered: a query reads one topic"},
          {"SELECT a FROM t WHERE EXISTS (SELECT 1)",
           "1:23: EXISTS is not offered: a query reads one topic"},
          {"SELECT a FROM TUMBLE(TABLE t, 1)",
           "1:21: table functions are not offered; write WINDOW TUMBLING(…) behind FROM"},
          {"SELECT a FROM t UNION ALL SELECT b FROM u",
           "1:17: UNION, INTERSECT and EXCEPT are not offered: a query reads one topic"},
          {"WITH x AS (SELECT 1) SELECT a FROM x",
           "1:1: common table expressions (WITH … AS) are not offered: a query reads one topic"},
          {"INSERT INTO t SELECT 1",
           "1:1: only SELECT and CREATE STREAM|TABLE … AS SELECT are offered, got 'INSERT'"},
          {"drop stream t",
           "1:1: only SELECT and CREATE STREAM|TABLE … AS SELECT are offered, got 'drop'"},
          {"CREATE STREAM s (a INT) AS SELECT a FROM t",
           "1:17: columns are not declared in SQL: expected AS SELECT …"},
          {"SELECT a FROM t; SELECT b FROM t",
           "1:18: one statement at a time: expected end of statement, got 'SELECT'"},
          {"SELECT a INTO s FROM t",
           "1:10: INTO is not offered: results go to the output of the command"},
          {"SELECT a FROM t INTO s",
           "1:17: INTO is not offered: results go to the output of the command"},
          {"SELECT a FROM t LIMIT 5 OFFSET 2", "1:25: OFFSET is not offered"},
          {"SELECT a FROM t ORDER BY a NULLS LAST",
           "1:28: NULLS FIRST|LAST is not offered: NULL comes first ascending, last descending"},
          {"SELECT DISTINCT ON (a) a FROM t", "1:17: DISTINCT ON is not offered"},
          {"SELECT a FROM t GROUP BY ROLLUP(a)",
           "1:26: ROLLUP, CUBE and GROUPING SETS are not offered"},
          {"SELECT COUNT(*) FILTER (WHERE a) FROM t",
           "1:17: FILTER is not offered; write SUM(CASE WHEN condition THEN value END)"},
          {"SELECT MEDIAN(a) WITHIN GROUP (ORDER BY a) FROM t",
           "1:18: WITHIN GROUP is not offered"},
          {"SELECT STRING_AGG(a, ',' ORDER BY b) FROM t",
           "1:26: ORDER BY inside an aggregate is not offered: rows come in their order of "
           "arrival"},
          {"SELECT a IS TRUE FROM t", "1:13: only IS [NOT] NULL is offered, got 'TRUE'"},
          {"SELECT a LIKE 'x' ESCAPE '!' FROM t",
           "1:19: ESCAPE is not offered: a backslash escapes % and _ in LIKE"},
          {"SELECT a::INT FROM t", "1:9: '::' is not offered; write CAST(x AS type)"},
          {"SELECT DATE '2001-01-01' FROM t",
           "1:8: expected TIMESTAMP '…', got 'DATE': there is no such type"},
          {"SELECT CAST(a AS VARCHAR(3)) FROM t",
           "1:25: lengths of strings are not enforced; write STRING, or SUBSTRING(x, 1, n) to cut"},
          {"SELECT a.b.c FROM t",
           "1:11: fields inside a column are not offered: expected alias.column"},
      });
  check(ErrorCode::kBinding,
        {
            {"SELECT CAST(a AS INTEGR) FROM t",
             "1:18: unknown type 'INTEGR' (did you mean 'INTEGER'?); types are BIGINT, DOUBLE, "
             "DECIMAL(p,s), STRING, "
             "BOOLEAN or TIMESTAMP"},
            {"SELECT CAST(a AS DECIMAL(38,2)) FROM t",
             "1:18: expected DECIMAL(p,s) with 1 <= p <= 18 and 0 <= s <= p, got DECIMAL(38,2)"},
        });
}

}  // namespace
}  // namespace millrace::test
