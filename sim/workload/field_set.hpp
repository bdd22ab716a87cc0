// sim/workload/field_set.hpp — the fields of a synthetic topic: value numbers drawn, hot keys put
// over them, columns made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/result.hpp"
#include "core/data/column.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/field_values.hpp"
#include "sim/workload/workload_effects.hpp"

namespace millrace {

/// Fills columns chunk by chunk. Each field has random streams of its own ("field/price",
/// "field/price/null"), so that another field changes nothing in it. Used by one thread.
class FieldSet {
 public:
  /// Errors (kOption): values or a distribution that do not fit, a leader that is not there.
  static Result<FieldSet> make(const TopicSpec& topic, const Prng& streams);

  std::uint32_t field_count() const { return static_cast<std::uint32_t>(fields_.size()); }
  /// What the numbers of a field stand for; null for the event-time field, which the topic fills.
  const FieldValues* values_of(std::uint32_t field) const { return fields_[field].values.get(); }

  /// Columns in the order of the fields, of a row a due time; that of the event-time field is left empty.
  std::vector<Column> columns_of(std::span<const std::int64_t> due_ns,
                                 std::span<HotKeyEffect> hot_keys);

 private:
  struct FieldState {
    std::unique_ptr<FieldValues> values;         // null: the event-time field
    std::unique_ptr<Distribution> distribution;  // null: it follows
    std::uint32_t leader = 0;                    // where it follows
    double null_share = 0.0;
    Prng null_random;
    std::vector<std::uint64_t> numbers;  // of the present chunk
  };
  static Result<FieldState> make_field(const FieldSpec& field, const TopicSpec& topic,
                                       const Prng& streams);

  std::vector<FieldState> fields_;
  std::vector<std::uint32_t> order_;  // leaders before followers
};

/// The field of this name, as Schema::index_of finds columns.
std::optional<std::uint32_t> field_index(const TopicSpec& topic, std::string_view name);

}  // namespace millrace
