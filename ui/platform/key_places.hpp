// ui/platform/key_places.hpp — keys that ImGui's SDL backend leaves out on keyboards other than the American one.
#pragma once

#include <imgui.h>

#include <cstdint>

namespace millrace {

/// What a key is besides what ImGui takes it for; None: nothing. `sym` is SDL's key code, `scancode` its place. The row
/// of digits is digits by its place (a French keyboard types "&" there and the digit with Shift); a key that types "+"
/// is the one that makes text larger.
ImGuiKey key_by_place(std::int32_t sym, std::int32_t scancode);
/// Whether a key, other than a modifier itself, goes down while modifiers (SDL's, `mods`) are held.
bool is_chord(std::int32_t sym, std::uint16_t mods);

}  // namespace millrace
