// tests/exec/buffers_test.cpp — the small parts that hold rows and columns: rounds, gathering, logs.
#include <doctest/doctest.h>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"
#include "core/exec/column_gather.hpp"
#include "core/exec/over/record_log.hpp"
#include "core/exec/rounds.hpp"
#include "core/exec/row_log.hpp"

namespace millrace {
namespace {

using Ids = std::vector<std::uint32_t>;

Ids items_of(const Rounds& rounds, std::uint32_t round) {
  const auto items = rounds.items(round);
  return Ids(items.begin(), items.end());
}

std::vector<std::string> texts_of(const Column& column) {
  std::vector<std::string> texts;
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    append_text(texts.emplace_back(), column, row, "NULL");
  }
  return texts;
}

Column strings(const std::vector<std::string>& values) {
  ColumnBuilder builder(DataType::string());
  for (const std::string& value : values) builder.append_string(value);
  return builder.take();
}

TEST_CASE("a round holds the items that are the nth of their id") {
  Rounds rounds;
  rounds.split(Ids{7, 3, 7, 7, 5, 3}, 8);
  REQUIRE(rounds.round_count() == 3);
  CHECK(items_of(rounds, 0) == Ids{0, 1, 4});
  CHECK(items_of(rounds, 1) == Ids{2, 5});
  CHECK(items_of(rounds, 2) == Ids{3});
  rounds.split(Ids{1, 1}, 8);  // nothing is remembered
  CHECK(items_of(rounds, 0) == Ids{0});
  rounds.split({}, 8);
  CHECK(rounds.round_count() == 0);
}

TEST_CASE("rows of columns with different dictionaries make one column") {
  const Column a = strings({"x", "y"});
  const Column b = strings({"y", "z"});
  const Column* chunks[] = {&a, &b};
  const std::vector<RowRef> rows = {{1, 1}, {0, 1}, kNoRow, {1, 0}, {0, 0}};
  CHECK(texts_of(gather_across(DataType::string(), chunks, rows)) ==
        std::vector<std::string>{"z", "y", "NULL", "y", "x"});
  CHECK(texts_of(concatenate(DataType::string(), chunks)) ==
        std::vector<std::string>{"x", "y", "y", "z"});
}

TEST_CASE("columns of one lineage keep their dictionary") {
  ColumnBuilder builder(DataType::string());
  builder.append_string("x");
  const Column a = builder.take();
  builder.append_string("y");
  const Column b = builder.take();
  const Column* chunks[] = {&a, &b};
  const Column both = concatenate(DataType::string(), chunks);
  CHECK(both.dictionary()->lineage() == a.dictionary()->lineage());
  CHECK(texts_of(both) == std::vector<std::string>{"x", "y"});
}

TEST_CASE("gathering keeps NULLs of every type") {
  for (const DataType type : {DataType::bigint(), DataType::real(), DataType::boolean(),
                              DataType::string(), DataType::timestamp(), DataType::decimal(6, 2)}) {
    const Column nulls = Column::of_nulls(type, 2);
    const Column* chunks[] = {&nulls, &nulls};
    const Column all = concatenate(type, chunks);
    CHECK(all.type() == type);
    CHECK(texts_of(all) == std::vector<std::string>(4, "NULL"));
  }
}

TEST_CASE("a row log keeps what is retained, and compacts when that is little") {
  Prng random(43);
  RowLog log({DataType::bigint()});
  std::vector<RowRef> kept;
  std::vector<std::int64_t> values;
  for (std::int64_t chunk = 0; chunk < 2000; ++chunk) {
    std::vector<std::int64_t> numbers;
    for (std::int64_t i = 0; i < 100; ++i) numbers.push_back(chunk * 100 + i);
    const std::uint32_t id = log.append({Column::of_int64(DataType::bigint(), numbers)}, 100);
    if (random.chance(2, 3)) {
      const auto row = static_cast<std::uint32_t>(random.below(100));
      kept.push_back({id, row});
      values.push_back(numbers[row]);
      log.retain(kept.back());
    }
    log.seal(id);
    if (kept.size() > 50) {
      log.release(kept.front());
      kept.erase(kept.begin());
      values.erase(values.begin());
    }
    if (log.is_sparse()) {
      std::vector<RowRef*> places;
      for (RowRef& row : kept) places.push_back(&row);
      log.compact(places);
      CHECK(!log.is_sparse());
    }
    CHECK(log.retained_count() == static_cast<std::int64_t>(kept.size()));
  }
  const Column column = log.gather(0, kept);
  CHECK(std::vector<std::int64_t>(column.int64s().begin(), column.int64s().end()) == values);
}

TEST_CASE("a record log cuts chunks down and still finds their rows by their first numbers") {
  Prng random(47);
  RecordLog log;
  std::vector<RowRef> waiting;
  for (int chunk = 0; chunk < 20; ++chunk) {
    RecordChunk records;
    const std::uint32_t count = 200;
    std::vector<std::int64_t> offsets;
    for (std::uint32_t row = 0; row < count; ++row) offsets.push_back(chunk * 1000 + row);
    records.batch.row_count = count;
    records.batch.offsets = Column::of_int64(DataType::bigint(), offsets);
    records.values = {records.batch.offsets};
    records.groups.assign(count, static_cast<std::uint32_t>(chunk));
    const std::uint32_t id = log.add(std::move(records));
    for (std::uint32_t row = 0; row < count; ++row) waiting.push_back({id, row});
    for (int i = 0; i < 190 && !waiting.empty(); ++i) {
      const std::size_t at = random.below(waiting.size());
      const RowRef released = waiting[at];
      log.release({&released, 1});
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(at));
    }
    for (const RowRef record : waiting) {
      const RecordChunk& kept = log.chunk(record.chunk);
      const std::uint32_t row = log.row_of(record);
      CHECK(kept.batch.offset_at(row) % 1000 == record.row);
      CHECK(kept.values[0].int64s()[row] == kept.groups[row] * 1000 + record.row);
    }
  }
}

}  // namespace
}  // namespace millrace
