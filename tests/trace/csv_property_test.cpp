// tests/trace/csv_property_test.cpp — any table, written as CSV in any legal way, reads back as that table.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <optional>

#include "tests/trace/recording_fixtures.hpp"

namespace millrace::test {
namespace {

using Cell = std::optional<std::string>;
using Table = std::vector<std::vector<Cell>>;

/// In quotes where it must be, and where the dice say so.
std::string written(const Cell& cell, bool is_quoted) {
  if (!cell) return "";
  const bool must = cell->empty() || cell->find_first_of("\",\r\n") != std::string::npos;
  if (!must && !is_quoted) return *cell;
  std::string text = "\"";
  for (const char c : *cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

std::string csv_of(const Table& table, std::uint32_t columns, const std::vector<bool>& dice) {
  std::size_t throw_count = 0;
  const auto coin = [&] { return !dice.empty() && dice[throw_count++ % dice.size()]; };
  std::string text;
  for (std::uint32_t i = 0; i < columns; ++i) text += (i == 0 ? "c" : ",c") + std::to_string(i);
  for (const auto& row : table) {
    text += coin() ? "\r\n" : "\n";
    std::string line;
    for (std::uint32_t i = 0; i < columns; ++i)
      line += (i == 0 ? "" : ",") + written(row[i], coin());
    text += line;
  }
  return text + (coin() ? "\n" : "");
}

rc::Gen<std::string> cell_text() {
  const auto piece = rc::gen::element<std::string>("a", "B", "7", ".", "-", "\"", ",", "\n", "\r\n",
                                                   "\r", " ", "é", "東", "😀", "true", "\\");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const auto& pieces) {
    std::string text;
    for (const std::string& part : pieces) text += part;
    return text;
  });
}

Table read_back(const Reading& reading) {
  Table table;
  for (const RecordBatch& batch : reading.batches) {
    for (std::uint32_t row = 0; row < batch.row_count; ++row) {
      auto& cells = table.emplace_back();
      for (const Column& column : batch.columns) {
        cells.push_back(column.is_null(row) ? Cell() : Cell(column.string_at(row)));
      }
    }
  }
  return table;
}

}  // namespace

TEST_CASE("a random table of strings survives being written as CSV and read") {
  const bool holds = rc::check([] {
    const auto columns = *rc::gen::inRange<std::uint32_t>(2, 6);
    const auto cell = rc::gen::oneOf(
        rc::gen::just(Cell()), rc::gen::map(cell_text(), [](std::string t) { return Cell(t); }));
    const auto row = rc::gen::container<std::vector<Cell>>(columns, cell);
    const Table table = *rc::gen::container<Table>(row);
    std::vector<Field> fields;
    for (std::uint32_t i = 0; i < columns; ++i) {
      fields.push_back({"c" + std::to_string(i), DataType::string()});
    }
    RecordingOptions options;
    options.schema = std::make_shared<Schema>(fields);
    options.batch_rows = *rc::gen::inRange<std::uint32_t>(1, 20);
    options.block_bytes = *rc::gen::inRange<std::uint32_t>(1, 200);
    options.sample_bytes = *rc::gen::inRange<std::uint32_t>(1, 200);
    const std::string text = csv_of(table, columns, *rc::gen::arbitrary<std::vector<bool>>());
    const Reading reading = read(text, options);
    RC_ASSERT(reading.dead() == "");
    RC_ASSERT(read_back(reading) == table);
  });
  CHECK(holds);
}

TEST_CASE("any bytes are rows or dead letters, never lost and never a crash") {
  const bool holds = rc::check([] {
    const auto piece =
        rc::gen::element<std::string>("a", "1", "\"", "\"\"", ",", "\n", "\r\n", "\r", " ", "\xff",
                                      "\xc3", "é", "{", "}", ":", std::string(1, '\0'));
    const auto pieces = *rc::gen::container<std::vector<std::string>>(piece);
    std::string text = "x,y\n";
    for (const std::string& part : pieces) text += part;
    RecordingOptions options;
    options.record_bytes_max = *rc::gen::inRange<std::uint32_t>(1, 60);
    options.batch_rows = *rc::gen::inRange<std::uint32_t>(1, 5);
    const Reading want = read(text, options);  // the balance is checked in there
    RC_ASSERT(want.error == "");
    options.block_bytes = *rc::gen::inRange<std::uint32_t>(1, 30);
    const Reading got = read(text, options);
    RC_ASSERT(got.dead() == want.dead());
    RC_ASSERT(got.rows() == want.rows());
    RC_ASSERT(got.progress.bytes_read == static_cast<std::int64_t>(text.size()));
  });
  CHECK(holds);
}

}  // namespace millrace::test
