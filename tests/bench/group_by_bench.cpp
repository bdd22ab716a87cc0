// tests/bench/group_by_bench.cpp — rows/s of GROUP BY over generated rows held in memory, V1 and
// V2, for the README.
//   group_by_bench [ROWS] [--sql TEXT] [--partitions M] [--strategy NAME] [--repeat N]
// Prints one line per processor: median, best and worst of N runs. tests/bench/peers/ runs the same
// query elsewhere.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"
#include "core/exec/catalog.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
#include "core/sql/sql.hpp"
#include "sim/cli/driver.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kBatchRows = 8'192;
constexpr std::uint64_t kTraders = 5'000;
constexpr std::uint32_t kSourcePartitions = 8;
constexpr const char* kSql =
    "SELECT trader_id, COUNT(*) n, SUM(price * quantity) v, AVG(price) a, MIN(price) lo, "
    "MAX(price) hi "
    "FROM trades GROUP BY trader_id EMIT FINAL";

struct BenchOptions {
  std::int64_t rows = 10'000'000;
  std::string sql = kSql;
  std::string strategy = "always_hash";
  std::uint32_t partitions = 2;
  int repeat = 5;
};

SchemaPtr trades_schema() {
  return std::make_shared<const Schema>(std::vector<Field>{{"trader_id", DataType::string()},
                                                           {"price", DataType::real()},
                                                           {"quantity", DataType::bigint()},
                                                           {"event_time", DataType::timestamp()}});
}

/// Trades of 5,000 traders, uniform, one millisecond apart, dealt to 8 source partitions batch by
/// batch.
std::vector<RecordBatch> generate_trades(std::int64_t rows, const SchemaPtr& schema) {
  Prng prng(42);
  std::vector<ColumnBuilder> builders;
  for (const Field& field : schema->fields()) builders.emplace_back(field.type);
  std::vector<std::int64_t> next_offset(kSourcePartitions, 0);
  std::vector<RecordBatch> batches;
  for (std::int64_t row = 0; row < rows;) {
    const std::uint32_t partition = static_cast<std::uint32_t>(batches.size()) % kSourcePartitions;
    const std::int64_t count = std::min<std::int64_t>(kBatchRows, rows - row);
    std::vector<std::int64_t> offsets;
    std::vector<std::int64_t> times;
    for (std::int64_t n = 0; n < count; ++n, ++row) {
      builders[0].append_string(fmt::format("TRADER_{:04}", prng.below(kTraders)));
      builders[1].append_double(static_cast<double>(prng.below(50'000)) / 100.0);
      builders[2].append_int64(static_cast<std::int64_t>(prng.below(1'000)));
      builders[3].append_int64(row);
      offsets.push_back(next_offset[partition]++);
      times.push_back(row);
    }
    RecordBatch batch;
    batch.schema = schema;
    batch.row_count = static_cast<std::uint32_t>(count);
    batch.source_partition = {partition};
    batch.sequence = static_cast<std::int64_t>(batches.size());
    batch.offsets = Column::of_int64(DataType::bigint(), std::move(offsets));
    batch.event_times = Column::of_int64(DataType::timestamp(), std::move(times));
    for (ColumnBuilder& builder : builders) batch.columns.push_back(builder.take());
    batches.push_back(std::move(batch));
  }
  return batches;
}

struct Timing {
  std::vector<double> rows_per_second;
  std::int64_t results = 0;
};

Timing time_runs(const std::shared_ptr<const JobPlan>& plan,
                 const std::vector<RecordBatch>& batches, const BenchOptions& options) {
  Timing timing;
  for (int run = 0; run <= options.repeat; ++run) {  // the first one warms up
    std::vector<std::unique_ptr<CollectingSink>> sinks;
    SinkList list;
    for (std::uint32_t n = 0; n < sink_count(*plan); ++n) {
      sinks.push_back(std::make_unique<CollectingSink>());
      list.push_back(sinks.back().get());
    }
    const auto processor = cli::make_driver(plan, list);
    HeldBatches source(batches);
    const auto start = std::chrono::steady_clock::now();
    const Status status = run_job(source, *processor);
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!status) std::fputs(status.error().message.c_str(), stderr);
    timing.results = processor->statistics().balance.results;
    if (run > 0) timing.rows_per_second.push_back(static_cast<double>(options.rows) / seconds);
  }
  std::sort(timing.rows_per_second.begin(), timing.rows_per_second.end());
  return timing;
}

int run_bench(const BenchOptions& options) {
  const SchemaPtr schema = trades_schema();
  const ExecCatalog catalog({TopicDescription{"trades", schema, 3u, false, false}}, true);
  const Result<Statement> statement = parse_statement(options.sql);
  const Result<QueryPlan> bound =
      statement ? bind(statement.value(), catalog) : Result<QueryPlan>(statement.error());
  if (!bound) {
    std::fputs(render_error(bound.error(), "<sql>", options.sql).c_str(), stderr);
    return 2;
  }
  const std::vector<RecordBatch> batches = generate_trades(options.rows, schema);
  const auto query = std::make_shared<const QueryPlan>(bound.value());
  for (const ProcessorKind kind : {ProcessorKind::kSimple, ProcessorKind::kCoordinator}) {
    JobSpec spec;
    spec.processor = kind;
    spec.worker_count = options.partitions;
    spec.strategy = options.strategy;
    Result<JobPlan> plan = plan_job(query, {}, spec, {kSourcePartitions, {}, false});
    if (!plan) {
      std::fputs(plan.error().message.c_str(), stderr);
      return 1;
    }
    const Timing timing =
        time_runs(std::make_shared<const JobPlan>(std::move(plan).value()), batches, options);
    const auto& rates = timing.rows_per_second;
    fmt::print(
        "{:<4} {:>2} processing partitions  {:>7.1f} M rows/s  (worst {:.1f}, best {:.1f}; {} "
        "results)\n",
        kind == ProcessorKind::kSimple ? "v1" : "v2",
        kind == ProcessorKind::kSimple ? 1 : options.partitions, rates[rates.size() / 2] / 1e6,
        rates.front() / 1e6, rates.back() / 1e6, timing.results);
  }
  return 0;
}

}  // namespace
}  // namespace millrace

int main(int argc, char** argv) {
  millrace::BenchOptions options;
  for (int i = 1; i < argc; ++i) {
    const auto is = [&](const char* name) {
      return std::strcmp(argv[i], name) == 0 && i + 1 < argc;
    };
    if (is("--sql")) {
      options.sql = argv[++i];
    } else if (is("--partitions")) {
      options.partitions = static_cast<std::uint32_t>(std::stoul(argv[++i]));
    } else if (is("--strategy")) {
      options.strategy = argv[++i];
    } else if (is("--repeat")) {
      options.repeat = std::stoi(argv[++i]);
    } else {
      options.rows = std::stoll(argv[i]);
    }
  }
  return millrace::run_bench(options);
}
