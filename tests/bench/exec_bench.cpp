// tests/bench/exec_bench.cpp — rows/s of expressions and aggregates over batches of 8,192 rows, beside
// hand-written loops.
//   exec_bench
// One line a loop: median, best and worst of 9 runs over a million rows, by processor time (other programs may
// be running).
// Compare runs on one machine only.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"
#include "core/exec/aggregate.hpp"
#include "core/exec/evaluator.hpp"
#include "tests/support/aggregates.hpp"
#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

constexpr std::uint32_t kBatchRows = 8'192;
constexpr std::size_t kBatches = 128;
constexpr std::uint32_t kSlots = 5'000;
constexpr int kRuns = 9;

/// Keeps the optimiser from dropping what is measured.
volatile std::uint64_t sink = 0;

/// price DOUBLE, half above 100; quantity BIGINT; amount DECIMAL(12,2); symbol STRING of 200; and the group of
/// each row.
struct Batch {
  std::vector<Column> columns;
  std::vector<std::uint32_t> slots;
};

const DataType kPrice = DataType::real();
const DataType kQuantity = DataType::bigint();
const DataType kAmount = DataType::decimal(12, 2);
const DataType kSymbol = DataType::string();

std::vector<Batch> batches() {
  Prng random(42);
  ColumnBuilder symbols(kSymbol);
  std::vector<Batch> result(kBatches);
  for (Batch& batch : result) {
    std::vector<double> prices;
    std::vector<std::int64_t> quantities;
    std::vector<std::int64_t> amounts;
    for (std::uint32_t row = 0; row < kBatchRows; ++row) {
      prices.push_back(static_cast<double>(random.below(20'000)) / 100.0);
      quantities.push_back(random.between(1, 1'000));
      amounts.push_back(random.between(1, 1'000'000));
      symbols.append_string(fmt::format("SYM{:03}", random.below(200)));
      batch.slots.push_back(static_cast<std::uint32_t>(random.below(kSlots)));
    }
    batch.columns = {Column::of_double(std::move(prices)),
                     Column::of_int64(kQuantity, std::move(quantities)),
                     Column::of_int64(kAmount, std::move(amounts)), symbols.take()};
  }
  return result;
}

template <typename Loop>
void measure(const char* name, const std::vector<Batch>& data, Loop loop) {
  std::vector<double> rates;
  for (int run = 0; run < kRuns; ++run) {
    const std::clock_t begin = std::clock();
    for (const Batch& batch : data) sink = sink + loop(batch);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    rates.push_back(double{kBatchRows} * kBatches / seconds / 1e6);
  }
  std::sort(rates.begin(), rates.end());
  fmt::print("{:<52} {:>7.0f} M rows/s   (best {:.0f}, worst {:.0f})\n", name, rates[kRuns / 2],
             rates.back(), rates.front());
}

void measure_values(const char* name, const std::vector<Batch>& data, Expression expression) {
  Evaluator evaluator(std::move(expression));
  const auto rows = all_rows(kBatchRows);
  measure(name, data, [&](const Batch& batch) {
    EvaluationRemarks remarks;
    return evaluator.evaluate({kBatchRows, batch.columns}, rows, remarks).row_count();
  });
}

void measure_filter(const char* name, const std::vector<Batch>& data, Expression expression) {
  Evaluator evaluator(std::move(expression));
  const auto rows = all_rows(kBatchRows);
  measure(name, data, [&](const Batch& batch) {
    EvaluationRemarks remarks;
    return evaluator.filter({kBatchRows, batch.columns}, rows, remarks).size();
  });
}

void measure_aggregate(const char* name, const std::vector<Batch>& data, const AggregateCall& call,
                       std::size_t argument) {
  const auto aggregator = make_aggregator(call);
  aggregator->resize(kSlots);
  const auto rows = all_rows(kBatchRows);
  measure(name, data, [&](const Batch& batch) {
    aggregator->update(batch.slots, rows, &batch.columns[argument]);
    return batch.slots.back();
  });
}

Expression price() {
  return column(0, kPrice);
}
Expression quantity() {
  return column(1, kQuantity);
}
Expression amount() {
  return column(2, kAmount);
}
Expression symbol() {
  return column(3, kSymbol);
}

void measure_expressions(const std::vector<Batch>& data) {
  const Expression is_dear = test_of(ExprOp::kGreater, {price(), literal(100.0)});
  const Expression is_small = test_of(ExprOp::kLess, {quantity(), literal(500)});
  measure("hand-written: rows where price > 100", data, [](const Batch& batch) {
    static std::vector<std::uint32_t> kept(kBatchRows);
    const double* prices = batch.columns[0].doubles().data();
    std::size_t count = 0;
    for (std::uint32_t row = 0; row < kBatchRows; ++row) {
      kept[count] = row;
      count += prices[row] > 100.0 ? 1 : 0;
    }
    return count;
  });
  measure_filter("WHERE price > 100", data, is_dear);
  measure_filter("WHERE price > 100 AND quantity < 500", data,
                 test_of(ExprOp::kAnd, {is_dear, is_small}));
  measure_filter("WHERE price > 100 OR quantity < 500", data,
                 test_of(ExprOp::kOr, {is_dear, is_small}));
  measure_filter("WHERE amount > 5000 (DECIMAL, BIGINT literal)", data,
                 test_of(ExprOp::kGreater, {amount(), literal(5000)}));
  measure_filter("WHERE symbol = 'SYM042'", data,
                 test_of(ExprOp::kEqual, {symbol(), literal("SYM042")}));
  measure_filter("WHERE symbol LIKE '%7'", data, test_of(ExprOp::kLike, {symbol(), literal("%7")}));
  measure("hand-written: price * quantity", data, [](const Batch& batch) {
    static std::vector<double> products(kBatchRows);
    const double* prices = batch.columns[0].doubles().data();
    const std::int64_t* quantities = batch.columns[1].int64s().data();
    for (std::uint32_t row = 0; row < kBatchRows; ++row) {
      products[row] = prices[row] * static_cast<double>(quantities[row]);
    }
    return static_cast<std::uint64_t>(products[7]);
  });
  measure_values("price * quantity (DOUBLE)", data,
                 call(ExprOp::kMultiply, kPrice, {price(), cast_to(kPrice, quantity())}));
  measure_values("price * 1.5 + 2", data,
                 call(ExprOp::kAdd, kPrice,
                      {call(ExprOp::kMultiply, kPrice, {price(), literal(1.5)}), literal(2.0)}));
  measure_values("quantity + quantity (BIGINT, checked)", data,
                 call(ExprOp::kAdd, kQuantity, {quantity(), quantity()}));
  measure_values("amount * quantity (DECIMAL, checked)", data,
                 call(ExprOp::kMultiply, DataType::decimal(18, 2), {amount(), quantity()}));
  measure_values("amount / quantity (DECIMAL)", data,
                 call(ExprOp::kDivide, DataType::decimal(18, 6), {amount(), quantity()}));
  measure_values("quantity / quantity (DOUBLE)", data,
                 call(ExprOp::kDivide, kPrice, {quantity(), quantity()}));
  measure_values("UPPER(symbol)", data, call(ExprOp::kUpper, kSymbol, {symbol()}));
  measure_values("CASE WHEN price > 100 THEN 'dear' ELSE symbol END", data,
                 call(ExprOp::kCase, kSymbol, {is_dear, literal("dear"), symbol()}));
}

void measure_aggregates(const std::vector<Batch>& data) {
  measure("hand-written: sum of doubles by slot", data, [](const Batch& batch) {
    static std::vector<double> sums(kSlots);
    const double* prices = batch.columns[0].doubles().data();
    for (std::uint32_t row = 0; row < kBatchRows; ++row) sums[batch.slots[row]] += prices[row];
    return static_cast<std::uint64_t>(sums[7]);
  });
  const auto of = [](const char* name, DataType type) {
    return call_of(aggregate_named(name), type);
  };
  measure_aggregate("COUNT(*)", data, count_star(), 0);
  measure_aggregate("SUM(price) (DOUBLE, 106 bits)", data, of("sum", kPrice), 0);
  measure_aggregate("SUM(quantity) (BIGINT, 128 bits)", data, of("sum", kQuantity), 1);
  measure_aggregate("AVG(amount) (DECIMAL)", data, of("avg", kAmount), 2);
  measure_aggregate("MIN(price)", data, of("min", kPrice), 0);
  measure_aggregate("MAX(quantity)", data, of("max", kQuantity), 1);
  measure_aggregate("MAX(symbol)", data, of("max", kSymbol), 3);
  measure_aggregate("STDDEV_SAMP(price)", data, of("stddev_samp", kPrice), 0);
  measure_aggregate("COUNT(DISTINCT symbol)", data, of("count_distinct", kSymbol), 3);

  std::vector<std::unique_ptr<Aggregator>> five;
  five.push_back(make_aggregator(count_star()));
  for (const char* name : {"sum", "avg", "min", "max"}) {
    five.push_back(make_aggregator(of(name, kPrice)));
  }
  for (const auto& aggregator : five) aggregator->resize(kSlots);
  Evaluator product(call(ExprOp::kMultiply, kPrice, {price(), cast_to(kPrice, quantity())}));
  const auto rows = all_rows(kBatchRows);
  measure("COUNT, SUM(price*quantity), AVG, MIN, MAX by slot", data, [&](const Batch& batch) {
    EvaluationRemarks remarks;
    const Column revenue = product.evaluate({kBatchRows, batch.columns}, rows, remarks);
    five[0]->update(batch.slots, rows, nullptr);
    five[1]->update(batch.slots, rows, &revenue);
    for (std::size_t i = 2; i < five.size(); ++i) {
      five[i]->update(batch.slots, rows, &batch.columns[0]);
    }
    return batch.slots.back();
  });
}

}  // namespace
}  // namespace millrace

int main() {
  const auto data = millrace::batches();
  millrace::measure_expressions(data);
  millrace::measure_aggregates(data);
}
