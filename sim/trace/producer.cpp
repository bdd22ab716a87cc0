// sim/trace/producer.cpp — one look-up a row, one hash a key.
#include "sim/trace/producer.hpp"

#include <utility>

namespace millrace {

Producer::Producer(const PartitionerInfo& info, std::unique_ptr<Partitioner> partitioner)
    : info_(&info), partitioner_(std::move(partitioner)) {}

std::uint32_t Producer::partition_of_code(const Column& keys, std::uint32_t row,
                                          std::int64_t bytes) {
  const std::uint32_t code = keys.codes()[row];
  const std::string_view key = keys.dictionary()->at(code);
  const bool is_function =
      key.empty() ? info_->is_function_of_empty_key : info_->is_function_of_key;
  const std::uint32_t partition = partitioner_->partition_of(key, bytes);
  if (is_function) partition_plus_one_[code] = partition + 1;
  return partition;
}

std::vector<std::uint32_t> Producer::place(const Column& keys,
                                           const std::vector<RecordText>& records) {
  std::vector<std::uint32_t> partitions(records.size());
  const bool has_keys = keys.row_count() > 0;
  if (has_keys && keys.dictionary()->lineage() != lineage_) {
    lineage_ = keys.dictionary()->lineage();
    partition_plus_one_.clear();
  }
  if (has_keys) partition_plus_one_.resize(keys.dictionary()->size());
  for (std::uint32_t row = 0; row < records.size(); ++row) {
    const std::int64_t bytes = records[row].byte_count;
    if (!has_keys || keys.is_null(row)) {
      partitions[row] = partitioner_->partition_of(std::nullopt, bytes);
      continue;
    }
    const std::uint32_t known = partition_plus_one_[keys.codes()[row]];
    partitions[row] = known != 0 ? known - 1 : partition_of_code(keys, row, bytes);
  }
  return partitions;
}

RecordKeys::RecordKeys(std::vector<std::uint32_t> key_columns)
    : key_columns_(std::move(key_columns)), filler_(DataType::string()) {}

Column RecordKeys::keys_of(const std::vector<Column>& columns, std::uint32_t row_count) {
  if (key_columns_.empty()) return {};
  const Column& first = columns[key_columns_[0]];
  if (key_columns_.size() == 1 && first.type().kind == TypeKind::kString) return first;
  filler_.resize(row_count);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    scratch_.clear();
    bool has_value = false;
    for (std::size_t i = 0; i < key_columns_.size(); ++i) {
      const Column& column = columns[key_columns_[i]];
      if (i > 0) scratch_ += '|';
      has_value = has_value || !column.is_null(row);
      append_text(scratch_, column, row);
    }
    if (has_value) {
      filler_.set_text(row, scratch_);
    } else {
      filler_.set_null(row);
    }
  }
  return filler_.take(row_count);
}

}  // namespace millrace
