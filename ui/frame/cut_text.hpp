// ui/frame/cut_text.hpp — text that is cut with "…" where it does not fit, and whole on hovering.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

/// As much of `text` as stands in this many lines of this width, in the present font; "…" where it was cut.
std::string cut_to_fit(std::string_view text, float width, int lines = 1);
/// Draws that. Hovering shows `whole`, or the text itself where it was cut and `whole` is empty.
void draw_cut_text(std::string_view text, float width, int lines = 1, std::string_view whole = {});

}  // namespace millrace
