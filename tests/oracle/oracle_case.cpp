// tests/oracle/oracle_case.cpp — the generator: small worlds in which everything that can go wrong is likely.
#include "tests/oracle/oracle_case.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/hash.hpp"
#include "tests/oracle/naive_reference.hpp"

namespace millrace::oracle {

namespace {

std::uint32_t index_below(Prng& prng, std::uint32_t bound) {
  return static_cast<std::uint32_t>(prng.below(bound));
}

template <typename T>
T one_of(Prng& prng, std::initializer_list<T> choices) {
  return *(choices.begin() + prng.below(choices.size()));
}

/// `count` different indices below `bound`, in random order.
std::vector<std::uint32_t> some_of(Prng& prng, std::uint32_t bound, std::uint32_t count) {
  std::vector<std::uint32_t> all(bound);
  for (std::uint32_t i = 0; i < bound; ++i) all[i] = i;
  for (std::uint32_t i = bound; i > 1; --i) std::swap(all[i - 1], all[prng.below(i)]);
  all.resize(std::min(bound, count));
  return all;
}

void add_window(Prng& prng, Query& query) {
  query.window = one_of(prng, {WindowKind::kTumbling, WindowKind::kSliding, WindowKind::kSession});
  query.size_ms = one_of<std::int64_t>(prng, {1'000, 7'000, 10'000, 60'000, 600'000});
  query.advance_ms = one_of<std::int64_t>(prng, {500, 1'000, 3'000, 10'000, 70'000});
  // Few windows a row keep the naive reference quick.
  query.advance_ms = std::max(query.advance_ms, query.size_ms / 20);
  if (prng.chance(1, 2)) query.grace_ms = one_of<std::int64_t>(prng, {1, 5'000, 60'000});
}

void add_aggregates(Prng& prng, Query& query, bool is_exact_only) {
  for (const std::uint32_t index : some_of(prng, aggregate_count(), 1 + index_below(prng, 4))) {
    if (!is_exact_only || !is_inexact(index)) query.aggregates.push_back(index);
  }
  if (query.aggregates.empty()) query.aggregates.push_back(0);
}

Query random_query(Prng prng) {
  Query query;
  query.shape = one_of(prng, {Shape::kProjection, Shape::kGrouped, Shape::kGrouped, Shape::kGrouped,
                              Shape::kGrouped, Shape::kDistinct, Shape::kOver});
  if (prng.chance(1, 3)) query.where = index_below(prng, predicate_count());
  if (prng.chance(1, 4)) query.late_rows = one_of(prng, {LateRows::kDrop, LateRows::kProcessAll});
  if (query.shape == Shape::kProjection) {
    query.items = some_of(prng, item_count(), 1 + index_below(prng, 3));
  } else {
    query.keys = some_of(prng, key_count(), 1 + index_below(prng, 3));
  }
  if (query.shape == Shape::kGrouped) {
    if (prng.chance(1, 6)) query.keys.clear();
    if (prng.chance(3, 5)) add_window(prng, query);
    query.is_ordered = prng.chance(1, 4);
    add_aggregates(prng, query, query.is_ordered);
    query.has_having = prng.chance(1, 4);
  }
  if (query.shape == Shape::kOver) {
    if (prng.chance(1, 6)) query.keys.clear();
    query.items = some_of(prng, item_count(), 1 + index_below(prng, 2));
    query.over = some_of(prng, over_count(), 1 + index_below(prng, 3));
    query.is_over_ordered = prng.chance(3, 4);
    query.frame_preceding = one_of<std::int64_t>(prng, {0, 1, 5, 99});
    query.frame_following = one_of<std::int64_t>(prng, {0, 0, 0, 2});
  }
  if (query.shape != Shape::kOver && query.shape != Shape::kGrouped) {
    query.is_ordered = prng.chance(1, 4);
  }
  if (query.is_ordered) {
    query.is_descending = prng.chance(1, 2);
    if (prng.chance(1, 2)) query.limit = prng.between(0, 6);
  } else {
    query.emits_changes = query.shape != Shape::kProjection && prng.chance(1, 3);
  }
  if (query.shape == Shape::kGrouped && !query.emits_changes && prng.chance(1, 10)) {
    query.limit = prng.between(0, 6);  // also without ORDER BY: the first in canonical order
  }
  return query;
}

std::uint32_t partition_of(const fixture::Record& record, const fixture::Topic& topic,
                           const std::vector<std::string>& key_columns) {
  std::uint64_t hash = 7;
  for (const std::string& column : key_columns) {
    const Value& value = record.values[*topic.schema->index_of(column)];
    hash = combine_hash(hash, fnv1a_64(millrace::to_text(value)));
  }
  return static_cast<std::uint32_t>(hash % topic.partition_count);
}

std::vector<Value> random_values(Prng& prng, std::int64_t time) {
  const auto maybe = [&](Value value, std::uint64_t in) {
    return prng.chance(1, in) ? Value::null(value.type()) : value;
  };
  std::vector<Value> values;
  values.push_back(maybe(Value::string(std::string(1, "aAbBcD"[prng.below(6)])), 9));
  values.push_back(maybe(Value::bigint(prng.between(-1, 4)), 9));
  values.push_back(maybe(Value::decimal(prng.between(-300, 700), DataType::decimal(10, 2)), 9));
  values.push_back(maybe(Value::real((prng.unit() - 0.4) * 1e4), 9));
  values.push_back(maybe(Value::bigint(prng.between(-20, 60)), 9));
  values.push_back(maybe(Value::boolean(prng.chance(1, 2)), 9));
  values.push_back(maybe(Value::string("s" + std::to_string(prng.below(30))), 9));
  values.push_back(maybe(Value::timestamp(time), 40));
  values.push_back(
      maybe(Value::string(prng.chance(1, 30) ? "junk" : std::to_string(prng.between(-3, 9))), 9));
  const double infinity = std::numeric_limits<double>::infinity();
  const double not_a_number = std::numeric_limits<double>::quiet_NaN();
  values.push_back(
      maybe(Value::real(one_of<double>(prng, {0.0, -0.0, 1.5, -2.0, infinity, not_a_number})), 9));
  return values;
}

bool has_key(const fixture::Record& record, const fixture::Topic& topic,
             const std::vector<std::string>& key_columns) {
  for (const std::string& column : key_columns) {
    if (!record.values[*topic.schema->index_of(column)].is_null()) return true;
  }
  return false;
}

/// `key_columns` place the records; without any they lie in runs on random partitions, as do those
/// without key where the producer spreads them.
fixture::Topic random_topic(Prng prng, const std::vector<std::string>& key_columns,
                            bool spreads_null_keys) {
  fixture::Topic topic = fixture::topic(
      "k1 STRING, k2 BIGINT, d DECIMAL(10,2), x DOUBLE, n BIGINT, b BOOLEAN, s STRING, ts "
      "TIMESTAMP, t STRING, y DOUBLE",
      "ts", {});
  topic.partition_count = 1 + index_below(prng, 6);
  const std::int64_t record_count =
      prng.chance(1, 20) ? 0 : static_cast<std::int64_t>(prng.below(prng.chance(1, 2) ? 30 : 250));
  const auto start = one_of<std::int64_t>(prng, {0, -40'000, 1'000'000'000'000});
  const auto step = one_of<std::int64_t>(prng, {10, 300, 2'500});
  const auto disorder = one_of<std::int64_t>(prng, {0, 1'000, 20'000, 200'000});
  // On a coarse grid rows fall on the very bounds of windows, graces and watermarks.
  const auto grid = one_of<std::int64_t>(prng, {1, 500, 1'000, 5'000});
  const std::uint64_t run_length = 1 + prng.below(20);
  std::uint32_t partition = 0;
  for (std::int64_t i = 0; i < record_count; ++i) {
    if (prng.chance(1, run_length)) partition = index_below(prng, topic.partition_count);
    fixture::Record record;
    const std::int64_t time = start + i * step - prng.between(0, disorder);
    record.values = random_values(prng, time / grid * grid);
    record.partition = key_columns.empty() ? partition : partition_of(record, topic, key_columns);
    if (spreads_null_keys && !has_key(record, topic, key_columns)) record.partition = partition;
    topic.records.push_back(std::move(record));
  }
  if (!key_columns.empty()) {
    // Runs of one partition, as a consumer reads them: stable, in stretches.
    const auto stretch = static_cast<std::ptrdiff_t>(1 + prng.below(80));
    for (auto begin = topic.records.begin(); begin != topic.records.end();) {
      const auto end =
          topic.records.end() - begin > stretch ? begin + stretch : topic.records.end();
      std::stable_sort(begin, end, [](const fixture::Record& a, const fixture::Record& b) {
        return a.partition < b.partition;
      });
      begin = end;
    }
  }
  return topic;
}

JobSpec random_spec(Prng prng, const Query& query) {
  JobSpec spec;
  spec.strategy = one_of<const char*>(
      prng, {"auto", "always_hash", "smart", "sticky", "round_robin", "fan_in"});
  Prng references = prng.fork("references");
  if (references.chance(1, 3)) {
    spec.strategy =
        one_of<const char*>(references, {"two_phase", "partial_key_grouping", "hot_key_split",
                                         "flink_key_groups", "consistent_hash", "least_loaded"});
  }
  spec.worker_count = 1 + index_below(prng, 8);
  spec.merge = prng.chance(1, 8) ? MergePolicy::kOff : MergePolicy::kAuto;
  spec.max_out_of_orderness = {one_of<std::int64_t>(prng, {0, 2'000, 60'000})};
  spec.queue_capacity_rows = one_of<std::int64_t>(prng, {1, 50, 65'536});
  if (query.late_rows) spec.late_rows = *query.late_rows;
  spec.failure = one_of(
      prng, {FailurePolicy::kDeadLetter, FailurePolicy::kDeadLetter, FailurePolicy::kLogAndContinue,
             FailurePolicy::kFailBatch, FailurePolicy::kRetryWithBackoff});
  spec.changes_per_batch = prng.chance(1, 6);
  spec.allow_invalid = prng.chance(1, 6);
  if (spec.strategy == "smart") {
    spec.strategy_options = {
        {"alignment_threshold", one_of<const char*>(prng, {"0.95", "1", "0.6"})}};
  }
  if (spec.strategy == "always_hash") {
    spec.strategy_options = {
        {"hash_function", one_of<const char*>(prng, {"xxhash", "murmur3", "fnv"})}};
  }
  return spec;
}

std::string window_sql(const Query& query) {
  const auto ms = [](std::int64_t length) { return std::to_string(length) + "ms"; };
  std::string text = " WINDOW ";
  if (query.window == WindowKind::kTumbling) text += "TUMBLING(" + ms(query.size_ms);
  if (query.window == WindowKind::kSliding) {
    text += "SLIDING(" + ms(query.size_ms) + ", " + ms(query.advance_ms);
  }
  if (query.window == WindowKind::kSession) text += "SESSION(" + ms(query.size_ms);
  if (query.grace_ms > 0) text += ", GRACE " + ms(query.grace_ms);
  return text + ")";
}

std::string over_clause(const Query& query, std::uint32_t index) {
  std::string text = over_sql(index) + " OVER (";
  std::string separator = "PARTITION BY ";
  for (const std::uint32_t key : query.keys) {
    text += separator + key_sql(key);
    separator = ", ";
  }
  if (query.is_over_ordered) text += query.keys.empty() ? "ORDER BY ts" : " ORDER BY ts";
  if (has_frame(index)) {
    text += " ROWS BETWEEN " + std::to_string(query.frame_preceding) + " PRECEDING AND ";
    text += query.frame_following == 0 ? "CURRENT ROW"
                                       : std::to_string(query.frame_following) + " FOLLOWING";
  }
  return text + ")";
}

std::string order_sql(const Query& query, std::size_t output_count) {
  std::string text;
  for (std::size_t i = output_count; i-- > 0;) {
    text += (text.empty() ? " ORDER BY c" : ", c") + std::to_string(i);
    if (query.is_descending) text += " DESC";
  }
  return text;
}

}  // namespace

std::string Query::sql() const {
  std::vector<std::string> outputs;
  for (const std::uint32_t item : items) outputs.push_back(item_sql(item));
  if (shape == Shape::kGrouped || shape == Shape::kDistinct) {
    for (const std::uint32_t key : keys) outputs.push_back(key_sql(key));
  }
  for (const std::uint32_t index : aggregates) outputs.push_back(aggregate_sql(index));
  for (const std::uint32_t index : over) outputs.push_back(over_clause(*this, index));
  std::string text = shape == Shape::kDistinct ? "SELECT DISTINCT " : "SELECT ";
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    text += (i == 0 ? "" : ", ") + outputs[i] + " AS c" + std::to_string(i);
  }
  text += " FROM trades";
  if (where) text += " WHERE " + predicate_sql(*where);
  if (shape == Shape::kGrouped && !keys.empty()) {
    std::string separator = " GROUP BY ";
    for (const std::uint32_t key : keys) {
      text += separator + key_sql(key);
      separator = ", ";
    }
  }
  if (window != WindowKind::kNone) text += window_sql(*this);
  if (has_having) text += " HAVING COUNT(*) > 1";
  if (is_ordered) text += order_sql(*this, outputs.size());
  if (limit) text += " LIMIT " + std::to_string(*limit);
  if (emits_changes) return text + " EMIT CHANGES";
  // Without a window the default is a changelog; half of the queries ask for the end alone.
  const bool must_be_final = is_ordered && window == WindowKind::kNone;
  return must_be_final || shape == Shape::kGrouped ? text + " EMIT FINAL" : text;
}

std::string Case::to_text() const {
  std::string text = "sql: " + query.sql() + "\nkeyed by:";
  for (const std::string& column : key_columns) text += " " + column;
  if (spreads_null_keys) text += ", records without key anywhere";
  text += "\nstrategy " + spec.strategy;
  for (const auto& [name, value] : spec.strategy_options) text += " " + name + "=" + value;
  text += ", workers " + std::to_string(spec.worker_count) + ", merge " +
          (spec.merge == MergePolicy::kAuto ? "auto" : "off") + ", batch rows " +
          std::to_string(batch_rows) + ", queue " + std::to_string(spec.queue_capacity_rows) +
          ", out-of-orderness " + std::to_string(spec.max_out_of_orderness.ms) +
          " ms, late policy " + std::to_string(static_cast<int>(spec.late_rows)) + ", failure " +
          std::string(millrace::to_text(spec.failure)) + (is_threaded ? ", threads" : "") +
          "\npartitions " + std::to_string(topic.partition_count) + ", records:\n";
  for (const fixture::Record& record : topic.records) {
    text += "  " + std::to_string(record.partition) + " | " + fixture::text_of(record) + "\n";
  }
  return text;
}

Case random_case(std::uint64_t seed) {
  const Prng prng(seed);
  Prng choices = prng.fork("choices");
  Case c;
  c.query = random_query(prng.fork("query"));
  const std::vector<std::vector<std::string>> keys = {{}, {}, {"k1"}, {"k2"}, {"k1", "k2"}};
  c.key_columns = keys[choices.below(keys.size())];
  c.is_key_true = !choices.chance(1, 5);
  const std::vector<std::string> placing = c.is_key_true ? c.key_columns : keys.front();
  c.spreads_null_keys = prng.fork("null keys").chance(1, 2);
  c.topic = random_topic(prng.fork("topic"), placing, c.spreads_null_keys);
  c.topic.is_fetched = choices.chance(1, 3);
  c.spec = random_spec(prng.fork("spec"), c.query);
  const auto batch_rows = [&choices] {
    if (choices.chance(1, 4)) return 1u;
    return 1 + index_below(choices, choices.chance(1, 2) ? 20 : 1000);
  };
  c.batch_rows = batch_rows();
  c.reference_batch_rows = choices.chance(1, 3) ? batch_rows() : c.batch_rows;
  // What a batch is then decides which rows count, or which changes show.
  const bool is_batch_told =
      c.spec.failure == FailurePolicy::kFailBatch || c.spec.changes_per_batch;
  if (is_batch_told) c.reference_batch_rows = c.batch_rows;
  c.is_threaded = choices.chance(1, 5);
  return c;
}

}  // namespace millrace::oracle
