// tests/exec/evaluator_test.cpp — selections, system columns, and what an Evaluator keeps between batches.
#include <doctest/doctest.h>

#include <limits>

#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

const DataType kBigint = DataType::bigint();
const DataType kString = DataType::string();
const DataType kTimestamp = DataType::timestamp();

TEST_CASE("rows outside the selection are neither evaluated nor reported") {
  const Expression number = cast_to(kBigint, column(0, kString));
  const Expression ratio = call(ExprOp::kDivide, DataType::real(), {literal(1), number});
  Evaluator evaluator(ratio);
  const std::vector<Column> columns = {strings({"x", "2", "0", "4", "y", "0"})};
  CHECK(evaluated(evaluator, {6, columns}, {1, 3}) == "0.5 | 0.25");
  CHECK(evaluated(evaluator, {6, columns}, {1, 2, 4}) ==
        "0.5 | NULL | error: cannot read 'y' as BIGINT / 1 divisions by zero");
  CHECK(evaluated(evaluator, {6, columns}, {}) == "");
}

TEST_CASE("a sparse selection and a dense one give the same") {
  ColumnBuilder builder(kBigint);
  for (std::int64_t i = 0; i < 1000; ++i)
    builder.append_int64(i % 7 == 0 ? std::numeric_limits<std::int64_t>::max() : i);
  const std::vector<Column> columns = {builder.take()};
  Evaluator evaluator(call(ExprOp::kAdd, kBigint, {column(0, kBigint), literal(1)}));
  EvaluationRemarks dense_remarks;
  const Column dense = evaluator.evaluate({1000, columns}, all_rows(1000), dense_remarks);
  CHECK(dense_remarks.errors.size() == 143);
  const std::vector<std::uint32_t> few = {0, 1, 500, 993};
  EvaluationRemarks few_remarks;
  const Column sparse = evaluator.evaluate({1000, columns}, few, few_remarks);
  CHECK(few_remarks.errors.size() == 1);
  for (const std::uint32_t row : few) CHECK(sparse.value_at(row) == dense.value_at(row));
}

TEST_CASE("batches of different sizes follow each other") {
  Evaluator evaluator(call(ExprOp::kAdd, kBigint, {column(0, kBigint), column(1, kBigint)}));
  const std::vector<Column> large = {bigints({1, {}, 3}), bigints({1, 1, {}})};
  const std::vector<Column> small = {bigints({5}), bigints({6})};
  CHECK(evaluated(evaluator, {3, large}, all_rows(3)) == "2 | NULL | NULL");
  CHECK(evaluated(evaluator, {1, small}, all_rows(1)) == "11");
  CHECK(evaluated(evaluator, {3, large}, all_rows(3)) == "2 | NULL | NULL");
  const std::vector<Column> none = {bigints({}), bigints({})};
  CHECK(evaluated(evaluator, {0, none}, {}) == "");
}

TEST_CASE("results of earlier batches stay as they were") {
  Evaluator evaluator(call(ExprOp::kUpper, kString, {column(0, kString)}));
  EvaluationRemarks remarks;
  const std::vector<Column> one = {strings({"a", "b"})};
  const std::vector<Column> two = {strings({"c", "d"})};
  const Column first = evaluator.evaluate({2, one}, all_rows(2), remarks);
  const Column second = evaluator.evaluate({2, two}, all_rows(2), remarks);
  CHECK(first.string_at(0) == "A");
  CHECK(first.string_at(1) == "B");
  CHECK(second.string_at(0) == "C");
}

TEST_CASE("a bare column is handed out without a copy, a literal as a column of it") {
  const std::vector<Column> columns = {bigints({1, {}, 3})};
  EvaluationRemarks remarks;
  Evaluator bare(column(0, kBigint));
  CHECK(bare.evaluate({3, columns}, all_rows(3), remarks).int64s().data() ==
        columns[0].int64s().data());
  CHECK(evaluated(literal("x"), columns) == "x | x | x");
  CHECK(evaluated(null_literal(kString), columns) == "NULL | NULL | NULL");
  CHECK(evaluated(literal(1.5), columns) == "1.5 | 1.5 | 1.5");
}

TEST_CASE("system columns come from the records, NULL where those have none") {
  RecordBatch records;
  records.row_count = 2;
  records.topic = std::make_shared<const std::string>("trades");
  records.source_partition = {7};
  records.offsets = bigints({10, 12});
  records.event_times = timestamps({1000, {}});
  records.record_timestamps = timestamps({5000, 6000});
  records.keys = strings({"k", {}});
  const auto of = [&](SystemColumn which, DataType type, const RecordBatch* batch) {
    Evaluator evaluator(system_column(which, type));
    EvaluationInput input;
    input.row_count = 2;
    input.records = batch;
    return evaluated(evaluator, input, all_rows(2));
  };
  CHECK(of(SystemColumn::kOffset, kBigint, &records) == "10 | 12");
  CHECK(of(SystemColumn::kPartition, kBigint, &records) == "7 | 7");
  CHECK(of(SystemColumn::kTopic, kString, &records) == "trades | trades");
  CHECK(of(SystemColumn::kKey, kString, &records) == "k | NULL");
  CHECK(of(SystemColumn::kTimestamp, kTimestamp, &records) ==
        "1970-01-01T00:00:05.000Z | 1970-01-01T00:00:06.000Z");
  CHECK(of(SystemColumn::kEventTime, kTimestamp, &records) == "1970-01-01T00:00:01.000Z | NULL");
  records.event_times = Column();
  CHECK(of(SystemColumn::kEventTime, kTimestamp, &records) ==
        "1970-01-01T00:00:05.000Z | 1970-01-01T00:00:06.000Z");
  records.record_timestamps = Column();
  records.keys = Column();
  records.topic = nullptr;
  CHECK(of(SystemColumn::kTimestamp, kTimestamp, &records) == "NULL | NULL");
  CHECK(of(SystemColumn::kEventTime, kTimestamp, &records) == "NULL | NULL");
  CHECK(of(SystemColumn::kKey, kString, &records) == "NULL | NULL");
  CHECK(of(SystemColumn::kTopic, kString, &records) == "NULL | NULL");
  CHECK(of(SystemColumn::kOffset, kBigint, nullptr) == "NULL | NULL");
}

TEST_CASE("window bounds come from the closing, and the topic may change between batches") {
  const Column starts = timestamps({0, 60'000});
  const Column ends = timestamps({60'000, 120'000});
  EvaluationInput input;
  input.row_count = 2;
  input.window_starts = &starts;
  input.window_ends = &ends;
  const Expression length = call(ExprOp::kSubtract, kBigint,
                                 {system_column(SystemColumn::kWindowEnd, kTimestamp),
                                  system_column(SystemColumn::kWindowStart, kTimestamp)});
  Evaluator evaluator(length);
  CHECK(evaluated(evaluator, input, all_rows(2)) == "60000 | 60000");

  RecordBatch records;
  Evaluator label(
      call(ExprOp::kConcat, kString, {system_column(SystemColumn::kTopic, kString), literal("!")}));
  for (const char* name : {"a", "b", "a"}) {
    records.topic = std::make_shared<const std::string>(name);
    EvaluationInput one;
    one.row_count = 1;
    one.records = &records;
    CHECK(evaluated(label, one, all_rows(1)) == std::string(name) + "!");
  }
}

TEST_CASE("nested IN and NULLIF cost work in proportion to their depth") {
  Expression deep = column(0, kBigint);
  for (int i = 0; i < 60; ++i) deep = call(ExprOp::kNullif, kBigint, {deep, literal(i + 100)});
  CHECK(evaluated(deep, {bigints({1, 130, 159})}) == "1 | NULL | NULL");
  Expression member = column(0, DataType::boolean());
  const Expression other = column(1, DataType::boolean());
  for (int i = 0; i < 60; ++i) member = test_of(ExprOp::kIn, {member, other, other});
  CHECK(evaluated(member, {booleans({true, true}), booleans({true, {}})}) == "true | NULL");
}

}  // namespace
}  // namespace millrace
