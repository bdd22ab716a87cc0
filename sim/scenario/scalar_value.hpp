// sim/scenario/scalar_value.hpp — single values of the table: text into a slot, checked, and a slot as canonical text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/value_problem.hpp"

namespace millrace {

/// Sets the slot; or leaves it and says what is wrong. For lists: appends one item.
/// REQUIRES: type.kind is none of the composite ones (choices with parameters, costs, expectations, records …).
std::optional<ValueProblem> read_scalar(const ValueType& type, std::string_view text,
                                        const Slot& slot, const ScenarioVocabulary& vocabulary);

/// Canonical text of a slot that holds one value; reads back to it. REQUIRES: as above, and no list.
std::string scalar_text(const ValueType& type, const Slot& slot);

/// Whether the value is words of the user's, so that an empty text is one too.
bool is_text_kind(ValueKind kind);

/// Whether JSON, and YAML without quotes, have a type for it that is no string.
bool is_json_number_or_flag(ValueKind kind);

/// A strategy's canonical name; the problem names the nearest one.
ValueReading<std::string> read_strategy(std::string_view text);
/// The same, or "adaptive".
ValueReading<std::string> read_run_strategy(std::string_view text);

}  // namespace millrace
