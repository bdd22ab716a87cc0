// sim/workload/text_values.hpp — the values of string fields: a pattern with a number in it, or the
// words of an enum.
#pragma once

#include <memory>

#include "sim/workload/field_values.hpp"

namespace millrace {

/// REQUIRES: a string field.
std::unique_ptr<FieldValues> make_text_values(const FieldSpec& field);

}  // namespace millrace
