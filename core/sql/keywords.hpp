// core/sql/keywords.hpp — the words that cannot be names unless quoted; every other word of the
// grammar is also a name.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

/// Any case.
bool is_reserved_word(std::string_view word);
/// ASCII letters in upper case.
std::string upper_word(std::string_view word);
/// `name`, or `"name"` where it would not read back as a name.
std::string quoted_if_needed(std::string_view name);

}  // namespace millrace
