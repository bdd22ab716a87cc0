// sim/workload/synthetic_topic.cpp — due times, then fields, then keys and partitions, a chunk at a
// time.
#include "sim/workload/synthetic_topic.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sim/workload/arrival.hpp"
#include "sim/workload/block_cutter.hpp"
#include "sim/workload/event_clock.hpp"
#include "sim/workload/field_set.hpp"
#include "sim/workload/poison.hpp"
#include "sim/workload/producers.hpp"
#include "sim/workload/rate_curve.hpp"
#include "sim/workload/workload_faults.hpp"

namespace millrace {

namespace {

/// Where the event time stands among the columns.
struct EventTimeColumn {
  std::uint32_t index = 0;
  bool is_bigint = false;
};

class SyntheticTopic final : public TopicGenerator {
 public:
  struct Parts {
    SchemaPtr schema;
    EventTimeColumn event_time;
    std::uint32_t partition_count = 1;
    std::uint32_t rows_at_once = 1;
    std::optional<ClosedLoop> closed_loop;
    double nominal_rate = 1.0;  // records per second, of a closed loop
    std::int64_t duration_ns = 0;
    std::unique_ptr<ArrivalProcess> arrivals;
    RateCurve curve;
    FieldSet fields;
    ProducerSet producers;
    EventClock clock;
    BlockCutter cutter;
    std::vector<HotKeyEffect> hot_keys;
    std::vector<PoisonEffect> poisons;
  };

  explicit SyntheticTopic(Parts parts) : parts_(std::move(parts)) {}

  const SchemaPtr& schema() const override { return parts_.schema; }
  std::uint32_t partition_count() const override { return parts_.partition_count; }
  std::uint32_t partition_count_at(VirtualTime time) const override {
    return parts_.producers.partition_count_at(time.ns);
  }
  bool is_paused_at(SourcePartitionId partition, VirtualTime time) const override {
    return parts_.cutter.is_paused_at(partition, time.ns);
  }
  std::optional<ClosedLoop> closed_loop() const override { return parts_.closed_loop; }

  std::vector<std::shared_ptr<const TopicBlock>> next() override {
    while (!has_ended_) {
      RowChunk chunk;
      if (parts_.closed_loop) {
        draw_nominal_times(chunk);
      } else {
        draw_due_times(chunk);
      }
      if (chunk.row_count == 0) break;
      fill(chunk);
      const BlockCutter::Blocks blocks = parts_.cutter.cut(chunk);
      if (!blocks.empty()) return {blocks.begin(), blocks.end()};
    }
    return {};
  }

 private:
  /// In a closed loop the nominal times of an even load: what event times and faults go by.
  void draw_nominal_times(RowChunk& chunk) {
    while (chunk.due_ns.size() < parts_.rows_at_once) {
      const double ns = static_cast<double>(next_number_) * 1e9 / parts_.nominal_rate;
      has_ended_ = !(ns < static_cast<double>(parts_.duration_ns));
      if (has_ended_) break;
      ++next_number_;
      chunk.due_ns.push_back(static_cast<std::int64_t>(ns));
    }
    chunk.row_count = static_cast<std::uint32_t>(chunk.due_ns.size());
  }

  void draw_due_times(RowChunk& chunk) {
    std::vector<double> points(parts_.rows_at_once);
    parts_.arrivals->draw(points);
    chunk.due_ns.resize(points.size());
    const std::size_t count = parts_.curve.instants_of(points, chunk.due_ns);
    has_ended_ = count < points.size();
    chunk.due_ns.resize(count);
    chunk.row_count = static_cast<std::uint32_t>(count);
  }

  void fill(RowChunk& chunk) {
    parts_.producers.draw_producers(chunk);
    chunk.columns = parts_.fields.columns_of(chunk.due_ns, parts_.hot_keys);
    parts_.clock.stamp(chunk);
    Column times = chunk.event_times;
    if (parts_.event_time.is_bigint) {
      const std::span<const std::int64_t> ms = times.int64s();
      times = Column::of_int64(DataType::bigint(), {ms.begin(), ms.end()});
    }
    if (parts_.event_time.index == chunk.columns.size()) {
      chunk.columns.push_back(std::move(times));
    } else {
      chunk.columns[parts_.event_time.index] = std::move(times);
    }
    parts_.producers.place(chunk);
    poison(chunk, parts_.schema, parts_.poisons);
  }

  Parts parts_;
  bool has_ended_ = false;
  std::int64_t next_number_ = 0;  // of the topic's records, in a closed loop
};

Result<EventTimeColumn> event_time_column(const TopicSpec& topic) {
  if (topic.timestamp.empty()) {
    return EventTimeColumn{static_cast<std::uint32_t>(topic.fields.size()), false};
  }
  const std::optional<std::uint32_t> index = field_index(topic, topic.timestamp);
  if (!index) {
    return Error{ErrorCode::kOption,
                 "the topic has no column '" + topic.timestamp + "' to hold the event time",
                 {}};
  }
  const TypeKind kind = topic.fields[*index].type.kind;
  if (kind != TypeKind::kTimestamp && kind != TypeKind::kBigint) {
    return Error{ErrorCode::kOption,
                 "event time is a TIMESTAMP or a BIGINT of epoch "
                 "milliseconds: '" +
                     topic.timestamp + "' is neither",
                 {}};
  }
  return EventTimeColumn{*index, kind == TypeKind::kBigint};
}

SchemaPtr schema_of(const TopicSpec& topic) {
  std::vector<Field> fields;
  for (const FieldSpec& field : topic.fields) fields.push_back({field.name, field.type});
  if (topic.timestamp.empty()) {
    fields.push_back({std::string(kEventTimeColumn), DataType::timestamp()});
  }
  return std::make_shared<const Schema>(std::move(fields));
}

/// What a load that waits for the job cannot have: times of its own.
Status check_closed_loop(const LoadSpec& load, const WorkloadEffects& effects) {
  if (load.closed_clients == 0) {
    return Error{ErrorCode::kOption, "a closed loop needs at least one client", {}};
  }
  if (!(load.rate > 0.0)) {
    return Error{ErrorCode::kOption, "a closed loop needs a rate, at which event time passes", {}};
  }
  if (!effects.rate_factors.empty()) {
    return Error{
        ErrorCode::kOption, "burst: a closed loop has no rate to raise; needs load.model open", {}};
  }
  for (const PauseEffect& pause : effects.pauses) {
    if (pause.mode == PauseMode::kHeld) {
      return Error{ErrorCode::kOption, "source_pause: mode held needs load.model open", {}};
    }
    if (!pause.partition) {
      return Error{ErrorCode::kOption,
                   "source_pause: in a closed loop say which partition; clients wait anyway",
                   {}};
    }
  }
  return {};
}

std::uint32_t rows_at_once_for(std::uint32_t partition_count) {
  const std::uint64_t rows = std::uint64_t{partition_count} * kRowsPerPartitionAtOnce;
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(rows, kRowsAtOnceMin, kRowsAtOnceMax));
}

}  // namespace

Result<std::unique_ptr<TopicGenerator>> make_synthetic_topic(const Scenario& scenario,
                                                             std::uint32_t rows_at_once) {
  const TopicSpec& topic = scenario.topic;
  const Prng streams = Prng(scenario.seed).fork("workload");
  MILLRACE_TRY(const EventTimeColumn event_time, event_time_column(topic));
  const SchemaPtr schema = schema_of(topic);
  MILLRACE_TRY(FieldSet fields, FieldSet::make(topic, streams));
  MILLRACE_TRY(WorkloadEffects effects, workload_effects_of(scenario, &fields, streams));
  MILLRACE_TRY(ProducerSet producers,
               ProducerSet::make(topic, *schema, streams, effects.partitions));
  MILLRACE_TRY(EventClock clock, EventClock::make(topic, streams, effects.clock_skews));
  MILLRACE_TRY(Arrivals arrivals, make_arrivals(scenario.load.arrivals, streams.fork("arrivals"),
                                                scenario.duration.ns, false));
  std::optional<ClosedLoop> closed_loop;
  if (scenario.load.model == LoadModel::kClosed) {
    MILLRACE_CHECK(check_closed_loop(scenario.load, effects));
    closed_loop = ClosedLoop{scenario.load.closed_clients};
  }
  RateCurve curve(scenario.load, scenario.duration.ns);
  curve.multiply(arrivals.factors);
  for (const std::vector<RateFactor>& factors : effects.rate_factors) curve.multiply(factors);
  return std::unique_ptr<TopicGenerator>(std::make_unique<SyntheticTopic>(SyntheticTopic::Parts{
      .schema = schema,
      .event_time = event_time,
      .partition_count = topic.partitions,
      .rows_at_once = rows_at_once > 0 ? rows_at_once : rows_at_once_for(topic.partitions),
      .closed_loop = closed_loop,
      .nominal_rate = scenario.load.rate,
      .duration_ns = scenario.duration.ns,
      .arrivals = std::move(arrivals.process),
      .curve = std::move(curve),
      .fields = std::move(fields),
      .producers = std::move(producers),
      .clock = std::move(clock),
      .cutter = BlockCutter({.schema = schema,
                             .topic = topic.name,
                             .pauses = std::move(effects.pauses),
                             .numbers_records = closed_loop.has_value()}),
      .hot_keys = std::move(effects.hot_keys),
      .poisons = std::move(effects.poisons)}));
}

}  // namespace millrace
