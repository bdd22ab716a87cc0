// ui/panels/signs.hpp — signs that no font of ours has, drawn: scissors for what is split, a fork for two ways.
#pragma once

#include <imgui.h>

#include "ui/draw/theme.hpp"

namespace millrace {

/// ✂ about `centre`, twice `radius` wide and high.
void draw_scissors(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour);
/// ⑂ about `centre`.
void draw_fork(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour);

using DrawSign = void (*)(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour);
/// Room that sign_note() takes.
float sign_note_width(const char* label);
/// A sign of a chart with its meaning, beside legend_note()s.
void sign_note(DrawSign draw, const char* label, ImU32 colour, const char* help,
               const Theme& theme);

}  // namespace millrace
