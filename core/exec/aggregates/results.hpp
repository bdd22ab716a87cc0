// core/exec/aggregates/results.hpp — columns of results, slot by slot, with NULL where a slot has
// none.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

/// value_of(slot, value) fills in a slot's result and says whether it has one.
template <typename T, typename F>
std::pair<std::vector<T>, std::vector<std::uint8_t>> collect_results(
    std::span<const std::uint32_t> slots, F&& value_of) {
  std::vector<T> values(slots.size());
  std::vector<std::uint8_t> validity(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    validity[i] = static_cast<std::uint8_t>(value_of(slots[i], values[i]));
  }
  return {std::move(values), std::move(validity)};
}

template <typename F>
Column int64_results(DataType type, std::span<const std::uint32_t> slots, F&& value_of) {
  auto [values, validity] = collect_results<std::int64_t>(slots, value_of);
  return Column::of_int64(type, std::move(values), std::move(validity));
}

template <typename F>
Column double_results(std::span<const std::uint32_t> slots, F&& value_of) {
  auto [values, validity] = collect_results<double>(slots, value_of);
  return Column::of_double(std::move(values), std::move(validity));
}

template <typename F>
Column boolean_results(std::span<const std::uint32_t> slots, F&& value_of) {
  auto [values, validity] = collect_results<std::uint8_t>(slots, value_of);
  return Column::of_boolean(std::move(values), std::move(validity));
}

/// The dictionary of an aggregate's string results: one lineage from call to call, so that readers
/// keep what they know.
class TextResults {
 public:
  TextResults() = default;
  /// A copy begins a lineage of its own, with nothing in it.
  TextResults(const TextResults&) {}
  TextResults& operator=(const TextResults&) { return *this; }
  TextResults(TextResults&&) noexcept = default;
  TextResults& operator=(TextResults&&) noexcept = default;
  ~TextResults() = default;

  template <typename F>
  Column column(std::span<const std::uint32_t> slots, F&& value_of) {
    dictionary_.renew_if_full();
    auto [codes, validity] =
        collect_results<std::uint32_t>(slots, [&](std::uint32_t slot, std::uint32_t& code) {
          std::string_view text;
          if (!value_of(slot, text)) return false;
          code = dictionary_.code_of(text);
          return true;
        });
    return Column::of_codes(dictionary_.snapshot(), std::move(codes), std::move(validity));
  }

 private:
  DictionaryBuilder dictionary_;
};

}  // namespace millrace
