// tests/workload/words_test.cpp — every entry of the room's lists, held to what scenario files and
// their schema make of it.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "sim/workload/arrival.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/workload_faults.hpp"
#include "sim/workload/workload_words.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

/// A value for what has no default.
std::string some_value(const ParameterInfo& info) {
  if (info.name == "field") return "trader_id";
  if (info.name == "value") return "trader_3";
  return info.kind == ParameterKind::kDuration ? "1s" : "1";
}

std::vector<std::pair<std::string, std::string>> required_of(const ChoiceInfo& choice) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const ParameterInfo& info : choice.parameters) {
    if (info.is_required) parameters.emplace_back(std::string(info.name), some_value(info));
  }
  return parameters;
}

void check_entries(const std::vector<ChoiceInfo>& choices) {
  std::set<std::string_view> names;
  for (const ChoiceInfo& choice : choices) {
    CAPTURE(choice.name);
    CHECK(choice.summary != "");
    CHECK(choice.summary.back() != '.');
    CHECK(names.insert(choice.name).second);
    for (const std::string_view alias : choice.aliases) CHECK(names.insert(alias).second);
    for (const ParameterInfo& info : choice.parameters) {
      CAPTURE(info.name);
      CHECK(info.summary != "");
      CHECK(!(info.is_required && !info.default_text.empty()));
    }
    // Defaults are values of their own kinds and ranges.
    const auto read = Parameters::read(choice.name, choice.parameters, required_of(choice));
    CHECK_MESSAGE(read.has_value(), (read ? "" : read.error().message));
  }
}

}  // namespace

TEST_CASE("the words of the room are whole, and no two are the same") {
  ScenarioVocabulary words;
  words.faults = {{"slow_core", "Of another room"}};
  add_workload_words(words);
  CHECK(words.distributions.size() == all_distributions().size());
  CHECK(words.arrivals.size() == all_arrivals().size());
  CHECK(words.faults.size() == all_workload_faults().size() + 1);
  check_entries(words.distributions);
  check_entries(words.arrivals);
  check_entries(words.faults);
  for (const char* name : {"uniform", "zipf", "hot_set", "drifting_hot_key", "sequential"}) {
    CHECK(find_choice(words.distributions, name) != nullptr);
  }
  for (const char* name : {"constant", "poisson", "bursty", "diurnal", "trace"}) {
    CHECK(find_choice(words.arrivals, name) != nullptr);
  }
}

TEST_CASE("every entry makes a topic by its defaults, the same twice") {
  for (const DistributionInfo* info : all_distributions()) {
    CAPTURE(info->name);
    Scenario scenario = test::trades();
    scenario.topic.fields[0].distribution = {std::string(info->name), {}};
    scenario.topic.disorder = {0.5, {std::string(info->name), {}}, {1'000'000'000}};
    const std::vector<std::string> records = test::records_of(scenario);
    CHECK(records.size() == 1'000);
    CHECK(test::records_of(scenario) == records);
  }
  for (const ArrivalInfo* info : all_arrivals()) {
    if (info->name == "trace") continue;  // of recordings
    CAPTURE(info->name);
    Scenario scenario = test::trades();
    scenario.load.arrivals = {std::string(info->name), {}};
    const std::vector<std::string> records = test::records_of(scenario);
    CHECK(records.size() > 500);
    CHECK(test::records_of(scenario) == records);
  }
  for (const WorkloadFaultInfo* info : all_workload_faults()) {
    CAPTURE(info->name);
    FaultSpec fault;
    fault.type = std::string(info->name);
    fault.at = {200'000'000};
    fault.lasts = VirtualDuration{100'000'000};
    fault.parameters = required_of(info->choice());
    Scenario scenario = test::trades();
    scenario.faults = {fault};
    const std::vector<std::string> records = test::records_of(scenario);
    CHECK(test::records_of(scenario) == records);
    if (info->name != "source_pause") CHECK(records != test::records_of(test::trades()));
  }
}

TEST_CASE("another seed gives other records") {
  Scenario scenario = test::trades();
  scenario.seed = 8;
  CHECK(test::records_of(scenario) != test::records_of(test::trades()));
}

}  // namespace millrace
