// core/job/group_census.cpp — counts by sorting texts: order never depends on a hash table.
#include "core/job/group_census.hpp"

#include <algorithm>

namespace millrace {

std::string group_key_text(std::span<const Column> keys, std::uint32_t row) {
  std::string text;
  std::string value;
  for (const Column& column : keys) {
    if (column.is_null(row)) {
      text += "N;";
      continue;
    }
    value.clear();
    append_text(value, column, row);
    text += std::to_string(value.size());
    text += ':';
    text += value;
  }
  return text;
}

GroupCensus count_groups(std::span<const std::vector<Column>> keys_of_workers) {
  std::vector<std::string> texts;
  for (const std::vector<Column>& keys : keys_of_workers) {
    const std::uint32_t row_count = keys.empty() ? 0 : keys.front().row_count();
    for (std::uint32_t row = 0; row < row_count; ++row) texts.push_back(group_key_text(keys, row));
  }
  std::sort(texts.begin(), texts.end());
  GroupCensus census;
  for (auto first = texts.begin(); first != texts.end();) {
    const auto last = std::upper_bound(first, texts.end(), *first);
    ++census.groups;
    if (last - first > 1) ++census.split_groups;
    first = last;
  }
  return census;
}

}  // namespace millrace
