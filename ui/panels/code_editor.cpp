// ui/panels/code_editor.cpp — ImGui's text field with a gutter and marks drawn over it.
#include "ui/panels/code_editor.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace millrace {
namespace {

/// Where the text of the field just drawn begins on the screen.
struct TextArea {
  ImGuiWindow* window = nullptr;
  ImVec2 origin;
  float line_height = 0.0f;
  float column_width = 0.0f;
};

TextArea area_of_last_field(ImGuiID id) {
  TextArea area;
  const ImGuiWindow* parent = ImGui::GetCurrentWindow();
  if (parent->DC.ChildWindows.empty()) return area;
  area.window = parent->DC.ChildWindows.back();
  const ImGuiInputTextState* state = ImGui::GetInputTextState(id);
  const float scroll_x = state != nullptr ? state->ScrollX : 0.0f;
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  area.origin = {area.window->Pos.x + padding.x - scroll_x,
                 area.window->Pos.y + padding.y - area.window->Scroll.y};
  area.line_height = ImGui::GetFontSize();
  area.column_width = ImGui::CalcTextSize("0").x;
  return area;
}

/// A wavy line: seen without its colour, too.
void draw_wave(ImDrawList& list, ImVec2 from, float width, ImU32 colour, float px) {
  const float step = px * 2.5f;
  for (float x = 0.0f; x + step < width; x += step * 2.0f) {
    list.AddLine({from.x + x, from.y + step * 0.5f}, {from.x + x + step, from.y - step * 0.5f},
                 colour, px * 1.4f);
    list.AddLine({from.x + x + step, from.y - step * 0.5f},
                 {from.x + x + step * 2.0f, from.y + step * 0.5f}, colour, px * 1.4f);
  }
}

void draw_marks(const TextArea& area, const std::string& text, std::span<const CodeMark> marks,
                const Theme& theme) {
  ImDrawList& list = *area.window->DrawList;
  list.PushClipRect(area.window->InnerClipRect.Min, area.window->InnerClipRect.Max);
  const auto size = static_cast<std::uint32_t>(text.size());
  for (const CodeMark& mark : marks) {
    if (!mark.has_place()) continue;
    const std::uint32_t begin = std::min(mark.span.begin, size);
    const std::uint32_t end = std::clamp(mark.span.end, begin, size);
    const LineColumn from = line_column_of(text, begin);
    const LineColumn to = line_column_of(text, end);
    // Of what spans several lines the first line is marked.
    const std::uint32_t columns = to.line == from.line ? std::max(1u, to.column - from.column) : 3u;
    const ImVec2 at = {area.origin.x + area.column_width * static_cast<float>(from.column - 1),
                       area.origin.y + area.line_height * static_cast<float>(from.line)};
    const float width = area.column_width * static_cast<float>(columns);
    const ImU32 colour =
        mark.is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning;
    draw_wave(list, {at.x, at.y - theme.px(1)}, width, colour, theme.px(1));
    const ImVec2 top = {at.x, at.y - area.line_height};
    if (ImGui::IsMouseHoveringRect(top, {at.x + width, at.y + theme.px(2)}) &&
        area.window->InnerClipRect.Contains(ImGui::GetIO().MousePos))
      ImGui::SetTooltip("%s", mark.message.c_str());
  }
  list.PopClipRect();
}

/// Line numbers; a line with an error is marked with a cross, one with a warning with a triangle.
void draw_gutter(ImVec2 min, ImVec2 max, const TextArea& area, const std::string& text,
                 std::span<const CodeMark> marks, const Theme& theme) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(min, max, true);
  const auto lines = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  const float first = (min.y - area.origin.y) / area.line_height;
  const auto from = static_cast<std::uint32_t>(std::max(0.0f, first));
  for (std::uint32_t line = from; line < lines; ++line) {
    const float y = area.origin.y + area.line_height * static_cast<float>(line);
    if (y > max.y) break;
    const CodeMark* found = nullptr;
    for (const CodeMark& mark : marks) {
      const auto size = static_cast<std::uint32_t>(text.size());
      const LineColumn place = line_column_of(text, std::min(mark.span.begin, size));
      if (mark.has_place() && place.line == line + 1) found = &mark;
    }
    ImU32 colour = theme.muted;
    if (found != nullptr)
      colour = found->is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning;
    const char* sign = found == nullptr ? " " : (found->is_error ? "\xe2\x9c\x97" : "!");
    list.AddText({min.x, y}, colour, fmt::format("{}{:>3}", sign, line + 1).c_str());
  }
  list.PopClipRect();
}

}  // namespace

int CodeEditor::answer(ImGuiInputTextCallbackData* data) {
  auto* editor = static_cast<CodeEditor*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    editor->text_.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = editor->text_.data();
  }
  if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways && editor->wanted_.has_value()) {
    data->CursorPos = std::min(static_cast<int>(*editor->wanted_), data->BufTextLen);
    data->SelectionStart = data->SelectionEnd = data->CursorPos;
    editor->wanted_.reset();
  }
  return 0;
}

void CodeEditor::set_text(std::string text) {
  text_ = std::move(text);
  is_replaced_ = true;
}

bool CodeEditor::draw(const char* id, ImVec2 size, std::span<const CodeMark> marks,
                      const Theme& theme) {
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  const float gutter = ImGui::CalcTextSize("0000").x + theme.px(6);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({gutter, size.y});
  ImGui::SameLine(0, 0);
  if (wanted_.has_value()) ImGui::SetKeyboardFocusHere();
  const ImGuiID field = ImGui::GetID(id);
  // Enter alone makes a new line; with Ctrl it makes none, and leaves the field.
  const bool is_enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
                        ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  const ImGuiIO& io = ImGui::GetIO();
  const bool is_typing = ImGui::GetActiveID() == field;
  is_run_asked_ = is_enter && (io.KeyCtrl || io.KeySuper) && is_typing;
  // ImGui would answer Esc by taking back all that was typed, Cmd+Enter by a new line, and another text by writing its
  // own copy over it.
  const bool is_replaced = std::exchange(is_replaced_, false);
  if (is_typing && (is_replaced || is_run_asked_ || ImGui::IsKeyPressed(ImGuiKey_Escape, false)))
    ImGui::ClearActiveID();
  const bool has_changed = ImGui::InputTextMultiline(
      id, text_.data(), text_.capacity() + 1, {size.x - gutter, size.y},
      ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways |
          ImGuiInputTextFlags_AllowTabInput,
      &CodeEditor::answer, this);
  const TextArea area = area_of_last_field(field);
  if (area.window != nullptr) {
    draw_marks(area, text_, marks, theme);
    draw_gutter(at, {at.x + gutter - theme.px(4), at.y + size.y}, area, text_, marks, theme);
  }
  if (theme.mono != nullptr) ImGui::PopFont();
  return has_changed;
}

bool code_mark_text(const std::string& text, const CodeMark& mark, const Theme& theme) {
  const char* const sign = mark.is_error ? "\xe2\x9c\x97" : "!";
  std::string message = fmt::format("{} {}", sign, mark.message);
  if (mark.has_place()) {
    const auto size = static_cast<std::uint32_t>(text.size());
    const LineColumn place = line_column_of(text, std::min(mark.span.begin, size));
    message = fmt::format("{} {}:{}: {}", sign, place.line, place.column, mark.message);
  }
  ImGui::PushStyleColor(
      ImGuiCol_Text, mark.is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning);
  ImGui::TextWrapped("%s", message.c_str());
  ImGui::PopStyleColor();
  return ImGui::IsItemClicked() && mark.has_place();
}

std::string caret_lines(const std::string& text, std::uint32_t byte) {
  const std::size_t at = std::min<std::size_t>(byte, text.size());
  const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const LineColumn place = line_column_of(text, static_cast<std::uint32_t>(at));
  return text.substr(begin, end - begin) + "\n" + std::string(place.column - 1, ' ') + "^";
}

}  // namespace millrace
