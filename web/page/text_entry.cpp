// web/page/text_entry.cpp — reads ImGui's state of the active field; writes by keys, as a user would.
#include "web/page/text_entry.hpp"

#include <imgui_internal.h>

namespace millrace {
namespace {

ImGuiKey shortcut_modifier() {
  return ImGui::GetIO().ConfigMacOSXBehaviors ? ImGuiMod_Super : ImGuiMod_Ctrl;
}

void press(ImGuiKey key) {
  ImGui::GetIO().AddKeyEvent(key, true);
  ImGui::GetIO().AddKeyEvent(key, false);
}

void press_with_modifier(ImGuiKey key) {
  ImGui::GetIO().AddKeyEvent(shortcut_modifier(), true);
  press(key);
  ImGui::GetIO().AddKeyEvent(shortcut_modifier(), false);
}

}  // namespace

std::optional<TextEntry> text_entry() {
  const ImGuiInputTextState* state = ImGui::GetInputTextState(ImGui::GetActiveID());
  if (state == nullptr) return std::nullopt;
  std::string text(static_cast<std::size_t>(state->CurLenW) * 4 + 1, '\0');
  const int bytes = ImTextStrToUtf8(text.data(), static_cast<int>(text.size()), state->TextW.Data,
                                    state->TextW.Data + state->CurLenW);
  text.resize(static_cast<std::size_t>(bytes));
  return TextEntry{std::move(text), (state->Flags & ImGuiInputTextFlags_Multiline) != 0};
}

void replace_text(const std::string& text, bool enter) {
  press_with_modifier(ImGuiKey_A);
  if (text.empty()) {
    press(ImGuiKey_Delete);
  } else {
    press_with_modifier(ImGuiKey_V);
  }
  if (enter) press(ImGuiKey_Enter);
}

void press_paste() {
  press_with_modifier(ImGuiKey_V);
}

}  // namespace millrace
