// sim/workload/key_texts.cpp — values to numbers, pairs of numbers to numbers, the last ones to codes.
#include "sim/workload/key_texts.hpp"

#include <cstddef>
#include <utility>

namespace millrace {

namespace {

constexpr std::uint32_t kKeysMax = 1u << 20;

/// What tells two values of a column apart.
std::uint64_t word_of(const Column& column, std::uint32_t row) {
  switch (column.type().physical()) {
    case PhysicalKind::kInt64:
      return static_cast<std::uint64_t>(column.int64s()[row]);
    case PhysicalKind::kDouble:
      return __builtin_bit_cast(std::uint64_t, column.doubles()[row]);
    case PhysicalKind::kBoolean:
      return column.booleans()[row];
    case PhysicalKind::kCode:
      break;
  }
  return column.codes()[row];
}

}  // namespace

KeyTexts::KeyTexts(std::vector<std::uint32_t> key_columns)
    : key_columns_(std::move(key_columns)), dictionary_(2 * kKeysMax) {
  forget();
}

void KeyTexts::forget() {
  values_.assign(key_columns_.size(), {});
  pairs_.assign(key_columns_.size(), {});
  code_plus_one_.clear();
}

std::uint32_t KeyTexts::number_of(NumberTable& table, std::uint64_t word) {
  const auto next = static_cast<std::uint32_t>(table.size()) + 1;
  return table.try_emplace(word, next).first->second;
}

void KeyTexts::number_words(Numbering& numbering, const Column& column,
                            std::span<std::uint32_t> numbers) {
  for (std::uint32_t row = 0; row < numbers.size(); ++row) {
    numbers[row] = column.is_null(row) ? 0 : number_of(numbering.table, word_of(column, row));
  }
}

void KeyTexts::append_key(const std::vector<Column>& columns, std::uint32_t row) {
  scratch_.clear();
  for (std::size_t i = 0; i < key_columns_.size(); ++i) {
    if (i > 0) scratch_ += '|';
    append_text(scratch_, columns[key_columns_[i]], row);
  }
}

Column KeyTexts::keys_of(const std::vector<Column>& columns, std::uint32_t row_count) {
  if (key_columns_.empty()) return {};
  if (key_columns_.size() == 1 && columns[key_columns_[0]].type().kind == TypeKind::kString) {
    return columns[key_columns_[0]];
  }
  if (dictionary_.size() >= kKeysMax) {
    forget();
    dictionary_ = DictionaryBuilder(2 * kKeysMax);
  }
  std::vector<std::uint32_t> numbers(row_count);
  std::vector<std::uint32_t> next(row_count);
  std::vector<std::uint8_t> validity(row_count, 0);
  for (std::size_t i = 0; i < key_columns_.size(); ++i) {
    const Column& column = columns[key_columns_[i]];
    if (column.type().kind == TypeKind::kString) {
      const std::uint64_t lineage = column.dictionary()->lineage();
      if (values_[i].lineage != 0 && values_[i].lineage != lineage) {
        forget();
        return keys_of(columns, row_count);  // once: now nothing is remembered
      }
      values_[i].lineage = lineage;
    }
    number_words(values_[i], column, next);
    for (std::uint32_t row = 0; row < row_count; ++row) {
      if (next[row] != 0) validity[row] = 1;
    }
    if (i == 0) {
      numbers.swap(next);
      continue;
    }
    for (std::uint32_t row = 0; row < row_count; ++row) {
      const std::uint64_t pair = std::uint64_t{numbers[row]} << 32 | next[row];
      numbers[row] = number_of(pairs_[i].table, pair);
    }
  }
  std::vector<std::uint32_t> codes(row_count);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    if (validity[row] == 0) continue;
    if (numbers[row] >= code_plus_one_.size()) code_plus_one_.resize(numbers[row] * std::size_t{2});
    std::uint32_t& known = code_plus_one_[numbers[row]];
    if (known == 0) {
      append_key(columns, row);
      known = dictionary_.code_of(scratch_) + 1;
    }
    codes[row] = known - 1;
  }
  return Column::of_codes(dictionary_.snapshot(), std::move(codes), std::move(validity));
}

}  // namespace millrace
