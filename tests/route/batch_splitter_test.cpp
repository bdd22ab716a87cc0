// tests/route/batch_splitter_test.cpp — splitting keeps every row once, in order, with the needed
// columns alone.
#include "core/route/batch_splitter.hpp"

#include <doctest/doctest.h>

#include "tests/route/route_fixtures.hpp"

namespace millrace {
namespace {

std::vector<WorkerId> ids(const std::vector<std::uint32_t>& workers) {
  std::vector<WorkerId> result;
  for (const std::uint32_t worker : workers) result.push_back({worker});
  return result;
}

std::string offsets_of(const RecordBatch& batch) {
  std::string text;
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    if (row > 0) text += ' ';
    text += std::to_string(batch.offset_at(row));
  }
  return text;
}

}  // namespace

TEST_CASE("each worker gets its rows in the order of the batch") {
  BatchSplitter splitter(3);
  Work work;
  const RecordBatch batch = batch_of({"a", "b", "c", "d", "e", "f"}, 9);
  const std::vector<std::uint32_t> needed = {0, 1};
  const auto pieces = splitter.split(batch, ids({2, 0, 2, 0, 0, 2}), needed, work);
  REQUIRE(pieces.size() == 3);
  CHECK(offsets_of(pieces[0]) == "1 3 4");
  CHECK(offsets_of(pieces[1]) == "");
  CHECK(offsets_of(pieces[2]) == "0 2 5");
  CHECK(pieces[0].columns[0].string_at(1) == "d");
  CHECK(pieces[2].columns[1].int64s()[2] == 5);
  CHECK(work.rows_copied == 6);
  // A row is a code, n and an offset: 4 + 8 + 8 bytes.
  CHECK(work.bytes_copied == 120);
}

TEST_CASE("a worker without rows gets an empty batch of the same source partition and sequence") {
  BatchSplitter splitter(2);
  Work work;
  const RecordBatch batch = batch_of({"a", "b", "c"}, 9);
  const auto pieces = splitter.split(batch, ids({1, 1, 1}), {}, work);
  CHECK(pieces[0].row_count == 0);
  CHECK(pieces[0].source_partition == SourcePartitionId{9});
  CHECK(pieces[0].sequence == 7);
  CHECK(pieces[0].schema == batch.schema);
}

TEST_CASE("only the needed columns are copied, and offsets always") {
  BatchSplitter splitter(2);
  Work work;
  const std::vector<std::uint32_t> needed = {1};
  const auto pieces = splitter.split(batch_of({"a", "b", "c"}), ids({0, 1, 0}), needed, work);
  CHECK(pieces[0].columns[0].row_count() == 0);
  CHECK(pieces[0].columns[1].row_count() == 2);
  CHECK(offsets_of(pieces[0]) == "0 2");
  CHECK(work.bytes_copied == 48);
}

TEST_CASE("a batch whose rows all go to one worker is shared, not copied") {
  BatchSplitter splitter(4);
  Work work;
  const RecordBatch batch = batch_of({"a", "b"});
  const std::vector<std::uint32_t> needed = {0, 1};
  const auto pieces = splitter.split(batch, ids({3, 3}), needed, work);
  CHECK(pieces[3].columns[1].int64s().data() == batch.columns[1].int64s().data());
  CHECK(work == Work{});
}

TEST_CASE("the row lists alone need no batch") {
  BatchSplitter splitter(4);
  splitter.sort_rows(ids({1, 3, 1, 0}));
  const auto rows = splitter.rows_of({1});
  CHECK(std::vector<std::uint32_t>(rows.begin(), rows.end()) == std::vector<std::uint32_t>{0, 2});
  CHECK(splitter.rows_of({2}).empty());
  splitter.sort_rows({});
  CHECK(splitter.rows_of({1}).empty());
}

TEST_CASE("no row is lost or doubled, whatever the workers") {
  Prng random(11);
  for (int round = 0; round < 200; ++round) {
    const auto workers = static_cast<std::uint32_t>(1 + random.below(17));
    std::vector<WorkerId> worker_of_row(random.below(300));
    for (WorkerId& id : worker_of_row) id.value = static_cast<std::uint32_t>(random.below(workers));
    BatchSplitter splitter(workers);
    splitter.sort_rows(worker_of_row);
    std::vector<int> seen(worker_of_row.size(), 0);
    for (std::uint32_t worker = 0; worker < workers; ++worker) {
      std::int64_t previous = -1;
      for (const std::uint32_t row : splitter.rows_of({worker})) {
        CHECK(worker_of_row[row].value == worker);
        CHECK(static_cast<std::int64_t>(row) > previous);
        previous = row;
        seen[row] += 1;
      }
    }
    CHECK(seen == std::vector<int>(worker_of_row.size(), 1));
  }
}

}  // namespace millrace
