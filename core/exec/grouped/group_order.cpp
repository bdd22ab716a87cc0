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

std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t prefix = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    prefix = prefix << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  }
  return prefix;
}

template <typename T>
int order_of(const T& a, const T& b) {
  return static_cast<int>(b < a) - static_cast<int>(a < b);
}

}  // namespace

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
  return first_bytes(string_of(group, 0));
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
        order = order_of(string_of(a, key), string_of(b, key));
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
