// tests/trace/csv_malformed_test.cpp — bad rows go alone, with their place; bad headers end the reading.
#include <doctest/doctest.h>

#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {

TEST_CASE("a row with too few or too many fields is a dead letter with its line and its text") {
  const Reading got = read("a,b\n1,2\n3\n4,5,6\n7,8\n");
  CHECK(got.rows() == "1|2\n7|8\n");
  CHECK(got.dead() ==
        "trades.csv:3: expected 2 fields, got 1\n"
        "trades.csv:4: expected 2 fields, got 3\n");
  CHECK(got.dead_letters[1].original == "4,5,6");
  CHECK(got.dead_letters[1].topic == "trades");
  CHECK(got.dead_letters[1].offset == -1);
}

TEST_CASE(
    "a value that does not fit its column is a dead letter that names both and says what to do") {
  const Reading got = read("id,price\n1,2.50\nx,1.00\n3,1.255\n4,1.0\n");
  // The types of the sample already cover all of this file: "x" makes id STRING.
  CHECK(got.columns() == "id STRING, price DECIMAL(18,3)");
  CHECK(got.dead().empty());

  RecordingOptions options;
  options.sample_bytes = 10;
  const Reading cut = read("id,price\n1,2.50\nx,1.00\n3,1.255\n4,1.0\n", options);
  CHECK(cut.columns() == "id BIGINT, price DECIMAL(18,2)");
  CHECK(cut.rows() == "1|2.50\n4|1.00\n");
  CHECK(cut.dead() ==
        "trades.csv:3: column 'id': cannot read 'x' as BIGINT, the type of the first records; "
        "give --schema 'id TYPE'\n"
        "trades.csv:4: column 'price': cannot read '1.255' as DECIMAL(18,2), the type of the "
        "first records; give --schema 'price TYPE'\n");

  options.schema = std::make_shared<Schema>(std::vector<Field>{{"id", DataType::bigint()}});
  CHECK(read("id\nx\n", options).dead() ==
        "trades.csv:2: column 'id': cannot read 'x' as BIGINT\n");
}

TEST_CASE("a long value is cut in the message and whole in the dead letter") {
  RecordingOptions options;
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"n", DataType::bigint()}});
  const Reading got =
      read("n\n" + std::string(59, 'a') + "é" + std::string(100, 'b') + "\n", options);
  CHECK(got.dead() ==
        "trades.csv:2: column 'n': cannot read '" + std::string(59, 'a') + "…' as BIGINT\n");
  CHECK(got.dead_letters[0].original.size() == 161);
}

TEST_CASE("one stray quote costs one line, not the rest of the file") {
  const Reading got = read("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n");
  CHECK(got.rows() == "2|'y'\n3|'z'\n4|'w'\n");
  CHECK(got.dead() ==
        "trades.csv:2: text behind a closing quote (a quote inside quotes is doubled: \"\"), "
        "in a quoted field that starts in this line\n");
  CHECK(got.dead_letters[0].original == "1,\"x");
}

TEST_CASE("text behind a closing quote is a dead letter with its column") {
  const Reading got = read("a,b\n1,\"x\"y\n2,z\n");
  CHECK(got.rows() == "2|'z'\n");
  CHECK(got.dead() ==
        "trades.csv:2:6: text behind a closing quote (a quote inside quotes is doubled: \"\")\n");
}

TEST_CASE("a quote that is never closed is a dead letter at its column") {
  const Reading got = read("a,b\n1,x\n2,\"yyy\n3,z");
  CHECK(got.rows() == "1|'x'\n3|'z'\n");
  CHECK(got.dead() == "trades.csv:3:3: no closing quote\n");
}

TEST_CASE("invalid UTF-8 is a dead letter that names the byte and its column") {
  const Reading got = read("s,n\nZürich,1\nüM\xfcnchen,2\nx,3\n");
  CHECK(got.rows() == "'Zürich'|1\n'x'|3\n");
  CHECK(got.dead() ==
        "trades.csv:3:3: invalid UTF-8: byte 0xfc; recordings must be UTF-8 "
        "(iconv -f LATIN1 -t UTF-8 FILE)\n");
  CHECK(got.dead_letters[0].original == "üM\xfcnchen,2");
}

TEST_CASE("line numbers count the lines inside quotes and the blank ones") {
  const Reading got = read("a,b\n\n1,\"x\ny\nz\"\n\n2\n");
  CHECK(got.dead() == "trades.csv:7: expected 2 fields, got 1\n");
}

TEST_CASE("a record longer than the limit is a dead letter of its beginning, and reading goes on") {
  RecordingOptions options;
  options.record_bytes_max = 2000;
  const std::string text = "a,b\n1,x\n2," + std::string(5000, 'y') + "\n3,z\n";
  for (options.block_bytes = 100; options.block_bytes <= 10'000; options.block_bytes += 900) {
    const Reading got = read(text, options);
    CHECK(got.rows() == "1|'x'\n3|'z'\n");
    CHECK(got.dead() ==
          "trades.csv:3: the record is longer than 2000 bytes; its first 1000 are kept\n");
    CHECK((got.dead_letters[0].original == "2," + std::string(998, 'y')));
  }
}

TEST_CASE("a quote without an end within the limit costs its line alone") {
  RecordingOptions options;
  options.record_bytes_max = 2000;
  std::string text = "a,b\n1,\"x\n";
  std::string rows;
  for (int i = 0; i < 1000; ++i) {
    text += std::to_string(i) + ",y\n";
    rows += std::to_string(i) + "|'y'\n";
  }
  for (options.block_bytes = 100; options.block_bytes <= 10'000; options.block_bytes += 900) {
    const Reading got = read(text, options);
    CHECK((got.rows() == rows));
    CHECK(got.dead() == "trades.csv:2:1: no closing quote within 2000 bytes\n");
  }
}

TEST_CASE("a line of ten megabytes is a row like any other") {
  const Reading got = read("s,n\n" + std::string(10'000'000, 'x') + ",1\ny,2\n");
  CHECK(got.dead().empty());
  CHECK(got.row_count() == 2);
  CHECK(got.batches[0].columns[0].string_at(0).size() == 10'000'000);
}

TEST_CASE("many unreadable records in a row come in stretches, with batches without rows") {
  std::string text = "a,b\n";
  for (int i = 0; i < 10; ++i) text += "1\n";
  RecordingOptions options;
  options.batch_rows = 4;
  const Reading got = read(text + "1,2\n", options);
  CHECK(got.dead_letters.size() == 10);
  CHECK(got.rows() == "1|2\n");
  REQUIRE(got.batches.size() == 3);
  CHECK(got.batches[0].row_count == 0);
}

TEST_CASE("a header that cannot be used ends the reading with its place") {
  CHECK(read("").error == "trades.csv has no header line");
  CHECK(read("\n\r\n\n").error == "trades.csv has no header line");
  CHECK(read("\na,,c\n").error == "trades.csv:2: field 2 of the header has no name");
  CHECK(read("a,b,\n1,2,3\n").error == "trades.csv:1: field 3 of the header has no name");
  CHECK(read("a,b,\"a\"\n").error ==
        "trades.csv:1: the header names column 'a' twice, in fields 1 and 3");
  CHECK(read("a,\"b\n").error == "trades.csv:1: the header cannot be read: no closing quote");
  CHECK(read("a,\xe9\n").error ==
        "trades.csv:1: invalid UTF-8: byte 0xe9; recordings must be UTF-8 "
        "(iconv -f LATIN1 -t UTF-8 FILE)");
}

TEST_CASE("a declared column that the header does not have is an error with the nearest one") {
  RecordingOptions options;
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"prise", DataType::bigint()}});
  CHECK(read("price,n\n1,2\n", options).error ==
        "the schema has column 'prise', the header of trades.csv has not (did you mean 'price'?)");
}

}  // namespace millrace::test
