// tests/bench/seek_bench.cpp — how long it takes to go to any instant of five simulated minutes of five strategies.
//   seek_bench [SEEKS] [ROWS A SECOND]
// Prints median and 95th percentile of random seeks, what key frames take, and running straight through beside it.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "sim/cli/scenario_words.hpp"
#include "ui/session/session.hpp"

namespace millrace {
namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Of this program alone: what a seek costs where nothing else runs.
double cpu_ms() {
  return static_cast<double>(std::clock()) * 1e3 / CLOCKS_PER_SEC;
}

std::string five_minutes(const std::string& rate) {
  return "version: 1\n"
         "duration: 5m\n"
         "query: SELECT trader_id, COUNT(*) AS trades, SUM(quantity) AS shares FROM trades\n"
         "  GROUP BY trader_id WINDOW TUMBLING(10s) EMIT FINAL\n"
         "topic:\n"
         "  name: trades\n"
         "  partitions: 50\n"
         "  key: [symbol]\n"
         "  fields:\n"
         "    trader_id: {type: string, pattern: 'trader_{n}', cardinality: 1000}\n"
         "    symbol: {type: string, pattern: 'SYM{n}', cardinality: 300}\n"
         "    quantity: {type: bigint, min: 1, max: 1000}\n"
         "load: {rate: " +
         rate +
         "/s}\n"
         "engine: {cores: 8, num_partitions: 8, merge: 'off', allow_invalid: true,\n"
         "         max_out_of_orderness: 1s, cost_model: velostream}\n";
}

void settle(Session& session, double& worst_slice_ms) {
  while (session.is_active()) {
    const Clock::time_point begin = Clock::now();
    const double cpu_begin = cpu_ms();
    session.advance(0.0, [begin] { return ms_since(begin) < 8.0; });
    worst_slice_ms = std::max(worst_slice_ms, cpu_ms() - cpu_begin);
  }
}

int bench(int seeks, const std::string& rate) {
  SessionFiles files;
  files.surroundings.vocabulary = &cli::scenario_words();
  Session session(std::move(files));
  session.load(five_minutes(rate), "five-minutes.yaml");
  if (session.view().scenario == nullptr) {
    for (const Diagnostic& problem : session.view().problems)
      fmt::print(stderr, "{}\n", to_text(problem));
    return 1;
  }
  session.apply(PauseCommand{});
  double worst_ms = 0.0;
  Clock::time_point begin = Clock::now();
  session.apply(SeekCommand{kEndOfRuns});
  settle(session, worst_ms);
  const double straight_ms = ms_since(begin);
  const double straight_cpu_ms = cpu_ms();
  const HistoryView history = session.view().history;
  fmt::print(
      "straight through  {:>8.0f} ms, {:.0f} ms of CPU, longest slice of 8 ms: {:.1f} ms of CPU\n",
      straight_ms, straight_cpu_ms, worst_ms);
  fmt::print("key frames        {:>8.0f} MiB of {:.0f} MiB, every {:.1f} s\n",
             static_cast<double>(history.bytes) / 1048576.0,
             static_cast<double>(history.bytes_max) / 1048576.0,
             static_cast<double>(history.every_ns) * 1e-9);
  Prng random(42);
  std::vector<double> taken_ms;
  std::vector<double> jumps_ms;
  std::vector<double> busy_ms;
  worst_ms = 0.0;
  for (int i = 0; i < seeks; ++i) {
    const auto to = static_cast<std::int64_t>(random.next() % 300'000'000'000ull);
    begin = Clock::now();
    const double cpu_begin = cpu_ms();
    session.apply(SeekCommand{{to}});
    jumps_ms.push_back(ms_since(begin));
    settle(session, worst_ms);
    taken_ms.push_back(ms_since(begin));
    busy_ms.push_back(cpu_ms() - cpu_begin);
  }
  std::sort(busy_ms.begin(), busy_ms.end());
  std::sort(taken_ms.begin(), taken_ms.end());
  std::sort(jumps_ms.begin(), jumps_ms.end());
  const auto at = [](const std::vector<double>& sorted, std::size_t percent) {
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
  };
  fmt::print("seek              {:>8.1f} ms median, {:.1f} ms p95, {:.1f} ms most\n",
             at(taken_ms, 50), at(taken_ms, 95), taken_ms.back());
  fmt::print("  of CPU          {:>8.1f} ms median, {:.1f} ms p95, {:.1f} ms most\n",
             at(busy_ms, 50), at(busy_ms, 95), busy_ms.back());
  fmt::print("  to key frames   {:>8.1f} ms median, {:.1f} ms p95\n", at(jumps_ms, 50),
             at(jumps_ms, 95));
  fmt::print("  longest slice   {:>8.1f} ms of CPU\n", worst_ms);
  fmt::print("  of straight     {:>8.2f} %\n", 100.0 * at(busy_ms, 50) / straight_cpu_ms);
  begin = Clock::now();
  constexpr int kRefreshes = 200;
  for (int i = 0; i < kRefreshes; ++i) session.apply(SelectCommand{0});
  fmt::print("view of five runs {:>8.3f} ms\n", ms_since(begin) / kRefreshes);
  return 0;
}

}  // namespace
}  // namespace millrace

int main(int argc, char** argv) {
  const int seeks = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100;
  return millrace::bench(seeks, argc > 2 ? argv[2] : "12k");
}
