// tests/sql/plans_test.cpp — what statements are bound to: shapes, keys, windows, outputs.
#include <doctest/doctest.h>

#include "core/sql/sql.hpp"
#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

QueryPlan plan_of(std::string_view sql) {
  static const FakeCatalog catalog;
  Result<Statement> statement = parse_statement(sql);
  REQUIRE_MESSAGE(statement.has_value(), parsed(sql));
  Result<QueryPlan> plan = bind(statement.value(), catalog);
  REQUIRE_MESSAGE(plan.has_value(), bound(sql));
  return std::move(plan).value();
}

TEST_CASE("a query without groups is a projection over the topic's columns") {
  CHECK(bound("SELECT *, delay_minutes AS late FROM flights WHERE origin = 'ATL'") ==
        "projection\n"
        "where eq(#1, 'ATL') BOOLEAN\n"
        "outputs #0 BIGINT departure_time, #1 STRING origin, #2 STRING destination, #3 BIGINT "
        "delay_minutes, #4 BIGINT distance_miles, #3 BIGINT late\n"
        "emit changes\n"
        "reads #0 #1 #2 #3 #4");
  CHECK(bound("SELECT f.ORIGIN, flights.destination FROM flights f EMIT FINAL") ==
        "projection\n"
        "outputs #1 STRING origin, #2 STRING destination\n"
        "emit final\n"
        "reads #1 #2");
  CHECK(bound("SELECT 1 FROM flights") == "projection\noutputs 1 BIGINT 1\nemit changes");
}

TEST_CASE("groups have keys, each aggregate once, and outputs over both") {
  CHECK(bound("SELECT origin, COUNT(*), count(*) + SUM(delay_minutes) FROM flights GROUP BY "
              "origin, origin "
              "HAVING COUNT(*) > 5 AND MAX(distance_miles) < 100") ==
        "grouped\n"
        "keys #1 origin\n"
        "aggregate count(*) BIGINT\n"
        "aggregate sum(#3) BIGINT\n"
        "aggregate max(#4) BIGINT\n"
        "outputs #0 STRING origin, #1 BIGINT COUNT(*), add(#1, #2) BIGINT COUNT(*) + "
        "SUM(delay_minutes)\n"
        "having and(gt(#1, 5), lt(#3, 100)) BOOLEAN\n"
        "emit changes\n"
        "reads #1 #3 #4");
  CHECK(bound("SELECT COUNT(DISTINCT origin), STDDEV(delay_minutes), LISTAGG(origin, '; ') FROM "
              "flights") ==
        "grouped\n"
        "aggregate count_distinct_values(#1) BIGINT\n"
        "aggregate stddev_samp(#3) DOUBLE\n"
        "aggregate string_agg(#1, '; ') STRING\n"
        "outputs #0 BIGINT COUNT(DISTINCT origin), #1 DOUBLE STDDEV(delay_minutes), #2 STRING "
        "LISTAGG(origin, '; ')\n"
        "emit changes\n"
        "reads #1 #3");
}

TEST_CASE("expressions and system columns can be keys, and are found again in the items") {
  CHECK(bound("SELECT UPPER(f.origin) || '!', _partition, COUNT(*) FROM flights f "
              "GROUP BY upper(ORIGIN), _PARTITION") ==
        "grouped\n"
        "keys upper(#1) UPPER(ORIGIN), _PARTITION _PARTITION\n"
        "aggregate count(*) BIGINT\n"
        "outputs concat(#0, '!') STRING UPPER(f.origin) || '!', #1 BIGINT _PARTITION, #2 BIGINT "
        "COUNT(*)\n"
        "emit changes\n"
        "reads #1");
}

TEST_CASE("aliases can be used behind the items where no column has their name") {
  CHECK(bound("SELECT UPPER(origin) AS hub, COUNT(*) AS n FROM flights GROUP BY hub HAVING N > 5 "
              "ORDER BY n DESC, hub LIMIT 3 EMIT FINAL") ==
        "grouped\n"
        "keys upper(#1) UPPER(origin)\n"
        "aggregate count(*) BIGINT\n"
        "outputs #0 STRING hub, #1 BIGINT n\n"
        "having gt(#1, 5) BOOLEAN\n"
        "order #1 desc, #0\n"
        "limit 3\n"
        "emit final\n"
        "reads #1");
  // `origin` is a column, so the alias of that name is not what is grouped by.
  CHECK(bound("SELECT MAX(destination) AS origin FROM flights GROUP BY origin") ==
        "grouped\n"
        "keys #1 origin\n"
        "aggregate max(#2) STRING\n"
        "outputs #1 STRING origin\n"
        "emit changes\n"
        "reads #1 #2");
  CHECK(bound("SELECT delay_minutes + 1 AS d FROM flights ORDER BY d * 2 EMIT FINAL") ==
        "projection\n"
        "outputs add(#3, 1) BIGINT d\n"
        "order multiply(add(#3, 1), 2)\n"
        "emit final\n"
        "reads #3");
}

TEST_CASE("aliases that name each other are not followed in a circle") {
  CHECK(bound("SELECT y AS x, x AS y FROM stamped GROUP BY x").substr(0, 27) ==
        "1:8: unknown column 'y'; it");
}

TEST_CASE("windows bring their bounds in front unless they are selected") {
  CHECK(bound("SELECT origin, COUNT(*) FROM flights GROUP BY origin, _window_start "
              "WINDOW HOPPING (departure_time, SIZE 10 MINUTES, ADVANCE BY 1 MINUTE, GRACE PERIOD "
              "5s)") ==
        "grouped\n"
        "keys #1 origin\n"
        "window sliding 600000 60000 grace 5000\n"
        "event_time #0\n"
        "needs event time\n"
        "aggregate count(*) BIGINT\n"
        "outputs _WINDOW_START TIMESTAMP _WINDOW_START implicit, _WINDOW_END TIMESTAMP _WINDOW_END "
        "implicit, #0 STRING origin, #1 BIGINT COUNT(*)\n"
        "emit final\n"
        "reads #1");
  CHECK(bound("SELECT COUNT(*), _window_end AS till, _WINDOW_START FROM stamped WINDOW "
              "TUMBLING(1m) EMIT CHANGES") ==
        "grouped\n"
        "window tumbling 60000 grace 0\n"
        "needs event time\n"
        "aggregate count(*) BIGINT\n"
        "outputs #0 BIGINT COUNT(*), _WINDOW_END TIMESTAMP till, _WINDOW_START TIMESTAMP "
        "_WINDOW_START\n"
        "emit changes");
  CHECK(bound("SELECT _window_end - _window_start FROM stamped GROUP BY a WINDOW SESSION(30s)") ==
        "grouped\n"
        "keys #0 a\n"
        "window session 30000 grace 0\n"
        "needs event time\n"
        "outputs _WINDOW_START TIMESTAMP _WINDOW_START implicit, _WINDOW_END TIMESTAMP _WINDOW_END "
        "implicit, subtract(_WINDOW_END, _WINDOW_START) BIGINT _window_end - _window_start\n"
        "emit final\n"
        "reads #0");
}

TEST_CASE("window bounds among the grouping keys are implied, also under an alias") {
  CHECK(bound("SELECT _window_start AS since, a, COUNT(*) FROM stamped WINDOW TUMBLING(1m) "
              "GROUP BY since, _WINDOW_END, a") ==
        "grouped\n"
        "keys #0 a\n"
        "window tumbling 60000 grace 0\n"
        "needs event time\n"
        "aggregate count(*) BIGINT\n"
        "outputs _WINDOW_END TIMESTAMP _WINDOW_END implicit, _WINDOW_START TIMESTAMP since, #0 "
        "BIGINT a, "
        "#1 BIGINT COUNT(*)\n"
        "emit final\n"
        "reads #0");
}

TEST_CASE("a topic may have columns named as the window's bounds") {
  CHECK(bound("SELECT _window_start, n FROM windows") ==
        "1:8: _WINDOW_START exists only in a query with WINDOW");
  CHECK(bound("SELECT _WINDOW_START, n FROM windows") ==
        "projection\noutputs #0 TIMESTAMP _WINDOW_START, #1 BIGINT n\nemit changes\nreads #0 #1");
  CHECK(
      bound("SELECT MAX(windows._WINDOW_START) AS m, _WINDOW_START FROM windows "
            "WINDOW TUMBLING(windows._WINDOW_START, 1h)") ==
      "grouped\n"
      "window tumbling 3600000 grace 0\n"
      "event_time #0\n"
      "needs event time\n"
      "aggregate max(#0) TIMESTAMP\n"
      "outputs _WINDOW_END TIMESTAMP _WINDOW_END implicit, #0 TIMESTAMP m, _WINDOW_START TIMESTAMP "
      "_WINDOW_START\n"
      "emit final\n"
      "reads #0");
}

TEST_CASE("event time is the declared column, the named one, or the record timestamps") {
  CHECK(plan_of("SELECT COUNT(*) FROM payments WINDOW TUMBLING(1m)").event_time_column == 0u);
  CHECK(plan_of("SELECT COUNT(*) FROM payments WINDOW TUMBLING(ts, 1m)").event_time_column == 0u);
  CHECK(
      plan_of("SELECT COUNT(*) FROM payments WINDOW TUMBLING(_event_time, 1m)").event_time_column ==
      0u);
  CHECK(plan_of("SELECT note FROM payments").event_time_column == 0u);
  CHECK_FALSE(plan_of("SELECT note FROM payments").needs_event_time);
  CHECK(plan_of("SELECT COUNT(*) FROM stamped WINDOW TUMBLING(1m)").event_time_column ==
        std::nullopt);
  CHECK(plan_of("SELECT COUNT(*) FROM stamped WINDOW TUMBLING(_timestamp, 1m)").event_time_column ==
        std::nullopt);
  CHECK(plan_of("SELECT COUNT(*) FROM stamped WINDOW TUMBLING(a, 1m)").event_time_column == 0u);
}

TEST_CASE("SELECT DISTINCT groups by what it selects") {
  CHECK(bound("SELECT DISTINCT origin, UPPER(destination) FROM flights") ==
        "grouped\n"
        "keys #1 origin, upper(#2) UPPER(destination)\n"
        "outputs #0 STRING origin, #1 STRING UPPER(destination)\n"
        "has distinct rows\n"
        "emit changes\n"
        "reads #1 #2");
  CHECK(
      bound(
          "SELECT DISTINCT a, _window_start FROM stamped WINDOW TUMBLING(1m) ORDER BY a LIMIT 2") ==
      "grouped\n"
      "keys #0 a\n"
      "window tumbling 60000 grace 0\n"
      "needs event time\n"
      "outputs _WINDOW_END TIMESTAMP _WINDOW_END implicit, #0 BIGINT a, _WINDOW_START TIMESTAMP "
      "_WINDOW_START\n"
      "has distinct rows\n"
      "order #0\n"
      "limit 2\n"
      "emit final\n"
      "reads #0");
  CHECK(bound("SELECT DISTINCT COUNT(*) FROM flights GROUP BY origin EMIT FINAL") ==
        "grouped\n"
        "keys #1 origin\n"
        "aggregate count(*) BIGINT\n"
        "outputs #1 BIGINT COUNT(*)\n"
        "is distinct\n"
        "emit final\n"
        "reads #1");
}

TEST_CASE("OVER calls are columns behind the topic's") {
  CHECK(bound("SELECT symbol, price - LAG(price, 2, 0) OVER (PARTITION BY symbol, trader_id ORDER "
              "BY timestamp), "
              "COUNT(*) OVER (PARTITION BY trader_id, symbol ORDER BY timestamp ROWS BETWEEN 9 "
              "PRECEDING AND "
              "2 FOLLOWING) FROM market_data WHERE quantity > 0") ==
        "over\n"
        "where gt(#3, 0) BOOLEAN\n"
        "keys #0 symbol, #1 trader_id\n"
        "event_time #4\n"
        "needs event time\n"
        "over lag(#2, 2, 0) DOUBLE rows all..0 ordered\n"
        "over count(*) BIGINT rows 9..2 ordered\n"
        "outputs #0 STRING symbol, subtract(#2, #6) DOUBLE price - LAG(price, 2, 0) OVER "
        "(PARTITION BY "
        "symbol, trader_id ORDER BY timestamp), #7 BIGINT COUNT(*) OVER (PARTITION BY trader_id, "
        "symbol "
        "ORDER BY timestamp ROWS BETWEEN 9 PRECEDING AND 2 FOLLOWING)\n"
        "emit changes\n"
        "reads #0 #1 #2 #3");
}

TEST_CASE("calls with and without ORDER BY can be mixed: the order of one is an order for all") {
  CHECK(bound("SELECT RANK() OVER () AS r, LAG(a) OVER (ORDER BY _timestamp) AS l FROM stamped") ==
        "over\n"
        "needs event time\n"
        "over rank() BIGINT rows all..0\n"
        "over lag(#0) BIGINT rows all..0 ordered\n"
        "outputs #1 BIGINT r, #2 BIGINT l\n"
        "emit changes\n"
        "reads #0");
}

TEST_CASE("frames of OVER follow from buffer, frame or neither") {
  struct Frame {
    std::string_view over;
    std::string_view rows;
  };
  constexpr Frame kFrames[] = {
      {"", "all..0"},
      {"ROWS WINDOW BUFFER 100 ROWS", "99..0"},
      {"ROWS WINDOW BUFFER 1 ROWS", "0..0"},
      {"ROWS BETWEEN 99 PRECEDING AND CURRENT ROW", "99..0"},
      {"ROWS UNBOUNDED PRECEDING", "all..0"},
      {"ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING", "5..-2"},
      {"ROWS BETWEEN UNBOUNDED PRECEDING AND 2 FOLLOWING", "all..2"},
      {"ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING", "0..2"},
      {"ROWS WINDOW BUFFER 3 ROWS ROWS BETWEEN 5 PRECEDING AND CURRENT ROW", "2..0"},
      {"ROWS WINDOW BUFFER 9 ROWS ROWS BETWEEN 5 PRECEDING AND CURRENT ROW", "5..0"},
      {"ROWS WINDOW BUFFER 3 ROWS ROWS UNBOUNDED PRECEDING", "2..0"},
  };
  for (const Frame& frame : kFrames) {
    CAPTURE(frame.over);
    const std::string sql =
        "SELECT SUM(a) OVER (" + std::string(frame.over) + ") AS s FROM stamped";
    CHECK(bound(sql) == "over\nover sum(#0) BIGINT rows " + std::string(frame.rows) +
                            "\noutputs #1 BIGINT s\nemit changes\nreads #0");
  }
}

TEST_CASE("every output has a name of its own") {
  const auto names = [](std::string_view sql) {
    std::string out;
    for (const OutputItem& item : plan_of(sql).outputs) out += item.name + "|";
    return out;
  };
  CHECK(names("SELECT origin, origin, origin AS origin FROM flights") ==
        "origin|origin_2|origin_3|");
  CHECK(names("SELECT origin AS a_2, origin AS a, destination AS a FROM flights") == "a_2|a|a_3|");
  CHECK(names("SELECT COUNT(*) AS _WINDOW_START FROM stamped WINDOW TUMBLING(1m)") ==
        "_WINDOW_START|_WINDOW_END|_WINDOW_START_2|");
  CHECK(names("select upper( origin ) , 1+ 1 from flights") == "UPPER(origin)|1 + 1|");
}

TEST_CASE("a plan knows its result's schema and the places of its clauses") {
  const std::string_view sql =
      "SELECT origin, AVG(delay_minutes) AS d FROM flights WHERE delay_minutes > 0 GROUP BY origin "
      "WINDOW TUMBLING(departure_time, 1d) ORDER BY d";
  const QueryPlan plan = plan_of(sql);
  CHECK(plan.output_schema() == Schema({{"_WINDOW_START", DataType::timestamp()},
                                        {"_WINDOW_END", DataType::timestamp()},
                                        {"origin", DataType::string()},
                                        {"d", DataType::real()}}));
  const auto text_at = [&](SourceSpan span) {
    return sql.substr(span.begin, span.end - span.begin);
  };
  CHECK(text_at(plan.span_where) == "WHERE delay_minutes > 0");
  CHECK(text_at(plan.span_group_by) == "GROUP BY origin");
  CHECK(text_at(plan.span_window) == "WINDOW TUMBLING(departure_time, 1d)");
  CHECK(text_at(plan.span_order_by) == "ORDER BY d");
  CHECK(plan.topic == "flights");
  CHECK(plan.keeps_state());
  CHECK_FALSE(plan_of("SELECT origin FROM flights").keeps_state());
}

TEST_CASE("partial results can be merged iff every aggregate's can") {
  CHECK(plan_of("SELECT COUNT(*), SUM(delay_minutes) FROM flights GROUP BY origin").can_merge());
  CHECK(plan_of("SELECT DISTINCT origin FROM flights").can_merge());
  CHECK_FALSE(plan_of("SELECT COUNT(*), FIRST_VALUE(origin) FROM flights").can_merge());
  CHECK_FALSE(plan_of("SELECT origin FROM flights").can_merge());
  CHECK_FALSE(plan_of("SELECT SUM(a) OVER () FROM stamped").can_merge());
}

TEST_CASE("the strongest dependence on the order of rows is that of the plan") {
  const auto dependence = [](std::string_view sql) { return plan_of(sql).order_dependence(); };
  CHECK(dependence("SELECT COUNT(*), SUM(quantity) FROM market_data") == OrderDependence::kNone);
  CHECK(dependence("SELECT COUNT(*), SUM(price) FROM market_data") == OrderDependence::kLastBits);
  CHECK(dependence("SELECT SUM(price), FIRST_VALUE(price) FROM market_data") ==
        OrderDependence::kFull);
  CHECK(dependence("SELECT price FROM market_data") == OrderDependence::kNone);
  CHECK(dependence("SELECT SUM(price) OVER () FROM market_data") == OrderDependence::kFull);
  CHECK(dependence("SELECT SUM(price) OVER (ORDER BY timestamp) FROM market_data") ==
        OrderDependence::kLastBits);
  CHECK(dependence("SELECT FIRST_VALUE(symbol) OVER (ORDER BY timestamp) FROM market_data") ==
        OrderDependence::kLastBits);
  CHECK(dependence(
            "SELECT LAG(price) OVER (), LAG(price) OVER (ORDER BY timestamp) FROM market_data") ==
        OrderDependence::kNone);
  CHECK(dependence("SELECT LAG(price) OVER (ORDER BY timestamp) FROM market_data") ==
        OrderDependence::kNone);
}

}  // namespace
}  // namespace millrace::test
