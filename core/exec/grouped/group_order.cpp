// core/exec/grouped/group_order.cpp — groups in the order of their keys: by the first eight bytes
// of the first key, and only where these are equal by the keys themselves.
#include <algorithm>

#include "core/exec/grouped/group_table.hpp"

namespace millrace {
namespace {

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;

/// Orders as the doubles do, NaN last.
std::uint64_t ordered_bits(double value) {
  const auto bits = __builtin_bit_cast(std::uint64_t, value);
  if (value != value) return ~std::uint64_t{0};
  return (bits & kSignBit) != 0 ? ~bits : bits | kSignBit;
}

/// Eight bytes from `begin` on, as a number that is ordered as they are.
std::uint64_t bytes_from(std::string_view text, std::size_t begin) {
  std::uint64_t prefix = 0;
  for (std::size_t i = begin; i < begin + 8; ++i) {
    prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  }
  return prefix;
}

std::size_t common_prefix(const Dictionary& dictionary) {
  const std::string_view first = dictionary.at(0);
  std::size_t length = first.size();
  for (std::uint32_t code = 1; code < dictionary.size(); ++code) {
    const std::string_view text = dictionary.at(code);
    std::size_t i = 0;
    while (i < length && i < text.size() && text[i] == first[i]) ++i;
    length = i;
  }
  return length;
}

/// Per code, how many strings come before it.
std::vector<std::uint32_t> ranks_of(const Dictionary& dictionary) {
  struct Item {
    std::uint64_t prefix = 0;
    std::uint32_t code = 0;
  };
  const std::size_t common = common_prefix(dictionary);
  std::vector<Item> items(dictionary.size());
  for (std::uint32_t code = 0; code < dictionary.size(); ++code) {
    items[code] = {bytes_from(dictionary.at(code), common), code};
  }
  std::sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return a.code != b.code && dictionary.at(a.code) < dictionary.at(b.code);
  });
  std::vector<std::uint32_t> ranks(dictionary.size());
  for (std::uint32_t rank = 0; rank < items.size(); ++rank) ranks[items[rank].code] = rank;
  return ranks;
}

template <typename T>
int order_of(const T& a, const T& b) {
  return static_cast<int>(b < a) - static_cast<int>(a < b);
}

}  // namespace

void GroupTable::refresh_ranks(std::size_t item_count) const {
  for (std::uint32_t key = 0; key < key_count(); ++key) {
    if (key_types_[key].kind != TypeKind::kString || has_ranks(key)) continue;
    const Dictionary& dictionary = *known_->dictionaries[key];
    // A few groups out of many strings are compared one with another instead.
    if (dictionary.size() <= 4 * item_count) known_->ranks[key] = ranks_of(dictionary);
  }
}

/// Never greater for a group that comes first. Equal prefixes say nothing.
std::uint64_t GroupTable::sort_prefix(std::uint32_t group) const {
  if (key_types_.empty() || is_null(group, 0)) return 0;
  switch (key_types_[0].physical()) {
    case PhysicalKind::kInt64:
      return word(group, 0) ^ kSignBit;
    case PhysicalKind::kDouble:
      return ordered_bits(__builtin_bit_cast(double, word(group, 0)));
    case PhysicalKind::kBoolean:
      return word(group, 0);
    case PhysicalKind::kCode:
      break;
  }
  if (has_ranks(0)) return rank(group, 0);
  return bytes_from(string_of(group, 0), 0);
}

int GroupTable::compare(std::uint32_t a, std::uint32_t b) const {
  for (std::uint32_t key = 0; key < key_count(); ++key) {
    if (is_null(a, key) || is_null(b, key)) {
      const int order = order_of(is_null(b, key), is_null(a, key));
      if (order != 0) return order;
      continue;
    }
    int order = 0;
    switch (key_types_[key].physical()) {
      case PhysicalKind::kInt64:
        order = order_of(word(a, key) ^ kSignBit, word(b, key) ^ kSignBit);
        break;
      case PhysicalKind::kDouble:
        order = order_of(ordered_bits(__builtin_bit_cast(double, word(a, key))),
                         ordered_bits(__builtin_bit_cast(double, word(b, key))));
        break;
      case PhysicalKind::kBoolean:
        order = order_of(word(a, key), word(b, key));
        break;
      case PhysicalKind::kCode:
        order = has_ranks(key) ? order_of(rank(a, key), rank(b, key))
                               : order_of(string_of(a, key), string_of(b, key));
        break;
    }
    if (order != 0) return order;
  }
  return 0;
}

void GroupTable::sort(std::vector<SortEntry>& entries) const {
  std::stable_sort(entries.begin(), entries.end(), [this](const SortEntry& a, const SortEntry& b) {
    if (a.prefix != b.prefix) return a.prefix < b.prefix;
    return a.group != b.group && compare(a.group, b.group) < 0;
  });
}

}  // namespace millrace
