// core/exec/aggregates/count_distinct.cpp — COUNT(DISTINCT x), exact: every distinct value is kept.
#include <limits>

#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/distinct_set.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/aggregates/text_pool.hpp"
#include "core/exec/aggregates/type_rules.hpp"
#include "core/exec/kernels/per_code_memo.hpp"

namespace millrace {
namespace {

std::uint64_t canonical_of(std::int64_t value) {
  return static_cast<std::uint64_t>(value);
}
std::uint64_t canonical_of(std::uint8_t value) {
  return value;
}
/// -0 and 0 are one value, and so are all NaNs.
std::uint64_t canonical_of(double value) {
  if (value != value) value = std::numeric_limits<double>::quiet_NaN();
  return __builtin_bit_cast(std::uint64_t, value + 0.0);
}

/// What counting values of any type has in common: 64 bits stand for a value.
template <typename Derived>
class DistinctCounter : public Aggregator {
 public:
  void resize(std::uint32_t slot_count) final { values_.resize(slot_count); }
  bool has_fixed_size() const final { return false; }
  void clear(std::span<const std::uint32_t> slots) final {
    for (const std::uint32_t slot : slots) values_.clear(slot);
    static_cast<Derived*>(this)->after_clear();
  }
  void merge(std::span<const std::uint32_t> slots, const Aggregator& other,
             std::span<const std::uint32_t> other_slots) final {
    const auto& from = static_cast<const Derived&>(other);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      from.values_.for_each(other_slots[i], [&](std::uint64_t value) {
        values_.insert(slots[i], static_cast<Derived*>(this)->translated(from, value));
      });
    }
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const final {
    return int64_results(DataType::bigint(), slots,
                         [this](std::uint32_t slot, std::int64_t& value) {
                           value = values_.count(slot);
                           return true;
                         });
  }
  std::unique_ptr<Aggregator> clone() const final {
    return std::make_unique<Derived>(static_cast<const Derived&>(*this));
  }
  std::int64_t state_bytes() const final {
    return values_.byte_count() + static_cast<const Derived&>(*this).bytes_of_texts();
  }
  std::unique_ptr<Aggregator> extract(std::span<const std::uint32_t> slots) const final {
    auto copy = std::make_unique<Derived>();
    copy->resize(static_cast<std::uint32_t>(slots.size()));
    for (std::uint32_t i = 0; i < slots.size(); ++i) {
      const std::uint32_t to = i;
      copy->merge({&to, 1}, *this, slots.subspan(i, 1));
    }
    return copy;
  }

 protected:
  /// Rows that are not NULL, each as the 64 bits that stand for it.
  template <typename F>
  void insert_valid(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
                    const Column& argument, F&& value_of) {
    batch_slots_.clear();
    batch_values_.clear();
    for_each_valid(rows, argument, [&](std::size_t i) {
      batch_slots_.push_back(slots[i]);
      batch_values_.push_back(value_of(rows[i]));
    });
    values_.insert_all(batch_slots_, batch_values_);
  }

  DistinctSet values_;

 private:
  std::vector<std::uint32_t> batch_slots_;
  std::vector<std::uint64_t> batch_values_;
};

template <typename T>
class DistinctNumbers final : public DistinctCounter<DistinctNumbers<T>> {
 public:
  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    std::span<const T> values;
    if constexpr (std::is_same_v<T, double>) {
      values = argument->doubles();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      values = argument->int64s();
    } else {
      values = argument->booleans();
    }
    this->insert_valid(slots, rows, *argument,
                       [values](std::uint32_t row) { return canonical_of(values[row]); });
  }
  std::uint64_t translated(const DistinctNumbers&, std::uint64_t value) const { return value; }
  void after_clear() {}
  std::int64_t bytes_of_texts() const { return 0; }
};

class DistinctTexts final : public DistinctCounter<DistinctTexts> {
 public:
  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    const Operand text = operand_of(*argument);
    const std::uint64_t* ids =
        memo_.answers(text, {argument->row_count(), rows}, epoch_,
                      [this](std::string_view value) { return texts_.id_of(value); });
    insert_valid(slots, rows, *argument, [&](std::uint32_t row) { return ids[text.code_at(row)]; });
  }
  std::uint64_t translated(const DistinctTexts& from, std::uint64_t value) {
    return texts_.id_of(from.texts_.at(value));
  }
  std::int64_t bytes_of_texts() const { return texts_.byte_count(); }
  /// Strings that only closed windows held are let go, once they are the larger part.
  void after_clear() {
    if (texts_.size() <= 2 * values_.entry_count() + kUnusedTextsMax) return;
    TextPool kept;
    values_.rename([&](std::uint64_t id) { return kept.id_of(texts_.at(id)); });
    texts_ = std::move(kept);
    ++epoch_;
  }

 private:
  static constexpr std::uint64_t kUnusedTextsMax = 1u << 16;

  TextPool texts_;
  std::uint64_t epoch_ = 0;  // of the numbers that texts_ gives
  PerCodeMemo<std::uint64_t> memo_;
};

}  // namespace

const AggregateInfo count_distinct_aggregate = {
    .signature = {.name = "count_distinct",
                  .aliases = {},
                  .summary = "number of different values; exact",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = aggregate_types::always_bigint,
                  .accepted_types = "any value",
                  .can_merge = true,
                  .order_dependence = aggregate_types::independent_of_order},
    .make = [](const AggregateCall& call) -> std::unique_ptr<Aggregator> {
      switch (call.argument->type.physical()) {
        case PhysicalKind::kInt64:
          return std::make_unique<DistinctNumbers<std::int64_t>>();
        case PhysicalKind::kDouble:
          return std::make_unique<DistinctNumbers<double>>();
        case PhysicalKind::kBoolean:
          return std::make_unique<DistinctNumbers<std::uint8_t>>();
        case PhysicalKind::kCode:
          break;
      }
      return std::make_unique<DistinctTexts>();
    }};

}  // namespace millrace
