// core/exec/kernels/like_pattern.hpp — SQL's LIKE over UTF-8: % any text, _ one code point,
// backslash takes the next literally.
#pragma once

#include <string_view>

namespace millrace {

/// Whether a backslash at the end escapes nothing: an error in PostgreSQL, and here.
bool is_complete_like_pattern(std::string_view pattern);

/// Whether the whole text matches. Time at most |text| * |pattern|; no recursion.
/// REQUIRES: is_complete_like_pattern(pattern).
bool matches_like(std::string_view text, std::string_view pattern);

}  // namespace millrace
