// ui/draw/text_field.hpp — a line of text that grows with what is typed.
#pragma once

#include <imgui.h>

#include <string>

namespace millrace {

/// True when the text has changed (or, with ImGuiInputTextFlags_EnterReturnsTrue, when it was entered).
bool text_field(const char* id, const char* hint, std::string& text, ImGuiInputTextFlags flags = 0);

/// A text field that gets the keyboard when `is_new`, in the frame whose key asked for it. ImGui needs a frame more
/// until the field hears; what is typed meanwhile is in it all the same, instead of the text that stood there. True as
/// above.
bool ready_text_field(const char* id, const char* hint, std::string& text, bool is_new,
                      ImGuiInputTextFlags flags = 0);

}  // namespace millrace
