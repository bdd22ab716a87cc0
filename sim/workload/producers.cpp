// sim/workload/producers.cpp — one look-up a row, one hash a key.
#include "sim/workload/producers.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

constexpr std::string_view kExplicit = "explicit";

Result<std::vector<std::uint32_t>> columns_named(const Schema& schema,
                                                 const std::vector<std::string>& names) {
  std::vector<std::uint32_t> columns;
  for (const std::string& name : names) {
    const std::optional<std::uint32_t> index = schema.index_of(name);
    if (!index) return Error{ErrorCode::kOption, "the topic has no column '" + name + "'", {}};
    columns.push_back(*index);
  }
  return columns;
}

}  // namespace

Result<ProducerSet> ProducerSet::make(const TopicSpec& topic, const Schema& schema,
                                      const Prng& streams, std::vector<PartitionsEffect> growth) {
  ProducerSet set;
  set.first_partition_count_ = topic.partitions;
  set.growth_ = std::move(growth);
  if (!topic.partition_field.empty()) {
    MILLRACE_TRY(const std::vector<std::uint32_t> columns,
                 columns_named(schema, {topic.partition_field}));
    if (schema.fields()[columns[0]].type.kind != TypeKind::kBigint) {
      return Error{ErrorCode::kOption,
                   "partition_field must be a BIGINT: '" + topic.partition_field + "' is none",
                   {}};
    }
    set.partition_field_ = columns[0];
  }
  std::vector<ProducerSpec> producers = topic.producers;
  if (producers.empty()) producers.emplace_back();
  std::vector<double> shares;
  for (const ProducerSpec& producer : producers) {
    if (!(producer.share > 0.0)) {
      return Error{ErrorCode::kOption,
                   "the share of producer '" + producer.name + "' must be more than 0",
                   {}};
    }
    MILLRACE_CHECK(set.add_client(topic, producer, schema, streams));
    shares.push_back(producer.share);
  }
  if (shares.size() > 1)
    set.shares_ = make_weighted_distribution(shares, streams.fork("producers"));
  std::uint32_t count = topic.partitions;
  for (const PartitionsEffect& effect : set.growth_) {
    count += effect.added;
    MILLRACE_CHECK(set.use_partition_count(count));  // whether the partitioners take so many
  }
  MILLRACE_CHECK(set.use_partition_count(topic.partitions));
  return set;
}

Status ProducerSet::add_client(const TopicSpec& topic, const ProducerSpec& producer,
                               const Schema& schema, const Prng& streams) {
  Client client = {.info = nullptr,
                   .partitioner = nullptr,
                   .random = streams.fork("partitioner/" + producer.name),
                   .partition_plus_one = {}};
  const std::string& name = producer.partitioner.empty() ? topic.partitioner : producer.partitioner;
  if (name != kExplicit) {
    MILLRACE_TRY(client.info, partitioner_named(name));
  } else if (!partition_field_) {
    return Error{ErrorCode::kOption, "partitioner: explicit needs partition_field", {}};
  }
  MILLRACE_TRY(std::vector<std::uint32_t> columns,
               columns_named(schema, producer.key.empty() ? topic.key : producer.key));
  client.key_set = key_set_of(std::move(columns));
  names_.push_back(producer.name);
  clients_.push_back(std::move(client));
  return {};
}

std::uint32_t ProducerSet::key_set_of(std::vector<std::uint32_t> columns) {
  for (std::uint32_t i = 0; i < key_sets_.size(); ++i) {
    if (key_sets_[i].key_columns() == columns) return i;
  }
  key_sets_.emplace_back(std::move(columns));
  return static_cast<std::uint32_t>(key_sets_.size()) - 1;
}

/// Clients learn of new partitions and begin anew, as on a refresh of their metadata.
Status ProducerSet::use_partition_count(std::uint32_t count) {
  partition_count_ = count;
  for (Client& client : clients_) {
    client.lineage = 0;
    if (client.info == nullptr) continue;
    PartitionerContext context;
    context.partition_count = count;
    context.seed = client.random.fork(count).next();
    MILLRACE_TRY(client.partitioner, client.info->make(context));
  }
  return {};
}

std::uint32_t ProducerSet::partition_count_at(std::int64_t time_ns) const {
  std::uint32_t count = first_partition_count_;
  for (const PartitionsEffect& effect : growth_) {
    if (effect.at_ns <= time_ns) count += effect.added;
  }
  return count;
}

std::optional<std::uint32_t> ProducerSet::index_of(std::string_view producer_name) const {
  const auto found = std::find(names_.begin(), names_.end(), producer_name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - names_.begin());
}

void ProducerSet::draw_producers(RowChunk& chunk) {
  if (shares_ == nullptr) return;
  std::vector<std::uint64_t> numbers(chunk.row_count);
  shares_->draw(chunk.due_ns, numbers);
  chunk.producers.resize(chunk.row_count);
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    chunk.producers[row] = static_cast<std::uint32_t>(numbers[row]);
  }
}

Column ProducerSet::keys_of(const RowChunk& chunk) {
  std::vector<Column> keys_by_set;
  for (KeyTexts& keys : key_sets_) {
    keys_by_set.push_back(keys.keys_of(chunk.columns, chunk.row_count));
  }
  if (keys_by_set.size() == 1) return keys_by_set.front();
  return joined_keys(chunk, keys_by_set);
}

/// Producers that key by different columns: each row's key from its own producer's.
Column ProducerSet::joined_keys(const RowChunk& chunk, const std::vector<Column>& keys_by_set) {
  joined_keys_.resize(chunk.row_count);
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    const Column& keys = keys_by_set[clients_[chunk.producers[row]].key_set];
    if (keys.row_count() == 0 || keys.is_null(row)) {
      joined_keys_.set_null(row);
    } else {
      joined_keys_.set_text(row, keys.string_at(row));
    }
  }
  return joined_keys_.take(chunk.row_count);
}

void ProducerSet::prepare_tables(const Column& keys) {
  if (keys.row_count() == 0) return;
  for (Client& client : clients_) {
    if (client.lineage != keys.dictionary()->lineage()) client.partition_plus_one.clear();
    client.lineage = keys.dictionary()->lineage();
    client.partition_plus_one.resize(keys.dictionary()->size());
  }
}

std::uint32_t ProducerSet::explicit_partition(const RowChunk& chunk, std::uint32_t row) const {
  const Column& column = chunk.columns[*partition_field_];
  if (column.is_null(row)) return 0;
  const std::int64_t count = partition_count_;
  const std::int64_t rest = column.int64s()[row] % count;
  return static_cast<std::uint32_t>(rest < 0 ? rest + count : rest);
}

std::uint32_t ProducerSet::partition_of_row(const RowChunk& chunk, std::uint32_t row) {
  Client& client = clients_[chunk.producers.empty() ? 0 : chunk.producers[row]];
  if (client.info == nullptr) return explicit_partition(chunk, row);
  if (chunk.keys.row_count() == 0 || chunk.keys.is_null(row)) {
    return client.partitioner->partition_of(std::nullopt, chunk.bytes[row]);
  }
  const std::uint32_t code = chunk.keys.codes()[row];
  if (client.partition_plus_one[code] != 0) return client.partition_plus_one[code] - 1;
  const std::string_view key = chunk.keys.dictionary()->at(code);
  const std::uint32_t partition = client.partitioner->partition_of(key, chunk.bytes[row]);
  const bool is_function =
      key.empty() ? client.info->is_function_of_empty_key : client.info->is_function_of_key;
  if (is_function) client.partition_plus_one[code] = partition + 1;
  return partition;
}

/// Rows [begin, end), while the number of partitions stays the same.
void ProducerSet::place_rows(RowChunk& chunk, std::uint32_t begin, std::uint32_t end) {
  const bool is_plain = clients_.size() == 1 && clients_[0].info != nullptr &&
                        chunk.keys.row_count() > 0 && !chunk.keys.has_nulls();
  if (!is_plain) {
    for (std::uint32_t row = begin; row < end; ++row) {
      chunk.partitions[row] = partition_of_row(chunk, row);
    }
    return;
  }
  const std::span<const std::uint32_t> codes = chunk.keys.codes();
  const std::span<const std::uint32_t> table = clients_[0].partition_plus_one;
  for (std::uint32_t row = begin; row < end; ++row) {
    const std::uint32_t known = table[codes[row]];
    chunk.partitions[row] = known != 0 ? known - 1 : partition_of_row(chunk, row);
  }
}

void ProducerSet::place(RowChunk& chunk) {
  chunk.keys = keys_of(chunk);
  if (chunk.bytes.empty()) chunk.bytes = record_sizes(chunk.columns, chunk.keys, chunk.row_count);
  chunk.partitions.resize(chunk.row_count);
  prepare_tables(chunk.keys);
  std::uint32_t row = 0;
  while (row < chunk.row_count) {
    const std::uint32_t count = partition_count_at(chunk.due_ns[row]);
    if (count != partition_count_) {
      const Status status = use_partition_count(count);
      MILLRACE_ASSERT(status.has_value());  // checked when the fault was read
      prepare_tables(chunk.keys);
    }
    std::uint32_t end = chunk.row_count;
    for (const PartitionsEffect& effect : growth_) {
      if (effect.at_ns <= chunk.due_ns[row]) continue;
      const auto past =
          std::lower_bound(chunk.due_ns.begin() + row, chunk.due_ns.end(), effect.at_ns);
      end = std::min(end, static_cast<std::uint32_t>(past - chunk.due_ns.begin()));
    }
    place_rows(chunk, row, end);
    row = end;
  }
}

}  // namespace millrace
