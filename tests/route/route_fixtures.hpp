// tests/route/route_fixtures.hpp — columns, batches and requests as tests of routing write them.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/prng.hpp"
#include "core/data/column_builder.hpp"
#include "core/data/record_batch.hpp"
#include "core/route/key_hasher.hpp"
#include "core/route/strategies.hpp"

namespace millrace {

inline Column strings(const std::vector<std::optional<std::string>>& values) {
  ColumnBuilder builder(DataType::string());
  for (const auto& value : values) {
    if (value) {
      builder.append_string(*value);
    } else {
      builder.append_null();
    }
  }
  return builder.take();
}

inline Column integers(const std::vector<std::int64_t>& values,
                       DataType type = DataType::bigint()) {
  return Column::of_int64(type, values);
}

inline std::vector<std::uint64_t> hashes_of(KeyHasher& hasher, const std::vector<Column>& columns) {
  const std::uint32_t rows = columns.empty() ? 1 : columns.front().row_count();
  std::vector<std::uint64_t> hashes(rows);
  hasher.hash_rows(columns, rows, hashes);
  return hashes;
}

inline std::vector<std::uint64_t> hashes_of(HashFunction function,
                                            const std::vector<Column>& columns) {
  KeyHasher hasher(function);
  return hashes_of(hasher, columns);
}

/// The worker of each row, whether the strategy answered with one worker or with many.
inline std::vector<std::uint32_t> workers_of(RoutingStrategy& strategy, RoutingRequest request,
                                             const std::vector<std::uint64_t>& hashes = {}) {
  if (strategy.needs() == RoutingNeed::kKeyHashes) request.key_hashes = hashes;
  const std::vector<std::int64_t> idle(request.worker_count, 0);
  if (strategy.needs() == RoutingNeed::kWorkerLoads) request.worker_queue_rows = idle;
  std::vector<WorkerId> ids(request.row_count);
  const auto whole = strategy.route(request, ids);
  std::vector<std::uint32_t> workers;
  for (const WorkerId id : ids) workers.push_back(whole ? whole->value : id.value);
  return workers;
}

inline std::unique_ptr<RoutingStrategy> strategy_of(std::string_view name,
                                                    const StrategyContext& context) {
  return find_strategy(name)->make(context).value();
}

/// A batch with the columns key STRING and n BIGINT, offsets from 0.
inline RecordBatch batch_of(const std::vector<std::optional<std::string>>& keys,
                            std::uint32_t source_partition = 0) {
  RecordBatch batch;
  batch.schema = std::make_shared<const Schema>(
      std::vector<Field>{{"key", DataType::string()}, {"n", DataType::bigint()}});
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < keys.size(); ++i) numbers.push_back(static_cast<std::int64_t>(i));
  batch.columns = {strings(keys), integers(numbers)};
  batch.row_count = static_cast<std::uint32_t>(keys.size());
  batch.source_partition = {source_partition};
  batch.sequence = 7;
  batch.offsets = integers(numbers);
  return batch;
}

}  // namespace millrace
