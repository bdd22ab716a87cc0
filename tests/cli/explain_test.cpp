// tests/cli/explain_test.cpp — answers without data.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

nlohmann::json explained(std::string_view sql, std::string_view topic_key) {
  ExplainOptions options;
  options.job.sql = std::string(sql);
  options.job.key = std::string(topic_key);
  options.json = true;
  const Outcome outcome = explain(options);
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  return nlohmann::json::parse(outcome.out, nullptr, false);
}

}  // namespace

TEST_CASE("explain chooses by the rules, from names alone") {
  const char* totals = "SELECT trader_id, SUM(qty) FROM trades GROUP BY trader_id";
  CHECK(explained(totals, "trader_id")["strategy"] == "smart_repartition");
  CHECK(explained(totals, "symbol")["strategy"] == "always_hash");
  CHECK(explained("SELECT a FROM t WHERE b = 'x'", "")["strategy"] == "round_robin");
  const nlohmann::json answer = explained(totals, "symbol");
  CHECK(answer["routing_keys"] == nlohmann::json({"trader_id"}));
  CHECK(answer["alternatives"].size() >= 4);
  for (const auto& other : answer["alternatives"]) {
    CHECK(!other["why"].get<std::string>().empty());
    if (other["strategy"] == "sticky_partition") CHECK(other["valid"] == false);
  }
}

TEST_CASE(
    "explain keeps strategies from papers and other systems apart from those that rules choose") {
  ExplainOptions options;
  options.job.sql = "SELECT trader_id, SUM(qty) FROM trades GROUP BY trader_id";
  const std::string text = explain(options).out;
  const std::size_t heading = text.find("\nfrom papers and other systems, never chosen by rules\n");
  REQUIRE(heading != std::string::npos);
  CHECK(text.find("✓ fan_in ") < heading);
  CHECK(text.find("✓ partial_key_grouping right with the merge stage: hashes") > heading);
  CHECK(text.find("✓ consistent_hash      right: hashes") > heading);
}

TEST_CASE("explain hash puts every client's partition side by side") {
  ExplainHashOptions options;
  options.key = "Struct{documentKey={\"_id\": \"638d1b94ce8def06be68b439\"}}";
  options.partitions = 50;
  options.json = true;
  const Outcome outcome = explain_hash(options);
  CHECK(outcome.code == 0);
  const nlohmann::json answer = nlohmann::json::parse(outcome.out, nullptr, false);
  bool seen_java = false;
  bool seen_librdkafka = false;
  for (const auto& client : answer["clients"]) {
    if (client["client"] == "java_default") {
      seen_java = true;
      CHECK(client["value"] == 3967468088u);
      CHECK(client["partition"] == 40);
    }
    if (client["client"] == "librdkafka_consistent_random") {
      seen_librdkafka = true;
      CHECK(client["partition"] == 36);
    }
  }
  CHECK(seen_java);
  CHECK(seen_librdkafka);
}

TEST_CASE("explain refuses an explicit strategy that would be wrong, with the reason") {
  ExplainOptions options;
  options.job.sql = "SELECT trader_id, SUM(qty) FROM trades GROUP BY trader_id";
  options.job.key = "symbol";
  options.job.strategy = "sticky";
  const Outcome outcome = explain(options);
  CHECK(outcome.code == 1);
  CHECK(outcome.err.find("symbol") != std::string::npos);
  CHECK(outcome.err.find("trader_id") != std::string::npos);
}

}  // namespace millrace::cli
