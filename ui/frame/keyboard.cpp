// ui/frame/keyboard.cpp — keys to commands; listed for the user in the panel `help`.
#include "ui/frame/keyboard.hpp"

#include <algorithm>

namespace millrace {
namespace {

bool pressed(ImGuiKey key) {
  return ImGui::IsKeyPressed(key, true);
}

void read_time_keys(PanelContext& context) {
  const WorkbenchView& view = context.view;
  if (ImGui::IsKeyPressed(ImGuiKey_Space, false)) {
    if (view.is_playing) {
      context.commands.add(PauseCommand{});
    } else {
      context.commands.add(PlayCommand{});
    }
  }
  if (pressed(ImGuiKey_LeftArrow)) context.commands.add(StepCommand{StepUnit::kSecond, -1});
  if (pressed(ImGuiKey_RightArrow)) context.commands.add(StepCommand{StepUnit::kSecond, 1});
  if (pressed(ImGuiKey_Period)) context.commands.add(StepCommand{StepUnit::kEvent, 1});
  if (pressed(ImGuiKey_Comma)) context.commands.add(StepCommand{StepUnit::kSecond, -1});
  if (pressed(ImGuiKey_Home)) context.commands.add(SeekCommand{{0}});
  if (pressed(ImGuiKey_End)) context.commands.add(SeekCommand{view.duration});
  if (pressed(ImGuiKey_LeftBracket)) context.commands.add(SpeedCommand{view.speed / 2.0});
  if (pressed(ImGuiKey_RightBracket)) context.commands.add(SpeedCommand{view.speed * 2.0});
  if (pressed(ImGuiKey_F)) context.time.fit();
  if (pressed(ImGuiKey_L)) context.time.is_following = true;
  const double middle = (context.time.begin_s + context.time.end_s) * 0.5;
  if (pressed(ImGuiKey_W)) context.time.zoom(0.8, middle);
  if (pressed(ImGuiKey_S)) context.time.zoom(1.25, middle);
  if (pressed(ImGuiKey_A)) context.time.pan(-0.1 * context.time.span_s());
  if (pressed(ImGuiKey_D)) context.time.pan(0.1 * context.time.span_s());
}

}  // namespace

void read_keyboard(PanelContext& context, FrameRequests& requests, std::string& wants_tab) {
  const ImGuiIO& io = ImGui::GetIO();
  const WorkbenchView& view = context.view;
  if (io.KeyCtrl) {
    const float scale = context.theme.scale;
    if (pressed(ImGuiKey_Equal) || pressed(ImGuiKey_KeypadAdd))
      requests.scale = std::min(3.0f, scale * 1.1f);
    if (pressed(ImGuiKey_Minus) || pressed(ImGuiKey_KeypadSubtract))
      requests.scale = std::max(0.75f, scale / 1.1f);
    if (pressed(ImGuiKey_0)) requests.scale = 1.0f;
    return;
  }
  if (io.WantTextInput) return;
  read_time_keys(context);
  for (int i = 0; i < 6; ++i) {
    if (!pressed(static_cast<ImGuiKey>(ImGuiKey_1 + i)) ||
        static_cast<std::size_t>(i) >= view.runs.size())
      continue;
    if (io.KeyShift) {
      context.commands.add(CompareCommand{static_cast<std::size_t>(i)});
    } else {
      context.commands.add(SelectCommand{static_cast<std::size_t>(i)});
    }
  }
  if (pressed(ImGuiKey_R)) {
    if (io.KeyShift && view.scenario != nullptr) {
      context.commands.add(SeedCommand{view.scenario->seed + 1});
    } else {
      context.commands.add(RestartCommand{});
    }
  }
  if (pressed(ImGuiKey_E)) wants_tab = "scenario_editor";
  if (pressed(ImGuiKey_Slash)) wants_tab = io.KeyShift ? "help" : "keys";
  if (pressed(ImGuiKey_T)) requests.is_dark = !context.theme.is_dark;
  if (pressed(ImGuiKey_Escape)) {
    context.selection.route = {};
    context.selection.key.clear();
    context.commands.add(CompareCommand{std::nullopt});
  }
}

}  // namespace millrace
