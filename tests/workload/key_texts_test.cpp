// tests/workload/key_texts_test.cpp — keys held to the row-by-row writer of recordings.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"
#include "sim/trace/producer.hpp"
#include "sim/workload/key_texts.hpp"

namespace millrace {

namespace {

std::vector<std::string> texts_of(const Column& keys) {
  std::vector<std::string> texts;
  for (std::uint32_t row = 0; row < keys.row_count(); ++row) {
    texts.emplace_back();
    append_text(texts.back(), keys, row, "(no key)");
  }
  return texts;
}

/// A few distinct values of every type, and NULLs.
std::vector<Column> random_columns(Prng& random, ColumnBuilder& strings, std::uint32_t rows) {
  ColumnBuilder integers(DataType::bigint());
  ColumnBuilder decimals(DataType::decimal(10, 2));
  ColumnBuilder reals(DataType::real());
  ColumnBuilder flags(DataType::boolean());
  ColumnBuilder times(DataType::timestamp());
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (ColumnBuilder* column : {&strings, &integers, &decimals, &reals, &flags, &times}) {
      const std::uint64_t value = random.below(5);
      if (value == 4) {
        column->append_null();
        continue;
      }
      const auto number = static_cast<std::int64_t>(value) - 2;
      switch (column->type().physical()) {
        case PhysicalKind::kInt64:
          column->append_int64(number);
          break;
        case PhysicalKind::kDouble:
          column->append_double(static_cast<double>(number) / 4.0);
          break;
        case PhysicalKind::kBoolean:
          column->append_boolean(number > 0);
          break;
        case PhysicalKind::kCode:
          column->append_string(std::string(static_cast<std::size_t>(value), '|'));
          break;
      }
    }
  }
  return {strings.take(), integers.take(), decimals.take(),
          reals.take(),   flags.take(),    times.take()};
}

}  // namespace

TEST_CASE("keys are those of the row-by-row writer, whatever the columns and batches") {
  const std::vector<std::vector<std::uint32_t>> key_columns = {
      {}, {0}, {1}, {3}, {4}, {0, 1}, {1, 0}, {5, 2, 3}, {0, 1, 2, 3, 4, 5}};
  for (const std::vector<std::uint32_t>& columns : key_columns) {
    Prng random(columns.size());
    KeyTexts keys(columns);
    RecordKeys row_by_row(columns);
    ColumnBuilder strings(DataType::string());
    for (int batch = 0; batch < 20; ++batch) {
      if (batch % 7 == 6) strings = ColumnBuilder(DataType::string());  // another dictionary
      const std::vector<Column> data = random_columns(random, strings, 50);
      CHECK(texts_of(keys.keys_of(data, 50)) == texts_of(row_by_row.keys_of(data, 50)));
    }
  }
}

}  // namespace millrace
