// ui/platform/key_places.cpp — the row of digits, and "+".
#include "ui/platform/key_places.hpp"

#include <SDL.h>

namespace millrace {

ImGuiKey key_by_place(std::int32_t sym, std::int32_t scancode) {
  if (sym == SDLK_PLUS) return ImGuiKey_Equal;
  if (sym >= SDLK_0 && sym <= SDLK_9) return ImGuiKey_None;
  if (scancode >= SDL_SCANCODE_1 && scancode <= SDL_SCANCODE_9)
    return static_cast<ImGuiKey>(ImGuiKey_1 + (scancode - SDL_SCANCODE_1));
  return scancode == SDL_SCANCODE_0 ? ImGuiKey_0 : ImGuiKey_None;
}

bool is_chord(std::int32_t sym, std::uint16_t mods) {
  constexpr int kHeld = KMOD_CTRL | KMOD_SHIFT | KMOD_ALT | KMOD_GUI;
  return (mods & kHeld) != 0 && !(sym >= SDLK_LCTRL && sym <= SDLK_RGUI);
}

}  // namespace millrace
