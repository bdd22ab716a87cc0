// tests/workload/workload_fixtures.cpp — reads topics to their end.
#include "tests/workload/workload_fixtures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "core/data/column.hpp"

namespace millrace::test {

namespace {

struct Placed {
  std::int64_t due_ns = 0;
  std::uint32_t partition = 0;
  std::int64_t offset = 0;
  std::string text;
};

std::vector<std::string> in_order(std::vector<Placed> placed) {
  std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    if (a.due_ns != b.due_ns) return a.due_ns < b.due_ns;
    return a.partition != b.partition ? a.partition < b.partition : a.offset < b.offset;
  });
  std::vector<std::string> texts;
  for (Placed& record : placed) texts.push_back(std::move(record.text));
  return texts;
}

template <typename Describe>
std::vector<std::string> described(const std::vector<std::shared_ptr<const TopicBlock>>& blocks,
                                   Describe describe) {
  std::vector<Placed> placed;
  for (const auto& block : blocks) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      placed.push_back({block->due_ns[row], block->partition.value, block->records.offset_at(row),
                        describe(*block, row)});
    }
  }
  return in_order(std::move(placed));
}

}  // namespace

FieldSpec field(std::string name, DataType type) {
  FieldSpec spec;
  spec.name = std::move(name);
  spec.type = type;
  return spec;
}

Scenario trades() {
  Scenario scenario;
  scenario.seed = 7;
  scenario.duration = {1'000'000'000};
  scenario.topic.name = "trades";
  scenario.topic.partitions = 4;
  scenario.topic.key = {"trader_id"};
  FieldSpec trader = field("trader_id", DataType::string());
  trader.pattern = "trader_{n}";
  trader.cardinality = 10;
  FieldSpec price = field("price", DataType::decimal(12, 2));
  price.min = "10";
  price.max = "500";
  scenario.topic.fields = {trader, price};
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = 1'000.0;
  return scenario;
}

std::vector<std::shared_ptr<const TopicBlock>> blocks_of(const Scenario& scenario) {
  std::vector<std::shared_ptr<const TopicBlock>> all;
  auto generator = make_topic_generator(scenario);
  if (!generator) {
    FAIL_CHECK(generator.error().message);
    return all;
  }
  while (true) {
    const auto blocks = generator.value()->next();
    if (blocks.empty()) return all;
    all.insert(all.end(), blocks.begin(), blocks.end());
  }
}

std::vector<std::string> records_of(const std::vector<std::shared_ptr<const TopicBlock>>& blocks) {
  return described(blocks, [](const TopicBlock& block, std::uint32_t row) {
    std::string text = std::to_string(block.due_ns[row]) + " " +
                       std::to_string(block.partition.value) + ":" +
                       std::to_string(block.records.offset_at(row));
    if (block.records.keys.row_count() > 0) {
      text += ' ';
      append_text(text, block.records.keys, row, "NULL");
    }
    for (const Column& column : block.records.columns) {
      text += ' ';
      append_text(text, column, row, "NULL");
    }
    return text;
  });
}

std::vector<std::string> records_of(const Scenario& scenario) {
  return records_of(blocks_of(scenario));
}

std::vector<std::string> values_of(const Scenario& scenario, std::string_view column) {
  return described(blocks_of(scenario), [column](const TopicBlock& block, std::uint32_t row) {
    const auto index = block.records.schema->index_of(column);
    std::string text;
    if (index) append_text(text, block.records.columns[*index], row, "NULL");
    return text;
  });
}

std::string error_of(const Scenario& scenario) {
  const auto generator = make_topic_generator(scenario);
  return generator ? "" : generator.error().message;
}

}  // namespace millrace::test
