// core/exec/grouped/group_table.cpp — keys to words, words to groups, and back.
#include "core/exec/grouped/group_table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

/// Dictionaries of the table itself never begin a new lineage: codes are part of the keys.
constexpr std::uint32_t kEntriesMax = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kPrefetchRows = 12;

std::uint32_t stride_for(std::size_t key_count) {
  return static_cast<std::uint32_t>(key_count + (key_count + 63) / 64);
}

std::uint64_t word_of(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}
std::uint64_t word_of(std::uint8_t value) {
  return value != 0 ? 1 : 0;
}
/// -0.0 is 0.0, and there is one NaN.
std::uint64_t word_of(double value) {
  if (value == 0.0) value = 0.0;
  if (value != value) value = std::numeric_limits<double>::quiet_NaN();
  return __builtin_bit_cast(std::uint64_t, value);
}

template <typename T>
void fill(std::span<const T> values, const Column& column, std::span<const std::uint32_t> rows,
          std::uint64_t* words, std::uint32_t stride) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!column.is_null(rows[i])) words[i * stride] = word_of(values[rows[i]]);
  }
}

}  // namespace

GroupTable::GroupTable(std::vector<DataType> key_types)
    : key_types_(std::move(key_types)), stride_(stride_for(key_types_.size())) {
  Known& known = known_.write();
  known.dictionaries.resize(key_types_.size());
  known.ranks.resize(key_types_.size());
  known.code_maps.resize(key_types_.size());
  for (std::size_t i = 0; i < key_types_.size(); ++i) known.strings.emplace_back(kEntriesMax);
}

GroupTable GroupTable::for_keys(std::span<const Expression> keys) {
  std::vector<DataType> types;
  types.reserve(keys.size());
  for (const Expression& key : keys) types.push_back(key.type);
  return GroupTable(std::move(types));
}

std::int64_t GroupTable::byte_count() const {
  constexpr std::int64_t kThisAndItsCopy = 2;
  if (known_.holders() > kThisAndItsCopy) return 0;
  std::int64_t bytes = bytes_of(known_->words) + known_->index.byte_count();
  for (const DictionaryBuilder& strings : known_->strings) bytes += strings.byte_count();
  for (const std::vector<std::uint32_t>& ranks : known_->ranks) bytes += bytes_of(ranks);
  for (const std::vector<CodeMap>& maps : known_->code_maps) {
    for (const CodeMap& map : maps) bytes += bytes_of(map.ids);
  }
  return bytes;
}

void GroupTable::find_or_add(std::span<const Column> keys, std::span<const std::uint32_t> rows,
                             std::vector<std::uint32_t>& groups) {
  MILLRACE_ASSERT(keys.size() == key_types_.size());
  groups.resize(rows.size());
  if (rows.empty()) return;
  if (keys.empty()) {
    group_count_ = 1;
    std::fill(groups.begin(), groups.end(), 0u);
    return;
  }
  if (keys.size() == 1 && key_types_[0].kind == TypeKind::kString) {
    find_by_code(keys[0], rows, groups);
    return;
  }
  batch_words_.assign(rows.size() * stride_, 0);
  for (std::uint32_t key = 0; key < keys.size(); ++key) fill_words(key, keys[key], rows);
  // Hashes first, so that the table's cache lines can be on their way while others are looked at.
  std::vector<std::uint64_t> hashes(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    hashes[i] = hash_of_words(&batch_words_[i * stride_]);
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + kPrefetchRows < rows.size()) known_->index.prefetch(hashes[i + kPrefetchRows]);
    groups[i] = find_or_add_words(&batch_words_[i * stride_], hashes[i]);
  }
}

void GroupTable::find_by_code(const Column& key, std::span<const std::uint32_t> rows,
                              std::vector<std::uint32_t>& groups) {
  const std::size_t map = code_map(0, *key.dictionary());
  const std::uint32_t* group_of_code = known_->code_maps[0][map].ids.data();
  const std::span<const std::uint32_t> codes = key.codes();
  const bool has_nulls = key.has_nulls();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (has_nulls && key.is_null(row)) {
      const std::uint64_t words[2] = {0, 1};
      groups[i] = find_or_add_words(words, hash_of_words(words));
      group_of_code = known_->code_maps[0][map].ids.data();
      continue;
    }
    std::uint32_t group = group_of_code[codes[row]];
    if (group == kNone) {
      Known& known = known_.write();
      const std::uint64_t words[2] = {known.strings[0].code_of(key.string_at(row)), 0};
      group = find_or_add_words(words, hash_of_words(words));
      known.code_maps[0][map].ids[codes[row]] = group;
      group_of_code = known.code_maps[0][map].ids.data();
    }
    groups[i] = group;
  }
}

void GroupTable::fill_words(std::uint32_t key, const Column& column,
                            std::span<const std::uint32_t> rows) {
  MILLRACE_ASSERT(column.type() == key_types_[key]);
  std::uint64_t* words = batch_words_.data() + key;
  switch (column.type().physical()) {
    case PhysicalKind::kInt64:
      fill(column.int64s(), column, rows, words, stride_);
      break;
    case PhysicalKind::kDouble:
      fill(column.doubles(), column, rows, words, stride_);
      break;
    case PhysicalKind::kBoolean:
      fill(column.booleans(), column, rows, words, stride_);
      break;
    case PhysicalKind::kCode:
      fill_string_words(key, column, rows);
      break;
  }
  if (!column.has_nulls()) return;
  std::uint64_t* flags = batch_words_.data() + key_count() + key / 64;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (column.is_null(rows[i])) flags[i * stride_] |= std::uint64_t{1} << (key % 64);
  }
}

void GroupTable::fill_string_words(std::uint32_t key, const Column& column,
                                   std::span<const std::uint32_t> rows) {
  const std::size_t map = code_map(key, *column.dictionary());
  const std::uint32_t* own_codes = known_->code_maps[key][map].ids.data();
  const std::span<const std::uint32_t> codes = column.codes();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (column.is_null(row)) continue;
    std::uint32_t own = own_codes[codes[row]];
    if (own == kNone) {
      Known& known = known_.write();
      own = known.strings[key].code_of(column.string_at(row));
      known.code_maps[key][map].ids[codes[row]] = own;
      own_codes = known.code_maps[key][map].ids.data();
    }
    batch_words_[i * stride_ + key] = own;
  }
}

std::size_t GroupTable::code_map(std::uint32_t key, const Dictionary& dictionary) {
  const auto place_of = [&](const std::vector<CodeMap>& maps) {
    const auto found = std::find_if(maps.begin(), maps.end(), [&](const CodeMap& map) {
      return map.lineage == dictionary.lineage();
    });
    return static_cast<std::size_t>(found - maps.begin());
  };
  std::size_t place = place_of(known_->code_maps[key]);
  const bool is_there = place < known_->code_maps[key].size();
  if (!is_there || known_->code_maps[key][place].ids.size() < dictionary.size()) {
    std::vector<CodeMap>& maps = known_.write().code_maps[key];
    if (!is_there) {
      if (maps.size() == kCodeMapsMax) {
        maps.erase(std::min_element(
            maps.begin(), maps.end(),
            [](const CodeMap& a, const CodeMap& b) { return a.last_use < b.last_use; }));
      }
      place = maps.size();
      maps.push_back({dictionary.lineage(), 0, {}});
    }
    maps[place].ids.resize(dictionary.size(), kNone);
  }
  known_->code_maps[key][place].last_use = ++use_count_;
  return place;
}

std::uint64_t GroupTable::hash_of_words(const std::uint64_t* words) const {
  std::uint64_t hash = 0;
  for (std::uint32_t i = 0; i < stride_; ++i) hash = combine_hash(hash, words[i]);
  return hostile_hash(hash);
}

std::uint32_t GroupTable::find_or_add_words(const std::uint64_t* words, std::uint64_t hash) {
  const std::uint64_t* const known_words = known_->words.data();
  const std::uint32_t found = known_->index.find(hash, [&](std::uint32_t group) {
    return std::equal(words, words + stride_, known_words + std::size_t{group} * stride_);
  });
  if (found != kNone) return found;
  const std::uint32_t group = group_count_++;
  MILLRACE_ASSERT(group != kNone);
  Known& known = known_.write();
  known.words.insert(known.words.end(), words, words + stride_);
  known.index.insert(hash, group);
  return group;
}

std::vector<Column> GroupTable::keys_of(std::span<const std::uint32_t> groups) const {
  refresh_dictionaries();
  std::vector<Column> columns;
  columns.reserve(key_types_.size());
  for (std::uint32_t key = 0; key < key_types_.size(); ++key) {
    columns.push_back(key_column(key, groups));
  }
  return columns;
}

Column GroupTable::key_column(std::uint32_t key, std::span<const std::uint32_t> groups) const {
  std::vector<std::uint8_t> validity(groups.size());
  for (std::size_t i = 0; i < groups.size(); ++i) validity[i] = is_null(groups[i], key) ? 0 : 1;
  const auto values = [&](auto convert) {
    std::vector<decltype(convert(std::uint64_t{0}))> result(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) result[i] = convert(word(groups[i], key));
    return result;
  };
  switch (key_types_[key].physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(key_types_[key],
                              values([](std::uint64_t w) { return static_cast<std::int64_t>(w); }),
                              std::move(validity));
    case PhysicalKind::kDouble:
      return Column::of_double(
          values([](std::uint64_t w) { return __builtin_bit_cast(double, w); }),
          std::move(validity));
    case PhysicalKind::kBoolean:
      return Column::of_boolean(
          values([](std::uint64_t w) { return static_cast<std::uint8_t>(w); }),
          std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  return Column::of_codes(known_->dictionaries[key],
                          values([](std::uint64_t w) { return static_cast<std::uint32_t>(w); }),
                          std::move(validity));
}

void GroupTable::refresh_dictionaries() const {
  for (std::size_t key = 0; key < key_types_.size(); ++key) {
    if (key_types_[key].kind == TypeKind::kString) {
      known_->dictionaries[key] = known_->strings[key].snapshot();
    }
  }
}

std::vector<std::uint32_t> GroupTable::compact(std::span<const std::uint8_t> is_live) {
  MILLRACE_ASSERT(is_live.size() == group_count_);
  refresh_dictionaries();
  std::vector<DictionaryBuilder> strings;
  strings.reserve(key_types_.size());
  for (std::size_t i = 0; i < key_types_.size(); ++i) strings.emplace_back(kEntriesMax);
  std::vector<std::uint32_t> new_groups(group_count_, kNone);
  std::uint32_t live_count = 0;
  Known& known = known_.write();
  for (std::uint32_t group = 0; group < group_count_; ++group) {
    if (is_live[group] == 0) continue;
    std::uint64_t* words = known.words.data() + std::size_t{group} * stride_;
    for (std::uint32_t key = 0; key < key_types_.size(); ++key) {
      if (key_types_[key].kind != TypeKind::kString || is_null(group, key)) continue;
      words[key] = strings[key].code_of(string_of(group, key));
    }
    new_groups[group] = live_count;
    std::copy(words, words + stride_, known.words.data() + std::size_t{live_count++} * stride_);
  }
  known.words.resize(std::size_t{live_count} * stride_);
  known.words.shrink_to_fit();
  group_count_ = live_count;
  known.strings = std::move(strings);
  for (std::vector<std::uint32_t>& ranks : known.ranks) ranks.clear();
  for (std::vector<CodeMap>& maps : known.code_maps) maps.clear();
  known.index.clear();
  for (std::uint32_t group = 0; stride_ > 0 && group < group_count_; ++group) {
    known.index.insert(hash_of_words(&known.words[std::size_t{group} * stride_]), group);
  }
  return new_groups;
}

}  // namespace millrace
