// core/base/json_text.hpp — strings as JSON writes them.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

/// Appends `text` in quotes with JSON's escapes; bytes that are not UTF-8 become U+FFFD, so that
/// the document stays valid.
void append_json_string(std::string& out, std::string_view text);

}  // namespace millrace
