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
    : key_types_(std::move(key_types)),
      stride_(stride_for(key_types_.size())),
      own_dictionaries_(key_types_.size()),
      ranks_(key_types_.size()),
      code_maps_(key_types_.size()) {
  own_strings_.reserve(key_types_.size());
  for (std::size_t i = 0; i < key_types_.size(); ++i) own_strings_.emplace_back(kEntriesMax);
}

GroupTable GroupTable::for_keys(std::span<const Expression> keys) {
  std::vector<DataType> types;
  types.reserve(keys.size());
  for (const Expression& key : keys) types.push_back(key.type);
  return GroupTable(std::move(types));
}

std::int64_t GroupTable::byte_count() const {
  std::int64_t bytes = bytes_of(words_) + index_.byte_count();
  for (const DictionaryBuilder& strings : own_strings_) bytes += strings.byte_count();
  for (const std::vector<std::uint32_t>& ranks : ranks_) bytes += bytes_of(ranks);
  for (const std::vector<CodeMap>& maps : code_maps_) {
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
    if (i + kPrefetchRows < rows.size()) index_.prefetch(hashes[i + kPrefetchRows]);
    groups[i] = find_or_add_words(&batch_words_[i * stride_], hashes[i]);
  }
}

void GroupTable::find_by_code(const Column& key, std::span<const std::uint32_t> rows,
                              std::vector<std::uint32_t>& groups) {
  std::vector<std::uint32_t>& group_of_code = code_map(0, *key.dictionary()).ids;
  const std::span<const std::uint32_t> codes = key.codes();
  const bool has_nulls = key.has_nulls();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (has_nulls && key.is_null(row)) {
      const std::uint64_t words[2] = {0, 1};
      groups[i] = find_or_add_words(words, hash_of_words(words));
      continue;
    }
    std::uint32_t& group = group_of_code[codes[row]];
    if (group == kNone) {
      const std::uint64_t words[2] = {own_strings_[0].code_of(key.string_at(row)), 0};
      group = find_or_add_words(words, hash_of_words(words));
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
  std::vector<std::uint32_t>& own_codes = code_map(key, *column.dictionary()).ids;
  const std::span<const std::uint32_t> codes = column.codes();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::uint32_t row = rows[i];
    if (column.is_null(row)) continue;
    std::uint32_t& own = own_codes[codes[row]];
    if (own == kNone) own = own_strings_[key].code_of(column.string_at(row));
    batch_words_[i * stride_ + key] = own;
  }
}

GroupTable::CodeMap& GroupTable::code_map(std::uint32_t key, const Dictionary& dictionary) {
  std::vector<CodeMap>& maps = code_maps_[key];
  auto found = std::find_if(maps.begin(), maps.end(), [&](const CodeMap& map) {
    return map.lineage == dictionary.lineage();
  });
  if (found == maps.end()) {
    if (maps.size() == kCodeMapsMax) {
      maps.erase(std::min_element(maps.begin(), maps.end(), [](const CodeMap& a, const CodeMap& b) {
        return a.last_use < b.last_use;
      }));
    }
    CodeMap& map = maps.emplace_back();
    map.lineage = dictionary.lineage();
    found = maps.end() - 1;
  }
  found->last_use = ++use_count_;
  if (found->ids.size() < dictionary.size()) found->ids.resize(dictionary.size(), kNone);
  return *found;
}

std::uint64_t GroupTable::hash_of_words(const std::uint64_t* words) const {
  std::uint64_t hash = 0;
  for (std::uint32_t i = 0; i < stride_; ++i) hash = combine_hash(hash, words[i]);
  return hostile_hash(hash);
}

std::uint32_t GroupTable::find_or_add_words(const std::uint64_t* words, std::uint64_t hash) {
  const std::uint32_t found = index_.find(hash, [&](std::uint32_t group) {
    return std::equal(words, words + stride_, &words_[std::size_t{group} * stride_]);
  });
  if (found != kNone) return found;
  const std::uint32_t group = group_count_++;
  MILLRACE_ASSERT(group != kNone);
  words_.insert(words_.end(), words, words + stride_);
  index_.insert(hash, group);
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
  return Column::of_codes(own_dictionaries_[key],
                          values([](std::uint64_t w) { return static_cast<std::uint32_t>(w); }),
                          std::move(validity));
}

void GroupTable::refresh_dictionaries() const {
  for (std::size_t key = 0; key < key_types_.size(); ++key) {
    if (key_types_[key].kind == TypeKind::kString) {
      own_dictionaries_[key] = own_strings_[key].snapshot();
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
  for (std::uint32_t group = 0; group < group_count_; ++group) {
    if (is_live[group] == 0) continue;
    std::uint64_t* words = words_.data() + std::size_t{group} * stride_;
    for (std::uint32_t key = 0; key < key_types_.size(); ++key) {
      if (key_types_[key].kind != TypeKind::kString || is_null(group, key)) continue;
      words[key] = strings[key].code_of(string_of(group, key));
    }
    new_groups[group] = live_count;
    std::copy(words, words + stride_, words_.data() + std::size_t{live_count++} * stride_);
  }
  words_.resize(std::size_t{live_count} * stride_);
  words_.shrink_to_fit();
  group_count_ = live_count;
  own_strings_ = std::move(strings);
  for (std::vector<std::uint32_t>& ranks : ranks_) ranks.clear();
  for (std::vector<CodeMap>& maps : code_maps_) maps.clear();
  index_.clear();
  for (std::uint32_t group = 0; stride_ > 0 && group < group_count_; ++group) {
    index_.insert(hash_of_words(&words_[std::size_t{group} * stride_]), group);
  }
  return new_groups;
}

}  // namespace millrace
