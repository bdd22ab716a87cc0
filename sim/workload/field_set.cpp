// sim/workload/field_set.cpp — numbers first, for all fields that others follow before these, then
// columns.
#include "sim/workload/field_set.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/base/text.hpp"

namespace millrace {

namespace {

Error bad_field(const FieldSpec& field, const std::string& problem) {
  return {ErrorCode::kOption, "field " + field.name + ": " + problem, {}};
}

/// Leaders before those that follow them, otherwise in the order of the file; fewer than all where some follow each
/// other in a circle.
std::vector<std::uint32_t> leaders_first(const std::vector<std::optional<std::uint32_t>>& leader) {
  std::vector<std::uint32_t> order;
  std::vector<bool> is_placed(leader.size(), false);
  for (bool has_placed = true; has_placed;) {
    has_placed = false;
    for (std::uint32_t i = 0; i < leader.size(); ++i) {
      if (is_placed[i] || (leader[i] && !is_placed[*leader[i]])) continue;
      is_placed[i] = true;
      has_placed = true;
      order.push_back(i);
    }
  }
  return order;
}

std::vector<std::uint8_t> draw_validity(Prng& random, double null_share, std::size_t rows) {
  std::vector<std::uint8_t> validity(rows);
  for (std::uint8_t& is_valid : validity) is_valid = random.unit() < null_share ? 0 : 1;
  return validity;
}

void heat(HotKeyEffect& effect, std::span<const std::int64_t> due_ns,
          std::span<std::uint64_t> numbers, std::vector<std::uint8_t>& validity) {
  const auto [begin, end] = rows_in(effect.span, due_ns);
  for (std::size_t row = begin; row < end; ++row) {
    if (effect.random.unit() >= effect.share) continue;
    numbers[row] = effect.number;
    if (!validity.empty()) validity[row] = 1;
  }
}

}  // namespace

std::optional<std::uint32_t> field_index(const TopicSpec& topic, std::string_view name) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < topic.fields.size(); ++i) {
    if (topic.fields[i].name == name) return i;
    if (!equals_ignoring_case(topic.fields[i].name, name)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

Result<FieldSet::FieldState> FieldSet::make_field(const FieldSpec& field, const TopicSpec& topic,
                                                  const Prng& streams) {
  FieldState state = {.values = nullptr,
                      .distribution = nullptr,
                      .null_share = field.null_share,
                      .null_random = streams.fork("field/" + field.name + "/null"),
                      .numbers = {}};
  MILLRACE_TRY(state.values, make_field_values(field, topic.start_time_ms));
  if (!field.follows.empty()) return state;
  const Prng random = streams.fork("field/" + field.name);
  if (!field.weights.empty()) {
    double sum = 0.0;
    for (const double weight : field.weights) {
      if (!(weight >= 0.0)) return bad_field(field, "weights must not be negative");
      sum += weight;
    }
    if (field.weights.size() != field.values.size()) {
      return bad_field(field, std::to_string(field.weights.size()) + " weights for " +
                                  std::to_string(field.values.size()) + " values");
    }
    if (!(sum > 0.0)) return bad_field(field, "one weight at least must be more than 0");
    state.distribution = make_weighted_distribution(field.weights, random);
    return state;
  }
  auto distribution = make_distribution(field.distribution, state.values->value_count(), random);
  if (!distribution) return bad_field(field, distribution.error().message);
  state.distribution = std::move(distribution).value();
  return state;
}

Result<FieldSet> FieldSet::make(const TopicSpec& topic, const Prng& streams) {
  FieldSet set;
  std::vector<std::optional<std::uint32_t>> leaders;
  const auto none = static_cast<std::uint32_t>(topic.fields.size());
  const std::uint32_t event_time =
      topic.timestamp.empty() ? none : field_index(topic, topic.timestamp).value_or(none);
  for (std::uint32_t i = 0; i < topic.fields.size(); ++i) {
    const FieldSpec& field = topic.fields[i];
    leaders.emplace_back();
    if (i == event_time) {
      set.fields_.push_back(
          {.values = nullptr, .distribution = nullptr, .null_random = streams, .numbers = {}});
      continue;
    }
    MILLRACE_TRY(FieldState state, make_field(field, topic, streams));
    if (!field.follows.empty()) {
      leaders.back() = field_index(topic, field.follows);
      if (!leaders.back() || *leaders.back() == event_time) {
        return bad_field(field, "there is no field '" + field.follows + "' to follow");
      }
      state.leader = *leaders.back();
    }
    set.fields_.push_back(std::move(state));
  }
  set.order_ = leaders_first(leaders);
  if (set.order_.size() < set.fields_.size()) {
    return Error{ErrorCode::kOption, "fields follow each other in a circle", {}};
  }
  return set;
}

std::vector<Column> FieldSet::columns_of(std::span<const std::int64_t> due_ns,
                                         std::span<HotKeyEffect> hot_keys) {
  std::vector<Column> columns(fields_.size());
  for (const std::uint32_t index : order_) {
    FieldState& field = fields_[index];
    if (field.values == nullptr) continue;
    field.numbers.resize(due_ns.size());
    if (field.distribution != nullptr) {
      field.distribution->draw(due_ns, field.numbers);
    } else {
      const std::vector<std::uint64_t>& leader = fields_[field.leader].numbers;
      const std::uint64_t count = field.values->value_count();
      for (std::size_t row = 0; row < due_ns.size(); ++row)
        field.numbers[row] = leader[row] % count;
    }
    std::vector<std::uint8_t> validity;
    if (field.null_share > 0.0) {
      validity = draw_validity(field.null_random, field.null_share, due_ns.size());
    }
    for (HotKeyEffect& effect : hot_keys) {
      if (effect.field == index) heat(effect, due_ns, field.numbers, validity);
    }
    columns[index] = field.values->column_of(field.numbers, std::move(validity));
  }
  return columns;
}

}  // namespace millrace
