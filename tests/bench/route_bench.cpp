// tests/bench/route_bench.cpp — rows/s of hashing keys, placing them and splitting a batch, each
// loop alone.
//   route_bench [WORKERS]
// One line a loop: median, best and worst of 9 runs over batches of 8,192 rows. Compare runs on one
// machine only.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/text.hpp"
#include "core/data/column_builder.hpp"
#include "core/route/alignment.hpp"
#include "core/route/batch_splitter.hpp"
#include "core/route/hash_placement.hpp"
#include "core/route/key_hasher.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kBatchRows = 8'192;
constexpr int kBatchesPerRun = 2'000;
constexpr int kRuns = 9;

/// Keeps the optimiser from dropping what is measured.
volatile std::uint64_t sink = 0;

template <typename Loop>
void measure(const char* name, Loop loop) {
  std::vector<double> rates;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    for (int batch = 0; batch < kBatchesPerRun; ++batch) sink = sink + loop();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    rates.push_back(double{kBatchRows} * kBatchesPerRun / seconds.count() / 1e6);
  }
  std::sort(rates.begin(), rates.end());
  fmt::print("{:<52} {:>8.0f} M rows/s   (best {:.0f}, worst {:.0f})\n", name, rates[kRuns / 2],
             rates.back(), rates.front());
}

/// trader_id STRING of 5,000 keys, price DOUBLE, quantity BIGINT, event_time TIMESTAMP: 28 bytes a
/// row.
RecordBatch trades() {
  Prng random(42);
  ColumnBuilder traders(DataType::string());
  std::vector<double> prices;
  std::vector<std::int64_t> quantities;
  std::vector<std::int64_t> times;
  for (std::uint32_t row = 0; row < kBatchRows; ++row) {
    traders.append_string(fmt::format("TRADER_{:04}", random.below(5'000)));
    prices.push_back(static_cast<double>(random.below(100'000)) / 100.0);
    quantities.push_back(random.between(1, 1'000));
    times.push_back(row);
  }
  RecordBatch batch;
  batch.schema =
      std::make_shared<const Schema>(std::vector<Field>{{"trader_id", DataType::string()},
                                                        {"price", DataType::real()},
                                                        {"quantity", DataType::bigint()},
                                                        {"event_time", DataType::timestamp()}});
  batch.columns = {traders.take(), Column::of_double(std::move(prices)),
                   Column::of_int64(DataType::bigint(), std::move(quantities)),
                   Column::of_int64(DataType::timestamp(), std::move(times))};
  batch.row_count = kBatchRows;
  return batch;
}

void run(std::uint32_t worker_count) {
  const RecordBatch batch = trades();
  std::vector<std::uint64_t> hashes(kBatchRows);
  std::vector<WorkerId> workers(kBatchRows);
  const auto hash_with = [&](KeyHasher& hasher, std::vector<Column> key) {
    return [&hasher, key = std::move(key), &hashes] {
      hasher.hash_rows(key, kBatchRows, hashes);
      return hashes.back();
    };
  };
  KeyHasher xxhash(HashFunction::kXxhash);
  KeyHasher murmur3(HashFunction::kMurmur3);
  KeyHasher fnv(HashFunction::kFnv);
  const Column& trader = batch.columns[0];
  const Column& quantity = batch.columns[2];
  measure("hash: dictionary key, xxhash", hash_with(xxhash, {trader}));
  measure("hash: BIGINT key, xxhash", hash_with(xxhash, {quantity}));
  measure("hash: DOUBLE key, xxhash", hash_with(xxhash, {batch.columns[1]}));
  measure("hash: dictionary and BIGINT, xxhash", hash_with(xxhash, {trader, quantity}));
  measure("hash: BIGINT key, murmur3", hash_with(murmur3, {quantity}));
  measure("hash: dictionary key, fnv", hash_with(fnv, {trader}));
  measure("hash: BIGINT key, fnv", hash_with(fnv, {quantity}));

  xxhash.hash_rows({&trader, 1}, kBatchRows, hashes);
  measure("place: hash mod workers", [&] {
    place_by_hash(hashes, worker_count, workers);
    return std::uint64_t{workers.back().value};
  });
  measure("place: hash mod 7", [&] {
    place_by_hash(hashes, 7, workers);
    return std::uint64_t{workers.back().value};
  });
  place_by_hash(hashes, worker_count, workers);
  BatchSplitter splitter(worker_count);
  measure("split: row lists only", [&] {
    splitter.sort_rows(workers);
    return std::uint64_t{splitter.rows_of({0}).size()};
  });
  const std::array<std::uint32_t, 4> needed = {0, 1, 2, 3};
  Work work;
  measure("split: 4 columns copied",
          [&] { return std::uint64_t{splitter.split(batch, workers, needed, work)[0].row_count}; });
  measure("route: hash, place and split 4 columns", [&] {
    xxhash.hash_rows({&trader, 1}, kBatchRows, hashes);
    place_by_hash(hashes, worker_count, workers);
    return std::uint64_t{splitter.split(batch, workers, needed, work)[0].row_count};
  });
  AlignmentMonitor monitor;
  measure("alignment monitor: dictionary key", [&] {
    monitor.observe({&trader, 1}, {0});
    return static_cast<std::uint64_t>(monitor.evidence().rows_checked);
  });
  AlignmentMonitor sampling;
  measure("alignment monitor: BIGINT key, sampled", [&] {
    sampling.observe({&quantity, 1}, {0});
    return static_cast<std::uint64_t>(sampling.evidence().rows_checked);
  });
}

}  // namespace
}  // namespace millrace

int main(int argument_count, char** arguments) {
  std::int64_t workers = 8;
  if (argument_count > 1) workers = millrace::parse_int64(arguments[1]).value_or(0);
  if (workers < 1 || workers > 1024) {
    fmt::print(stderr, "route_bench: error: WORKERS must be a number from 1 to 1024\n");
    return 2;
  }
  millrace::run(static_cast<std::uint32_t>(workers));
  return 0;
}
