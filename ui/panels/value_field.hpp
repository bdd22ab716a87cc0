// ui/panels/value_field.hpp — a short text field over a std::string.
#pragma once

#include <string>

namespace millrace {

/// True when the text was entered (Enter, or leaving the field after a change).
bool value_field(const char* id, const char* hint, std::string& value);

}  // namespace millrace
