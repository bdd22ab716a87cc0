// tests/sql/statements.cpp — what becomes of a statement, and the statements of the documents.
#include "tests/sql/statements.hpp"

#include "core/sql/sql.hpp"
#include "tests/sql/plan_text.hpp"

namespace millrace::test {

std::string error_text(const Error& error, std::string_view sql) {
  const LineColumn place = line_column_of(sql, error.span.begin);
  return std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + error.message;
}

std::string parsed(std::string_view sql) {
  const Result<Statement> statement = parse_statement(sql);
  return statement ? print_statement(statement.value()) : error_text(statement.error(), sql);
}

std::string bound(std::string_view sql) {
  const FakeCatalog catalog;
  const Result<Statement> statement = parse_statement(sql);
  if (!statement) return error_text(statement.error(), sql);
  const Result<QueryPlan> plan = bind(statement.value(), catalog);
  return plan ? plan_text(plan.value()) : error_text(plan.error(), sql);
}

std::string bound_expression_text(std::string_view expression, std::string_view topic) {
  const FakeCatalog catalog;
  const std::string sql = "SELECT " + std::string(expression) + " FROM " + std::string(topic);
  const Result<Statement> statement = parse_statement(sql);
  if (!statement) return error_text(statement.error(), sql);
  const Result<QueryPlan> plan = bind(statement.value(), catalog);
  return plan ? expression_text(plan.value().outputs[0].expression) : error_text(plan.error(), sql);
}

const std::vector<std::string>& documented_statements() {
  static const std::vector<std::string> kStatements = {
      // Velostream's benchmark scenarios S0, S1 (and its longer form), S2, S3a, S3b.
      "SELECT order_id, customer_id, order_date, total_amount FROM orders WHERE total_amount > 100",
      "SELECT symbol, price, AVG(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol "
      "ORDER BY timestamp) FROM market_data",
      "SELECT symbol, price, AVG(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol "
      "ORDER BY timestamp) AS a, MIN(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol "
      "ORDER BY timestamp) AS lo, MAX(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol "
      "ORDER BY timestamp) AS hi FROM market_data",
      "SELECT symbol, COUNT(*), AVG(price), MIN(price), MAX(price), SUM(quantity) FROM market_data "
      "GROUP BY symbol",
      "SELECT trader_id, symbol, COUNT(*), AVG(price), SUM(quantity), SUM(price*quantity) "
      "FROM market_data GROUP BY trader_id, symbol "
      "WINDOW TUMBLING (trade_time, INTERVAL '1' MINUTE)",
      "SELECT trader_id, symbol, COUNT(*), AVG(price), SUM(quantity), SUM(price*quantity) "
      "FROM market_data GROUP BY trader_id, symbol "
      "WINDOW TUMBLING (trade_time, INTERVAL '1' MINUTE) EMIT CHANGES",
      // The query of the flights recording.
      "SELECT origin, COUNT(*) n, SUM(delay_minutes) d, AVG(distance_miles) m FROM flights "
      "GROUP BY origin WINDOW TUMBLING(departure_time, INTERVAL '1' DAY)",
      // Spellings of windows, in Velostream's and ksqlDB's manner.
      "SELECT COUNT(*) FROM stamped WINDOW TUMBLING(1m)",
      "SELECT COUNT(*) FROM flights WINDOW TUMBLING(departure_time, INTERVAL '1' MINUTE)",
      "SELECT COUNT(*) FROM stamped WINDOW SLIDING(10m, 1m)",
      "SELECT COUNT(*) FROM flights WINDOW SLIDING(departure_time, 10m, 1m)",
      "SELECT COUNT(*) FROM stamped WINDOW SESSION(30s)",
      "SELECT COUNT(*) FROM flights WINDOW SESSION(departure_time, 30s)",
      "SELECT origin, COUNT(*) FROM flights GROUP BY origin WINDOW SESSION(departure_time, 30s, "
      "origin)",
      "SELECT COUNT(*) FROM stamped WINDOW TUMBLING(1m, GRACE 10s)",
      "SELECT COUNT(*) FROM stamped WINDOW TUMBLING (SIZE 30 SECONDS, GRACE PERIOD 1 MINUTE)",
      "SELECT a, COUNT(*) FROM stamped WINDOW HOPPING (SIZE 30 SECONDS, ADVANCE BY 10 SECONDS) "
      "GROUP BY a EMIT CHANGES",
      "SELECT a, COUNT(*) FROM stamped WINDOW SESSION (30 SECONDS) WHERE a > 0 GROUP BY a",
      "SELECT a, COUNT(*) FROM stamped GROUP BY a HAVING COUNT(*) > 1 WINDOW TUMBLING(5m)",
      // Row windows.
      "SELECT AVG(price) OVER (PARTITION BY symbol ORDER BY timestamp ROWS BETWEEN 99 PRECEDING "
      "AND CURRENT ROW) FROM market_data",
      "SELECT LAG(price) OVER (ROWS WINDOW BUFFER 10 ROWS PARTITION BY symbol ORDER BY timestamp "
      "EMIT EVERY RECORD) FROM market_data",
      "SELECT ROW_NUMBER() OVER (ROWS WINDOW BUFFER 10 ROWS EXPIRE AFTER NEVER) FROM market_data",
      // Statements around a query, annotations and properties.
      "-- @job_mode: adaptive\n-- @num_partitions: 8\n-- @partitioning_strategy: hash\n"
      "CREATE STREAM x AS SELECT symbol, COUNT(*) FROM market_data GROUP BY symbol",
      "-- SQL Application: trading\n-- @app: trading_signals\n-- @version: 1.0.0\n"
      "-- @observability.metrics.enabled: true\n\n-- @job_mode: simple\n-- @batch_size: 500\n"
      "-- @metric: velo_signals_total\n-- @metric_type: counter\n-- @metric_labels: symbol\n"
      "CREATE STREAM trading_signals AS\nSELECT symbol PRIMARY KEY, price, quantity,\n"
      "  CASE WHEN price > 10 THEN 'BUY' ELSE 'SELL' END as signal_type\nFROM market_data\n"
      "EMIT CHANGES\nWITH ('market_data.type' = 'kafka_source', 'x.topic.name' = 'x');",
      "CREATE TABLE totals AS SELECT symbol, SUM(quantity) FROM market_data GROUP BY symbol "
      "WITH ('partitioning_strategy' = 'always_hash')",
      "-- @partitioned_by: origin, destination\nSELECT DISTINCT origin FROM flights",
      // The examples of the project's own documents.
      "SELECT origin, COUNT(*) FROM flights GROUP BY origin HAVING COUNT(*) > 10 "
      "ORDER BY COUNT(*) DESC, origin LIMIT 3 EMIT FINAL",
      "SELECT _PARTITION, COUNT(*) FROM payments GROUP BY _partition",
      "SELECT _window_start, note, COUNT(*) FROM payments GROUP BY _WINDOW_START, note "
      "WINDOW TUMBLING(1h)",
  };
  return kStatements;
}

}  // namespace millrace::test
