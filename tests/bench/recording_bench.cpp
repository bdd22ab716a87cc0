// tests/bench/recording_bench.cpp — rows/s of reading a recording into batches, each format alone.
//   recording_bench [ROWS]
// One line a format: median, best and worst of 5 runs over a generated text in memory (default 2,000,000 rows of five
// columns; kcat a quarter of them). Compare runs on one machine only.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_text.hpp"
#include "core/base/prng.hpp"
#include "core/base/text.hpp"
#include "sim/trace/recording.hpp"

namespace millrace {
namespace {

constexpr int kRuns = 5;

struct Trade {
  std::int64_t time_ms;
  std::uint64_t trader;
  std::uint64_t symbol;
  std::uint64_t price_cents;
  std::uint64_t quantity;
};

Trade next_trade(Prng& random, std::int64_t row) {
  return {978'310'020'000 + row, random.below(5'000), random.below(200), random.below(1'000'000),
          1 + random.below(1'000)};
}

std::string csv_line(const Trade& t) {
  return fmt::format("{},TRADER_{:04},SYM{:03},{}.{:02},{}\n", t.time_ms, t.trader, t.symbol,
                     t.price_cents / 100, t.price_cents % 100, t.quantity);
}

std::string json_object(const Trade& t) {
  return fmt::format(
      R"({{"time":{},"trader":"TRADER_{:04}","symbol":"SYM{:03}","price":{}.{:02},"quantity":{}}})",
      t.time_ms, t.trader, t.symbol, t.price_cents / 100, t.price_cents % 100, t.quantity);
}

std::string kcat_line(const Trade& t, std::int64_t row) {
  std::string payload;
  append_json_string(payload, json_object(t));
  return fmt::format(
      R"({{"topic":"trades","partition":{},"offset":{},"tstype":"create","ts":{},"broker":1,)"
      R"("key":"TRADER_{:04}","payload":{}}})"
      "\n",
      row % 8, row / 8, t.time_ms, t.trader, payload);
}

void measure(const char* name, RecordingOptions options) {
  std::vector<double> rates;
  for (int run = 0; run < kRuns; ++run) {
    const auto begin = std::chrono::steady_clock::now();
    auto recording = Recording::open(options);
    std::int64_t rows = 0;
    while (recording) {
      const auto batch = recording.value()->next();
      if (!batch || !batch.value()) break;
      rows += batch.value()->row_count;
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    rates.push_back(static_cast<double>(rows) / seconds.count() / 1e6);
  }
  std::sort(rates.begin(), rates.end());
  const double megabytes = static_cast<double>(options.text->size()) / 1e6;
  fmt::print("{:<40} {:>5.0f} MB {:>7.2f} M rows/s   (best {:.2f}, worst {:.2f})\n", name,
             megabytes, rates[kRuns / 2], rates.back(), rates.front());
}

template <typename Line>
RecordingOptions options_for(TraceFormat format, std::string head, std::int64_t rows, Line line) {
  Prng random(42);
  std::string text = std::move(head);
  for (std::int64_t row = 0; row < rows; ++row) text += line(next_trade(random, row), row);
  RecordingOptions options;
  options.path = "trades";
  options.format = format;
  options.text = std::make_shared<const std::string>(std::move(text));
  return options;
}

void run(std::int64_t rows) {
  RecordingOptions csv = options_for(TraceFormat::kCsv, "time,trader,symbol,price,quantity\n", rows,
                                     [](const Trade& t, std::int64_t) { return csv_line(t); });
  measure("CSV, one source partition", csv);
  csv.source_partitions = 50;
  csv.key_columns = {"trader"};
  measure("CSV, keyed onto 50 source partitions", csv);
  csv.text = nullptr;
  measure("JSON lines, one source partition",
          options_for(TraceFormat::kJsonLines, "", rows,
                      [](const Trade& t, std::int64_t) { return json_object(t).append(1, '\n'); }));
  measure("kcat -J, 8 recorded partitions",
          options_for(TraceFormat::kKcat, "", rows / 4, kcat_line));
}

}  // namespace
}  // namespace millrace

int main(int argc, char** argv) {
  const auto rows =
      argc > 1 ? millrace::parse_int64(argv[1]) : std::optional<std::int64_t>(2'000'000);
  if (!rows || *rows < 1) {
    fmt::print(stderr, "usage: recording_bench [ROWS]\n");
    return 2;
  }
  millrace::run(*rows);
  return 0;
}
