// tests/trace/csv_test.cpp — CSV as RFC 4180 has it, and as people write it.
#include <doctest/doctest.h>

#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {

TEST_CASE("fields become typed columns, an empty field NULL") {
  const Reading got = read(
      "id,name,price,paid,at\n"
      "1,ann,10.50,true,2001-01-01T00:00:00Z\n"
      "2,,0.05,false,2001-01-01 00:01\n"
      "3,bob,-7,,\n");
  CHECK(got.columns() == "id BIGINT, name STRING, price DECIMAL(18,2), paid BOOLEAN, at TIMESTAMP");
  CHECK(got.rows() ==
        "1|'ann'|10.50|true|2001-01-01T00:00:00.000Z\n"
        "2|NULL|0.05|false|2001-01-01T00:01:00.000Z\n"
        "3|'bob'|-7.00|NULL|NULL\n");
  CHECK(got.dead().empty());
}

TEST_CASE("quoted fields hold delimiters, doubled quotes and line feeds") {
  const Reading got = read(
      "a,b\n"
      "\"1,5\",\"say \"\"hi\"\"\"\n"
      "\"two\nlines\",\"\"\"\"\n");
  CHECK(got.rows() ==
        "'1,5'|'say \"hi\"'\n"
        "'two\nlines'|'\"'\n");
  CHECK(got.dead().empty());
}

TEST_CASE("an empty quoted field is the empty string, and NULL where the column is no string") {
  const Reading got = read("a,b\n\"\",\"\"\nx,\"1\"\n,2\n");
  CHECK(got.columns() == "a STRING, b BIGINT");
  CHECK(got.rows() == "''|NULL\n'x'|1\nNULL|2\n");
}

TEST_CASE(
    "line ends may be CRLF, the last one missing, blank lines are skipped, a mark is skipped") {
  const std::string want = "1|'x'\n2|'y'\n";
  CHECK(read("n,s\n1,x\n2,y\n").rows() == want);
  CHECK(read("n,s\n1,x\n2,y").rows() == want);
  CHECK(read("n,s\r\n1,x\r\n2,y\r\n").rows() == want);
  CHECK(read("n,s\r\n1,x\r\n2,y\r").rows() == want);
  CHECK(read("\n\r\nn,s\n\n1,x\n\r\n\n2,y\n\n").rows() == want);
  CHECK(read("\xef\xbb\xbfn,s\n1,x\n2,y\n").rows() == want);
  CHECK(read("n,s\r\n\"1\",\"x\"\r\n\"2\",\"y\"").rows() == want);
}

TEST_CASE("a quote inside an unquoted field is an ordinary character") {
  CHECK(read("size,n\n5\" pipe,1\n").rows() == "'5\" pipe'|1\n");
}

TEST_CASE("blanks around numbers and names do not matter, in strings they stay") {
  const Reading got = read("n , s\n 1 , x\n2,  \n   ,y\n");
  CHECK(got.columns() == "n BIGINT, s STRING");
  CHECK(got.rows() == "1|' x'\n2|'  '\nNULL|'y'\n");
}

TEST_CASE("a delimiter at the end of a line is one more field, NULL") {
  CHECK(read("a,b\n1,\n2,").rows() == "1|NULL\n2|NULL\n");
}

TEST_CASE("tabs delimit the fields of TSV, commas are ordinary there") {
  CHECK(read("a\tb\n1\tx,y\n", named("trades.tsv")).rows() == "1|'x,y'\n");
}

TEST_CASE("a file with only a header has no rows and STRING columns") {
  for (const char* text : {"a,b", "a,b\n",
                           "\xef\xbb\xbf"
                           "a,b\r\n\r\n"}) {
    const Reading got = read(text);
    CHECK(got.error.empty());
    CHECK(got.columns() == "a STRING, b STRING");
    CHECK(got.batches.empty());
  }
}

TEST_CASE("text above ASCII is kept byte for byte") {
  CHECK(read("città,n\nZürich,1\n東京,2\n").rows() == "'Zürich'|1\n'東京'|2\n");
}

TEST_CASE("declared types go before what the records look like") {
  RecordingOptions options;
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"zip", DataType::string()},
                                                               {"t", DataType::timestamp()},
                                                               {"p", DataType::decimal(10, 3)},
                                                               {"d", DataType::real()}});
  const Reading got = read("zip,t,p,d,n\n10115,1000,1.5,2,3\n", options);
  CHECK(got.columns() == "zip STRING, t TIMESTAMP, p DECIMAL(10,3), d DOUBLE, n BIGINT");
  CHECK(got.rows() == "'10115'|1970-01-01T00:00:01.000Z|1.500|2|3\n");
}

TEST_CASE("records lie across blocks of any size") {
  const std::string text = "n,s\n1,\"a\r\nb\"\r\n22,\"\"\"\"\r\n333,é\r\n\r\n4444,last";
  RecordingOptions options;
  options.sample_bytes = 1;
  options.schema = std::make_shared<Schema>(std::vector<Field>{{"n", DataType::bigint()}});
  const std::string want = read(text, options).rows();
  CHECK(want == "1|'a\r\nb'\n22|'\"'\n333|'é'\n4444|'last'\n");
  for (options.block_bytes = 1; options.block_bytes <= 50; ++options.block_bytes) {
    CHECK(read(text, options).rows() == want);
  }
}

TEST_CASE("a batch shows each record as it stood, line breaks and quotes and all") {
  const Reading got = read("n,s\r\n1,\"a\nb\"\r\n\r\n2,x\r\n");
  std::string originals;
  for (const RecordBatch& batch : got.batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      originals += "<" + original_record(batch, row) + ">";
    }
  }
  CHECK(originals == "<1,\"a\nb\"><2,x>");
}

}  // namespace millrace::test
