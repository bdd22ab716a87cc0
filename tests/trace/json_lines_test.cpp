// tests/trace/json_lines_test.cpp — one JSON object a line.
#include <doctest/doctest.h>

#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {

TEST_CASE("members become columns in order of appearance, with the types of the records") {
  const Reading got = read(
      "{\"id\":1,\"name\":\"ann\",\"price\":10.5}\n"
      "\n"
      "{\"price\":0.25,\"id\":2,\"at\":\"2001-01-01T00:00:00Z\",\"ok\":true}\r\n"
      "{\"id\":null,\"name\":\"b\\\"\\u00e9\",\"price\":3}",
      named("trades.jsonl"));
  CHECK(got.columns() == "id BIGINT, name STRING, price DECIMAL(18,2), at TIMESTAMP, ok BOOLEAN");
  CHECK(got.rows() ==
        "1|'ann'|10.50|NULL|NULL\n"
        "2|NULL|0.25|2001-01-01T00:00:00.000Z|true\n"
        "NULL|'b\"é'|3.00|NULL|NULL\n");
  CHECK(got.dead().empty());
}

TEST_CASE("nested values are strings of their JSON text, quoted numbers are strings") {
  const Reading got =
      read("{\"a\":{\"x\": [1]},\"b\":[],\"id\":\"007\"}\n", named("trades.ndjson"));
  CHECK(got.columns() == "a STRING, b STRING, id STRING");
  CHECK(got.rows() == "'{\"x\": [1]}'|'[]'|'007'\n");
}

TEST_CASE("quoted numbers are numbers where the schema says so") {
  RecordingOptions options = named("trades.jsonl");
  options.schema = std::make_shared<Schema>(
      std::vector<Field>{{"price", DataType::decimal(12, 4)}, {"extra", DataType::bigint()}});
  const Reading got = read("{\"n\":1,\"Price\":\"12.5\"}\n", options);
  CHECK(got.columns() == "n BIGINT, Price DECIMAL(12,4), extra BIGINT");
  CHECK(got.rows() == "1|12.5000|NULL\n");
}

TEST_CASE("of a repeated member the last counts, unknown members are ignored") {
  RecordingOptions options = named("trades.jsonl");
  options.sample_bytes = 20;
  CHECK(read("{\"a\":1,\"b\":2}\n{\"x\":9,\"a\":\"bad\",\"b\":5,\"a\":7}\n", options).rows() ==
        "1|2\n7|5\n");
}

TEST_CASE("a line that is no object is a dead letter with line and column") {
  const Reading got = read(
      "{\"a\":1}\n"
      "{\"a\":2\n"
      "[3]\n"
      "{\"é\":1,\"a\" 4}\n"
      "{\"a\":5}\n",
      named("trades.jsonl"));
  CHECK(got.dead() ==
        "trades.jsonl:2:7: expected ',' or '}', got the end of the record\n"
        "trades.jsonl:3:1: expected a JSON object, got '['\n"
        "trades.jsonl:4:12: expected ':', got '4'\n");
  CHECK(got.dead_letters[2].original == "{\"é\":1,\"a\" 4}");
  CHECK(got.rows() == "1\n5\n");
}

TEST_CASE("a value that does not fit and a required member that is missing are dead letters") {
  RecordingOptions options = named("trades.jsonl");
  options.sample_bytes = 30;
  options.required_columns = {"key"};
  const Reading got = read(
      "{\"key\":\"k\",\"n\":1}\n"
      "{\"key\":\"k\",\"n\":\"many\"}\n"
      "{\"n\":3}\n"
      "{\"key\":null,\"n\":4}\n",
      options);
  CHECK(got.rows() == "'k'|1\nNULL|4\n");
  CHECK(got.dead() ==
        "trades.jsonl:2: column 'n': cannot read 'many' as BIGINT, the type of the first records; "
        "give --schema 'n TYPE'\n"
        "trades.jsonl:3: the record has no 'key'\n");
}

TEST_CASE("invalid UTF-8 and lines beyond the limit are dead letters") {
  RecordingOptions options = named("trades.jsonl");
  options.record_bytes_max = 2000;
  const std::string text =
      "{\"a\":\"\xff\"}\n{\"a\":\"" + std::string(6000, 'x') + "\"}\n{\"a\":\"z\"}\n";
  for (options.block_bytes = 70; options.block_bytes < 9000; options.block_bytes += 1013) {
    const Reading got = read(text, options);
    CHECK(got.rows() == "'z'\n");
    CHECK(got.dead() ==
          "trades.jsonl:1:7: invalid UTF-8: byte 0xff; recordings must be UTF-8 "
          "(iconv -f LATIN1 -t UTF-8 FILE)\n"
          "trades.jsonl:2: the record is longer than 2000 bytes; its first 1000 are kept\n");
  }
}

TEST_CASE("a recording without a readable record says so, unless a schema is declared") {
  CHECK(read("", named("x.jsonl")).error ==
        "x.jsonl has no record to take columns from; give --schema");
  CHECK(read("[{\"a\":1}]", named("x.json")).error ==
        "x.json is a JSON array; expected one object a line (jq -c '.[]' FILE)");
  CHECK(read("{\n\"a\":1}\n", named("x.json")).error ==
        "x.json has no record that can be read; the first one, at byte 2: expected a name in "
        "double quotes, got the end of the record (expected one JSON object a line)");
  RecordingOptions options = named("x.jsonl");
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"a", DataType::bigint()}});
  const Reading got = read("nonsense\n", options);
  CHECK(got.error.empty());
  CHECK(got.dead() == "x.jsonl:1:1: expected a JSON object, got 'n'\n");
}

TEST_CASE("objects with ever new members are refused, unless the columns are declared") {
  std::string text;
  for (int i = 0; i < 2001; ++i) text += "{\"m" + std::to_string(i) + "\":1}\n";
  RecordingOptions options = named("x.jsonl");
  CHECK(read(text, options).error ==
        "x.jsonl has records with too many different members to make a column of each; name those "
        "to read with --schema");
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"m7", DataType::bigint()}});
  const Reading got = read(text, options);
  CHECK(got.columns() == "m7 BIGINT");
  CHECK(got.row_count() == 2001);
}

TEST_CASE("lines lie across blocks of any size") {
  std::string text;
  for (int i = 0; i < 20; ++i) text += "{\"n\":" + std::to_string(i * i * i) + "}\r\n";
  text += "{\"n\":-1}";
  RecordingOptions options = named("x.jsonl");
  options.sample_bytes = 1;
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"n", DataType::bigint()}});
  const std::string want = read(text, options).rows();
  for (options.block_bytes = 1; options.block_bytes < 40; ++options.block_bytes) {
    CHECK(read(text, options).rows() == want);
  }
  CHECK(want.substr(0, 8) == "0\n1\n8\n27");
}

}  // namespace millrace::test
