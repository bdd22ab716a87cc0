// ui/frame/keyboard.cpp — keys to actions.
#include "ui/frame/keyboard.hpp"

#include "ui/frame/focus.hpp"

namespace millrace {
namespace {

bool is_typed(char character) {
  for (const ImWchar typed : ImGui::GetIO().InputQueueCharacters) {
    if (typed == static_cast<ImWchar>(static_cast<unsigned char>(character))) return true;
  }
  return false;
}

bool is_pressed(const Chord& chord, bool repeats) {
  if (!chord.is_set()) return false;
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_ctrl = io.KeyCtrl || io.KeySuper;
  // AltGr, which types brackets on many keyboards, is Ctrl and Alt together; Option is Alt.
  if (chord.character != 0) return (!has_ctrl || io.KeyAlt) && is_typed(chord.character);
  if (has_ctrl != chord.has_ctrl || io.KeyAlt != chord.has_alt) return false;
  if (io.KeyShift != chord.has_shift && !chord.ignores_shift) return false;
  return ImGui::IsKeyPressed(chord.key, repeats);
}

/// Keys that ImGui gives a meaning of its own while the focus is shown.
bool belongs_to_focus(const Chord& chord) {
  if (chord.has_ctrl || chord.has_alt || chord.has_shift || chord.character != 0) return false;
  switch (chord.key) {
    case ImGuiKey_Space:
    case ImGuiKey_LeftArrow:
    case ImGuiKey_RightArrow:
    case ImGuiKey_Home:
    case ImGuiKey_End:
      return true;
    default:
      return false;
  }
}

/// Keys that walk the tour.
bool belongs_to_tour(const Chord& chord) {
  if (chord.has_ctrl || chord.has_alt || chord.has_shift || chord.character != 0) return false;
  return chord.key == ImGuiKey_LeftArrow || chord.key == ImGuiKey_RightArrow ||
         chord.key == ImGuiKey_Escape;
}

}  // namespace

void read_keyboard(ActionContext& context) {
  const bool is_typing = ImGui::GetIO().WantTextInput || is_field_due();
  const bool is_in_popup = is_popup_open();
  const bool has_focus = is_focus_shown();
  if (!has_focus && !is_typing && !is_in_popup) keep_keys_from_focus();
  const auto is_asked = [&](const Chord& chord, bool repeats) {
    if (has_focus && belongs_to_focus(chord)) return false;
    if (context.is_touring && belongs_to_tour(chord)) return false;
    return is_pressed(chord, repeats);
  };
  for (const Action& action : action_list()) {
    if ((is_typing || is_in_popup) && !action.is_for_typing) continue;
    if (!is_asked(action.chord, action.repeats) && !is_asked(action.other, action.repeats))
      continue;
    if (action.run != nullptr) {
      perform(action, context);
    } else if (action.tab != nullptr) {
      context.wishes.tab = action.tab;  // the panel reads the key itself
    }
  }
}

}  // namespace millrace
