// tests/trace/recording_open_test.cpp — what keeps a recording from being opened, and how formats are told.
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>

#include "sim/trace/byte_source.hpp"
#include "sim/trace/text_window.hpp"
#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {
namespace {

std::string open_error(RecordingOptions options) {
  return read("a,t,s\n1,2001-01-01,x\n", std::move(options)).error;
}

/// Gives three bytes and then fails, as a disk does.
class FailingSource final : public ByteSource {
 public:
  Result<std::size_t> read(char* to, std::size_t capacity) override {
    if (capacity < 3 || has_read_) return Error{ErrorCode::kInput, "cannot read 'x': broken"};
    has_read_ = true;
    for (int i = 0; i < 3; ++i) to[i] = 'x';
    return capacity;
  }
  std::optional<std::int64_t> byte_count() const override { return std::nullopt; }

 private:
  bool has_read_ = false;
};

}  // namespace

TEST_CASE("a file that cannot be read is an error with its path and the system's reason") {
  CHECK(read_file(named("/nowhere/trades.csv")).error ==
        "cannot open '/nowhere/trades.csv': No such file or directory");
  CHECK(read_file(named("/")).error == "cannot read '/': Is a directory");
}

TEST_CASE("an error of the source ends the reading") {
  TextWindow window(std::make_unique<FailingSource>(), 3);
  CHECK(window.extend().has_value());
  CHECK(window.text() == "xxx");
  const Status status = window.extend();
  REQUIRE(!status.has_value());
  CHECK(status.error().message == "cannot read 'x': broken");
}

TEST_CASE("compressed and UTF-16 files are told apart from text, with advice") {
  CHECK(read("\x1f\x8b\x08", named("x.csv")).error ==
        "x.csv is compressed with gzip; unpack it first (gzip -dc FILE)");
  CHECK(read("\x28\xb5\x2f\xfd", named("x.jsonl")).error ==
        "x.jsonl is compressed with zstd; unpack it first (zstd -dc FILE)");
  CHECK(read(std::string_view("\xff\xfe"
                              "a\0",
                              4),
             named("x.csv"))
            .error == "x.csv is UTF-16; recordings must be UTF-8 (iconv -f UTF-16 -t UTF-8 FILE)");
  CHECK(read("PAR1", named("x.csv")).error ==
        "x.csv is a Parquet file; expected CSV, JSON lines or a kcat recording");
}

TEST_CASE("formats have names and endings in any case") {
  CHECK(parse_trace_format("CSV").value() == TraceFormat::kCsv);
  CHECK(parse_trace_format("ndjson").value() == TraceFormat::kJsonLines);
  CHECK(name_of(TraceFormat::kJsonLines) == "jsonl");
  CHECK(name_of(TraceFormat::kKcat) == "kcat");
  CHECK(parse_trace_format("kat").error().message ==
        "unknown format 'kat' (did you mean 'kcat'?); expected csv, tsv, jsonl or kcat");
  CHECK(trace_format_of_path("a/B.CSV") == TraceFormat::kCsv);
  CHECK(trace_format_of_path("x.tab") == TraceFormat::kTsv);
  CHECK(trace_format_of_path("x.kcat.json") == TraceFormat::kKcat);
  CHECK(!trace_format_of_path("csv"));
  CHECK(!trace_format_of_path("x.txt"));
}

TEST_CASE("formats are told by the first lines") {
  CHECK(!trace_format_of_text(" \n"));
  CHECK(trace_format_of_text("a,b\n") == TraceFormat::kCsv);
  CHECK(trace_format_of_text("\n {\"a\":1}\n") == TraceFormat::kJsonLines);
  CHECK(trace_format_of_text("{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"payload\":null}") ==
        TraceFormat::kKcat);
  CHECK(trace_format_of_text("{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"payload\":\"long") ==
        TraceFormat::kKcat);
  CHECK(trace_format_of_text("{\"topic\":\"t\",\"partition\":0,\"offset\":1}") ==
        TraceFormat::kJsonLines);
}

TEST_CASE("an ending that tells nothing asks for the format") {
  CHECK(
      open_error(named("trades.dat")) ==
      "the ending of 'trades.dat' does not tell its format; give --format csv, tsv, jsonl or kcat");
  RecordingOptions options = named("trades.dat");
  options.format = TraceFormat::kCsv;
  CHECK(open_error(options).empty());
}

TEST_CASE("unknown columns and partitioners are errors with the nearest one") {
  RecordingOptions options;
  options.key_columns = {"aa"};
  CHECK(open_error(options) == "the recording has no column 'aa' (the key) (did you mean 'a'?)");
  options = {};
  options.time_column = "time";
  CHECK(open_error(options) == "the recording has no column 'time' (the event time)");
  options.time_column = "s";
  CHECK(open_error(options) ==
        "the event time column 's' is STRING; expected TIMESTAMP, or BIGINT with milliseconds "
        "since the epoch");
  options = {};
  options.partitioner = "murmur3";
  CHECK(open_error(options).substr(0, 47) == "unknown partitioner 'murmur3' (did you mean 'mu");
}

TEST_CASE("counts out of range are errors with the range") {
  RecordingOptions options;
  options.batch_rows = 0;
  CHECK(open_error(options) == "batch rows must be between 1 and 1048576, got 0");
  options = {};
  options.source_partitions = 65'537;
  CHECK(open_error(options) == "source partitions must be between 1 and 65536, got 65537");
}

TEST_CASE("the topic is called as asked, else like the file") {
  CHECK(read("a\n1\n", named("data/flights-2001q1.csv")).topic.name == "flights-2001q1");
  RecordingOptions options = named("x.csv");
  options.topic = "flights";
  const Reading got = read("a\n1\n", options);
  CHECK(got.topic.name == "flights");
  CHECK(*got.batches[0].topic == "flights");
}

TEST_CASE("progress counts bytes and rows to the end") {
  const Reading got = read("a,b\n1,2\n3\n\n4,5\n");
  CHECK(got.progress.bytes_read == 15);
  CHECK(got.progress.bytes_total == 15);
  CHECK(got.progress.rows_read == 3);
  CHECK(got.progress.rows_unreadable == 1);
}

TEST_CASE("a real file is read like a text") {
  const std::string path =
      (std::filesystem::temp_directory_path() / "millrace-recording.csv").string();
  std::FILE* file = std::fopen(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  const std::string text = "n\n1\n2\n";
  CHECK(std::fwrite(text.data(), 1, text.size(), file) == text.size());
  std::fclose(file);
  const Reading got = read_file(named(path));
  CHECK(got.rows() == "1\n2\n");
  CHECK(got.topic.name == "millrace-recording");
  CHECK(got.progress.bytes_total == 6);
  std::filesystem::remove(path);
}

}  // namespace millrace::test
