// tests/sql/binding_errors_test.cpp — statements that can be read and mean nothing: the place, and what to do instead.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

struct Mistake {
  std::string_view sql;
  std::string_view error;  // line:column: message
};

void check(ErrorCode code, std::initializer_list<Mistake> mistakes) {
  const FakeCatalog catalog;
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.sql);
    const Result<Statement> statement = parse_statement(mistake.sql);
    CHECK_MESSAGE(statement.has_value(), parsed(mistake.sql));
    if (!statement) continue;
    const Result<QueryPlan> plan = bind(statement.value(), catalog);
    CHECK_MESSAGE(!plan.has_value(), "was accepted");
    if (plan) continue;
    CHECK(error_text(plan.error(), mistake.sql) == mistake.error);
    CHECK(plan.error().code == code);
    CHECK(plan.error().span.is_known());
  }
}

constexpr std::string_view kFlightColumns =
    "; columns are departure_time, origin, destination, delay_minutes, distance_miles";

TEST_CASE("unknown names come with the nearest one and with what there is") {
  const std::string columns(kFlightColumns);
  const std::string misspelt = "1:8: unknown column 'orign' (did you mean 'origin'?)" + columns;
  const std::string strange = "1:8: unknown column 'xyzzy'" + columns;
  const std::string in_where =
      "1:34: unknown column 'destinaton' (did you mean 'destination'?)" + columns;
  const std::string system =
      "1:8: unknown column '_partion' (did you mean '_PARTITION'?)" + columns;
  check(
      ErrorCode::kBinding,
      {
          {"SELECT orign FROM flights", misspelt},
          {"SELECT xyzzy FROM flights", strange},
          {"SELECT origin FROM flights WHERE destinaton = 'A'", in_where},
          {"SELECT _partion FROM flights", system},
          {"SELECT f.origin, g.origin FROM flights f",
           "1:18: unknown topic 'g' before '.'; the query reads 'flights'"},
          {"SELECT g.* FROM flights f",
           "1:8: unknown topic 'g' before '.'; the query reads 'flights'"},
          {"SELECT a FROM stampd",
           "1:15: unknown topic 'stampd' (did you mean 'stamped'?); topics are flights, orders, "
           "market_data, "
           "payments, stamped, windows"},
          {"SELECT SUMM(a) FROM stamped", "1:8: unknown function 'SUMM' (did you mean 'SUM'?)"},
          {"SELECT UPER('a') FROM stamped", "1:8: unknown function 'UPER' (did you mean 'UPPER'?)"},
          {"SELECT ROWNUMBER() OVER () FROM stamped",
           "1:8: unknown function 'ROWNUMBER' (did you mean 'ROW_NUMBER'?)"},
          {"SELECT FROBNICATE(1) FROM stamped", "1:8: unknown function 'FROBNICATE'"},
          {"SELECT EXTRACT(YAER FROM ts) FROM payments",
           "1:16: unknown field 'YAER' in EXTRACT (did you mean 'YEAR'?); fields are YEAR QUARTER "
           "MONTH WEEK "
           "ISOYEAR DAY DOW DAYOFWEEK ISODOW DOY DAYOFYEAR HOUR MINUTE SECOND MILLISECOND "
           "MILLISECONDS EPOCH"},
          {"SELECT NOTE FROM payments",
           "1:8: ambiguous column 'NOTE': it could be any of 'note', 'Note'; write one of them "
           "exactly"},
          {"SELECT delay_minutes AS n FROM flights WHERE n > 5",
           "1:46: unknown column 'n'; it names a result, which is not known here yet"},
          {"-- @partitioned_by: origin, destinaton\nSELECT origin FROM flights",
           "1:29: unknown column 'destinaton' (did you mean 'destination'?)" + columns},
          {"-- @partitioned_by: _OFFSET\nSELECT origin FROM flights",
           "1:21: unknown column '_OFFSET'" + columns},
      });
  check(ErrorCode::kUnsupported, {
                                     {"SELECT TUMBLE_START(ts) FROM payments",
                                      "1:8: unknown function 'TUMBLE_START'; write _WINDOW_START"},
                                     {"SELECT NOW() FROM payments",
                                      "1:8: unknown function 'NOW'; results depend on the records "
                                      "alone; _EVENT_TIME is a record's time"},
                                 });
}

TEST_CASE("system columns that a topic or query has not got are refused") {
  check(
      ErrorCode::kBinding,
      {
          {"SELECT _timestamp FROM flights",
           "1:8: topic 'flights' has no record timestamps for _TIMESTAMP"},
          {"SELECT _key FROM flights", "1:8: topic 'flights' has no record keys for _KEY"},
          {"SELECT _event_time FROM flights",
           "1:8: topic 'flights' has no event time for _EVENT_TIME; declare it with --time COLUMN"},
          {"SELECT _window_start FROM flights",
           "1:8: _WINDOW_START exists only in a query with WINDOW"},
          {"SELECT COUNT(*) FROM stamped WHERE _window_end > 5 WINDOW TUMBLING(1m)",
           "1:36: _WINDOW_END is not known here: rows come into windows after WHERE and before "
           "aggregation"},
          {"SELECT MAX(_window_end) FROM stamped WINDOW TUMBLING(1m)",
           "1:12: _WINDOW_END is not known here: rows come into windows after WHERE and before "
           "aggregation"},
      });
}

TEST_CASE("operands whose types do not go together are refused at the operand") {
  check(
      ErrorCode::kBinding,
      {
          {"SELECT origin = 5 FROM flights", "1:17: cannot compare STRING and BIGINT; use CAST"},
          {"SELECT 5 = origin FROM flights", "1:12: cannot compare BIGINT and STRING; use CAST"},
          {"SELECT is_open < 1 FROM payments", "1:18: cannot compare BOOLEAN and BIGINT; use CAST"},
          {"SELECT ts = weight FROM payments",
           "1:13: cannot compare TIMESTAMP and DOUBLE; use CAST"},
          {"SELECT sent IN (1, note) FROM payments",
           "1:20: cannot compare BIGINT and STRING; use CAST"},
          {"SELECT sent BETWEEN 1 AND is_open FROM payments",
           "1:27: cannot compare BIGINT and BOOLEAN; use CAST"},
          {"SELECT CASE note WHEN 5 THEN 1 END FROM payments",
           "1:23: cannot compare STRING and BIGINT; use CAST"},
          {"SELECT departure_time > '2001-01-01' FROM flights",
           "1:25: cannot read '2001-01-01' as BIGINT; write TIMESTAMP '2001-01-01'"},
          {"SELECT ts > 'yesterday' FROM payments", "1:13: cannot read 'yesterday' as TIMESTAMP"},
          {"SELECT sent = 'five' FROM payments", "1:15: cannot read 'five' as BIGINT"},
          {"SELECT is_open = 'yes' FROM payments", "1:18: cannot read 'yes' as BOOLEAN"},
          {"SELECT origin + 1 FROM flights",
           "1:8: STRING + BIGINT is not defined; strings are joined by ||"},
          {"SELECT 1 * note FROM payments", "1:8: BIGINT * STRING is not defined; use CAST"},
          {"SELECT is_open - 1 FROM payments", "1:8: BOOLEAN - BIGINT is not defined"},
          {"SELECT ts + ts FROM payments", "1:8: TIMESTAMP + TIMESTAMP is not defined"},
          {"SELECT ts * 2 FROM payments", "1:8: TIMESTAMP * BIGINT is not defined"},
          {"SELECT 5 - ts FROM payments", "1:8: BIGINT - TIMESTAMP is not defined"},
          {"SELECT -note FROM payments", "1:9: '-' needs a number, got STRING"},
          {"SELECT rate * rate FROM payments",
           "1:8: the product would have 24 digits after the point, more than the 18 of DECIMAL; "
           "CAST an operand"},
          {"SELECT sent AND is_open FROM payments",
           "1:8: AND needs a condition (BOOLEAN), got BIGINT"},
          {"SELECT NOT sent FROM payments", "1:12: NOT needs a condition (BOOLEAN), got BIGINT"},
          {"SELECT sent FROM payments WHERE sent",
           "1:33: WHERE needs a condition (BOOLEAN), got BIGINT"},
          {"SELECT COUNT(*) FROM payments HAVING COUNT(*)",
           "1:38: HAVING needs a condition (BOOLEAN), got BIGINT"},
          {"SELECT CASE WHEN sent THEN 1 END FROM payments",
           "1:18: WHEN needs a condition (BOOLEAN), got BIGINT"},
          {"SELECT CASE WHEN is_open THEN 1 ELSE note END FROM payments",
           "1:38: cannot mix BIGINT and STRING; use CAST"},
          {"SELECT COALESCE(ts, sent) FROM payments",
           "1:21: cannot mix TIMESTAMP and BIGINT; use CAST"},
          {"SELECT sent LIKE '5%' FROM payments", "1:8: LIKE needs STRING, got BIGINT"},
          {"SELECT CAST(is_open AS TIMESTAMP) FROM payments",
           "1:8: cannot cast BOOLEAN to TIMESTAMP; go by way of BIGINT"},
          {"SELECT CAST(ts AS DOUBLE) FROM payments",
           "1:8: cannot cast TIMESTAMP to DOUBLE; go by way of BIGINT"},
      });
}

TEST_CASE("functions say what they take") {
  check(
      ErrorCode::kBinding,
      {
          {"SELECT SUBSTRING(note) FROM payments",
           "1:8: expected SUBSTRING(text, start [, length]), got 1 argument"},
          {"SELECT ABS() FROM payments", "1:8: expected ABS(number), got 0 arguments"},
          {"SELECT NULLIF(1, 2, 3) FROM payments",
           "1:8: expected NULLIF(value, other), got 3 arguments"},
          {"SELECT UPPER(sent) FROM payments", "1:14: UPPER(text) needs STRING, got BIGINT"},
          {"SELECT SQRT(note) FROM payments", "1:13: SQRT(number) needs a number, got STRING"},
          {"SELECT SUBSTRING(note, 1.5) FROM payments",
           "1:24: SUBSTRING(text, start [, length]) needs BIGINT, got DECIMAL(2,1)"},
          {"SELECT ROUND(fee, sent) FROM payments",
           "1:19: ROUND(number, digits) needs a whole number as digits"},
          {"SELECT DATE_FORMAT(note, 'x') FROM payments",
           "1:20: DATE_FORMAT(timestamp, pattern) needs TIMESTAMP or BIGINT milliseconds, got "
           "STRING"},
          {"SELECT EXTRACT(DAY FROM 'today') FROM payments",
           "1:25: cannot read 'today' as TIMESTAMP"},
          {"SELECT UPPER(DISTINCT note) FROM payments",
           "1:8: DISTINCT stands only in aggregates, got 'UPPER'"},
          {"SELECT SUM(note) FROM payments", "1:12: 'SUM' needs a number, got STRING"},
          {"SELECT SUM(*) FROM payments", "1:12: 'SUM' does not take *; name a column"},
          {"SELECT SUM() FROM payments", "1:8: 'SUM' takes one value, got 0 arguments"},
          {"SELECT COUNT(1, 2) FROM payments",
           "1:8: 'COUNT' takes * or one value, got 2 arguments"},
          {"SELECT STRING_AGG(note, note) FROM payments",
           "1:25: the separator must be a string such as ', '"},
          {"SELECT STRING_AGG(sent) FROM payments", "1:19: 'STRING_AGG' needs STRING, got BIGINT"},
          {"SELECT LAG(sent) FROM payments", "1:8: 'LAG' needs OVER (…)"},
          {"SELECT UPPER(note) OVER () FROM payments",
           "1:8: 'UPPER' does not go with OVER: it works on single values"},
          {"SELECT LAG() OVER () FROM payments", "1:8: 'LAG' takes 1 to 3 arguments, got 0"},
          {"SELECT ROW_NUMBER(sent) OVER () FROM payments",
           "1:8: 'ROW_NUMBER' takes 0 arguments, got 1"},
          {"SELECT LAG(sent, -1) OVER () FROM payments",
           "1:18: the offset of 'LAG' must be a whole number from 0"},
          {"SELECT LAG(sent, sent) OVER () FROM payments",
           "1:18: the offset of 'LAG' must be a whole number from 0"},
          {"SELECT LAG(sent, 1, 'x') OVER () FROM payments", "1:21: cannot read 'x' as BIGINT"},
          {"SELECT LAG(sent, 1, sent) OVER () FROM payments",
           "1:21: the default of 'LAG' must be a literal of type BIGINT"},
          {"SELECT UPPER(*) FROM payments",
           "1:14: '*' stands only as an item of SELECT and in COUNT(*)"},
      });
  check(ErrorCode::kUnsupported,
        {
            {"SELECT SUM(DISTINCT sent) FROM payments",
             "1:8: 'SUM' does not take DISTINCT; aggregates that do: count"},
        });
}

TEST_CASE("aggregates stand where groups are") {
  check(
      ErrorCode::kBinding,
      {
          {"SELECT origin FROM flights WHERE COUNT(*) > 5",
           "1:34: aggregate 'COUNT' cannot stand in WHERE, which works on single rows; use HAVING"},
          {"SELECT SUM(COUNT(*)) FROM flights",
           "1:12: aggregate 'COUNT' cannot stand in an aggregate"},
          {"SELECT 1 FROM flights GROUP BY COUNT(*)",
           "1:32: aggregate 'COUNT' cannot stand in GROUP BY, which makes the groups that "
           "aggregates are of"},
          {"SELECT COUNT(*) AS n FROM flights GROUP BY n",
           "1:8: aggregate 'COUNT' cannot stand in GROUP BY, which makes the groups that "
           "aggregates are of"},
          {"SELECT origin, COUNT(*) FROM flights",
           "1:8: column 'origin' is neither grouped nor aggregated; add it to GROUP BY or take one "
           "value of the "
           "group, such as MAX(origin)"},
          {"SELECT origin, UPPER(DESTINATION) FROM flights GROUP BY origin",
           "1:22: column 'destination' is neither grouped nor aggregated; add it to GROUP BY or "
           "take one value of "
           "the group, such as MAX(destination)"},
          {"SELECT origin FROM flights GROUP BY origin HAVING delay_minutes > 5",
           "1:51: column 'delay_minutes' is neither grouped nor aggregated; add it to GROUP BY or "
           "take one value "
           "of the group, such as MAX(delay_minutes)"},
          {"SELECT * FROM flights GROUP BY origin",
           "1:8: column 'departure_time' is neither grouped nor aggregated; add it to GROUP BY or "
           "take one value "
           "of the group, such as MAX(departure_time)"},
          {"SELECT DISTINCT origin FROM flights ORDER BY destination EMIT FINAL",
           "1:46: column 'destination' is not selected; with SELECT DISTINCT only what is selected "
           "can be used here"},
          {"SELECT origin FROM flights HAVING origin = 'A'",
           "1:28: HAVING needs GROUP BY or an aggregate; for single rows use WHERE"},
          {"SELECT origin FROM flights GROUP BY 'x'",
           "1:37: GROUP BY needs a column or an expression, got a constant"},
      });
  check(ErrorCode::kUnsupported,
        {
            {"SELECT origin, COUNT(*) FROM flights GROUP BY 1",
             "1:47: GROUP BY by position is not offered; write origin, got 1"},
            {"SELECT origin, COUNT(*) FROM flights GROUP BY origin ORDER BY 2 EMIT FINAL",
             "1:63: ORDER BY by position is not offered; write COUNT(*), got 2"},
        });
}

TEST_CASE("ORDER BY, LIMIT and DISTINCT of aggregates need a result that is final") {
  const std::string changes =
      " needs the whole result, which EMIT CHANGES never has; add EMIT FINAL (the result at the "
      "end of input)";
  const std::string windowed =
      " works within each window at its closing; EMIT CHANGES gives every change before that: use "
      "EMIT FINAL";
  check(
      ErrorCode::kBinding,
      {
          {"SELECT origin FROM flights ORDER BY origin", "1:28: ORDER BY" + changes},
          {"SELECT origin FROM flights LIMIT 5", "1:28: LIMIT" + changes},
          {"SELECT origin, COUNT(*) FROM flights GROUP BY origin ORDER BY origin EMIT CHANGES",
           "1:54: ORDER BY" + changes},
          {"SELECT DISTINCT COUNT(*) FROM flights GROUP BY origin",
           "1:8: DISTINCT of aggregates" + changes},
          {"SELECT DISTINCT origin FROM flights LIMIT 5", "1:37: LIMIT" + changes},
          {"SELECT a, COUNT(*) FROM stamped GROUP BY a WINDOW TUMBLING(1m) ORDER BY a EMIT CHANGES",
           "1:64: ORDER BY" + windowed},
          {"SELECT a, COUNT(*) FROM stamped GROUP BY a WINDOW TUMBLING(1m) LIMIT 1 EMIT CHANGES",
           "1:64: LIMIT" + windowed},
      });
}

TEST_CASE("windows need event time, and only one") {
  check(ErrorCode::kBinding,
        {
            {"SELECT COUNT(*) FROM flights\nWINDOW TUMBLING(1m)",
             "2:1: WINDOW needs event time, and topic 'flights' has none; name a column: WINDOW "
             "TUMBLING(column, …) "
             "or --time COLUMN"},
            {"SELECT COUNT(*) FROM flights WINDOW TUMBLING(origin, 1m)",
             "1:46: event time must be TIMESTAMP or BIGINT milliseconds since the epoch; 'origin' "
             "is STRING"},
            {"SELECT COUNT(*) FROM payments WINDOW TUMBLING(sent, 1m)",
             "1:47: event time of topic 'payments' is 'ts'; WINDOW cannot go by 'sent'"},
            {"SELECT COUNT(*) FROM payments WINDOW TUMBLING(_timestamp, 1m)",
             "1:47: event time of topic 'payments' is 'ts'; WINDOW cannot go by '_TIMESTAMP'"},
            {"SELECT COUNT(*) FROM payments WINDOW TUMBLING(_offset, 1m)",
             "1:47: '_OFFSET' is not a time to go by"},
            {"SELECT COUNT(*) FROM flights WINDOW TUMBLING(departure, 1m)",
             "1:46: unknown column 'departure' (did you mean 'departure_time'?)" +
                 std::string(kFlightColumns)},
            {"SELECT origin FROM flights WINDOW TUMBLING(departure_time, 1m)",
             "1:28: WINDOW needs GROUP BY or an aggregate: without one there is nothing to collect "
             "in windows"},
        });
}

TEST_CASE("windows take the durations that their kind has") {
  check(ErrorCode::kBinding,
        {
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLNG(1m)",
             "1:37: unknown kind of window 'TUMBLNG' (did you mean 'TUMBLING'?); kinds are "
             "TUMBLING SLIDING HOPPING "
             "SESSION"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(1m, 2m)",
             "1:50: TUMBLING takes 1 duration (SIZE), got 2"},
            {"SELECT COUNT(*) FROM stamped WINDOW HOPPING(1m)",
             "1:30: HOPPING takes 2 durations (SIZE, ADVANCE BY), got 1"},
            {"SELECT COUNT(*) FROM stamped WINDOW SESSION(_event_time)",
             "1:30: SESSION takes 1 duration, got 0"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(SIZ 1m)",
             "1:46: expected SIZE, GRACE, or a bare duration, got 'SIZ' (did you mean 'SIZE'?)"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(SIZE 1m, SIZE 2m)",
             "1:55: SIZE is given twice"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(1m, GRACE 1s, GRACE 2s)",
             "1:60: GRACE is given twice"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(500us)",
             "1:46: event time is counted in whole milliseconds, got 500us"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(99999999999999999w)",
             "1:46: duration is too long to be counted in milliseconds: 99999999999999999w"},
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(0s)",
             "1:30: the size of a window must be at least 1 ms"},
            {"SELECT COUNT(*) FROM flights WINDOW TUMBLING(1m, departure_time)",
             "1:50: the time column comes first: TUMBLING(departure_time, …)"},
        });
  check(ErrorCode::kUnsupported,
        {
            {"SELECT COUNT(*) FROM stamped WINDOW TUMBLING(SIZE 1m, RETENTION 7 DAYS)",
             "1:55: RETENTION is not offered: a window is forgotten when its grace is over"},
            {"SELECT COUNT(*) FROM flights WINDOW SESSION(departure_time, 30s, origin)",
             "1:66: sessions are kept per group: put 'origin' into GROUP BY"},
        });
}

TEST_CASE("OVER has one group, one order, and the query to itself") {
  const std::string order = "OVER works through rows in event-time order, as they become final: ";
  check(ErrorCode::kUnsupported,
        {
            {"SELECT LAG(price) OVER (ORDER BY timestamp DESC) FROM market_data",
             "1:34: " + order + "ORDER BY … DESC is not possible"},
            {"SELECT LAG(price) OVER (ORDER BY timestamp, symbol) FROM market_data",
             "1:45: " + order + "ORDER BY takes the event-time column alone"},
            {"SELECT LAG(price) OVER (ORDER BY timestamp + 1) FROM market_data",
             "1:34: " + order + "ORDER BY takes the event-time column, not an expression"},
            {"SELECT LAG(price) OVER (PARTITION BY symbol), LAG(price) OVER (PARTITION BY "
             "trader_id) FROM market_data",
             "1:58: all OVER calls of a query share one PARTITION BY: one state per group"},
            {"SELECT AVG(price) OVER (), COUNT(*) FROM market_data",
             "1:28: aggregates of groups cannot be mixed with OVER; write 'COUNT(…) OVER (…)' or "
             "drop OVER"},
            {"SELECT AVG(price) OVER () FROM market_data GROUP BY symbol",
             "1:44: GROUP BY cannot be mixed with OVER: one query groups rows or runs over them"},
            {"SELECT AVG(price) OVER () FROM market_data WINDOW TUMBLING(trade_time, 1m)",
             "1:44: WINDOW cannot be mixed with OVER: one query groups rows or runs over them"},
            {"SELECT DISTINCT AVG(price) OVER () FROM market_data",
             "1:8: DISTINCT cannot be mixed with OVER: one query groups rows or runs over them"},
            {"SELECT AVG(price) OVER () AS a FROM market_data HAVING a > 1",
             "1:49: HAVING cannot be mixed with OVER: one query groups rows or runs over them"},
        });
  check(ErrorCode::kBinding,
        {
            {"SELECT LAG(price) OVER (ORDER BY trade_time), LAG(price) OVER (ORDER BY timestamp) "
             "FROM market_data",
             "1:73: event time of topic 'market_data' is 'trade_time'; ORDER BY of OVER cannot go "
             "by 'timestamp'"},
            {"SELECT LAG(price) OVER (ORDER BY symbol) FROM market_data",
             "1:34: event time must be TIMESTAMP or BIGINT milliseconds since the epoch; 'symbol' "
             "is STRING"},
            {"SELECT LAG(fee) OVER (ORDER BY sent) FROM payments",
             "1:32: event time of topic 'payments' is 'ts'; ORDER BY of OVER cannot go by 'sent'"},
            {"SELECT symbol FROM market_data WHERE AVG(price) OVER () > 5",
             "1:38: OVER cannot stand in WHERE, which works on single rows"},
            {"SELECT LAG(AVG(price) OVER ()) OVER () FROM market_data",
             "1:12: OVER cannot stand in a call with OVER"},
            {"SELECT LAG(AVG(price)) OVER () FROM market_data",
             "1:12: aggregate 'AVG' cannot stand in a call with OVER"},
            {"SELECT LAG(price) OVER (PARTITION BY MAX(price)) FROM market_data",
             "1:38: aggregate 'MAX' cannot stand in PARTITION BY, which makes the groups"},
        });
}

}  // namespace
}  // namespace millrace::test
