// sim/engine/key_census.cpp — an addition and a bit a row.
#include "sim/engine/key_census.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace millrace {

namespace {

constexpr std::uint32_t kBits = 64;

/// Bits set in `words` words.
std::int64_t worker_count_of(const std::uint64_t* words, std::uint32_t word_count) {
  std::int64_t bits = 0;
  for (std::uint32_t i = 0; i < word_count; ++i) {
    for (std::uint64_t word = words[i]; word != 0; word &= word - 1) ++bits;
  }
  return bits;
}

}  // namespace

KeyCensus::KeyCensus(const QueryPlan& query, std::uint32_t source_count, std::uint32_t worker_count)
    : words_((worker_count + kBits - 1) / kBits),
      null_workers_(words_),
      routes_(source_count, worker_count),
      hasher_(HashFunction::kXxhash) {
  for (const Expression& key : query.group_keys) {
    if (key.op == ExprOp::kColumn) {
      columns_.push_back(key.column);
    } else if (key.op == ExprOp::kSystem && key.system == SystemColumn::kKey &&
               query.group_keys.size() == 1) {
      is_record_key_ = true;
    } else {
      columns_.clear();
      return;
    }
  }
}

void KeyCensus::observe(const RecordBatch& batch, WorkerId worker) {
  if (!counts_keys()) return;
  keys_.clear();
  if (is_record_key_) keys_.push_back(batch.keys);
  for (const std::uint32_t column : columns_) keys_.push_back(batch.columns[column]);
  for (const Column& key : keys_) {
    if (key.row_count() != batch.row_count) return;
  }
  rows_ += batch.row_count;
  RouteKeys::Bits& route = routes_.bits(batch.source_partition, worker);
  if (keys_.size() == 1 && keys_.front().type().physical() == PhysicalKind::kCode) {
    observe_codes(keys_.front(), worker, route);
  } else {
    observe_hashes(keys_, batch.row_count, worker, route);
  }
}

void KeyCensus::count(Table& table, std::size_t key, WorkerId worker, RouteKeys::Bits& route) {
  ++table.totals[key];
  RouteKeys::mark(route, table.places[key]);
  std::uint64_t* const workers = &table.workers[key * words_];
  const std::uint64_t bit = std::uint64_t{1} << (worker.value % kBits);
  std::uint64_t& word = workers[worker.value / kBits];
  if ((word & bit) != 0) return;
  if (table.totals[key] > 1) {
    if (worker_count_of(workers, words_) == 1) ++spread_.keys;
    ++spread_.extra;
  }
  word |= bit;
}

void KeyCensus::count_null(std::int64_t rows, WorkerId worker) {
  null_rows_ += rows;
  std::uint64_t& word = null_workers_[worker.value / kBits];
  const std::uint64_t bit = std::uint64_t{1} << (worker.value % kBits);
  if ((word & bit) != 0) return;
  word |= bit;
  is_null_split_ = worker_count_of(null_workers_.data(), words_) > 1;
}

KeyCensus::Table& KeyCensus::table_of(const DictionaryPtr& dictionary) {
  for (Table& table : tables_) {
    if (table.lineage != dictionary->lineage()) continue;
    if (dictionary->size() > table.dictionary->size()) table.dictionary = dictionary;
    return table;
  }
  tables_.push_back({dictionary->lineage(), dictionary, {}, {}, {}, {}});
  return tables_.back();
}

void KeyCensus::observe_codes(const Column& column, WorkerId worker, RouteKeys::Bits& route) {
  if (column.dictionary() == nullptr) {  // every row is NULL
    count_null(column.row_count(), worker);
    return;
  }
  Table& table = table_of(column.dictionary());
  const std::size_t size = std::min(table.dictionary->size(), kKeysMax);
  if (table.totals.size() < size) {
    table.totals.resize(size);
    table.workers.resize(size * words_);
    for (std::size_t key = table.places.size(); key < size; ++key)
      table.places.push_back(RouteKeys::place_of(key));
  }
  const std::span<const std::uint32_t> codes = column.codes();
  for (std::uint32_t row = 0; row < codes.size(); ++row) {
    if (column.is_null(row)) {
      count_null(1, worker);
    } else if (codes[row] < size) {
      count(table, codes[row], worker, route);
    }
  }
}

void KeyCensus::observe_hashes(std::span<const Column> columns, std::uint32_t row_count,
                               WorkerId worker, RouteKeys::Bits& route) {
  if (tables_.empty()) tables_.emplace_back();
  Table& table = tables_.front();
  hashes_.resize(row_count);
  hasher_.hash_rows(columns, row_count, hashes_);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    const auto next = static_cast<std::uint32_t>(table.totals.size());
    auto found = slot_by_hash_.find(hashes_[row]);
    if (found == slot_by_hash_.end()) {
      if (next == kKeysMax) continue;
      found = slot_by_hash_.insert({hashes_[row], next}).first;
      table.totals.push_back(0);
      table.workers.resize(table.workers.size() + words_);
      table.places.push_back(RouteKeys::place_of(hashes_[row]));
      std::string text;
      for (const Column& column : columns) {
        if (!text.empty()) text += ", ";
        append_text(text, column, row, "NULL");
      }
      table.texts.push_back(std::move(text));
    }
    count(table, found->second, worker, route);
  }
}

double KeyCensus::hottest_share() const {
  if (rows_ == 0) return 0.0;
  if (tables_.size() > 1) {
    const std::vector<HotKeyFigures> keys = hottest(1, false);
    return keys.empty() ? 0.0 : static_cast<double>(keys[0].rows) / static_cast<double>(rows_);
  }
  std::int64_t most = null_rows_;
  for (const Table& table : tables_) {
    for (const std::int64_t total : table.totals) most = std::max(most, total);
  }
  return static_cast<double>(most) / static_cast<double>(rows_);
}

HotKeyFigures KeyCensus::figures_of(const Table& table, std::size_t key) const {
  HotKeyFigures figures;
  figures.key = table.lineage == 0
                    ? table.texts[key]
                    : std::string(table.dictionary->at(static_cast<std::uint32_t>(key)));
  figures.rows = table.totals[key];
  for (std::uint32_t worker = 0; worker < words_ * kBits; ++worker) {
    const std::uint64_t word = table.workers[key * words_ + worker / kBits];
    if ((word >> (worker % kBits) & 1) != 0) figures.workers.push_back(worker);
  }
  return figures;
}

std::vector<HotKeyFigures> KeyCensus::hottest(std::size_t key_count, bool may_be_split) const {
  std::vector<HotKeyFigures> keys;
  for (const Table& table : tables_) {
    // Of one table only its hottest can be among the hottest; of several, keys may share a text.
    std::vector<std::uint32_t> order;
    for (std::uint32_t key = 0; key < table.totals.size(); ++key) {
      if (table.totals[key] > 0) order.push_back(key);
    }
    const auto is_hotter = [&table](std::uint32_t a, std::uint32_t b) {
      return table.totals[a] != table.totals[b] ? table.totals[a] > table.totals[b] : a < b;
    };
    const std::size_t kept = tables_.size() == 1 ? std::min(order.size(), key_count) : order.size();
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      is_hotter);
    for (std::size_t i = 0; i < kept; ++i) keys.push_back(figures_of(table, order[i]));
  }
  if (null_rows_ > 0) {
    Table nulls{0, nullptr, {null_rows_}, null_workers_, {}, {"NULL"}};
    keys.push_back(figures_of(nulls, 0));
  }
  std::sort(keys.begin(), keys.end(),
            [](const HotKeyFigures& a, const HotKeyFigures& b) { return a.key < b.key; });
  std::vector<HotKeyFigures> merged;
  for (HotKeyFigures& key : keys) {
    if (merged.empty() || merged.back().key != key.key) {
      merged.push_back(std::move(key));
      continue;
    }
    HotKeyFigures& same = merged.back();
    same.rows += key.rows;
    same.workers.insert(same.workers.end(), key.workers.begin(), key.workers.end());
    std::sort(same.workers.begin(), same.workers.end());
    same.workers.erase(std::unique(same.workers.begin(), same.workers.end()), same.workers.end());
  }
  std::stable_sort(merged.begin(), merged.end(),
                   [](const HotKeyFigures& a, const HotKeyFigures& b) { return a.rows > b.rows; });
  if (merged.size() > key_count) merged.resize(key_count);
  for (HotKeyFigures& key : merged) key.is_split = may_be_split && key.workers.size() > 1;
  return merged;
}

std::int64_t KeyCensus::split_count() const {
  // Dictionaries of different lineage can hold the same text, on different workers.
  const Spread spread = tables_.size() > 1 ? spread_in_all_tables() : spread_;
  return spread.keys + (is_null_split_ ? 1 : 0);
}

std::int64_t KeyCensus::extra_count() const {
  const Spread spread = tables_.size() > 1 ? spread_in_all_tables() : spread_;
  const std::int64_t null_workers = worker_count_of(null_workers_.data(), words_);
  return spread.extra + std::max<std::int64_t>(0, null_workers - 1);
}

KeyCensus::Spread KeyCensus::spread_in_all_tables() const {
  std::map<std::string, std::vector<std::uint64_t>, std::less<>> workers_of;
  for (const Table& table : tables_) {
    for (std::size_t key = 0; key < table.totals.size(); ++key) {
      if (table.totals[key] == 0) continue;
      const std::string text =
          table.lineage == 0 ? table.texts[key]
                             : std::string(table.dictionary->at(static_cast<std::uint32_t>(key)));
      std::vector<std::uint64_t>& words = workers_of[text];
      words.resize(words_);
      for (std::uint32_t i = 0; i < words_; ++i) words[i] |= table.workers[key * words_ + i];
    }
  }
  Spread spread;
  for (const auto& [text, words] : workers_of) {
    const std::int64_t workers = worker_count_of(words.data(), words_);
    spread.keys += workers > 1 ? 1 : 0;
    spread.extra += std::max<std::int64_t>(0, workers - 1);
  }
  return spread;
}

std::vector<std::int64_t> KeyCensus::route_keys() const {
  return counts_keys() ? routes_.counts() : std::vector<std::int64_t>();
}

std::int64_t KeyCensus::byte_count() const {
  std::size_t bytes = sizeof(KeyCensus) + static_cast<std::size_t>(routes_.byte_count());
  for (const Table& table : tables_) {
    bytes += (table.totals.size() + table.workers.size()) * sizeof(std::int64_t);
    bytes += table.places.size();
    for (const std::string& text : table.texts) bytes += sizeof(std::string) + text.capacity();
  }
  return static_cast<std::int64_t>(bytes);
}

}  // namespace millrace
