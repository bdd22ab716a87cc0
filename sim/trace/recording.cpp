// sim/trace/recording.cpp — puts window, reader and layout together.
#include "sim/trace/recording.hpp"

#include <algorithm>
#include <utility>

#include "core/base/nearest_word.hpp"
#include "sim/trace/chunk.hpp"
#include "sim/trace/csv_reader.hpp"
#include "sim/trace/json_lines_reader.hpp"
#include "sim/trace/kcat_record.hpp"
#include "sim/trace/record_reader.hpp"
#include "sim/trace/recording_input.hpp"
#include "sim/trace/topic_layout.hpp"

namespace millrace {
namespace {

Error option_error(const std::string& message) {
  return {ErrorCode::kOption, message};
}

Status check_range(const char* what, std::int64_t value, std::int64_t max) {
  if (value >= 1 && value <= max) return {};
  return option_error(std::string(what) + " must be between 1 and " + std::to_string(max) +
                      ", got " + std::to_string(value));
}

Status check_options(const RecordingOptions& options) {
  MILLRACE_CHECK(check_range("batch rows", options.batch_rows, kBatchRowsMax));
  MILLRACE_CHECK(check_range("record bytes", options.record_bytes_max, kRecordBytesMax));
  MILLRACE_CHECK(check_range("block bytes", options.block_bytes, kRecordBytesMax));
  MILLRACE_CHECK(check_range("sample bytes", options.sample_bytes, kRecordBytesMax));
  return check_range("source partitions", options.source_partitions.value_or(1),
                     kSourcePartitionsMax);
}

/// The path's last part without its ending: "flights" of "data/flights.kcat.jsonl".
std::string stem_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.find('.', 1);
  name = name.substr(0, dot);
  return name.empty() || name == "-" ? "stdin" : std::string(name);
}

Result<std::uint32_t> column_named(const Schema& schema, const std::string& name,
                                   std::string_view what) {
  if (const auto index = schema.index_of(name)) return *index;
  return option_error("the recording has no column '" + name + "' (the " + std::string(what) + ")" +
                      did_you_mean(name, schema.names()));
}

Result<std::optional<std::uint32_t>> find_time_column(const Schema& schema,
                                                      const RecordingOptions& options) {
  if (!options.time_column) return std::optional<std::uint32_t>();
  MILLRACE_TRY(const std::uint32_t index, column_named(schema, *options.time_column, "event time"));
  const Field& field = schema.fields()[index];
  if (field.type.kind != TypeKind::kTimestamp && field.type.kind != TypeKind::kBigint) {
    return option_error("the event time column '" + field.name + "' is " + to_text(field.type) +
                        "; expected TIMESTAMP, or BIGINT with milliseconds since the epoch");
  }
  return std::optional<std::uint32_t>(index);
}

/// Rows of a chunk: enough to fill a batch of every partition, within what a cache holds.
ChunkLimits chunk_limits(const RecordingOptions& options, std::uint32_t partition_count) {
  constexpr std::int64_t kRowsMax = 1 << 17;
  const std::int64_t rows = std::int64_t{options.batch_rows} * partition_count;
  ChunkLimits limits;
  limits.rows_max =
      std::max(options.batch_rows, static_cast<std::uint32_t>(std::min(rows, kRowsMax)));
  return limits;
}

ReaderOptions reader_options(const RecordingOptions& options) {
  ReaderOptions reader;
  reader.recording_name = shown_name(options);
  reader.declared = options.schema;
  reader.required_columns = options.required_columns;
  reader.record_bytes_max = options.record_bytes_max;
  reader.sample_bytes = options.sample_bytes;
  return reader;
}

struct OpenedReader {
  std::unique_ptr<RecordReader> reader;
  std::optional<KcatOptions> kcat;
};

Result<OpenedReader> open_reader(TraceFormat format, TextWindow& window,
                                 const RecordingOptions& options) {
  const ReaderOptions reader = reader_options(options);
  OpenedReader opened;
  switch (format) {
    case TraceFormat::kCsv:
    case TraceFormat::kTsv: {
      const char delimiter = format == TraceFormat::kTsv ? '\t' : ',';
      MILLRACE_TRY(opened.reader, open_csv(window, delimiter, reader));
      break;
    }
    case TraceFormat::kJsonLines: {
      MILLRACE_TRY(opened.reader, open_json_lines(window, reader));
      break;
    }
    case TraceFormat::kKcat: {
      MILLRACE_TRY(opened.kcat, decide_kcat_topic(options, window));
      MILLRACE_TRY(opened.reader, open_kcat(window, reader, *opened.kcat));
      break;
    }
  }
  return opened;
}

Result<RecordedTopic> describe(const RecordingOptions& options, TraceFormat format,
                               const OpenedReader& opened) {
  RecordedTopic topic;
  topic.format = format;
  topic.schema = opened.reader->schema();
  topic.name = opened.kcat ? opened.kcat->topic : options.topic.value_or(stem_of(options.path));
  topic.source_partition_count =
      opened.kcat ? opened.kcat->partition_count : options.source_partitions.value_or(1);
  for (const std::string& name : options.key_columns) {
    MILLRACE_TRY(const std::uint32_t index, column_named(*topic.schema, name, "key"));
    topic.key_columns.push_back(topic.schema->fields()[index].name);
  }
  if (!opened.kcat || !opened.kcat->keeps_places) {
    const std::string_view name = options.partitioner ? *options.partitioner : kPartitionerDefault;
    MILLRACE_TRY(topic.partitioner, partitioner_named(name));
  }
  MILLRACE_TRY(topic.event_time_column, find_time_column(*topic.schema, options));
  topic.has_record_timestamps = opened.reader->has_record_timestamps();
  topic.has_event_times = topic.event_time_column.has_value() || topic.has_record_timestamps;
  topic.has_keys = opened.kcat.has_value() || !topic.key_columns.empty();
  return topic;
}

Result<LayoutOptions> layout_options(const RecordingOptions& options, const RecordedTopic& topic) {
  LayoutOptions layout;
  layout.topic = std::make_shared<const std::string>(topic.name);
  layout.schema = topic.schema;
  layout.source_partition_count = topic.source_partition_count;
  layout.batch_rows_max = options.batch_rows;
  layout.time_column = topic.event_time_column;
  layout.has_record_timestamps = topic.has_record_timestamps;
  if (topic.partitioner == nullptr) return layout;  // keys and places are as recorded
  for (const std::string& name : topic.key_columns) {
    layout.key_columns.push_back(*topic.schema->index_of(name));
  }
  PartitionerContext context;
  context.partition_count = topic.source_partition_count;
  context.seed = options.seed;
  MILLRACE_TRY(auto partitioner, topic.partitioner->make(context));
  layout.producer.emplace(*topic.partitioner, std::move(partitioner));
  return layout;
}

std::vector<DataType> types_of(const Schema& schema) {
  std::vector<DataType> types;
  for (const Field& field : schema.fields()) types.push_back(field.type);
  return types;
}

}  // namespace

struct Recording::State {
  State(std::unique_ptr<TextWindow> opened_window, OpenedReader opened, RecordedTopic described,
        LayoutOptions layout_options, const RecordingOptions& options)
      : window(std::move(opened_window)),
        reader(std::move(opened.reader)),
        topic(std::move(described)),
        chunk(types_of(*topic.schema), opened.kcat.has_value(),
              chunk_limits(options, topic.source_partition_count)),
        layout(std::move(layout_options)),
        unreadable(shown_name(options), topic.name) {}

  std::unique_ptr<TextWindow> window;
  std::unique_ptr<RecordReader> reader;
  RecordedTopic topic;
  Chunk chunk;
  TopicLayout layout;
  UnreadableRecords unreadable;
  std::deque<RecordBatch> batches;  // of the last chunk, not yet handed out
  std::int64_t rows_readable = 0;
  bool is_at_end = false;
};

Recording::Recording(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recording::~Recording() = default;

Result<std::unique_ptr<Recording>> Recording::open(const RecordingOptions& options) {
  MILLRACE_CHECK(check_options(options));
  MILLRACE_TRY(auto window, open_window(options));
  MILLRACE_TRY(const TraceFormat format, decide_format(options, *window));
  MILLRACE_TRY(OpenedReader opened, open_reader(format, *window, options));
  MILLRACE_TRY(RecordedTopic topic, describe(options, format, opened));
  MILLRACE_TRY(LayoutOptions layout, layout_options(options, topic));
  auto state = std::make_unique<State>(std::move(window), std::move(opened), std::move(topic),
                                       std::move(layout), options);
  return std::unique_ptr<Recording>(new Recording(std::move(state)));
}

const RecordedTopic& Recording::topic() const {
  return state_->topic;
}

void Recording::use_time_column(std::uint32_t column) {
  MILLRACE_ASSERT(state_->rows_readable == 0 && state_->batches.empty());
  state_->topic.event_time_column = column;
  state_->topic.has_event_times = true;
  state_->layout.use_time_column(column);
}

Result<std::optional<RecordBatch>> Recording::next() {
  State& state = *state_;
  if (state.batches.empty() && !state.is_at_end) {
    state.chunk.clear();
    MILLRACE_CHECK(state.reader->read(*state.window, state.chunk, state.unreadable));
    state.is_at_end = state.chunk.is_empty();
    state.rows_readable += state.chunk.row_count();
    if (!state.is_at_end) state.layout.lay_out(state.chunk, state.batches);
  }
  if (state.batches.empty()) return std::optional<RecordBatch>();
  std::optional<RecordBatch> batch(std::move(state.batches.front()));
  state.batches.pop_front();
  return batch;
}

std::vector<DeadLetter> Recording::take_dead_letters() {
  return state_->unreadable.take();
}

RecordingProgress Recording::progress() const {
  RecordingProgress progress;
  progress.bytes_read = state_->window->bytes_consumed();
  progress.bytes_total = state_->window->bytes_total();
  progress.rows_unreadable = state_->unreadable.count();
  progress.rows_read = state_->rows_readable + progress.rows_unreadable;
  return progress;
}

}  // namespace millrace
