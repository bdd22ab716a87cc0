// tests/trace/kcat_test.cpp — recordings of real topics, as `kcat -C -J` prints them.
#include <doctest/doctest.h>

#include "core/base/json_text.hpp"
#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {
namespace {

/// A line of kcat; `key` and `payload` are JSON.
std::string line(const std::string& topic, int partition, int offset, const std::string& key,
                 const std::string& payload, const std::string& ts = "978310020000") {
  return "{\"topic\":\"" + topic + "\",\"partition\":" + std::to_string(partition) +
         ",\"offset\":" + std::to_string(offset) + ",\"tstype\":\"create\",\"ts\":" + ts +
         ",\"broker\":1,\"headers\":[\"trace\",\"{\\\"payload\\\":1}\"],\"key\":" + key +
         ",\"payload\":" + payload + "}\n";
}

std::string in_quotes(std::string_view text) {
  std::string json;
  append_json_string(json, text);
  return json;
}

std::string system_text(const RecordBatch& batch) {
  std::string text = std::to_string(batch.source_partition.value) + ":";
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    text += " " + std::to_string(batch.offset_at(row)) + "/";
    append_text(text, batch.keys, row, "NULL");
    text += "/";
    append_text(text, batch.record_timestamps, row, "NULL");
  }
  return text;
}

}  // namespace

TEST_CASE("records keep partition, offset, key and timestamp; columns come from the payload") {
  const std::string text =
      line("trades", 2, 7, "\"ann\"", in_quotes("{\"n\":1,\"s\":\"a\\\"é\"}")) +
      line("trades", 0, 100, "null", "{\"n\":2,\"s\":null}") +
      line("trades", 2, 9, "\"b\\u00e9\"", "null", "-1");
  const Reading got = read(text, named("x.kcat"));
  CHECK(got.topic.name == "trades");
  CHECK(got.topic.source_partition_count == 3);
  CHECK(got.topic.partitioner == nullptr);
  CHECK(got.topic.has_keys);
  CHECK(got.topic.has_event_times);
  CHECK(got.topic.has_record_timestamps);
  CHECK(got.columns() == "n BIGINT, s STRING");
  CHECK(got.rows(0) == "2|NULL\n");
  CHECK(got.rows(2) == "1|'a\"é'\nNULL|NULL\n");
  std::string shown;
  for (const RecordBatch& batch : got.batches) shown += system_text(batch) + "\n";
  CHECK(shown ==
        "0: 100/NULL/2001-01-01T00:47:00.000Z\n"
        "2: 7/ann/2001-01-01T00:47:00.000Z 9/bé/NULL\n");
  CHECK(got.batches[1].event_times.value_at(0) == Value::timestamp(978'310'020'000));
  CHECK(original_record(got.batches[1], 1) + "\n" ==
        line("trades", 2, 9, "\"b\\u00e9\"", "null", "-1"));
}

TEST_CASE("a kcat recording is known by its keys in .jsonl and .json files") {
  const std::string text = line("t", 0, 0, "null", "{\"n\":1}");
  CHECK(read(text, named("x.jsonl")).topic.format == TraceFormat::kKcat);
  CHECK(read(text, named("x.json")).topic.format == TraceFormat::kKcat);
  CHECK(read(text, named("x.kcat.jsonl")).topic.format == TraceFormat::kKcat);
  RecordingOptions options = named("x.jsonl");
  options.format = TraceFormat::kJsonLines;
  CHECK(read(text, options).columns().substr(0, 36) == "topic STRING, partition BIGINT, offs");
}

TEST_CASE("several topics are an error that names them, unless one is chosen") {
  const std::string text = line("a", 0, 0, "null", "{\"n\":1}") +
                           line("b", 4, 0, "null", "{\"n\":2}") +
                           line("a", 1, 0, "null", "{\"n\":3}");
  CHECK(read(text, named("x.kcat")).error ==
        "x.kcat holds records of 2 topics: 'a', 'b'; read FROM one of them");
  RecordingOptions options = named("x.kcat");
  options.topic = "b";
  Reading got = read(text, options);
  CHECK(got.topic.source_partition_count == 5);
  CHECK(got.rows(4) == "2\n");
  CHECK(got.row_count() == 1);
  options.topic = "a";
  got = read(text, options);
  CHECK(got.topic.source_partition_count == 2);
  CHECK(got.row_count() == 2);
  options.topic = "c";
  CHECK(!read(text, options).error.empty());
}

TEST_CASE("a recording of one topic is that topic whatever it is called") {
  RecordingOptions options = named("x.kcat");
  options.topic = "anything";
  CHECK(read(line("trades", 0, 0, "null", "{\"n\":1}"), options).topic.name == "trades");
}

TEST_CASE("source partitions may be more than were recorded, not fewer") {
  const std::string text = line("t", 3, 0, "\"k\"", "{\"n\":1}");
  RecordingOptions options = named("x.kcat");
  options.source_partitions = 8;
  CHECK(read(text, options).topic.source_partition_count == 8);
  options.source_partitions = 2;
  CHECK(read(text, options).error ==
        "x.kcat has records on partition 3, which contradicts --source-partitions 2; give "
        "--partitioner to lay them out anew");
}

TEST_CASE(
    "key columns alone declare the key of a recorded topic and leave every record in its place") {
  const std::string text = line("t", 1, 7, "\"k1\"", "{\"c\":\"x\",\"n\":1}") +
                           line("t", 3, 0, "null", "{\"c\":\"y\",\"n\":2}") +
                           line("t", 1, 9, "\"k2\"", "{\"c\":\"x\",\"n\":3}");
  const Reading as_recorded = read(text, named("x.kcat"));
  RecordingOptions options = named("x.kcat");
  options.key_columns = {"C"};
  Reading got = read(text, options);
  CHECK(got.topic.key_columns == std::vector<std::string>{"c"});
  CHECK(got.topic.partitioner == nullptr);
  CHECK(got.topic.source_partition_count == 4);
  REQUIRE(got.batches.size() == 2);
  for (std::size_t i = 0; i < got.batches.size(); ++i) {
    CHECK(system_text(got.batches[i]) == system_text(as_recorded.batches[i]));
  }
  CHECK(system_text(got.batches[0]) ==
        "1: 7/k1/2001-01-01T00:47:00.000Z 9/k2/2001-01-01T00:47:00.000Z");
  options.source_partitions = 9;  // of which only some were recorded
  got = read(text, options);
  CHECK(got.topic.source_partition_count == 9);
  CHECK(system_text(got.batches[1]) == "3: 0/NULL/2001-01-01T00:47:00.000Z");
}

TEST_CASE("a partitioner lays the records out anew, by the recorded keys or by key columns") {
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += line("t", 0, 50 + i, "\"k" + std::to_string(i) + "\"",
                 "{\"c\":\"c" + std::to_string(i % 7) + "\"}");
  }
  RecordingOptions options = named("x.kcat");
  options.partitioner = "murmur2";
  options.source_partitions = 4;
  Reading got = read(text, options);
  CHECK(got.topic.partitioner == find_partitioner("murmur2"));
  CHECK(got.row_count() == 40);
  const auto by_key = find_partitioner("murmur2")->make({.partition_count = 4}).value();
  for (const RecordBatch& batch : got.batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      CHECK(batch.source_partition.value == by_key->partition_of(batch.keys.string_at(row), 100));
    }
  }
  options.key_columns = {"C"};
  got = read(text, options);
  CHECK(got.topic.key_columns == std::vector<std::string>{"c"});
  for (const RecordBatch& batch : got.batches) {
    CHECK(batch.keys.string_at(0) == batch.columns[0].string_at(0));
    CHECK(batch.offset_at(0) < 50);
  }
}

TEST_CASE("records that break the order of their partition or lack a field are dead letters") {
  const Reading got = read(
      line("t", 0, 5, "null", "{\"n\":1}") + line("t", 1, 2, "null", "{\"n\":2}") +
          line("t", 0, 5, "null", "{\"n\":3}") + line("t", 0, 6, "null", "\"no object\"") +
          line("t", 0, 7, "null", "17") + "{\"topic\":\"t\",\"partition\":0,\"payload\":\"{}\"}\n" +
          "{\"topic\":\"t\",\"partition\":-1,\"offset\":0,\"payload\":\"{}\"}\n" +
          line("t", 0, 8, "null", in_quotes("{\"n\":\"x\"}")),
      named("x.kcat"));
  CHECK(got.columns() == "n STRING");  // 1, 2, 3 and "x"
  CHECK(got.rows(0) == "'1'\n'x'\n");
  CHECK(got.rows(1) == "'2'\n");
  CHECK(got.dead() ==
        "x.kcat:3: offset 5 of partition 0 comes behind offset 5; the records of a partition must "
        "be in offset order\n"
        "x.kcat:4: payload, byte 1: expected a JSON object, got 'n'\n"
        "x.kcat:5: expected a JSON object as payload, got '17'\n"
        "x.kcat:6:1: expected a record of kcat -J with an offset of at least 0 in \"offset\"\n"
        "x.kcat:7:1: expected a record of kcat -J with a partition number below 65536 in "
        "\"partition\"\n");
  CHECK(got.dead_letters[1].offset == 6);
  CHECK(got.dead_letters[1].topic == "t");
  CHECK(got.dead_letters[3].offset == -1);
}

TEST_CASE("a recording without a kcat record, or without an object to take columns from, says so") {
  CHECK(read("{\"a\":1}\n", named("x.kcat")).error ==
        "x.kcat has no record of kcat -J ({\"topic\":…,\"partition\":…,…} a line)");
  CHECK(read(line("t", 0, 0, "null", "\"plain text\""), named("x.kcat")).error ==
        "x.kcat has no record with a JSON object as payload among the first ones to take columns "
        "from; give --schema");
}

TEST_CASE("a time column of the payload goes before the record timestamps") {
  RecordingOptions options = named("x.kcat");
  options.time_column = "at";
  const Reading got = read(line("t", 0, 0, "null", "{\"at\":5}"), options);
  CHECK(got.batches[0].event_times.value_at(0) == Value::timestamp(5));
  CHECK(got.batches[0].record_timestamps.value_at(0) == Value::timestamp(978'310'020'000));
}

}  // namespace millrace::test
