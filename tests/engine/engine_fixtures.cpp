// tests/engine/engine_fixtures.cpp — a generator over a list.
#include "tests/engine/engine_fixtures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "core/data/column_builder.hpp"

namespace millrace::test {

namespace {

class ListGenerator final : public TopicGenerator {
 public:
  ListGenerator(std::uint32_t partitions, std::vector<TestRecord> records, std::uint32_t block_rows)
      : partitions_(partitions),
        block_rows_(block_rows),
        records_(std::move(records)),
        next_offsets_(partitions),
        schema_(std::make_shared<const Schema>(
            std::vector<Field>{{"trader", DataType::string()},
                               {"n", DataType::bigint()},
                               {"event_time", DataType::timestamp()}})),
        traders_(DataType::string()) {}

  const SchemaPtr& schema() const override { return schema_; }
  std::uint32_t partition_count() const override { return partitions_; }

  std::vector<std::shared_ptr<const TopicBlock>> next() override {
    std::vector<std::shared_ptr<const TopicBlock>> blocks;
    const std::size_t end = std::min(records_.size(), next_ + block_rows_);
    for (std::uint32_t partition = 0; partition < partitions_; ++partition) {
      if (auto block = block_of(partition, end)) blocks.push_back(std::move(block));
    }
    next_ = end;
    return blocks;
  }

 private:
  std::shared_ptr<const TopicBlock> block_of(std::uint32_t partition, std::size_t end) {
    auto block = std::make_shared<TopicBlock>();
    ColumnBuilder numbers(DataType::bigint());
    ColumnBuilder times(DataType::timestamp());
    ColumnBuilder offsets(DataType::bigint());
    block->partition = {partition};
    block->begin_offset = next_offsets_[partition];
    block->bytes.push_back(0);
    for (std::size_t i = next_; i < end; ++i) {
      const TestRecord& record = records_[i];
      if (record.partition != partition) continue;
      traders_.append_string(record.trader);
      numbers.append_int64(record.n);
      times.append_int64(record.event_ms);
      offsets.append_int64(next_offsets_[partition]++);
      block->due_ns.push_back(record.due_ns);
      block->bytes.push_back(block->bytes.back() + 40);
    }
    block->end_offset = next_offsets_[partition];
    RecordBatch& batch = block->records;
    batch.schema = schema_;
    batch.row_count = numbers.row_count();
    if (batch.row_count == 0) return nullptr;
    batch.columns = {traders_.take(), numbers.take(), times.take()};
    batch.offsets = offsets.take();
    batch.source_partition = {partition};
    return block;
  }

  std::uint32_t partitions_;
  std::uint32_t block_rows_;
  std::vector<TestRecord> records_;
  std::size_t next_ = 0;
  std::vector<std::int64_t> next_offsets_;
  SchemaPtr schema_;
  ColumnBuilder traders_;
};

}  // namespace

std::shared_ptr<TopicLog> log_of(std::uint32_t partitions, const std::vector<TestRecord>& records,
                                 std::uint32_t block_rows) {
  return std::make_shared<TopicLog>(
      std::make_unique<ListGenerator>(partitions, records, block_rows));
}

std::vector<TestRecord> steady_records(std::int64_t count, std::int64_t interval_ns,
                                       std::uint32_t partitions, std::uint32_t traders) {
  std::vector<TestRecord> records;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto trader = static_cast<std::uint32_t>(i % traders);
    records.push_back({trader % partitions, i * interval_ns, "T" + std::to_string(trader), i % 100,
                       i * interval_ns / 1'000'000});
  }
  return records;
}

Scenario scenario_on(std::uint32_t partitions, std::string query, std::uint32_t workers) {
  Scenario scenario;
  scenario.name = "test";
  scenario.duration = {1'000'000'000};
  scenario.query = std::move(query);
  scenario.topic.name = "trades";
  scenario.topic.partitions = partitions;
  scenario.topic.key = {"trader"};
  scenario.topic.fields.resize(2);
  scenario.topic.fields[0].name = "trader";
  scenario.topic.fields[0].type = DataType::string();
  scenario.topic.fields[1].name = "n";
  scenario.engine.cores = workers;
  scenario.engine.job.worker_count = workers;
  for (const ParameterInfo& cost : cost_parameters()) {
    scenario.engine.costs_ns.emplace_back(std::string(cost.name), 0.0);
  }
  return scenario;
}

void set_cost(Scenario& scenario, const std::string& name, double ns) {
  for (auto& [cost, price] : scenario.engine.costs_ns) {
    if (cost == name) price = ns;
  }
}

std::unique_ptr<Simulation> make(const Scenario& scenario, std::shared_ptr<TopicLog> log,
                                 SimulationOptions options) {
  auto made = Simulation::make(std::make_shared<const Scenario>(scenario), std::move(options),
                               std::move(log));
  if (!made.has_value()) FAIL(made.error().message);
  return std::move(made).value();
}

std::unique_ptr<Simulation> run(const Scenario& scenario, std::shared_ptr<TopicLog> log,
                                SimulationOptions options) {
  auto simulation = make(scenario, std::move(log), std::move(options));
  simulation->run_to_end();
  return simulation;
}

std::vector<std::string> result_lines(const Simulation& simulation) {
  std::vector<std::string> lines;
  for (const WorkerResults& worker : simulation.results()) {
    for (const ResultBatch& batch : worker.results) {
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        std::string line;
        if (!batch.changes.empty()) {
          line += batch.changes[row] == Change::kUpsert ? "+ " : "- ";
        }
        if (batch.window_starts.row_count() > 0) {
          append_text(line, batch.window_starts, row);
          line += " | ";
        }
        for (const Column& column : batch.columns) {
          append_text(line, column, row, "NULL");
          line += " | ";
        }
        lines.push_back(std::move(line));
      }
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace millrace::test
