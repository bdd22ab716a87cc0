// sim/trace/topic_layout.cpp — a stable counting sort by partition; a topic of one partition is
// only sliced.
#include "sim/trace/topic_layout.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/trace/batch_records.hpp"

namespace millrace {
namespace {

Column as_timestamps(const Column& times) {
  if (times.type().kind == TypeKind::kTimestamp) return times;
  const std::span<const std::int64_t> values = times.int64s();
  const std::span<const std::uint8_t> validity = times.validity();
  return Column::of_int64(DataType::timestamp(), {values.begin(), values.end()},
                          {validity.begin(), validity.end()});
}

/// Cuts the same rows out of any column of a chunk.
class Cutter {
 public:
  Cutter(std::span<const std::uint32_t> order, std::uint32_t begin, std::uint32_t row_count)
      : begin_(begin), row_count_(row_count) {
    if (!order.empty()) rows_ = order.subspan(begin, row_count);
  }
  Column operator()(const Column& column) const {
    if (column.row_count() == 0) return column;
    return rows_.empty() ? column.slice(begin_, row_count_) : column.gather(rows_);
  }

 private:
  std::span<const std::uint32_t> rows_;
  std::uint32_t begin_;
  std::uint32_t row_count_;
};

}  // namespace

TopicLayout::TopicLayout(LayoutOptions options)
    : options_(std::move(options)),
      keys_(options_.key_columns),
      next_offsets_(options_.source_partition_count, 0) {}

TopicLayout::Rows TopicLayout::take_rows(Chunk& chunk) {
  Rows rows;
  rows.count = chunk.row_count();
  for (ColumnFiller& column : chunk.columns) rows.columns.push_back(column.take(rows.count));
  rows.keys = keys_.keys_of(rows.columns, rows.count);
  rows.records = std::make_shared<const ChunkRecords>(chunk.take_records());
  if (!chunk.places) return rows;
  RecordedPlaces& places = *chunk.places;
  const Column recorded_keys = places.keys.take(rows.count);
  if (options_.key_columns.empty()) rows.keys = recorded_keys;
  const Column recorded_times = places.timestamps.take(rows.count);
  if (options_.has_record_timestamps) rows.timestamps = recorded_times;
  if (options_.producer) return rows;
  places.partitions.resize(rows.count);
  places.offsets.resize(rows.count);
  rows.partitions = std::exchange(places.partitions, {});
  rows.offsets = std::exchange(places.offsets, {});
  return rows;
}

/// Partition and offset of each row, where they are not recorded.
void TopicLayout::number_rows(Rows& rows) {
  if (options_.producer && options_.source_partition_count > 1) {
    rows.partitions = options_.producer->place(rows.keys, rows.records->texts);
  }
  rows.offsets.resize(rows.count);
  for (std::uint32_t row = 0; row < rows.count; ++row) {
    const std::uint32_t partition = rows.partitions.empty() ? 0 : rows.partitions[row];
    rows.offsets[row] = next_offsets_[partition]++;
  }
}

/// Fills `order` with the chunk's rows by partition, unless they all are on one.
std::vector<TopicLayout::Run> TopicLayout::runs_of(const Rows& rows,
                                                   std::vector<std::uint32_t>& order) const {
  const std::uint32_t only = rows.partitions.empty() ? 0 : rows.partitions[0];
  const auto differs = [only](std::uint32_t partition) { return partition != only; };
  if (std::none_of(rows.partitions.begin(), rows.partitions.end(), differs)) {
    return {{only, 0, rows.count}};
  }
  std::vector<std::uint32_t> ends(options_.source_partition_count + 1, 0);
  for (const std::uint32_t partition : rows.partitions) ++ends[partition + 1];
  std::vector<Run> runs;
  for (std::uint32_t partition = 0; partition < options_.source_partition_count; ++partition) {
    const std::uint32_t begin = ends[partition];
    ends[partition + 1] += begin;
    if (ends[partition + 1] > begin) runs.push_back({partition, begin, ends[partition + 1]});
  }
  order.resize(rows.count);
  for (std::uint32_t row = 0; row < rows.count; ++row) order[ends[rows.partitions[row]]++] = row;
  return runs;
}

RecordBatch TopicLayout::batch_of(const Rows& rows,
                                  const std::shared_ptr<const std::vector<std::uint32_t>>& order,
                                  Run part) {
  const Cutter cut(*order, part.begin, part.end - part.begin);
  RecordBatch batch;
  batch.schema = options_.schema;
  batch.row_count = part.end - part.begin;
  batch.topic = options_.topic;
  batch.source_partition = {part.partition};
  batch.sequence = next_sequence_++;
  for (const Column& column : rows.columns) batch.columns.push_back(cut(column));
  if (options_.key_columns.size() == 1 &&
      rows.columns[options_.key_columns[0]].type() == rows.keys.type()) {
    batch.keys = batch.columns[options_.key_columns[0]];
  } else {
    batch.keys = cut(rows.keys);
  }
  batch.record_timestamps = cut(rows.timestamps);
  if (options_.time_column) {
    batch.event_times = as_timestamps(batch.columns[*options_.time_column]);
  } else {
    batch.event_times = batch.record_timestamps;
  }
  std::vector<std::int64_t> offsets;
  offsets.reserve(batch.row_count);
  for (std::uint32_t i = part.begin; i < part.end; ++i) {
    offsets.push_back(rows.offsets[order->empty() ? i : (*order)[i]]);
  }
  batch.offsets = Column::of_int64(DataType::bigint(), std::move(offsets));
  batch.raw = std::make_shared<BatchRecords>(rows.records, order, part.begin, batch.offsets);
  return batch;
}

void TopicLayout::lay_out(Chunk& chunk, std::deque<RecordBatch>& batches) {
  Rows rows = take_rows(chunk);
  const bool has_recorded_offsets = !rows.offsets.empty();
  if (!has_recorded_offsets) number_rows(rows);
  std::vector<std::uint32_t> order_rows;
  std::vector<Run> runs = runs_of(rows, order_rows);
  const auto order = std::make_shared<const std::vector<std::uint32_t>>(std::move(order_rows));
  std::uint32_t rows_left = rows.count;
  do {
    for (Run& run : runs) {
      if (run.begin == run.end && rows.count > 0) continue;
      Run part = run;
      part.end = run.begin + std::min(run.end - run.begin, options_.batch_rows_max);
      run.begin = part.end;
      rows_left -= part.end - part.begin;
      batches.push_back(batch_of(rows, order, part));
    }
  } while (rows_left > 0);
}

}  // namespace millrace
