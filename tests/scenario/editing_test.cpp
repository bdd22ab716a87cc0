// tests/scenario/editing_test.cpp — a value changes where it stands, and everything else stays as somebody wrote it.
#include "sim/scenario/scenario_editing.hpp"

#include <doctest/doctest.h>

#include "sim/scenario/scenario_writing.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {
namespace {

constexpr const char* kText = R"yaml(# what to watch for
version: 1   # always
duration: 10s
query: |
  SELECT trader_id, COUNT(*)   -- per trader
  FROM trades GROUP BY trader_id
topic:
  name: trades
  partitions: 8 # as in production
  key: [trader_id]
  fields:
    # the hot one
    trader_id: {type: string, cardinality: 100, distribution: {zipf: {s: 1.1}}}
    price: {type: bigint, min: 1, max: 10}

load: {rate: 5000/s}   # not 5k/s
engine:
  workers: 4 # Velostream's word
  cores: 4
  # and nothing else
faults:
  # the first
  - {type: slow_core, at: 2s, for: 1s, core: 1, factor: 4}
  - type: slow_core   # the second
    at: 5s
    for: 1s
    core: 0
    factor: 2
)yaml";

std::string with(std::string_view text, std::string_view path, std::string_view value) {
  const Scenario before = scenario_of(text);
  Scenario after = before;
  const Status status = set_scenario_value(after, path, value, some_vocabulary());
  REQUIRE_MESSAGE(status, status.error().message);
  return edited_text(text, before, after, some_surroundings()).value_or("(no place)");
}

/// kText with one part of it replaced.
std::string changed(std::string_view from, std::string_view to) {
  std::string text = kText;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return text;
}

}  // namespace

TEST_CASE("a value is replaced where it stands, and comments, order and spelling stay") {
  CHECK(with(kText, "topic.partitions", "16") == changed("partitions: 8", "partitions: 16"));
  CHECK(with(kText, "duration", "1m") == changed("duration: 10s", "duration: 1m"));
  CHECK(with(kText, "load.rate", "7k/s") == changed("5000/s", "7k/s"));
  CHECK(with(kText, "topic.key", "[price]") == changed("[trader_id]", "[price]"));
  CHECK(with(kText, "topic.fields.trader_id.cardinality", "50") ==
        changed("cardinality: 100", "cardinality: 50"));
  CHECK(with(kText, "topic.fields.trader_id.distribution.zipf.s", "0.5") ==
        changed("s: 1.1", "s: 0.5"));
}

TEST_CASE("a value is found under another spelling of its key") {
  CHECK(with(kText, "engine.num_partitions", "5") == changed("workers: 4", "workers: 5"));
}

TEST_CASE("a value that was a default goes behind its neighbours") {
  CHECK(with(kText, "engine.queue_capacity", "300") ==
        changed("  cores: 4\n", "  cores: 4\n  queue_capacity: 300\n"));
  CHECK(with(kText, "topic.fields.price.null_share", "10%") ==
        changed("min: 1, max: 10}", "min: 1, max: 10, null_share: 0.1}"));
  CHECK(with(kText, "seed", "7").find("\nseed: 7\n") != std::string::npos);
}

TEST_CASE("a query of several lines stays one, at its indentation") {
  const Scenario before = scenario_of(kText);
  Scenario after = before;
  after.query = "SELECT price, SUM(price)\nFROM trades\nGROUP BY price\n";
  const std::optional<std::string> text = edited_text(kText, before, after, some_surroundings());
  REQUIRE(text.has_value());
  CHECK(
      text->find("query: |\n  SELECT price, SUM(price)\n  FROM trades\n  GROUP BY price\ntopic:") !=
      std::string::npos);
  CHECK(text->find("# as in production") != std::string::npos);
}

TEST_CASE("events join the timeline behind the others, and leave it alone") {
  const Scenario before = scenario_of(kText);
  Scenario more = before;
  more.faults.push_back(more.faults.front());
  more.faults.back().at = {3'000'000'000};
  const std::optional<std::string> longer = edited_text(kText, before, more, some_surroundings());
  REQUIRE(longer.has_value());
  CHECK(longer->find("# the second") != std::string::npos);
  CHECK(longer->find("    factor: 2\n  - {type: slow_core, at: 3s") != std::string::npos);
  CHECK(edited_text(*longer, more, before, some_surroundings()) == kText);

  Scenario fewer = before;
  fewer.faults.erase(fewer.faults.begin());
  const std::optional<std::string> shorter = edited_text(kText, before, fewer, some_surroundings());
  REQUIRE(shorter.has_value());
  CHECK(shorter->find("at: 2s") == std::string::npos);
  CHECK(shorter->find("  - type: slow_core   # the second") != std::string::npos);

  Scenario none = before;
  none.faults.clear();
  const Scenario small = scenario_of(small_scenario());
  Scenario first = small;
  first.faults = before.faults;
  first.faults.resize(1);
  const std::optional<std::string> begun =
      edited_text(small_scenario(), small, first, some_surroundings());
  REQUIRE(begun.has_value());
  CHECK(write_scenario(scenario_of(*begun)) == write_scenario(first));
}

TEST_CASE("what has no place in the text is left to the canonical text") {
  // One list for all partitions, written as a block with a comment on each: nobody's comment is thrown away unasked.
  const std::string text = changed("key: [trader_id]", "key:\n    - trader_id # the trader");
  CHECK(with(text, "topic.key", "[price]") == "(no place)");
  const Scenario scenario = scenario_of(kText);
  Scenario other = scenario;
  other.duration = {20'000'000'000};
  CHECK(!edited_text("version: [", scenario, other, some_surroundings()).has_value());
}

}  // namespace millrace::test
