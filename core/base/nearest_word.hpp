// core/base/nearest_word.hpp — "did you mean": the known word nearest to what the user typed.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace millrace {

/// The candidate with the smallest edit distance (insert, delete, replace, swap of neighbours; case ignored) if that is
/// at most a third of the longer word, rounded up; else empty. Ties go to the earlier candidate.
std::string_view nearest_word(std::string_view typed, std::span<const std::string_view> candidates);

/// " (did you mean 'word'?)" or "" — to be appended to an error message.
std::string did_you_mean(std::string_view typed, std::span<const std::string_view> candidates);

}  // namespace millrace
