// ui/draw/text_field.cpp — ImGui's input over a std::string.
#include "ui/draw/text_field.hpp"

#include <imgui_internal.h>

namespace millrace {
namespace {

/// How far a field is that has asked for the keyboard; kept by ImGui beside the field.
enum Readiness : int {
  kHears,   // or never asked
  kAsked,   // nothing was typed since
  kFilled,  // what was typed since stands in it
};

struct Field {
  std::string* text = nullptr;
  /// A field that was just entered selects its text; this one goes on behind it.
  bool goes_to_end = false;
};

int grow(ImGuiInputTextCallbackData* data) {
  auto* field = static_cast<Field*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    field->text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = field->text->data();
  } else if (field->goes_to_end) {
    data->CursorPos = data->BufTextLen;
    data->ClearSelection();
  }
  return 0;
}

bool draw(const char* id, const char* hint, Field& field, ImGuiInputTextFlags flags) {
  if (field.goes_to_end) flags |= ImGuiInputTextFlags_CallbackAlways;
  std::string& text = *field.text;
  return ImGui::InputTextWithHint(id, hint, text.data(), text.capacity() + 1,
                                  flags | ImGuiInputTextFlags_CallbackResize, grow, &field);
}

/// Characters of this frame that no field hears yet; true when there were any.
bool take_typed(std::string& text, bool replaces) {
  ImGuiIO& io = ImGui::GetIO();
  // As ImGui does: Ctrl is a command, but with Alt it is AltGr.
  if (io.KeyCtrl && !io.KeyAlt) return false;
  bool has_any = false;
  for (const ImWchar character : io.InputQueueCharacters) {
    if (character < 0x20 || character == 0x7F) continue;
    if (replaces && !has_any) text.clear();
    char utf8[5];
    text += ImTextCharToUtf8(utf8, character);
    has_any = true;
  }
  io.InputQueueCharacters.resize(0);
  return has_any;
}

}  // namespace

bool text_field(const char* id, const char* hint, std::string& text, ImGuiInputTextFlags flags) {
  Field field = {&text};
  return draw(id, hint, field, flags);
}

bool ready_text_field(const char* id, const char* hint, std::string& text, bool is_new,
                      ImGuiInputTextFlags flags) {
  int& readiness = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID(id), kHears);
  bool is_filled = false;
  if (is_new) {
    // The characters of this frame are those of the key that asked.
    ImGui::SetKeyboardFocusHere();
    readiness = kAsked;
  } else if (readiness != kHears) {
    is_filled = take_typed(text, readiness == kAsked);
    if (is_filled) readiness = kFilled;
  }
  Field field = {&text, readiness == kFilled};
  const bool is_changed = draw(id, hint, field, flags);
  if (!is_new && ImGui::IsItemActive()) readiness = kHears;
  return is_changed || (is_filled && (flags & ImGuiInputTextFlags_EnterReturnsTrue) == 0);
}

}  // namespace millrace
