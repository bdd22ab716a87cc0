// core/route/keyless_rows.cpp — columns first, rows only where some may be meant.
#include "core/route/keyless_rows.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

// Above this many dictionaries all are forgotten and looked through again: costs time, changes
// nothing.
constexpr std::size_t kLineagesMax = 1024;

bool may_hold_nulls(const Column& column) {
  return column.row_count() == 0 || column.has_nulls();
}

bool is_null(const Column& column, std::uint32_t row) {
  return column.row_count() == 0 || column.is_null(row);
}

}  // namespace

std::optional<std::uint32_t> KeylessRows::code_of_empty(const Dictionary& dictionary) {
  if (by_lineage_.size() > kLineagesMax) by_lineage_.clear();
  EmptyCode& known = by_lineage_[dictionary.lineage()];
  for (; known.looked_at < dictionary.size() && !known.code.has_value(); ++known.looked_at) {
    if (dictionary.at(known.looked_at).empty()) known.code = known.looked_at;
  }
  if (known.code.has_value() && *known.code >= dictionary.size()) return std::nullopt;
  return known.code;
}

void KeylessRows::find(std::span<const Column> key_columns, std::uint32_t row_count,
                       std::vector<std::uint32_t>& rows) {
  rows.clear();
  MILLRACE_ASSERT(!key_columns.empty());
  const Column& first = key_columns.front();
  bool looks_for_null = spread_.null_keys;
  for (const Column& column : key_columns)
    looks_for_null = looks_for_null && may_hold_nulls(column);
  std::optional<std::uint32_t> empty;
  const bool is_one_text = key_columns.size() == 1 && first.type().kind == TypeKind::kString;
  if (spread_.empty_keys && is_one_text && first.dictionary()) {
    empty = code_of_empty(*first.dictionary());
  }
  if (!looks_for_null && !empty.has_value()) return;
  for (std::uint32_t row = 0; row < row_count; ++row) {
    bool is_keyless = looks_for_null;
    for (std::size_t i = 0; is_keyless && i < key_columns.size(); ++i) {
      is_keyless = is_null(key_columns[i], row);
    }
    if (empty.has_value() && !is_null(first, row)) {
      is_keyless = first.codes()[row] == *empty;
    }
    if (is_keyless) rows.push_back(row);
  }
}

}  // namespace millrace
