// core/exec/aggregates/extreme_states.hpp — MIN and MAX of every type, in the order that
// comparisons and ORDER BY have.
#pragma once

#include <limits>
#include <string>

#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/kernels/compare.hpp"

namespace millrace {

/// What every value beats, or equals: so that taking a value needs no test for "the first one".
template <typename T, bool kWantsLeast>
constexpr T worst_value() {
  using Limits = std::numeric_limits<T>;
  if constexpr (std::is_same_v<T, double>) {
    return kWantsLeast ? Limits::quiet_NaN() : -Limits::infinity();
  } else {
    return kWantsLeast ? Limits::max() : Limits::min();
  }
}

template <typename T, bool kWantsLeast>
struct ExtremeNumber {
  T best = worst_value<T, kWantsLeast>();
  bool has_value = false;

  void add(T value) {
    // -0 and 0 are equal, so which of them came first must not show: 0 stands for both.
    if constexpr (std::is_same_v<T, double>) value += 0.0;
    const bool is_better = kWantsLeast ? is_less(value, best) : is_less(best, value);
    best = is_better ? value : best;
    has_value = true;
  }
  void merge(const ExtremeNumber& other) {
    if (other.has_value) add(other.best);
  }
};

template <bool kWantsLeast>
struct ExtremeText {
  std::string best;
  bool has_value = false;

  void add(std::string_view value) {
    const int order = value.compare(best);
    const bool is_better = kWantsLeast ? order < 0 : order > 0;
    if (has_value && !is_better) return;
    best.assign(value);
    has_value = true;
  }
  void merge(const ExtremeText& other) {
    if (other.has_value) add(other.best);
  }
};

template <bool kWantsLeast>
std::int64_t bytes_beside(const ExtremeText<kWantsLeast>& state) {
  return static_cast<std::int64_t>(state.best.size());
}

template <typename T, bool kWantsLeast>
class ExtremeOfNumbers final
    : public SlotStates<ExtremeOfNumbers<T, kWantsLeast>, ExtremeNumber<T, kWantsLeast>> {
 public:
  explicit ExtremeOfNumbers(DataType type) : type_(type) {}
  ExtremeOfNumbers without_slots() const { return ExtremeOfNumbers(type_); }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    if constexpr (std::is_same_v<T, double>) {
      this->add_all(slots, rows, *argument, argument->doubles());
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      this->add_all(slots, rows, *argument, argument->int64s());
    } else {
      this->add_all(slots, rows, *argument, argument->booleans());
    }
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    const auto value_of = [this](std::uint32_t slot, T& value) {
      value = this->state(slot).best;
      return this->state(slot).has_value;
    };
    if constexpr (std::is_same_v<T, double>) {
      return double_results(slots, value_of);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return int64_results(type_, slots, value_of);
    } else {
      return boolean_results(slots, value_of);
    }
  }

 private:
  DataType type_;
};

template <bool kWantsLeast>
class ExtremeOfTexts final
    : public SlotStates<ExtremeOfTexts<kWantsLeast>, ExtremeText<kWantsLeast>> {
 public:
  ExtremeOfTexts without_slots() const { return {}; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    for_each_valid(rows, *argument,
                   [&](std::size_t i) { this->state(slots[i]).add(argument->string_at(rows[i])); });
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    return results_.column(slots, [this](std::uint32_t slot, std::string_view& text) {
      text = this->state(slot).best;
      return this->state(slot).has_value;
    });
  }

 private:
  mutable TextResults results_;
};

template <bool kWantsLeast>
std::unique_ptr<Aggregator> make_extreme_aggregator(const AggregateCall& call) {
  const DataType type = call.argument->type;
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return std::make_unique<ExtremeOfNumbers<std::int64_t, kWantsLeast>>(type);
    case PhysicalKind::kDouble:
      return std::make_unique<ExtremeOfNumbers<double, kWantsLeast>>(type);
    case PhysicalKind::kBoolean:
      return std::make_unique<ExtremeOfNumbers<std::uint8_t, kWantsLeast>>(type);
    case PhysicalKind::kCode:
      break;
  }
  return std::make_unique<ExtremeOfTexts<kWantsLeast>>();
}

}  // namespace millrace
