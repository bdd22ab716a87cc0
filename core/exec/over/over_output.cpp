// core/exec/over/over_output.cpp — evaluation by chunk of records, then assembly by source
// partition.
#include "core/exec/over/over_output.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/over/over_order.hpp"

namespace millrace {
namespace {

/// Appends the schema columns that the expression reads; answers whether it reads OVER values as
/// well.
bool reads_over_values(const Expression& expression, std::uint32_t schema_columns,
                       std::vector<std::uint32_t>& columns) {
  bool reads = false;
  if (expression.op == ExprOp::kColumn) {
    reads = expression.column >= schema_columns;
    if (!reads) columns.push_back(expression.column);
  }
  for (const Expression& argument : expression.args) {
    reads |= reads_over_values(argument, schema_columns, columns);
  }
  return reads;
}

Column picked(const Column& column, std::span<const std::uint32_t> rows) {
  return column.row_count() == 0 ? column : column.gather(rows);
}

}  // namespace

OverOutput::OverOutput(std::shared_ptr<const QueryPlan> plan)
    : plan_(std::move(plan)), is_ordered_(is_any_call_ordered(*plan_)) {
  for (const OutputItem& item : plan_->outputs) add_item(item.expression);
  for (const OrderKey& key : plan_->order_by) add_item(key.expression);
  std::sort(kept_columns_.begin(), kept_columns_.end());
  kept_columns_.erase(std::unique(kept_columns_.begin(), kept_columns_.end()), kept_columns_.end());
}

void OverOutput::add_item(const Expression& expression) {
  Item& item = items_.emplace_back();
  item.type = expression.type;
  std::vector<std::uint32_t> columns;
  if (reads_over_values(expression, plan_->input->column_count(), columns)) {
    item.evaluator.emplace(expression);
    kept_columns_.insert(kept_columns_.end(), columns.begin(), columns.end());
  } else {
    item.early_index = static_cast<std::uint32_t>(early_items_.size());
    early_items_.push_back(expression);
  }
}

std::vector<ResultBatch> OverOutput::make(const RecordLog& log, std::span<const RowRef> records,
                                          std::span<const CompletedRow> rows,
                                          std::span<const Column> over_values,
                                          const GroupTable& groups,
                                          std::int64_t& expression_errors) {
  // Positions of the records of each chunk, chunks in order of appearance.
  std::vector<std::uint32_t> chunks;
  std::vector<std::vector<std::uint32_t>> positions_of;
  std::vector<std::uint32_t> at_chunk(log.chunk_count(), GroupTable::kNone);
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    std::uint32_t& at = at_chunk[records[i].chunk];
    if (at == GroupTable::kNone) {
      at = static_cast<std::uint32_t>(chunks.size());
      chunks.push_back(records[i].chunk);
      positions_of.emplace_back();
    }
    positions_of[at].push_back(i);
  }
  std::vector<Piece> pieces;
  std::vector<RowRef> place_of(records.size());
  std::vector<std::uint32_t> chunk_rows;
  for (std::uint32_t at = 0; at < chunks.size(); ++at) {
    std::vector<std::uint32_t>& positions = positions_of[at];
    std::sort(positions.begin(), positions.end(),
              [&](std::uint32_t a, std::uint32_t b) { return records[a].row < records[b].row; });
    chunk_rows.clear();
    for (std::uint32_t i = 0; i < positions.size(); ++i) {
      chunk_rows.push_back(log.row_of(records[positions[i]]));
      place_of[positions[i]] = {at, i};
    }
    pieces.push_back(
        evaluate(log.chunk(chunks[at]), chunk_rows, positions, over_values, expression_errors));
  }
  std::vector<SourcePartitionId> partitions;
  for (const Piece& piece : pieces) partitions.push_back(piece.source_partition);
  std::sort(partitions.begin(), partitions.end());
  partitions.erase(std::unique(partitions.begin(), partitions.end()), partitions.end());
  std::vector<ResultBatch> results;
  for (const SourcePartitionId partition : partitions) {
    std::vector<RowRef> places;
    std::vector<std::uint32_t> groups_of_rows;
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (pieces[place_of[i].chunk].source_partition != partition) continue;
      places.push_back(place_of[i]);
      groups_of_rows.push_back(rows[i].group);
    }
    ResultBatch& result = results.emplace_back(assemble(pieces, places));
    result.source_partition = partition;
    result.keys = groups.keys_of(groups_of_rows);
  }
  return results;
}

OverOutput::Piece OverOutput::evaluate(const RecordChunk& chunk,
                                       std::span<const std::uint32_t> rows,
                                       std::span<const std::uint32_t> positions,
                                       std::span<const Column> over_values,
                                       std::int64_t& expression_errors) {
  const bool is_every_row = rows.size() == chunk.row_count();
  const RecordBatch batch =
      is_every_row ? chunk.batch : gather_rows(chunk.batch, rows, kept_columns_);
  std::vector<Column> columns = batch.columns;
  columns.resize(plan_->input->column_count());
  for (const Column& values : over_values) columns.push_back(picked(values, positions));
  const EvaluationInput input = {
      .row_count = batch.row_count, .columns = columns, .records = &batch};
  Selection selection(rows.size());
  for (std::uint32_t i = 0; i < selection.size(); ++i) selection[i] = i;
  Piece piece;
  piece.source_partition = batch.source_partition;
  for (Item& item : items_) {
    if (!item.evaluator.has_value()) {
      const Column& values = chunk.values[item.early_index];
      piece.items.push_back(is_every_row ? values : values.gather(rows));
      continue;
    }
    EvaluationRemarks remarks;
    piece.items.push_back(item.evaluator->evaluate(input, selection, remarks));
    expression_errors +=
        remarks.divisions_by_zero + static_cast<std::int64_t>(remarks.errors.size());
  }
  piece.offsets = batch.offsets;
  piece.event_times = batch.event_times;
  return piece;
}

ResultBatch OverOutput::assemble(const std::vector<Piece>& pieces,
                                 std::span<const RowRef> places) const {
  std::vector<const Column*> chunks(pieces.size());
  const auto gathered = [&](DataType type, auto column_of) {
    for (std::size_t i = 0; i < pieces.size(); ++i) chunks[i] = &column_of(pieces[i]);
    return gather_across(type, chunks, places);
  };
  ResultBatch result;
  result.row_count = static_cast<std::uint32_t>(places.size());
  for (std::size_t i = 0; i < items_.size(); ++i) {
    Column column = gathered(items_[i].type,
                             [i](const Piece& piece) -> const Column& { return piece.items[i]; });
    (i < plan_->outputs.size() ? result.columns : result.order_keys).push_back(std::move(column));
  }
  result.offsets = gathered(DataType::bigint(),
                            [](const Piece& piece) -> const Column& { return piece.offsets; });
  if (is_ordered_) {
    result.event_times = gathered(DataType::timestamp(), [](const Piece& piece) -> const Column& {
      return piece.event_times;
    });
  }
  return result;
}

}  // namespace millrace
