// core/exec/kernels/text_functions.hpp — the string functions of SQL on single values; positions
// and lengths count code points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

std::int64_t code_point_count(std::string_view text);
/// ASCII letters only: full case mapping depends on language and Unicode version, and may change
/// lengths.
void append_upper(std::string& out, std::string_view text);
void append_lower(std::string& out, std::string_view text);
/// Positions count from 1. The part of [start, start + length) that lies within the text, as in
/// SQL:2016: a start below 1 eats into the length. REQUIRES: length >= 0.
std::string_view substring(std::string_view text, std::int64_t start, std::int64_t length);
/// Without the blanks (U+0020 only, as SQL has it) at the ends asked for.
std::string_view trimmed_of(std::string_view text, bool at_start, bool at_end);
/// Every occurrence of `from`, left to right; an empty `from` occurs nowhere.
void append_replaced(std::string& out, std::string_view text, std::string_view from,
                     std::string_view to);

}  // namespace millrace
