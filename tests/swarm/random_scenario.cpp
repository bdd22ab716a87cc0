// tests/swarm/random_scenario.cpp — one feature after the other, each from a stream of its own.
#include "tests/swarm/random_scenario.hpp"

#include <iterator>

#include "core/base/prng.hpp"

namespace millrace::swarm {

namespace {

constexpr std::int64_t kMs = 1'000'000;

constexpr const char* kQueries[] = {
    "SELECT trader, COUNT(*) c, SUM(price) s, MAX(n) m FROM trades GROUP BY trader EMIT FINAL",
    "SELECT trader, COUNT(*) c, MIN(price) low FROM trades GROUP BY trader WINDOW TUMBLING(5s) "
    "EMIT "
    "FINAL",
    "SELECT trader, symbol, COUNT(*) c FROM trades GROUP BY trader, symbol WINDOW SLIDING(10s, 5s) "
    "EMIT FINAL",
    "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW SESSION(2s) EMIT FINAL",
    "SELECT COUNT(*) c, SUM(n) s FROM trades EMIT FINAL",
    "SELECT trader, price * 2 AS twice FROM trades WHERE n > 30",
    "SELECT symbol, MEDIAN(n) m FROM trades GROUP BY symbol WINDOW TUMBLING(10s) EMIT FINAL",
    "SELECT trader, n, SUM(n) OVER (PARTITION BY trader ORDER BY event_time ROWS BETWEEN 3 "
    "PRECEDING AND CURRENT ROW) s FROM trades",
    "SELECT symbol, COUNT(DISTINCT trader) d FROM trades GROUP BY symbol WINDOW TUMBLING(20s) EMIT "
    "FINAL",
};

FieldSpec field(const char* name, DataType type, Choice distribution, std::int64_t cardinality) {
  FieldSpec spec;
  spec.name = name;
  spec.type = type;
  spec.distribution = std::move(distribution);
  spec.cardinality = cardinality;
  return spec;
}

/// Rewrites a scenario one feature at a time.
class Builder {
 public:
  explicit Builder(const SwarmCase& swarm_case) : case_(swarm_case), prng_(swarm_case.seed) {}

  Scenario build() {
    begin();
    shape_topic();
    shape_load();
    shape_engine();
    add_job_faults();
    add_topic_faults();
    return std::move(scenario_);
  }

 private:
  /// Whether the next feature is on; its numbers come from a stream of its own.
  bool has_next() {
    const std::uint32_t feature = next_++;
    prng_ = Prng(case_.seed).fork(feature);
    return (case_.features >> feature & 1) != 0;
  }
  std::uint32_t between(std::int64_t low, std::int64_t high) {
    return static_cast<std::uint32_t>(prng_.between(low, high));
  }

  void begin() {
    Prng base = Prng(case_.seed).fork("base");
    scenario_.name = "swarm";
    scenario_.seed = case_.seed;
    scenario_.duration = {400 * kMs};
    scenario_.query = kQueries[base.below(std::size(kQueries))];
    scenario_.topic.name = "trades";
    scenario_.topic.partitions = static_cast<std::uint32_t>(base.between(1, 6));
    scenario_.topic.time_scale = 100.0;
    scenario_.topic.key = {"trader"};
    scenario_.topic.fields = {field("trader", DataType::string(), {"uniform", {}}, 60),
                              field("symbol", DataType::string(), {"uniform", {}}, 12),
                              field("price", DataType::decimal(10, 2), {"uniform", {}}, 100),
                              field("n", DataType::bigint(), {"uniform", {}}, 100)};
    scenario_.load.rate = 10'000.0;
    workers_ = static_cast<std::uint32_t>(base.between(1, 5));
    scenario_.engine.job.worker_count = workers_;
    scenario_.engine.cores = workers_;
    scenario_.engine.costs_ns = {{"row", 20'000.0}, {"result_row", 5'000.0}};
    scenario_.engine.keyframe_every = {50 * kMs};
  }

  void shape_topic() {
    TopicSpec& topic = scenario_.topic;
    if (has_next()) topic.partitions = between(7, 20);
    if (has_next()) topic.fields[0].distribution = {"zipf", {{"s", "1.2"}}};
    if (has_next()) topic.fields[0].null_share = 0.05;
    if (has_next()) topic.key = {"symbol"};
    if (has_next()) topic.key.clear();
    if (has_next()) topic.disorder = {0.3, {"uniform", {}}, {40 * kMs}};
    if (has_next()) topic.fields[3].null_share = 0.2;
  }

  void shape_load() {
    if (has_next()) scenario_.load.arrivals = {"constant", {}};
    if (has_next()) scenario_.load.rate = 40'000.0;
  }

  void shape_engine() {
    EngineSpec& engine = scenario_.engine;
    if (has_next()) engine.cores = 1 + between(0, workers_ - 1);
    if (has_next()) engine.router = RouterPlacement::kSharedCores;
    if (has_next()) engine.affinity = Affinity::kAny;
    if (has_next()) engine.jitter = {"exponential", {}};
    if (has_next()) engine.job.queue_capacity_rows = between(1, 300);
    if (has_next()) engine.fetch.max_records = between(1, 40);
    if (has_next()) engine.job.late_rows = LateRows::kDrop;
    if (has_next()) engine.job.max_out_of_orderness = {1'000};
    if (has_next()) engine.costs_ns.emplace_back("route_batch", 50'000.0);
  }

  FaultSpec& add(const char* type, std::int64_t lasts_ms) {
    FaultSpec fault;
    fault.type = type;
    fault.at = {prng_.between(0, 390) * kMs};
    if (lasts_ms > 0) fault.lasts = VirtualDuration{lasts_ms * kMs};
    scenario_.faults.push_back(fault);
    return scenario_.faults.back();
  }

  void add_job_faults() {
    const std::string worker = std::to_string(prng_.below(workers_));
    if (has_next()) add("slow_core", 100).parameters = {{"core", "0"}, {"factor", "6"}};
    if (has_next()) add("stall_worker", 80).parameters = {{"worker", worker}};
    if (has_next()) {
      add("crash_worker", 60).parameters = {{"worker", worker}, {"commit_every", "70ms"}};
    }
    if (has_next()) add("slow_sink", 200).parameters = {{"delay", "15ms"}};
    if (has_next()) {
      add("rescale", 0).parameters = {{"workers", std::to_string(1 + prng_.below(6))}};
    }
    if (has_next()) add("rebalance", 50);
    if (has_next()) {
      constexpr const char* kTargets[] = {"always_hash",      "two_phase",
                                          "fan_in",           "smart_repartition",
                                          "sticky_partition", "partial_key_grouping"};
      add("switch_strategy", 0).parameters = {
          {"strategy", kTargets[prng_.below(std::size(kTargets))]}};
    }
  }

  void add_topic_faults() {
    if (has_next()) add("poison_records", 100).parameters = {{"share", "0.1"}};
    if (has_next()) add("burst", 50).parameters = {{"factor", "5"}};
  }

  SwarmCase case_;
  Prng prng_;
  Scenario scenario_;
  std::uint32_t next_ = 0;
  std::uint32_t workers_ = 1;
};

}  // namespace

SwarmCase random_case(std::uint64_t seed) {
  Prng prng = Prng(seed).fork("features");
  SwarmCase swarm_case{seed, 0};
  for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
    if (prng.chance(1, 3)) swarm_case.features |= std::uint64_t{1} << feature;
  }
  return swarm_case;
}

Scenario scenario_of(const SwarmCase& swarm_case) {
  return Builder(swarm_case).build();
}

std::string to_text(const SwarmCase& swarm_case) {
  return std::to_string(swarm_case.seed) + ":" + std::to_string(swarm_case.features);
}

}  // namespace millrace::swarm
