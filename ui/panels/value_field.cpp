// ui/panels/value_field.cpp — ImGui's field with a string that grows.
#include "ui/panels/value_field.hpp"

#include <imgui.h>

namespace millrace {
namespace {

int grow(ImGuiInputTextCallbackData* data) {
  auto* text = static_cast<std::string*>(data->UserData);
  text->resize(static_cast<std::size_t>(data->BufTextLen));
  data->Buf = text->data();
  return 0;
}

}  // namespace

bool value_field(const char* id, const char* hint, std::string& value) {
  ImGui::InputTextWithHint(id, hint, value.data(), value.capacity() + 1,
                           ImGuiInputTextFlags_CallbackResize, grow, &value);
  return ImGui::IsItemDeactivatedAfterEdit();
}

}  // namespace millrace
