// core/route/key_hasher.cpp — loops over columns; nothing is decided per row that could be per
// batch.
#include "core/route/key_hasher.hpp"

#include <array>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"
#include "core/base/int128.hpp"
#include "core/data/decimal.hpp"
#include "core/route/display_text.hpp"

namespace millrace {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "values are hashed as they lie in memory");

/// Different for every type, so that '1' and 1 are different keys.
constexpr std::uint64_t type_seed(TypeKind kind) {
  return (static_cast<std::uint64_t>(kind) + 1) * 0x9e3779b97f4a7c15ull;
}

// XXH3 over values of a width known when compiled, inlined into the loops; same digests as
// xxh3_64() of core/base.
struct Xxhash {
  static std::uint64_t of_text(std::string_view text, std::uint64_t seed) {
    return xxh3_64(text, seed);
  }
  template <typename T>
  static std::uint64_t of_value(const T& value, std::uint64_t seed) {
    return XXH3_64bits_withSeed(&value, sizeof value, seed);
  }
};

struct Murmur3 {
  static std::uint64_t of_text(std::string_view text, std::uint64_t seed) {
    return murmur3_64(text, static_cast<std::uint32_t>(seed >> 32));
  }
  template <typename T>
  static std::uint64_t of_value(const T& value, std::uint64_t seed) {
    std::array<char, sizeof value> bytes;
    std::memcpy(bytes.data(), &value, sizeof value);
    return of_text({bytes.data(), bytes.size()}, seed);
  }
};

template <typename Hash>
std::uint64_t hash_of_string(std::string_view text) {
  return Hash::of_text(text, type_seed(TypeKind::kString));
}

template <typename Hash>
std::uint64_t hash_of_null(TypeKind kind) {
  return Hash::of_text("NULL", ~type_seed(kind));
}

double canonical(double value) {
  if (value != value) return __builtin_bit_cast(double, std::uint64_t{0x7ff8000000000000});
  return value == 0.0 ? 0.0 : value;
}

/// The value at scale 18: 18 digits times 10^18 stay below 2^127.
Int128 canonical(std::int64_t unscaled, Int128 factor) {
  return unscaled * factor;
}

template <typename Hash>
void hash_numbers(const Column& column, std::span<std::uint64_t> out) {
  const TypeKind kind = column.type().kind;
  const std::uint64_t seed = type_seed(kind);
  const std::size_t rows = out.size();
  if (kind == TypeKind::kBoolean) {
    const std::array<std::uint64_t, 2> hashes = {Hash::of_value(std::uint8_t{0}, seed),
                                                 Hash::of_value(std::uint8_t{1}, seed)};
    const auto values = column.booleans();
    for (std::size_t i = 0; i < rows; ++i) out[i] = hashes[values[i] != 0 ? 1 : 0];
  } else if (kind == TypeKind::kDouble) {
    const auto values = column.doubles();
    for (std::size_t i = 0; i < rows; ++i) out[i] = Hash::of_value(canonical(values[i]), seed);
  } else if (kind == TypeKind::kDecimal) {
    const auto values = column.int64s();
    const Int128 factor = power_of_ten(kDecimalPrecisionMax - column.type().scale);
    for (std::size_t i = 0; i < rows; ++i) {
      out[i] = Hash::of_value(canonical(values[i], factor), seed);
    }
  } else {
    const auto values = column.int64s();
    for (std::size_t i = 0; i < rows; ++i) out[i] = Hash::of_value(values[i], seed);
  }
}

void look_up(std::span<const std::uint64_t> hashes, const Column& column,
             std::span<std::uint64_t> out) {
  const auto codes = column.codes();
  if (hashes.empty()) return;  // every row is NULL
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = hashes[codes[i]];
}

void set_nulls(const Column& column, std::uint64_t hash, std::span<std::uint64_t> out) {
  const auto validity = column.validity();
  for (std::size_t i = 0; i < validity.size(); ++i) {
    if (validity[i] == 0) out[i] = hash;
  }
}

template <typename Hash>
std::int64_t hash_typed(const Column& column, DictionaryHashes& cache,
                        std::span<std::uint64_t> out) {
  std::int64_t hashed = 0;
  if (column.type().kind == TypeKind::kString) {
    look_up(cache.of(*column.dictionary(), hash_of_string<Hash>, hashed), column, out);
  } else {
    hash_numbers<Hash>(column, out);
    hashed = static_cast<std::int64_t>(out.size());
  }
  if (column.has_nulls()) set_nulls(column, hash_of_null<Hash>(column.type().kind), out);
  return hashed;
}

std::uint64_t fnv_of_text(std::string_view text) {
  return fnv1a_64(text);
}

/// Velostream's text, but for -0.0: it and 0.0 are one group here, and so must be one key.
void append_key_text(std::string& out, const Column& column, std::uint32_t row) {
  const bool is_real = column.type().kind == TypeKind::kDouble && !column.is_null(row);
  if (is_real && column.doubles()[row] == 0.0) {
    out += '0';
    return;
  }
  append_display_text(out, column, row);
}

}  // namespace

KeyHasher::KeyHasher(HashFunction function) : function_(function) {}

std::int64_t KeyHasher::hash_column(const Column& column, std::span<std::uint64_t> out) {
  return function_ == HashFunction::kXxhash ? hash_typed<Xxhash>(column, dictionary_hashes_, out)
                                            : hash_typed<Murmur3>(column, dictionary_hashes_, out);
}

std::int64_t KeyHasher::extend_fnv(const Column& column, std::span<std::uint64_t> states,
                                   bool is_first) {
  if (is_first && column.type().kind == TypeKind::kString) {
    std::int64_t hashed = 0;
    look_up(dictionary_hashes_.of(*column.dictionary(), fnv_of_text, hashed), column, states);
    if (column.has_nulls()) set_nulls(column, fnv1a_64("NULL"), states);
    return hashed;
  }
  // A later column continues each row's state: there is nothing to keep per entry.
  for (std::uint32_t row = 0; row < states.size(); ++row) {
    text_.clear();
    append_key_text(text_, column, row);
    states[row] = fnv1a_64(text_, states[row]);
  }
  return static_cast<std::int64_t>(states.size());
}

HashWork KeyHasher::hash_rows(std::span<const Column> key_columns, std::uint32_t row_count,
                              std::span<std::uint64_t> out) {
  MILLRACE_ASSERT(out.size() == row_count);
  HashWork work = {.rows = row_count, .values_hashed = 0};
  if (function_ == HashFunction::kFnv || key_columns.empty()) {
    for (std::uint64_t& hash : out) hash = kFnv1a64Basis;
  }
  for (std::size_t i = 0; i < key_columns.size(); ++i) {
    const Column& column = key_columns[i];
    MILLRACE_ASSERT(column.row_count() == row_count);
    if (function_ == HashFunction::kFnv) {
      work.values_hashed += extend_fnv(column, out, i == 0);
    } else if (i == 0) {
      work.values_hashed += hash_column(column, out);
    } else {
      column_hashes_.resize(row_count);
      work.values_hashed += hash_column(column, column_hashes_);
      const std::uint64_t* next = column_hashes_.data();
      for (std::uint32_t row = 0; row < row_count; ++row) {
        out[row] = combine_hash(out[row], next[row]);
      }
    }
  }
  return work;
}

std::uint64_t hash_of_text_key(HashFunction function, std::span<const std::string_view> values) {
  std::uint64_t state = kFnv1a64Basis;
  bool is_first = true;
  for (const std::string_view value : values) {
    if (function == HashFunction::kFnv) {
      state = fnv1a_64(value, state);
      continue;
    }
    const std::uint64_t hash = function == HashFunction::kXxhash ? hash_of_string<Xxhash>(value)
                                                                 : hash_of_string<Murmur3>(value);
    state = is_first ? hash : combine_hash(state, hash);
    is_first = false;
  }
  return state;
}

}  // namespace millrace
