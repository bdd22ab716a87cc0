// tests/data/record_batch_test.cpp — cutting batches, and giving back records as they came.
#include "core/data/record_batch.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "core/data/column_builder.hpp"

namespace millrace {
namespace {

class FakeRawRecords : public RawRecords {
 public:
  std::string_view text_of(std::int64_t offset) const override {
    return offset == 101 ? "origin=ATL;raw" : "";
  }
};

Column strings(const std::vector<std::string>& values) {
  ColumnBuilder builder(DataType::string());
  for (const std::string& value : values) builder.append_string(value);
  return builder.take();
}

std::string text_of(const Column& column) {
  std::string text;
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    if (row > 0) text += ' ';
    append_text(text, column, row, "NULL");
  }
  return text;
}

RecordBatch flights() {
  RecordBatch batch;
  batch.schema = std::make_shared<const Schema>(std::vector<Field>{
      {"origin", DataType::string()}, {"delay", DataType::bigint()}, {"unused", DataType::real()}});
  batch.columns = {strings({"ATL", "ORD", "ATL", "DFW"}),
                   Column::of_int64(DataType::bigint(), {5, 0, -2, 7}, {1, 0, 1, 1}), Column()};
  batch.row_count = 4;
  batch.topic = std::make_shared<const std::string>("flights");
  batch.source_partition = {3};
  batch.sequence = 17;
  batch.offsets = Column::of_int64(DataType::bigint(), {100, 101, 102, 103});
  batch.event_times = Column::of_int64(DataType::timestamp(), {0, 1, 2, 3});
  batch.keys = strings({"k0", "k1", "k2", "k3"});
  batch.watermarks_before = Column::of_int64(DataType::timestamp(), {-9, -9, -8, -7});
  return batch;
}

TEST_CASE("gather_rows takes the needed columns and every system column that is held") {
  const std::vector<std::uint32_t> rows = {1, 3};
  const std::vector<std::uint32_t> needed = {0, 2};
  const RecordBatch part = gather_rows(flights(), rows, needed);
  CHECK(part.row_count == 2);
  CHECK(part.columns.size() == 3);
  CHECK(text_of(part.columns[0]) == "ORD DFW");
  CHECK(part.columns[1].row_count() == 0);  // not needed
  CHECK(part.columns[2].row_count() == 0);  // not held
  CHECK(text_of(part.offsets) == "101 103");
  CHECK(part.offset_at(1) == 103);
  CHECK(text_of(part.keys) == "k1 k3");
  CHECK(part.watermarks_before.int64s()[1] == -7);
  CHECK(part.event_times.int64s()[0] == 1);
  CHECK(part.record_timestamps.row_count() == 0);
  CHECK(*part.topic == "flights");
  CHECK(part.source_partition == SourcePartitionId{3});
  CHECK(part.sequence == 17);
  CHECK(part.schema->column_count() == 3);
}

TEST_CASE("slice_rows shares the storage and keeps everything else") {
  const RecordBatch batch = flights();
  const RecordBatch part = slice_rows(batch, 1, 2);
  CHECK(part.row_count == 2);
  CHECK(text_of(part.columns[0]) == "ORD ATL");
  CHECK(text_of(part.columns[1]) == "NULL -2");
  CHECK(part.columns[2].row_count() == 0);
  CHECK(part.offsets.int64s().data() == batch.offsets.int64s().data() + 1);
  CHECK(text_of(part.keys) == "k1 k2");
  CHECK(part.sequence == 17);
  CHECK(slice_rows(batch, 4, 0).row_count == 0);
}

TEST_CASE("byte_count adds up the held columns") {
  // origin 4*4, delay 4*8+4, offsets, event times and watermarks 4*8 each, keys 4*4.
  CHECK(byte_count(flights()) == 16 + 36 + 3 * 32 + 16);
  CHECK(byte_count(RecordBatch()) == 0);
}

TEST_CASE("original_record gives the raw text where it is held, else the columns as JSON") {
  RecordBatch batch = flights();
  CHECK(original_record(batch, 0) == R"({"origin":"ATL","delay":5})");
  CHECK(original_record(batch, 1) == R"({"origin":"ORD","delay":null})");
  batch.raw = std::make_shared<const FakeRawRecords>();
  CHECK(original_record(batch, 1) == "origin=ATL;raw");
  CHECK(original_record(batch, 2) == R"({"origin":"ATL","delay":-2})");
  const RecordBatch part = slice_rows(batch, 1, 1);
  CHECK(original_record(part, 0) == "origin=ATL;raw");  // by offset, not by row
}

TEST_CASE("original_record writes every type as valid JSON") {
  RecordBatch batch;
  batch.schema =
      std::make_shared<const Schema>(std::vector<Field>{{"flag \"x\"", DataType::boolean()},
                                                        {"price", DataType::decimal(9, 2)},
                                                        {"ratio", DataType::real()},
                                                        {"limit", DataType::real()},
                                                        {"at", DataType::timestamp()},
                                                        {"note", DataType::string()}});
  batch.columns = {Column::of_boolean({1}),
                   Column::of_int64(DataType::decimal(9, 2), {-5}),
                   Column::of_double({1.5e-7}),
                   Column::of_double({std::numeric_limits<double>::infinity()}),
                   Column::of_int64(DataType::timestamp(), {0}),
                   strings({"a \"b\"\n"})};
  batch.row_count = 1;
  CHECK(original_record(batch, 0) ==
        R"({"flag \"x\"":true,"price":-0.05,"ratio":1.5e-7,"limit":"Infinity",)"
        R"("at":"1970-01-01T00:00:00.000Z","note":"a \"b\"\n"})");
}

}  // namespace
}  // namespace millrace
