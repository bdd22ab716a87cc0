// core/route/key_hasher.hpp — hashes the key columns of a batch, a dictionary entry once and
// everything else by column.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/data/column.hpp"
#include "core/route/dictionary_hashes.hpp"
#include "core/route/hash_function.hpp"

namespace millrace {

/// What a call of hash_rows() really did.
struct HashWork {
  std::int64_t rows = 0;           // rows that got a hash
  std::int64_t values_hashed = 0;  // values put through the hash function: new dictionary entries,
                                   // and every row of columns without dictionary
  friend bool operator==(const HashWork&, const HashWork&) = default;
};

/// Hashes keys so that equal keys get equal hashes in every batch, whatever dictionary carries
/// them.
///
/// xxhash and murmur3: a value's hash is the function named, seeded by its type, over the value's
/// bytes: the text of a string; 8 bytes, least significant first, of BIGINT, TIMESTAMP and DOUBLE
/// (-0.0 as 0.0, one NaN); 16 of a DECIMAL at scale 18, so that 1.0 and 1.00 agree; 1 of a BOOLEAN.
/// So '1', 1 and TRUE differ, and NULL differs from every value. One column's hash is the value's;
/// several are combined in order: ('ab','c') and ('a','bc') differ. fnv: FNV-1a 64 over the display
/// texts of all columns with nothing between them, as Velostream has it, but for -0.0, which is the
/// key 0 here.
///
/// Keeps the hashes of dictionary entries from batch to batch. Used by one thread. No allocation
/// per row.
class KeyHasher {
 public:
  explicit KeyHasher(HashFunction function);

  HashFunction function() const { return function_; }
  /// Fills out[row]. Without key columns every row gets the hash of nothing.
  /// REQUIRES: out.size() == row_count; every column has row_count rows.
  HashWork hash_rows(std::span<const Column> key_columns, std::uint32_t row_count,
                     std::span<std::uint64_t> out);

 private:
  std::int64_t hash_column(const Column& column, std::span<std::uint64_t> out);
  std::int64_t extend_fnv(const Column& column, std::span<std::uint64_t> states, bool is_first);

  HashFunction function_;
  DictionaryHashes dictionary_hashes_;
  std::vector<std::uint64_t> column_hashes_;
  std::string text_;
};

/// The hash of one key given as text values, for explanations: what hash_rows() gives for STRING
/// columns.
std::uint64_t hash_of_text_key(HashFunction function, std::span<const std::string_view> values);

}  // namespace millrace
