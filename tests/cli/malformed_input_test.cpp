// tests/cli/malformed_input_test.cpp — wrong input gives the exact place, what was expected and the
// documented exit code.
#include <doctest/doctest.h>

#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

constexpr const char* kTrades = "trader,ts,qty\nann,1000,5\nbob,2000,7\n";
constexpr const char* kTotals = "SELECT trader, SUM(qty) q FROM trades GROUP BY trader EMIT FINAL";

bool has(const std::string& text, std::string_view part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE("missing '" << std::string(part) << "' in: " << text);
  return found;
}

}  // namespace

TEST_CASE("an unknown strategy is named with the nearest one, in options and in annotations") {
  QueryOptions options;
  options.job.strategy = "stickey";
  Outcome outcome = query_text(kTotals, kTrades, options);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "stickey"));
  CHECK(has(outcome.err, "sticky"));
  CHECK(outcome.out.empty());

  outcome = query_text("-- @partitioning_strategy: allways_hash\n" + std::string(kTotals), kTrades);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "<sql>:1:28: error:"));
  CHECK(has(outcome.err, "always_hash"));
}

TEST_CASE("an unknown annotation is an error at its name") {
  const Outcome outcome =
      query_text("-- @partitoning_strategy: hash\n" + std::string(kTotals), kTrades);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "<sql>:1:"));
  CHECK(has(outcome.err, "partitioning_strategy"));
}

TEST_CASE("an unterminated string is an error where it begins") {
  const Outcome outcome = query_text("SELECT trader FROM trades\nWHERE trader = 'ann", kTrades);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "<sql>:2:16: error:"));
  CHECK(has(outcome.err, "^"));
}

TEST_CASE("a missing column is named with the nearest one") {
  const Outcome outcome = query_text("SELECT tradr FROM trades", kTrades);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "<sql>:1:8: error:"));
  CHECK(has(outcome.err, "'trader'"));
}

TEST_CASE("a window without a time column says how to give one") {
  const Outcome outcome = query_text(
      "SELECT trader, COUNT(*) n FROM trades GROUP BY trader WINDOW TUMBLING(1m)", kTrades);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "<sql>:1:55: error:"));
  CHECK(has(outcome.err, "--time"));
}

TEST_CASE("a wrong type is an error at the expression") {
  const Outcome outcome = query_text("SELECT SUM(trader) s FROM trades EMIT FINAL", kTrades);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "<sql>:1:"));
  CHECK(has(outcome.err, "STRING"));
}

TEST_CASE("an empty file has no header line") {
  const Outcome outcome = query_text(kTotals, "");
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "FILE"));
  CHECK(has(outcome.err, "header"));
}

TEST_CASE("a file with only a header gives no rows and is fine") {
  QueryOptions options;
  options.job.schema = "trader STRING, ts BIGINT, qty BIGINT";
  const Outcome outcome = query_text(kTotals, "trader,ts,qty\n", options);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "trader,q\n");
  CHECK(has(outcome.err, "0 rows read"));
}

TEST_CASE("a row with too few fields is a dead letter with its line, and the rest goes on") {
  const Outcome outcome = query_text(kTotals, "trader,ts,qty\nann,1000,5\nbob,2000\nann,3000,1\n");
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "trader,q\nann,6\n");
  CHECK(has(outcome.err, "FILE:3"));
  CHECK(has(outcome.err, "1 dead letter"));
}

TEST_CASE("invalid UTF-8 is a dead letter that keeps the record") {
  const TemporaryFile letters(".jsonl", "");
  QueryOptions options;
  options.dead_letters_file = letters.path();
  const Outcome outcome =
      query_text(kTotals, "trader,ts,qty\nann,1000,5\nb\xff\xfe,2000,7\n", options);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "trader,q\nann,5\n");
  CHECK(has(letters.content(), "UTF-8"));
  CHECK(has(letters.content(), "2000,7"));
}

TEST_CASE("a value of the wrong type is a dead letter that names column and type") {
  QueryOptions options;
  options.job.schema = "qty BIGINT";
  const Outcome outcome =
      query_text(kTotals, "trader,ts,qty\nann,1000,5\nbob,2000,many\n", options);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "trader,q\nann,5\n");
  CHECK(has(outcome.err, "FILE:3"));
  CHECK(has(outcome.err, "'qty'"));
  CHECK(has(outcome.err, "BIGINT"));
}

TEST_CASE("a line of ten megabytes is read like any other") {
  std::string csv = "trader,ts,qty\nann,1000,5\n";
  csv += std::string(10'000'000, 'x') + ",2000,7\nann,3000,1\n";
  const Outcome outcome = query_text(
      "SELECT LENGTH(trader) n, SUM(qty) q FROM trades GROUP BY LENGTH(trader) EMIT FINAL", csv);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "n,q\n3,6\n10000000,7\n");
}

TEST_CASE("a missing file is named with the system's reason") {
  QueryOptions options;
  options.job.sql = kTotals;
  options.input = "/nowhere/trades.csv";
  const Outcome outcome = query(options);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "/nowhere/trades.csv"));
  CHECK(has(outcome.err, "No such file"));
}

TEST_CASE("options out of range are refused with what they take") {
  QueryOptions options;
  options.job.partitions = 0;
  CHECK(query_text(kTotals, kTrades, options).code == 2);
  options = {};
  options.max_out_of_orderness = "60";
  Outcome outcome = query_text(kTotals, kTrades, options);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "unit"));
  options = {};
  options.job.strategy = "fan_in";
  options.job.strategy_options = {"target=9"};
  outcome = query_text(kTotals, kTrades, options);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "target"));
  CHECK(has(outcome.err, "9"));
}

}  // namespace millrace::cli
