// tests/bench/workload_bench.cpp — rows/s of generating a synthetic topic, and of its parts.
//   workload_bench [PARTITIONS]
// One line a workload: median, best and worst of 9 runs over two million rows, of CPU time. Compare
// runs on one machine only.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <vector>

#include "core/base/text.hpp"
#include "sim/workload/arrival.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {
namespace {

constexpr double kRows = 2e6;
constexpr int kRuns = 9;

template <typename Loop>
void measure(std::string_view name, Loop loop) {
  std::vector<double> rates;
  for (int run = 0; run < kRuns; ++run) {
    const std::clock_t begin = std::clock();
    const std::int64_t rows = loop();
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    rates.push_back(static_cast<double>(rows) / seconds / 1e6);
  }
  std::sort(rates.begin(), rates.end());
  fmt::print("{:<52} {:>8.1f} M rows/s   (best {:.1f}, worst {:.1f})\n", name, rates[kRuns / 2],
             rates.back(), rates.front());
}

FieldSpec field(std::string name, DataType type, Choice distribution) {
  FieldSpec spec;
  spec.name = std::move(name);
  spec.type = type;
  spec.distribution = std::move(distribution);
  return spec;
}

/// trader_id, price, quantity and the event time: four columns.
Scenario trades(std::uint32_t partitions) {
  Scenario scenario;
  scenario.duration = {1'000'000'000};
  scenario.load.rate = kRows;
  scenario.topic.partitions = partitions;
  scenario.topic.key = {"trader_id"};
  FieldSpec trader = field("trader_id", DataType::string(), {"zipf", {{"s", "1.1"}}});
  trader.pattern = "trader_{n}";
  trader.cardinality = 5'000;
  scenario.topic.fields = {trader, field("price", DataType::decimal(12, 2), {"uniform", {}}),
                           field("quantity", DataType::bigint(), {"uniform", {}})};
  return scenario;
}

std::int64_t generate(const Scenario& scenario) {
  auto generator = make_topic_generator(scenario);
  if (!generator) return 0;
  std::int64_t rows = 0;
  while (true) {
    const auto blocks = generator.value()->next();
    if (blocks.empty()) return rows;
    for (const auto& block : blocks) rows += block->records.row_count;
  }
}

void measure_distributions() {
  const std::vector<std::int64_t> due_ns(8'192);
  std::vector<std::uint64_t> numbers(due_ns.size());
  for (const DistributionInfo* info : all_distributions()) {
    auto made = make_distribution({std::string(info->name), {}}, 5'000, Prng(1));
    if (!made) continue;
    measure(fmt::format("draw: {} of 5,000 values", info->name), [&] {
      std::int64_t rows = 0;
      for (; rows < static_cast<std::int64_t>(kRows); rows += 8'192) {
        made.value()->draw(due_ns, numbers);
      }
      return rows;
    });
  }
}

void run(std::uint32_t partitions) {
  Scenario scenario = trades(partitions);
  measure("topic: 4 columns, zipf keys, poisson", [&] { return generate(scenario); });
  scenario.load.arrivals = {"constant", {}};
  measure("topic: 4 columns, zipf keys, constant", [&] { return generate(scenario); });
  scenario.topic.disorder = {0.1, {"uniform", {}}, {10'000'000'000}};
  scenario.topic.fields[1].null_share = 0.1;
  measure("topic: the same with disorder and NULLs", [&] { return generate(scenario); });
  scenario = trades(partitions);
  scenario.topic.key = {"trader_id", "quantity"};
  measure("topic: the same, keyed by two columns", [&] { return generate(scenario); });
  measure_distributions();
}

}  // namespace
}  // namespace millrace

int main(int argument_count, char** arguments) {
  std::int64_t partitions = 50;
  if (argument_count > 1) partitions = millrace::parse_int64(arguments[1]).value_or(0);
  if (partitions < 1 || partitions > 10'000) {
    fmt::print(stderr, "workload_bench: error: PARTITIONS must be a number from 1 to 10000\n");
    return 2;
  }
  millrace::run(static_cast<std::uint32_t>(partitions));
  return 0;
}
