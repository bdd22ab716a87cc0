// tests/trace/topic_layout_test.cpp — how rows lie on source partitions and come in batches.
#include <doctest/doctest.h>

#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {
namespace {

/// rows `i,k<i mod keys>,<i * 1000>`, and every seventh without a key.
std::string keyed_rows(int count, int keys) {
  std::string text = "i,key,ts\n";
  for (int i = 0; i < count; ++i) {
    text += std::to_string(i) + "," + (i % 7 == 6 ? "" : "k" + std::to_string(i % keys)) + "," +
            std::to_string(i * 1000) + "\n";
  }
  return text;
}

RecordingOptions keyed(std::uint32_t partitions, std::string partitioner) {
  RecordingOptions options;
  options.source_partitions = partitions;
  options.key_columns = {"key"};
  options.partitioner = std::move(partitioner);
  return options;
}

}  // namespace

TEST_CASE("each row goes where the producer's partitioner puts it, in the order of the recording") {
  const std::string text = keyed_rows(500, 31);
  for (const PartitionerInfo* info : all_partitioners()) {
    CAPTURE(std::string(info->name));
    RecordingOptions options = keyed(6, std::string(info->name));
    options.seed = 42;
    const Reading got = read(text, options);
    std::vector<std::uint32_t> partition_of_row(500, 99);
    std::vector<std::int64_t> next_offset(6, 0);
    for (const RecordBatch& batch : got.batches) {
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        const auto i = static_cast<std::size_t>(batch.columns[0].int64s()[row]);
        partition_of_row[i] = batch.source_partition.value;
        CHECK(batch.offset_at(row) == next_offset[batch.source_partition.value]++);
      }
    }
    const auto producer = info->make({.partition_count = 6, .seed = 42}).value();
    std::size_t begin = text.find('\n') + 1;
    for (int i = 0; i < 500; ++i) {
      const std::size_t end = text.find('\n', begin);
      const std::string key = "k" + std::to_string(i % 31);
      const auto given = i % 7 == 6 ? std::optional<std::string_view>() : key;
      const std::uint32_t want =
          producer->partition_of(given, static_cast<std::int64_t>(end - begin));
      CHECK(partition_of_row[static_cast<std::size_t>(i)] == want);
      begin = end + 1;
    }
  }
}

TEST_CASE("any number of rows a batch gives the same partitions and the same order in each") {
  const std::string text = keyed_rows(300, 20);
  RecordingOptions options = keyed(5, "murmur2_random");
  options.batch_rows = 1000;
  const Reading want = read(text, options);
  for (const std::uint32_t batch_rows : {1u, 2u, 3u, 7u, 50u, 299u, 300u}) {
    options.batch_rows = batch_rows;
    const Reading got = read(text, options);
    for (std::uint32_t partition = 0; partition < 5; ++partition) {
      CHECK(got.rows(partition) == want.rows(partition));
    }
    std::int64_t sequence = 0;
    for (const RecordBatch& batch : got.batches) {
      CHECK(batch.sequence == sequence++);
      CHECK(batch.row_count <= batch_rows);
      CHECK(batch.row_count > 0);
    }
  }
}

TEST_CASE("the blocks that bytes arrive in do not change a single batch") {
  const std::string text = keyed_rows(200, 9);
  RecordingOptions options = keyed(3, "consistent_random");
  options.batch_rows = 8;
  options.sample_bytes = 64;
  const Reading want = read(text, options);
  for (const std::uint32_t block_bytes : {1u, 10u, 64u, 1000u}) {
    options.block_bytes = block_bytes;
    const Reading got = read(text, options);
    REQUIRE(got.batches.size() == want.batches.size());
    for (std::size_t i = 0; i < got.batches.size(); ++i) {
      CHECK(got.batches[i].source_partition == want.batches[i].source_partition);
      CHECK(got.batches[i].row_count == want.batches[i].row_count);
      CHECK(got.batches[i].offset_at(0) == want.batches[i].offset_at(0));
    }
  }
}

TEST_CASE("partitions are read side by side, one batch of each in turn") {
  RecordingOptions options = keyed(2, "round_robin");
  options.batch_rows = 2;
  std::string order;
  for (const RecordBatch& batch : read(keyed_rows(10, 3), options).batches) {
    order +=
        std::to_string(batch.source_partition.value) + "x" + std::to_string(batch.row_count) + " ";
  }
  CHECK(order == "0x2 1x2 0x2 1x2 0x1 1x1 ");
}

TEST_CASE("a key of several columns is their canonical texts joined by a bar") {
  RecordingOptions options;
  options.key_columns = {"A", "b", "t"};
  options.source_partitions = 2;
  const Reading got = read("a,b,t\n1,1.50,2001-01-01\n2,,2001-01-01\n,,\n", options);
  CHECK(got.topic.key_columns == std::vector<std::string>{"a", "b", "t"});
  std::string keys;
  for (const RecordBatch& batch : got.batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      keys += batch.keys.is_null(row) ? "NULL" : std::string(batch.keys.string_at(row));
      keys += "\n";
    }
  }
  for (const char* key :
       {"1|1.50|2001-01-01T00:00:00.000Z\n", "2||2001-01-01T00:00:00.000Z\n", "NULL\n"}) {
    CHECK(keys.find(key) != std::string::npos);
  }
}

TEST_CASE("keys are there without partitions, and absent without key columns") {
  RecordingOptions options;
  options.key_columns = {"n"};
  const Reading keyed_by_number = read("n\n7\n\n8\n", options);
  CHECK(keyed_by_number.topic.has_keys);
  CHECK(keyed_by_number.batches[0].keys.string_at(0) == "7");
  const Reading got = read("n\n7\n");
  CHECK(!got.topic.has_keys);
  CHECK(got.batches[0].keys.row_count() == 0);
}

TEST_CASE(
    "records without keys lie where the partitioner puts those: in runs, by chance, in turn") {
  RecordingOptions options = keyed(4, "round_robin");
  options.key_columns.clear();
  CHECK(read("n\n0\n1\n2\n3\n4\n", options).rows(0) == "0\n4\n");
}

TEST_CASE("event times come from a BIGINT or TIMESTAMP column, NULL stays NULL") {
  RecordingOptions options;
  options.time_column = "TS";
  Reading got = read("ts,n\n1000,1\n,2\n", options);
  REQUIRE(got.error.empty());
  CHECK(got.topic.event_time_column == 0u);
  CHECK(got.topic.has_event_times);
  std::string times;
  for (const RecordBatch& batch : got.batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      CHECK(batch.event_times.type() == DataType::timestamp());
      append_text(times, batch.event_times, row, "NULL");
      times += " ";
    }
  }
  CHECK(times == "1970-01-01T00:00:01.000Z NULL ");
  got = read("ts\n2001-01-01\n", options);
  CHECK(got.batches[0].event_times.value_at(0) == Value::timestamp(978'307'200'000));
  CHECK(read("n\n1\n").batches[0].event_times.row_count() == 0);
}

TEST_CASE("strings keep their codes from batch to batch") {
  RecordingOptions options;
  options.batch_rows = 1;
  const Reading got = read("s\na\nb\na\n", options);
  REQUIRE(got.batches.size() == 3);
  CHECK(got.batches[0].columns[0].codes()[0] == got.batches[2].columns[0].codes()[0]);
  CHECK(got.batches[0].columns[0].dictionary()->lineage() ==
        got.batches[2].columns[0].dictionary()->lineage());
}

}  // namespace millrace::test
