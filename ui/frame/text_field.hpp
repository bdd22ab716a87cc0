// ui/frame/text_field.hpp — a line of text that grows with what is typed.
#pragma once

#include <imgui.h>

#include <string>

namespace millrace {

/// True when the text has changed (or, with ImGuiInputTextFlags_EnterReturnsTrue, when it was entered).
bool text_field(const char* id, const char* hint, std::string& text, ImGuiInputTextFlags flags = 0);

}  // namespace millrace
