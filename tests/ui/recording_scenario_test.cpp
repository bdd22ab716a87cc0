// tests/ui/recording_scenario_test.cpp — files that somebody dropped become scenarios that run.
#include "ui/session/recording_scenario.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "sim/cli/scenario_words.hpp"
#include "ui/session/session.hpp"

namespace millrace::test {
namespace {

std::shared_ptr<const std::string> text_of(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

std::string till_csv() {
  std::string csv = "at,shop,amount\n";
  for (int i = 0; i < 200; ++i) {
    csv += "2024-05-01T10:" + std::string(i / 10 < 10 ? "0" : "") + std::to_string(i / 10) + ":0" +
           std::to_string(i % 10) + "Z,shop_" + std::to_string(i % 7) + "," +
           std::to_string(i % 50) + "\n";
  }
  return csv;
}

/// Plays it to the end; how many records each run has read.
std::int64_t records_played(const std::string& name, const std::string& text,
                            const std::string& yaml) {
  SessionFiles files;
  files.surroundings.vocabulary = &cli::scenario_words();
  files.workload.contents =
      [&](const std::string& path) -> Result<std::shared_ptr<const std::string>> {
    if (path != name) return Error{ErrorCode::kInput, "no such recording", {}};
    return text_of(text);
  };
  Session session(std::move(files));
  session.load(yaml, "made.yaml");
  for (const Diagnostic& problem : session.view().problems) FAIL_CHECK(to_text(problem));
  session.apply(SeekCommand{{60'000'000'000}});
  while (session.is_active()) session.advance(0.0, [] { return true; });
  const WorkbenchView view = session.view();
  REQUIRE(view.runs.size() >= 5);
  for (const RunView& run : view.runs) CHECK(run.now.rows_read == view.runs[0].now.rows_read);
  return view.runs[0].now.rows_read;
}

}  // namespace

TEST_CASE(
    "a CSV with times is counted by its first texts that repeat, in windows, and plays whole") {
  const std::string csv = till_csv();
  const auto made = scenario_for_recording("till.csv", text_of(csv));
  REQUIRE(made.has_value());
  CHECK(made.value().format == "csv");
  CHECK(made.value().records == 200);
  CHECK(made.value().skipped == 0);
  CHECK(made.value().summary == "till.csv: 200 records read");
  CHECK(made.value().yaml.find("SELECT shop, COUNT(*) AS n, SUM(amount) AS total") !=
        std::string::npos);
  CHECK(made.value().yaml.find("WINDOW TUMBLING(1m)") != std::string::npos);
  CHECK(made.value().yaml.find("timestamp: at") != std::string::npos);
  CHECK(records_played("till.csv", csv, made.value().yaml) == 200);
}

TEST_CASE("records that cannot be read are counted, the first with its line") {
  std::string csv = till_csv();
  csv.insert(csv.find('\n') + 1,
             "2024-05-01T10:00:00Z,shop_1\n2024-05-01T10:00:00Z,shop_1,many,x\n");
  const auto made = scenario_for_recording("till.csv", text_of(csv));
  REQUIRE(made.has_value());
  CHECK(made.value().records == 200);
  CHECK(made.value().skipped == 2);
  CHECK(made.value().first_problem.find("till.csv:2") != std::string::npos);
  CHECK(made.value().summary.find("2 skipped (first: till.csv:2") != std::string::npos);
  CHECK(made.value().yaml.substr(0, 2) == "# ");
}

TEST_CASE("without times it is paced by a load") {
  std::string lines;
  for (int i = 0; i < 90; ++i)
    lines += "{\"select\": \"g" + std::to_string(i % 3) + "\", \"v\": " + std::to_string(i) + "}\n";
  const auto made = scenario_for_recording("groups.jsonl", text_of(lines));
  REQUIRE(made.has_value());
  CHECK(made.value().format == "jsonl");
  CHECK(made.value().yaml.find("SELECT \"select\", COUNT(*)") != std::string::npos);
  CHECK(made.value().yaml.find("WINDOW") == std::string::npos);
  CHECK(records_played("groups.jsonl", lines, made.value().yaml) == 90);
}

TEST_CASE("a kcat recording keeps its partitions") {
  std::string lines;
  for (int i = 0; i < 60; ++i) {
    lines += R"({"topic":"clicks","partition":)" + std::to_string(i % 4) + R"(,"offset":)" +
             std::to_string(i / 4) + R"(,"tstype":"create","ts":)" +
             std::to_string(1'700'000'000'000 + i * 100) + R"(,"key":"u)" + std::to_string(i % 5) +
             R"(","payload":"{\"user\":\"u)" + std::to_string(i % 5) + "\\\"}\"}\n";
  }
  const auto made = scenario_for_recording("clicks.kcat", text_of(lines));
  REQUIRE_MESSAGE(made.has_value(), made.error().message);
  CHECK(made.value().format == "kcat");
  CHECK(made.value().yaml.find("partitions: 4") != std::string::npos);
  CHECK(made.value().yaml.find("FROM clicks") != std::string::npos);
  CHECK(records_played("clicks.kcat", lines, made.value().yaml) == 60);
}

TEST_CASE("what holds no record is refused with the reason") {
  CHECK_FALSE(scenario_for_recording("empty.csv", text_of("")).has_value());
  CHECK_FALSE(scenario_for_recording("head.csv", text_of("a,b\n")).has_value());
  const auto broken = scenario_for_recording("broken.csv", text_of("a,b\n1\n2\n"));
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().message.find("broken.csv:2") != std::string::npos);
}

TEST_CASE("files are told apart by ending, else by their first character") {
  CHECK_FALSE(is_recording("a.yaml", "{}"));
  CHECK(is_recording("a.csv", "version: 1"));
  CHECK(is_recording("a.kcat", ""));
  CHECK(is_recording("dump", " {\"a\": 1}"));
  CHECK_FALSE(is_recording("dump", "version: 1\n"));
  CHECK_FALSE(is_recording("dump", ""));
}

}  // namespace millrace::test
