// tests/study/small_scenarios.cpp — the scenarios.
#include "tests/study/small_scenarios.hpp"

namespace millrace::fixture {
namespace {

FieldSpec text_field(std::string name, std::string pattern, std::int64_t cardinality) {
  FieldSpec field;
  field.name = std::move(name);
  field.type = DataType::string();
  field.pattern = std::move(pattern);
  field.cardinality = cardinality;
  return field;
}

FieldSpec number_field(std::string name) {
  FieldSpec field;
  field.name = std::move(name);
  field.type = DataType::bigint();
  field.min = "1";
  field.max = "100";
  return field;
}

}  // namespace

Scenario misaligned_scenario() {
  Scenario scenario;
  scenario.name = "small";
  scenario.seed = 7;
  scenario.duration = {2'000'000'000};
  scenario.query =
      "SELECT trader, COUNT(*) AS trades, SUM(quantity) AS total FROM trades GROUP BY trader "
      "WINDOW "
      "TUMBLING(1s)";
  scenario.topic.name = "trades";
  scenario.topic.partitions = 4;
  scenario.topic.key = {"symbol"};
  scenario.topic.fields = {text_field("trader", "trader_{n}", 20), text_field("symbol", "S{n}", 9),
                           number_field("quantity")};
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = 2'000;
  scenario.engine.cores = 4;
  scenario.engine.job.worker_count = 4;
  scenario.engine.job.max_out_of_orderness = {0};
  scenario.engine.fetch.max_records = 100;
  return scenario;
}

Scenario aligned_scenario() {
  Scenario scenario = misaligned_scenario();
  scenario.topic.key = {"trader"};
  return scenario;
}

std::shared_ptr<const Scenario> shared(Scenario scenario) {
  return std::make_shared<const Scenario>(std::move(scenario));
}

}  // namespace millrace::fixture
