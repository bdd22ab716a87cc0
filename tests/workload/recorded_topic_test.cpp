// tests/workload/recorded_topic_test.cpp — recordings as workloads: their pace, places and broken
// lines.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kMs = 1'000'000;

WorkloadFiles holding(const std::string& text) {
  WorkloadFiles files;
  files.contents =
      [text](const std::string& /*path*/) -> Result<std::shared_ptr<const std::string>> {
    return std::make_shared<const std::string>(text);
  };
  return files;
}

Scenario recorded(std::string path) {
  Scenario scenario;
  scenario.duration = {3'600'000 * kMs};
  scenario.topic.recording = std::move(path);
  scenario.topic.timestamp = "ts";
  scenario.load.arrivals = {"trace", {}};
  return scenario;
}

struct Read {
  std::string error;
  std::uint32_t partition_count = 0;
  std::vector<std::string> records;  // "due_ms partition:offset original"
  std::vector<std::string> letters;  // "due_ms partition:offset error"
};

Read read(const Scenario& scenario, const std::string& text) {
  Read result;
  auto generator = make_topic_generator(scenario, holding(text));
  if (!generator) {
    result.error = generator.error().message;
    return result;
  }
  result.partition_count = generator.value()->partition_count();
  std::vector<std::pair<std::int64_t, std::string>> records;
  const auto place = [](std::int64_t due_ns, std::uint32_t partition, std::int64_t offset) {
    return std::to_string(due_ns / kMs) + " " + std::to_string(partition) + ":" +
           std::to_string(offset) + " ";
  };
  std::int64_t end_of_calls = 0;
  while (true) {
    const auto blocks = generator.value()->next();
    if (blocks.empty()) break;
    std::int64_t end = end_of_calls;
    for (const auto& block : blocks) {
      for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
        CHECK(block->due_ns[row] >= end_of_calls);
        end = std::max(end, block->due_ns[row]);
        records.emplace_back(block->due_ns[row], place(block->due_ns[row], block->partition.value,
                                                       block->records.offset_at(row)) +
                                                     original_record(block->records, row));
      }
      for (const UnreadableRecord& record : block->unreadable) {
        result.letters.push_back(
            place(record.due_ns, block->partition.value, record.letter.offset) +
            record.letter.error);
      }
    }
    end_of_calls = end;
  }
  CHECK(generator.value()->status().has_value());
  std::stable_sort(records.begin(), records.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [due, record] : records) result.records.push_back(std::move(record));
  return result;
}

std::string kcat(int partition, int offset, std::int64_t ts, const std::string& payload) {
  return R"({"topic":"t","partition":)" + std::to_string(partition) + R"(,"offset":)" +
         std::to_string(offset) + R"(,"tstype":"create","ts":)" + std::to_string(ts) +
         R"(,"key":"k","payload":)" + payload + "}\n";
}

const std::string kTrades =
    "ts,who\n"
    "1000,ann\n"
    "1500,bob\n"
    "1400,ann\n"
    "3000,cid\n";

}  // namespace

TEST_CASE("a recording comes at its own pace, and late rows with those ahead of them") {
  const Scenario scenario = recorded("x.csv");
  CHECK(read(scenario, kTrades).records ==
        std::vector<std::string>{"0 0:0 1000,ann", "500 0:1 1500,bob", "500 0:2 1400,ann",
                                 "2000 0:3 3000,cid"});
}

TEST_CASE("it can be scaled, and ends with the run") {
  Scenario scenario = recorded("x.csv");
  scenario.topic.recording_speed = 2.0;
  CHECK(read(scenario, kTrades).records ==
        std::vector<std::string>{"0 0:0 1000,ann", "250 0:1 1500,bob", "250 0:2 1400,ann",
                                 "1000 0:3 3000,cid"});
  scenario.duration = {1'000 * kMs};
  CHECK(read(scenario, kTrades).records.size() == 3);
}

TEST_CASE("or it comes as the load says") {
  Scenario scenario = recorded("x.csv");
  scenario.topic.recording_speed = 0.0;
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = 100.0;
  CHECK(read(scenario, kTrades).records ==
        std::vector<std::string>{"0 0:0 1000,ann", "10 0:1 1500,bob", "20 0:2 1400,ann",
                                 "30 0:3 3000,cid"});
  scenario.topic.timestamp = "";
  scenario.topic.recording_speed = 1.0;
  CHECK(read(scenario, kTrades).error ==
        "the recording has no times to go by: say which column is topic.timestamp, or "
        "recording_speed: 0 for the pace of `load`");
}

TEST_CASE("the scenario's producers write it to the partitions, and dead letters keep their line") {
  Scenario scenario = recorded("x.csv");
  scenario.topic.partitions = 3;
  scenario.topic.key = {"who"};
  std::map<char, char> partition_of;
  for (const std::string& record : read(scenario, kTrades).records) {
    const char who = record[record.size() - 3];
    const char partition = record[record.find(':') - 1];
    CHECK(partition_of.emplace(who, partition).first->second == partition);
  }
  CHECK(partition_of.size() == 3);

  const Read broken = read(recorded("x.csv"), "ts,who\n1000,ann\n2000,bob\nlate,cid\n2500,dan\n");
  // Its column is text then; a declared type makes the line unreadable.
  CHECK(broken.error != "");
  Scenario declared = recorded("x.csv");
  declared.topic.fields = {test::field("ts", DataType::bigint())};
  const Read got = read(declared, "ts,who\n1000,ann\n2000,bob\nlate,cid\n2500,dan\n");
  CHECK(got.records ==
        std::vector<std::string>{"0 0:0 1000,ann", "1000 0:1 2000,bob", "1500 0:2 2500,dan"});
  REQUIRE(got.letters.size() == 1);
  CHECK(got.letters[0].substr(0, 18) == "1500 0:3 x.csv:4: ");
}

TEST_CASE("a kcat recording keeps its partitions and offsets, by the time of the records") {
  Scenario scenario = recorded("x.kcat");
  scenario.topic.timestamp = "";
  const std::string text = kcat(1, 7, 1000, R"("{\"n\":1}")") + kcat(0, 3, 1100, R"("{\"n\":2}")") +
                           kcat(1, 9, 1200, R"("{\"n\":3}")") + kcat(1, 10, 1300, R"("nonsense")") +
                           kcat(0, 4, 1400, R"("{\"n\":4}")") + kcat(2, 0, 1500, R"("nonsense")");
  const Read got = read(scenario, text);
  CHECK(got.error == "");
  CHECK(got.partition_count == 3);
  std::vector<std::string> places;
  for (const std::string& record : got.records)
    places.push_back(record.substr(0, record.find('{')));
  std::string all;
  for (const std::string& place : places) all += place;
  CHECK(all == "0 1:7 100 0:3 200 1:9 400 0:4 ");
  REQUIRE(got.letters.size() == 2);
  CHECK(got.letters[0].substr(0, 9) == "200 1:10 ");
  CHECK(got.letters[1].substr(2, 4) == "2:0 ");
}

TEST_CASE(
    "at the pace of a load, partitions of a kcat recording come in the order of their times") {
  Scenario scenario = recorded("x.kcat");
  scenario.topic.timestamp = "";
  scenario.topic.recording_speed = 0.0;
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = 1'000.0;
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += kcat(i % 3, i / 3, 1'000 + i, "\"{\\\"n\\\":" + std::to_string(i) + "}\"");
  }
  const Read got = read(scenario, text);
  REQUIRE(got.records.size() == 30);
  for (int i = 0; i < 30; ++i) {
    const std::string place =
        std::to_string(i) + " " + std::to_string(i % 3) + ":" + std::to_string(i / 3) + " ";
    CHECK(got.records[static_cast<std::size_t>(i)].substr(0, place.size()) == place);
  }
}

TEST_CASE("named producers lay a kcat recording out anew") {
  Scenario scenario = recorded("x.kcat");
  scenario.topic.timestamp = "";
  scenario.topic.partitions = 4;
  scenario.topic.key = {"n"};
  scenario.topic.producers = {{"java", 1.0, "", {}}};
  std::string text;
  for (int i = 0; i < 30; ++i) {
    text += kcat(i % 3, i / 3, 1'000 + i, "\"{\\\"n\\\":" + std::to_string(i) + "}\"");
  }
  const Read got = read(scenario, text);
  CHECK(got.error == "");
  CHECK(got.partition_count == 4);
  CHECK(got.records.size() == 30);
  bool has_fourth = false;
  for (const std::string& record : got.records) {
    has_fourth = has_fourth || record.find(" 3:") != std::string::npos;
  }
  CHECK(has_fourth);
}

TEST_CASE("faults about fields and clocks are refused for recordings") {
  Scenario scenario = recorded("x.csv");
  FaultSpec fault;
  fault.type = "hot_key";
  fault.parameters = {{"field", "who"}, {"value", "ann"}};
  scenario.faults = {fault};
  CHECK(read(scenario, kTrades).error == "hot_key: a recorded topic keeps its values");
  scenario.faults[0].type = "poison_records";
  scenario.faults[0].parameters = {{"share", "1"}};
  const Read got = read(scenario, kTrades);
  CHECK(got.records.empty());
  CHECK(got.letters.size() == 4);
  scenario = recorded("x.csv");
  scenario.load.model = LoadModel::kClosed;
  CHECK(read(scenario, kTrades).error == "a recorded topic needs load.model open");
}

TEST_CASE("a recording that cannot be had is an error of the input") {
  Scenario scenario = recorded("nowhere/x.csv");
  CHECK(test::error_of(scenario) != "");
}

}  // namespace millrace
