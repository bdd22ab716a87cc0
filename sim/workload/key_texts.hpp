// sim/workload/key_texts.hpp — the record keys of a topic: the texts of its key columns, made once a
// distinct key and not once a row.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/hash.hpp"
#include "core/data/column.hpp"

namespace millrace {

/// Keys as sim/trace's RecordKeys writes them: canonical texts joined by "|", NULLs empty, no key where all are NULL.
/// A row costs a look-up a key column. Forgets old keys when there are very many. Used by one thread.
class KeyTexts {
 public:
  explicit KeyTexts(std::vector<std::uint32_t> key_columns);

  const std::vector<std::uint32_t>& key_columns() const { return key_columns_; }
  /// STRING, a row each; empty where there are no key columns. A single string column is its own key.
  Column keys_of(const std::vector<Column>& columns, std::uint32_t row_count);

 private:
  struct WordHash {
    std::size_t operator()(std::uint64_t word) const {
      return static_cast<std::size_t>(mix_64(word * 0x9e3779b97f4a7c15ull));
    }
  };
  /// Distinct words, numbered from 1 on in the order in which they come. The table is asked, never iterated.
  using NumberTable = tsl::robin_map<std::uint64_t, std::uint32_t, WordHash>;
  struct Numbering {
    NumberTable table;
    std::uint64_t lineage = 0;  // of the dictionary that the words are codes of; 0: none
  };

  static std::uint32_t number_of(NumberTable& table, std::uint64_t word);
  static void number_words(Numbering& numbering, const Column& column,
                           std::span<std::uint32_t> numbers);
  void forget();
  void append_key(const std::vector<Column>& columns, std::uint32_t row);

  std::vector<std::uint32_t> key_columns_;
  std::vector<Numbering> values_;  // one a key column: its values; 0 is NULL
  std::vector<Numbering> pairs_;   // one a column after the first: number so far and its own
  std::vector<std::uint32_t> code_plus_one_;  // by the last pair's number; 0: not seen yet
  DictionaryBuilder dictionary_;
  std::string scratch_;
};

}  // namespace millrace
