// sim/engine/key_census.hpp — how many rows each group key has, and which workers got some of them:
// what p₁ and the list of hot keys are read from. Exact, as the workload is ours; but for the keys of a route.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/record_batch.hpp"
#include "core/route/key_hasher.hpp"
#include "core/sql/plan.hpp"
#include "sim/engine/route_keys.hpp"
#include "sim/engine/snapshot.hpp"

namespace millrace {

/// Counts by dictionary code where the key is one column of strings (an addition a row), else by the
/// hash of the key columns. Keys beyond kKeysMax are not followed. Keys that are expressions are not
/// counted. A value; used by one thread.
class KeyCensus {
 public:
  KeyCensus(const QueryPlan& query, std::uint32_t source_count, std::uint32_t worker_count);

  /// Rows of a worker.
  void observe(const RecordBatch& batch, WorkerId worker);

  std::int64_t rows() const { return rows_; }
  /// p₁; 0 where nothing is counted.
  double hottest_share() const;
  /// The hottest first; ties by text. `may_be_split`: keys on several workers are marked so.
  std::vector<HotKeyFigures> hottest(std::size_t key_count, bool may_be_split) const;
  /// Keys that several workers got rows of; NULL counts as one.
  std::int64_t split_count() const;
  /// Entries of state beyond the first worker of each key: what being split, or merging later, holds twice.
  std::int64_t extra_count() const;
  /// About how many keys each route had, as RouteKeys::counts(); empty where keys are not counted.
  std::vector<std::int64_t> route_keys() const;
  /// Some key is split, as far as that is seen without comparing texts: for every batch.
  bool has_obvious_split() const { return spread_.keys > 0 || is_null_split_; }
  std::int64_t byte_count() const;

 private:
  static constexpr std::uint32_t kKeysMax = 1u << 20;

  /// Keys of one dictionary, or of all hashes: totals and the workers that had some, `words_` a key.
  struct Table {
    std::uint64_t lineage = 0;  // 0: of hashes
    DictionaryPtr dictionary;   // the latest
    std::vector<std::int64_t> totals;
    std::vector<std::uint64_t> workers;
    std::vector<std::uint8_t> places;  // in the bits of a route
    std::vector<std::string> texts;    // of hashes
  };

  bool counts_keys() const { return !columns_.empty() || is_record_key_; }
  void observe_codes(const Column& column, WorkerId worker, RouteKeys::Bits& route);
  void observe_hashes(std::span<const Column> columns, std::uint32_t row_count, WorkerId worker,
                      RouteKeys::Bits& route);
  void count(Table& table, std::size_t key, WorkerId worker, RouteKeys::Bits& route);
  void count_null(std::int64_t rows, WorkerId worker);
  /// Of keys that several workers got rows of: how many keys, and workers beyond the first of each.
  struct Spread {
    std::int64_t keys = 0;
    std::int64_t extra = 0;
  };
  Spread spread_in_all_tables() const;
  Table& table_of(const DictionaryPtr& dictionary);
  HotKeyFigures figures_of(const Table& table, std::size_t key) const;

  std::vector<std::uint32_t> columns_;
  bool is_record_key_ = false;
  std::uint32_t words_;
  std::int64_t rows_ = 0;
  std::int64_t null_rows_ = 0;
  Spread spread_;  // of tables_, each for itself
  bool is_null_split_ = false;
  std::vector<std::uint64_t> null_workers_;
  std::vector<Table> tables_;
  RouteKeys routes_;
  KeyHasher hasher_;
  tsl::robin_map<std::uint64_t, std::uint32_t> slot_by_hash_;  // never iterated
  std::vector<std::uint64_t> hashes_;
  std::vector<Column> keys_;
};

}  // namespace millrace
