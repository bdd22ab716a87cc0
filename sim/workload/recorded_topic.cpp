// sim/workload/recorded_topic.cpp — batches of a recording to rows with due times, then the way of all
// rows.
#include "sim/workload/recorded_topic.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sim/trace/recording.hpp"
#include "sim/workload/block_cutter.hpp"
#include "sim/workload/poison.hpp"
#include "sim/workload/producers.hpp"
#include "sim/workload/recording_pace.hpp"
#include "sim/workload/synthetic_topic.hpp"
#include "sim/workload/workload_faults.hpp"

namespace millrace {

namespace {

std::vector<std::int64_t> recorded_sizes(const RecordBatch& batch) {
  std::vector<std::int64_t> sizes(batch.row_count, kRecordOverheadBytes);
  if (batch.raw == nullptr) return record_sizes(batch.columns, batch.keys, batch.row_count);
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    sizes[row] += static_cast<std::int64_t>(batch.raw->text_of(batch.offset_at(row)).size());
  }
  return sizes;
}

RecordBatch first_rows(const RecordBatch& batch, std::size_t count) {
  if (count == batch.row_count) return batch;
  return slice_rows(batch, 0, static_cast<std::uint32_t>(count));
}

RowChunk chunk_of(const RecordBatch& batch, std::vector<std::int64_t> due_ns) {
  RowChunk chunk;
  chunk.row_count = batch.row_count;
  chunk.due_ns = std::move(due_ns);
  chunk.columns = batch.columns;
  chunk.event_times = batch.event_times;
  chunk.record_timestamps = batch.record_timestamps;
  chunk.keys = batch.keys;
  chunk.bytes = recorded_sizes(batch);
  chunk.raw = batch.raw;
  const std::span<const std::int64_t> offsets = batch.offsets.int64s();
  chunk.raw_offsets.assign(offsets.begin(), offsets.end());
  return chunk;
}

class RecordedTopicGenerator final : public TopicGenerator {
 public:
  struct Parts {
    std::unique_ptr<Recording> recording;
    std::uint32_t partition_count = 1;
    std::optional<ProducerSet> producers;  // nothing: places are as recorded
    RecordingPace pace;
    BlockCutter cutter;
    std::vector<PoisonEffect> poisons;
  };

  explicit RecordedTopicGenerator(Parts parts) : parts_(std::move(parts)) {}

  const SchemaPtr& schema() const override { return parts_.recording->topic().schema; }
  std::uint32_t partition_count() const override { return parts_.partition_count; }
  std::uint32_t partition_count_at(VirtualTime time) const override {
    if (!parts_.producers) return parts_.partition_count;
    return parts_.producers->partition_count_at(time.ns);
  }
  bool is_paused_at(SourcePartitionId partition, VirtualTime time) const override {
    return parts_.cutter.is_paused_at(partition, time.ns);
  }
  Status status() const override { return status_; }

  std::vector<std::shared_ptr<const TopicBlock>> next() override {
    while (true) {
      BlockCutter::Blocks blocks = parts_.producers ? next_laid_out() : next_as_recorded();
      if (has_ended_ && !parts_.producers) parts_.cutter.place_letters(letters_, blocks, true);
      if (!blocks.empty() || has_ended_) return {blocks.begin(), blocks.end()};
    }
  }

 private:
  /// The next batch, unless the recording or the run is over.
  std::optional<RecordBatch> read() {
    if (has_ended_) return std::nullopt;
    Result<std::optional<RecordBatch>> batch = parts_.recording->next();
    std::vector<DeadLetter> letters = parts_.recording->take_dead_letters();
    letters_.insert(letters_.end(), std::make_move_iterator(letters.begin()),
                    std::make_move_iterator(letters.end()));
    if (!batch) status_ = batch.error();
    has_ended_ = !batch || !batch.value().has_value();
    if (has_ended_) return std::nullopt;
    return std::move(*batch.value());
  }

  /// One batch, written by the producers.
  BlockCutter::Blocks next_laid_out() {
    RowChunk chunk;
    if (const std::optional<RecordBatch> batch = read()) {
      std::vector<std::int64_t> due_ns =
          std::move(parts_.pace.due_times({&*batch, 1}, last_due_ns_).front());
      has_ended_ = due_ns.size() < batch->row_count;
      if (!due_ns.empty()) last_due_ns_ = due_ns.back();
      const std::size_t count = due_ns.size();
      chunk = chunk_of(first_rows(*batch, count), std::move(due_ns));
      parts_.producers->draw_producers(chunk);
      parts_.producers->place(chunk);
      poison(chunk, schema(), parts_.poisons);
    }
    chunk.lost = std::exchange(letters_, {});
    return parts_.cutter.cut(chunk);
  }

  /// Batches of ascending partitions: what a stretch of the recording's bytes held. The next round is due after it.
  std::vector<RecordBatch> read_round() {
    std::vector<RecordBatch> round;
    std::optional<RecordBatch> batch = waiting_ ? std::exchange(waiting_, std::nullopt) : read();
    for (; batch; batch = read()) {
      if (batch->row_count == 0) continue;
      if (!round.empty() && batch->source_partition <= round.back().source_partition) {
        waiting_ = std::move(batch);
        break;
      }
      round.push_back(std::move(*batch));
    }
    return round;
  }

  BlockCutter::Blocks next_as_recorded() {
    const std::vector<RecordBatch> round = read_round();
    BlockCutter::Blocks blocks;
    std::vector<std::vector<std::int64_t>> due_ns = parts_.pace.due_times(round, last_due_ns_);
    bool is_cut_short = false;
    for (std::size_t i = 0; i < round.size(); ++i) {
      is_cut_short = is_cut_short || due_ns[i].size() < round[i].row_count;
      if (due_ns[i].empty()) continue;
      last_due_ns_ = std::max(last_due_ns_, due_ns[i].back());
      const RecordBatch rows = first_rows(round[i], due_ns[i].size());
      add_batch(rows, std::move(due_ns[i]), blocks);
    }
    parts_.cutter.place_letters(letters_, blocks, false);
    if (is_cut_short) {
      has_ended_ = true;
      letters_.clear();  // they lie behind the end of the run
    }
    return blocks;
  }

  void add_batch(const RecordBatch& batch, std::vector<std::int64_t> due_ns,
                 BlockCutter::Blocks& blocks) {
    RowChunk chunk = chunk_of(batch, std::move(due_ns));
    chunk.offsets = chunk.raw_offsets;
    chunk.partitions.assign(batch.row_count, batch.source_partition.value);
    poison(chunk, schema(), parts_.poisons);
    BlockCutter::Blocks cut = parts_.cutter.cut(chunk);
    blocks.insert(blocks.end(), cut.begin(), cut.end());
  }

  Parts parts_;
  std::int64_t last_due_ns_ = 0;
  std::vector<DeadLetter> letters_;  // not placed yet
  std::optional<RecordBatch> waiting_;
  bool has_ended_ = false;
  Status status_;
};

Result<std::unique_ptr<Recording>> open_recording(const TopicSpec& topic,
                                                  const WorkloadFiles& files) {
  RecordingOptions options;
  const bool is_absolute = topic.recording.front() == '/';
  options.path =
      files.folder.empty() || is_absolute ? topic.recording : files.folder + "/" + topic.recording;
  if (files.contents) {
    MILLRACE_TRY(options.text, files.contents(topic.recording));
  }
  options.topic = topic.name;
  if (!topic.timestamp.empty()) options.time_column = topic.timestamp;
  std::vector<Field> declared;
  for (const FieldSpec& field : topic.fields) declared.push_back({field.name, field.type});
  if (!declared.empty()) options.schema = std::make_shared<const Schema>(std::move(declared));
  options.batch_rows = kRowsAtOnceMax;  // a round holds all that a stretch of the recording has
  MILLRACE_TRY(std::unique_ptr<Recording> recording, Recording::open(options));
  if (recording->topic().format != TraceFormat::kKcat || topic.producers.empty()) return recording;
  // Producers of the scenario write it anew: the rows in the order of the file, on one partition for now.
  options.partitioner = std::string(kPartitionerDefault);
  options.source_partitions = 1;
  return Recording::open(options);
}

Result<RecordingPace> pace_of(const Scenario& scenario, const WorkloadEffects& effects,
                              bool has_times) {
  const bool is_trace = scenario.load.arrivals.name == "trace";
  const double speed = scenario.topic.recording_speed;
  if (speed > 0.0 || is_trace) {
    if (!has_times) {
      return Error{ErrorCode::kOption,
                   "the recording has no times to go by: say which column is topic.timestamp, or "
                   "recording_speed: 0 for the pace of `load`",
                   {}};
    }
    if (!effects.rate_factors.empty()) {
      return Error{ErrorCode::kOption,
                   "burst: a recording at its own pace has no rate to raise; use "
                   "recording_speed: 0 with a load",
                   {}};
    }
    return RecordingPace::as_recorded(speed > 0.0 ? speed : 1.0, scenario.duration.ns);
  }
  const Prng streams = Prng(scenario.seed).fork("workload");
  MILLRACE_TRY(Arrivals arrivals, make_arrivals(scenario.load.arrivals, streams.fork("arrivals"),
                                                scenario.duration.ns, true));
  RateCurve curve(scenario.load, scenario.duration.ns);
  curve.multiply(arrivals.factors);
  for (const std::vector<RateFactor>& factors : effects.rate_factors) curve.multiply(factors);
  return RecordingPace::as_loaded(std::move(arrivals.process), std::move(curve));
}

}  // namespace

Result<std::unique_ptr<TopicGenerator>> make_recorded_topic(const Scenario& scenario,
                                                            const WorkloadFiles& files) {
  const TopicSpec& topic = scenario.topic;
  if (scenario.load.model == LoadModel::kClosed) {
    return Error{ErrorCode::kOption, "a recorded topic needs load.model open", {}};
  }
  const Prng streams = Prng(scenario.seed).fork("workload");
  MILLRACE_TRY(std::unique_ptr<Recording> recording, open_recording(topic, files));
  const RecordedTopic& facts = recording->topic();
  MILLRACE_TRY(WorkloadEffects effects, workload_effects_of(scenario, nullptr, streams));
  MILLRACE_TRY(RecordingPace pace,
               pace_of(scenario, effects, facts.has_event_times || facts.has_record_timestamps));
  // What a scenario says of producers places a kcat recording anew only where it names some.
  const bool keeps_places = facts.format == TraceFormat::kKcat && topic.producers.empty();
  std::uint32_t partition_count = topic.partitions;
  std::optional<ProducerSet> producers;
  if (keeps_places) {
    if (!effects.partitions.empty()) {
      return Error{ErrorCode::kOption,
                   "add_partitions: a kcat recording keeps its partitions; name topic.producers to "
                   "lay it out anew",
                   {}};
    }
    partition_count = std::max(partition_count, facts.source_partition_count);
  } else {
    MILLRACE_TRY(producers, ProducerSet::make(topic, *facts.schema, streams, effects.partitions));
  }
  BlockCutter cutter({.schema = facts.schema,
                      .topic = facts.name,
                      .pauses = std::move(effects.pauses),
                      .numbers_records = false});
  return std::unique_ptr<TopicGenerator>(std::make_unique<RecordedTopicGenerator>(
      RecordedTopicGenerator::Parts{.recording = std::move(recording),
                                    .partition_count = partition_count,
                                    .producers = std::move(producers),
                                    .pace = std::move(pace),
                                    .cutter = std::move(cutter),
                                    .poisons = std::move(effects.poisons)}));
}

}  // namespace millrace
