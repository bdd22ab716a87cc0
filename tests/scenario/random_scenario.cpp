// tests/scenario/random_scenario.cpp — one draw a feature, from a stream of the part's own.
#include "tests/scenario/random_scenario.hpp"

#include <iterator>

#include "core/base/prng.hpp"

namespace millrace::test {

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::string_view kTexts[] = {"plain",   "on",           "12",  "a: b",  "#x",     "é € ß",
                                       "${HOME}", "two\nlines\n", " x ", "\"q\"", "- item", "it's",
                                       "1:30",    "tab\there",    "{n}", "null",  "a,b]"};

class Draw {
 public:
  explicit Draw(std::uint64_t number) : prng_(Prng(number).fork("random scenario")) {}

  bool flip() { return prng_.chance(1, 2); }
  std::uint64_t below(std::uint64_t bound) { return prng_.below(bound); }
  std::int64_t between(std::int64_t low, std::int64_t high) { return prng_.between(low, high); }
  std::string text() { return std::string(kTexts[prng_.below(std::size(kTexts))]); }
  VirtualDuration duration(std::int64_t most_ns) { return {prng_.between(1, most_ns)}; }
  double number() { return prng_.unit() * 100.0 + 0.001; }
  double share() { return prng_.unit(); }

 private:
  Prng prng_;
};

Choice distribution(Draw& draw) {
  switch (draw.below(4)) {
    case 0:
      return {"zipf", {{"s", std::to_string(draw.between(1, 9)) + ".5"}}};
    case 1:
      return {"hot_set", {{"keys", "0.25"}, {"share", "0.75"}}};
    case 2:
      return {"sequential", {}};
    default:
      return {"uniform", {}};
  }
}

FieldSpec string_field(Draw& draw, std::string name) {
  FieldSpec field;
  field.name = std::move(name);
  field.type = DataType::string();
  if (draw.flip()) field.cardinality = draw.between(1, 1'000'000);
  if (draw.flip()) field.distribution = distribution(draw);
  if (draw.flip()) {
    field.pattern = draw.text() + "{n}";
  } else if (draw.flip()) {
    for (std::uint64_t i = 0; i <= draw.below(5); ++i) {
      field.values.push_back(draw.text());
      field.weights.push_back(draw.number());
    }
    if (draw.flip()) field.weights.clear();
  }
  if (draw.flip()) field.null_share = draw.share();
  return field;
}

FieldSpec number_field(Draw& draw, std::string name) {
  FieldSpec field;
  field.name = std::move(name);
  field.type = draw.flip() ? DataType::decimal(12, 4) : DataType::real();
  if (draw.flip()) {
    field.min = std::to_string(draw.between(-100, 0));
    field.max = std::to_string(draw.between(1, 100)) + ".25";
    field.step = "0.25";
  }
  if (draw.flip()) field.distribution = distribution(draw);
  return field;
}

FieldSpec plain_field(std::string name, DataType type) {
  FieldSpec field;
  field.name = std::move(name);
  field.type = type;
  return field;
}

void draw_topic(Draw draw, TopicSpec& topic) {
  topic.name = "trades";
  topic.partitions = static_cast<std::uint32_t>(draw.between(1, 100));
  topic.fields.push_back(string_field(draw, "trader_id"));
  topic.fields.push_back(string_field(draw, "symbol"));
  topic.fields.push_back(number_field(draw, "price"));
  if (draw.flip()) topic.fields[1].follows = "trader_id";
  if (draw.flip()) topic.key.push_back("trader_id");
  if (draw.flip()) topic.key.push_back("symbol");
  if (draw.flip()) topic.partitioner = "murmur2_random";
  if (draw.flip()) {
    topic.fields.push_back(plain_field("shard", DataType::bigint()));
    topic.partitioner = "explicit";
    topic.partition_field = "shard";
  }
  if (draw.flip()) {
    topic.producers.push_back({"java", draw.number(), "", {}});
    topic.producers.push_back({draw.text(), draw.number(), "consistent_random", {"symbol"}});
  }
  if (draw.flip()) {
    topic.fields.push_back(plain_field("at", DataType::timestamp()));
    topic.timestamp = "at";
  }
  if (draw.flip()) topic.start_time_ms = draw.between(0, 4'000'000'000'000);
  if (draw.flip()) topic.time_scale = draw.number();
  if (draw.flip()) topic.disorder = {draw.share(), distribution(draw), draw.duration(60'000 * kMs)};
}

void draw_load(Draw draw, LoadSpec& load) {
  if (draw.flip()) load.model = LoadModel::kClosed;
  if (draw.flip()) load.closed_clients = static_cast<std::uint32_t>(draw.between(1, 1000));
  if (draw.flip()) load.rate = draw.number() * 1000.0;
  if (draw.flip()) load.arrivals = {"bursty", {{"on", "1.5s"}, {"off", "250ms"}}};
  for (std::uint64_t i = 0; i < draw.below(4); ++i) {
    load.stages.push_back({draw.duration(60'000 * kMs), draw.flip() ? draw.number() : 200'000.0});
  }
}

void draw_job(Draw draw, JobSpec& job) {
  job.worker_count = static_cast<std::uint32_t>(draw.between(1, 64));
  if (draw.flip()) job.strategy = "always_hash";
  if (draw.flip()) job.processor = ProcessorKind::kSimple;
  if (draw.flip()) job.selector = SelectorMode::kVelostream;
  if (draw.flip()) job.merge = MergePolicy::kOff;
  if (draw.flip()) job.allow_invalid = true;
  if (draw.flip()) job.late_rows = LateRows::kDrop;
  if (draw.flip()) job.max_out_of_orderness = {draw.between(0, 100'000)};
  if (draw.flip()) job.changes_per_batch = true;
  if (draw.flip()) job.queue_capacity_rows = draw.between(1, 1'000'000);
  if (draw.flip()) job.failure = FailurePolicy::kRetryWithBackoff;
  if (draw.flip()) job.retries_max = static_cast<std::uint32_t>(draw.between(0, 1000));
  if (draw.flip()) job.retry_backoff = {draw.between(1, 100'000)};
  if (draw.flip()) job.batch_rows = static_cast<std::uint32_t>(draw.between(0, 100'000));
}

void draw_engine(Draw draw, EngineSpec& engine) {
  engine.cores = static_cast<std::uint32_t>(draw.between(1, 64));
  if (draw.flip()) engine.strategies = {"sticky_partition", "fan_in"};
  if (draw.flip()) engine.strategy_config.push_back({"always_hash", {{"hash_function", "fnv"}}});
  if (draw.flip()) {
    engine.strategy_config.push_back(
        {"smart_repartition", {{"source_partition_key", "symbol, trader_id"}}});
  }
  if (draw.flip()) engine.router = RouterPlacement::kSharedCores;
  if (draw.flip()) engine.affinity = Affinity::kAny;
  if (draw.flip()) engine.idle_timeout = draw.duration(100'000 * kMs);
  if (draw.flip()) {
    engine.fetch = {static_cast<std::uint32_t>(draw.between(1, 10'000)), draw.duration(1'000 * kMs),
                    draw.between(1, 1 << 24)};
  }
  if (draw.flip()) engine.cost_model = "velostream";
  if (draw.flip()) engine.costs_ns = {{"hash", draw.number()}, {"route", 60.0}};
  if (draw.flip()) engine.jitter = {"exponential", {}};
  if (draw.flip()) engine.keyframe_every = draw.duration(10'000 * kMs);
  if (draw.flip()) engine.keyframe_bytes_max = draw.between(0, std::int64_t{1} << 40);
}

void draw_faults(Draw draw, Scenario& scenario) {
  const std::int64_t end = scenario.duration.ns;
  if (draw.flip()) {
    scenario.faults.push_back({"slow_core",
                               {draw.between(0, end - 1)},
                               std::nullopt,
                               std::nullopt,
                               {{"core", "0"}, {"factor", "4"}}});
  }
  if (draw.flip()) {
    scenario.faults.push_back({"hot_key",
                               {0},
                               draw.duration(end),
                               VirtualDuration{2 * end},
                               {{"field", "trader_id"}, {"value", draw.text()}, {"share", "0.4"}}});
  }
}

}  // namespace

Scenario random_scenario(std::uint64_t number) {
  const Prng seeds(number);
  const auto draw_of = [&](std::string_view part) { return Draw(seeds.fork(part).next()); };
  Draw draw = draw_of("scenario");
  Scenario scenario;
  scenario.name = draw.text() + std::to_string(number);
  if (draw.flip()) scenario.description = draw.text() + draw.text();
  scenario.seed = draw.flip() ? ~std::uint64_t{0} - draw.below(100) : draw.below(100);
  scenario.duration = draw.duration(1'000'000 * kMs);
  scenario.query = draw.flip() ? "SELECT COUNT(*) FROM trades"
                               : "-- by trader\nSELECT trader_id, COUNT(*)\n  FROM trades\n"
                                 "GROUP BY trader_id\n";
  draw_topic(draw_of("topic"), scenario.topic);
  draw_load(draw_of("load"), scenario.load);
  draw_job(draw_of("job"), scenario.engine.job);
  draw_engine(draw_of("engine"), scenario.engine);
  draw_faults(draw_of("faults"), scenario);
  if (draw.flip()) {
    scenario.expectations = {{"all", "late", "=", "0"},
                             {"fan_in", "p99", "<", "50ms"},
                             {"fan_in", "p99", ">", "1us"},
                             {"fan_in", "verdict", "!=", "valid"}};
  }
  return scenario;
}

}  // namespace millrace::test
