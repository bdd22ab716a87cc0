// tests/scenario/query_place_test.cpp — errors of the SQL inside a scenario, at their line
// and column of the YAML file.
#include <doctest/doctest.h>

#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

constexpr std::string_view kTopic =
    "topic: {name: trades, partitions: 8, fields: {trader: {type: string}, price: {type: "
    "double}}}\n";

/// "line:column rule" of each diagnostic of a scenario whose query is given as YAML.
std::string places_of(const std::string& query) {
  const std::string text = "version: 1\n" + query + std::string(kTopic);
  std::string places;
  for (const Diagnostic& diagnostic : read_text(text).diagnostics) {
    places += std::to_string(diagnostic.place.line) + ":" +
              std::to_string(diagnostic.place.column) + " " + diagnostic.rule_id + "; ";
  }
  return places;
}

}  // namespace

TEST_CASE("errors of the query stand where the SQL stands, in every style of YAML") {
  CHECK(places_of("query: SELECT trader FORM trades\n") == "2:22 sql-syntax; ");
  CHECK(places_of("query: SELECT trader\n  FROM trades\n  WHERE prize > 1\n") ==
        "4:9 sql-binding; ");
  CHECK(places_of(
            "query: |\n  -- comment: with colon\n  SELECT trader\n    FROM trades\n    WHERE prize "
            "> 1\n") == "6:11 sql-binding; ");
  CHECK(places_of("query: |2-\n    SELECT trader\n  FROM trades WHERE prize > 1\n") ==
        "4:21 sql-binding; ");
  CHECK(places_of("query: >\n  SELECT trader\n  FROM trades\n\n  WHERE prize > 1\n") ==
        "6:9 sql-binding; ");
  CHECK(places_of("query: 'SELECT trader FROM trades WHERE trader = ''x'' AND prize > 1'\n") ==
        "2:60 sql-binding; ");
  CHECK(places_of(
            "query: \"SELECT trader\\tFROM trades WHERE trader = '\\u00e9' AND prize > 1\"\n") ==
        "2:64 sql-binding; ");
  CHECK(places_of("query: |\r\n  SELECT trader\r\n  FORM trades\r\n") == "4:3 sql-syntax; ");
}

TEST_CASE("an unfinished query is shown at its end, inside the file") {
  const std::string text =
      "version: 1\n" + std::string(kTopic) + "query: |\n  SELECT trader\n  FROM\n";
  const ScenarioReading reading = read_text(text);
  REQUIRE(reading.diagnostics.size() == 1);
  CHECK(reading.diagnostics[0].span.end <= text.size());
  CHECK(reading.diagnostics[0].place.line >= 4);
  CHECK(places_of("query: \"\"\n").find("sql-syntax") != std::string::npos);
}

TEST_CASE("the topic, columns, functions and windows of the query are bound") {
  CHECK(places_of("query: SELECT trader FROM orders\n") == "2:27 sql-binding; ");
  CHECK(places_of("query: SELECT SUMM(price) FROM trades\n") == "2:15 sql-binding; ");
  CHECK(places_of("query: SELECT event_time, trader FROM trades\n") == "");
  CHECK(places_of(
            "query: SELECT trader, COUNT(*) FROM trades GROUP BY trader WINDOW TUMBLING(1m)\n") ==
        "");
}

TEST_CASE("variables inside the query keep the places behind them") {
  ScenarioSurroundings surroundings = some_surroundings();
  const std::string text =
      "version: 1\n" + std::string(kTopic) +
      "query: SELECT trader FROM trades WHERE price > ${LIMIT:-100000} AND prize > 1\n";
  const ScenarioReading reading = read_text(text, surroundings);
  REQUIRE(reading.diagnostics.size() == 1);
  CHECK(text.substr(reading.diagnostics[0].span.begin, 5) == "prize");
}

TEST_CASE("a strategy that was asked for by name and would be refused is a warning") {
  const std::string more = "engine: {strategy: round_robin, merge: \"off\"}\n";
  const ScenarioReading reading = read_text(small_scenario(more));
  REQUIRE(reading.diagnostics.size() == 1);
  CHECK(reading.diagnostics[0].rule_id == "plan-refused");
  CHECK(reading.diagnostics[0].severity == Severity::kWarning);
  CHECK(reading.diagnostics[0].place.line == 10);
  CHECK(reading.diagnostics[0].place.column == 20);
  CHECK(reading.scenario.has_value());
  CHECK(lines_of(read_text(small_scenario("engine: {strategy: round_robin, merge: \"off\", "
                                          "allow_invalid: true}\n"))
                     .diagnostics) == "");
}

TEST_CASE("an annotation that names no strategy is an error in the query") {
  CHECK(places_of("query: |\n  -- @partitioning_strategy: stikcy\n  SELECT trader FROM trades\n") ==
        "3:30 bad-option; ");
}

}  // namespace millrace::test
