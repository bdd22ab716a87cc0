// core/exec/aggregates/string_agg.cpp — STRING_AGG: strings of the group in the order of arrival,
// with a separator between.
#include <array>
#include <string>

#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {
namespace {

class StringAgg final : public Aggregator {
 public:
  explicit StringAgg(std::string separator) : separator_(std::move(separator)) {}

  void resize(std::uint32_t slot_count) override {
    if (slot_count > joined_.size()) joined_.resize(slot_count);
  }
  void clear(std::span<const std::uint32_t> slots) override {
    for (const std::uint32_t slot : slots) joined_[slot] = {};
  }
  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    for_each_valid(rows, *argument,
                   [&](std::size_t i) { append(joined_[slots[i]], argument->string_at(rows[i])); });
  }
  void merge(std::span<const std::uint32_t> slots, const Aggregator& other,
             std::span<const std::uint32_t> other_slots) override {
    const auto& others = static_cast<const StringAgg&>(other).joined_;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const Joined& more = others[other_slots[i]];
      if (more.has_value) append(joined_[slots[i]], more.text);
    }
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    return results_.column(slots, [this](std::uint32_t slot, std::string_view& text) {
      text = joined_[slot].text;
      return joined_[slot].has_value;
    });
  }
  std::unique_ptr<Aggregator> extract(std::span<const std::uint32_t> slots) const override {
    auto copy = std::make_unique<StringAgg>(separator_);
    for (const std::uint32_t slot : slots) copy->joined_.push_back(joined_[slot]);
    return copy;
  }
  std::unique_ptr<Aggregator> clone() const override { return std::make_unique<StringAgg>(*this); }
  std::int64_t state_bytes() const override {
    auto bytes = static_cast<std::int64_t>(joined_.size() * sizeof(Joined));
    for (const Joined& joined : joined_) bytes += static_cast<std::int64_t>(joined.text.size());
    return bytes;
  }

 private:
  struct Joined {
    std::string text;
    bool has_value = false;
  };

  void append(Joined& joined, std::string_view text) const {
    if (joined.has_value) joined.text += separator_;
    joined.text += text;
    joined.has_value = true;
  }

  std::string separator_;
  std::vector<Joined> joined_;
  mutable TextResults results_;
};

std::optional<DataType> string_only(DataType argument) {
  if (argument.kind != TypeKind::kString) return std::nullopt;
  return argument;
}

constexpr std::array<std::string_view, 3> kAliases = {"group_concat", "listagg", "collect"};

}  // namespace

const AggregateInfo string_agg_aggregate = {
    .signature = {.name = "string_agg",
                  .aliases = kAliases,
                  .summary = "strings joined in the order of rows, NULLs left out",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .accepts_separator = true,
                  .result_type = string_only,
                  .accepted_types = "a STRING",
                  .can_merge = false,
                  .order_dependence = aggregate_types::fully_dependent_on_order},
    .make = [](const AggregateCall& call) -> std::unique_ptr<Aggregator> {
      return std::make_unique<StringAgg>(call.separator);
    }};

}  // namespace millrace
