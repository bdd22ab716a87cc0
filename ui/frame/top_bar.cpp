// ui/frame/top_bar.cpp — scenario picker, seed, share, export, layouts.
#include "ui/frame/top_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ui/draw/text_field.hpp"
#include "ui/draw/touch.hpp"
#include "ui/frame/icons.hpp"

namespace millrace {
namespace {

constexpr float kPickerLeast = 120.0f;
constexpr float kSeed = 228.0f;  // the field, its name and its two buttons

void draw_name(const Theme& theme) {
  ImGui::AlignTextToFramePadding();
  if (theme.large != nullptr) ImGui::PushFont(theme.large);
  ImGui::TextUnformatted("Millrace");
  if (theme.large != nullptr) ImGui::PopFont();
  hover_text("Everything runs on this machine: nothing is sent anywhere.");
}

/// "…/scenarios/hot-trader.yaml": the end of a path says most.
std::string short_path(const std::string& path) {
  const std::size_t last = path.find_last_of('/');
  if (last == std::string::npos || last == 0) return path;
  const std::size_t before = path.find_last_of('/', last - 1);
  return before == std::string::npos ? path : "\xe2\x80\xa6" + path.substr(before);
}

void draw_picker(ActionContext& context, float width) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  ImGui::SetNextItemWidth(width);
  const std::string name =
      view.scenario != nullptr ? view.scenario->name : std::string("choose a scenario");
  if (ImGui::BeginCombo("##scenario", name.c_str(), ImGuiComboFlags_HeightLargest)) {
    if (choice_row("Open a file\xe2\x80\xa6", false, theme)) context.requests.wants_open = true;
    hover_text("A scenario, or a recording: CSV, JSON lines, kcat -J (Ctrl+O)");
    if (!context.settings.recent.empty()) ImGui::SeparatorText("recent");
    for (const std::string& path : context.settings.recent) {
      ImGui::PushID(path.c_str());
      if (choice_row(short_path(path).c_str(), path == view.scenario_name, theme))
        context.requests.open_path = path;
      hover_text(path.c_str());
      ImGui::PopID();
    }
    ImGui::SeparatorText("bundled");
    for (const std::string& bundled : view.bundled) {
      const std::string_view shown = std::string_view(bundled).substr(0, bundled.rfind(".yaml"));
      if (choice_row(std::string(shown).c_str(), bundled == view.scenario_name, theme))
        context.panel.commands.add(LoadBundledCommand{bundled});
    }
    ImGui::EndCombo();
  }
  hover_text(view.scenario != nullptr && !view.scenario->description.empty()
                 ? view.scenario->description.c_str()
                 : "Scenarios: bundled, opened lately, or from a file");
}

void draw_seed(ActionContext& context, SeedField& seed) {
  const Theme& theme = context.panel.theme;
  const Scenario& scenario = *context.panel.view.scenario;
  if (seed.shown != scenario.seed || seed.text.empty()) {
    seed = {std::to_string(scenario.seed), scenario.seed, false};
  }
  ImGui::SameLine(0, theme.px(12));
  ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("seed");
  ImGui::SameLine(0, theme.px(5));
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  ImGui::SetNextItemWidth(theme.px(92));
  if (seed.is_wrong) {
    ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
  }
  const bool was_wrong = seed.is_wrong;
  const bool is_entered =
      text_field("##seed", "number", seed.text, ImGuiInputTextFlags_EnterReturnsTrue);
  const bool is_left = ImGui::IsItemDeactivated();
  if (was_wrong) ImGui::PopStyleColor();
  if (theme.mono != nullptr) ImGui::PopFont();
  hover_text(seed.is_wrong ? "A whole number of 0 to 18446744073709551615 is needed"
                           : "Same scenario, seed and version: the same bits, on every machine. "
                             "Type another and press Enter.");
  if (is_entered || is_left) {
    std::uint64_t value = 0;
    const char* end = seed.text.data() + seed.text.size();
    const auto [stop, error] = std::from_chars(seed.text.data(), end, value);
    seed.is_wrong = error != std::errc() || stop != end;
    if (!seed.is_wrong && value != scenario.seed) context.panel.commands.add(SeedCommand{value});
  }
  ImGui::SameLine(0, theme.px(3));
  if (icon_button("##newseed", Icon::kAgain, "Another seed (Shift+R)", theme))
    context.panel.commands.add(SeedCommand{scenario.seed + 1});
  ImGui::SameLine(0, theme.px(3));
  if (icon_button("##copyseed", Icon::kCopy, "Copy the seed", theme))
    ImGui::SetClipboardText(std::to_string(scenario.seed).c_str());
}

constexpr const char* kSmaller = "A\xe2\x80\x93";
constexpr const char* kLarger = "A+";

struct LayoutChoice {
  LayoutKind kind;
  const char* title;
  const char* help;
};

constexpr LayoutChoice kLayouts[] = {
    {LayoutKind::kLearn, "Learn", "Less at once, explained: routing and what comes of it (Alt+1)"},
    {LayoutKind::kWorkbench, "Workbench", "All panels (Alt+2)"},
    {LayoutKind::kPresent, "Present", "For an audience: large, no editing (P; Esc leaves)"},
};

void draw_layouts(ActionContext& context) {
  for (const LayoutChoice& choice : kLayouts) {
    const bool is_on = context.settings.layout == choice.kind;
    if (is_on) ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_TabActive));
    if (ImGui::Button(choice.title)) context.settings.layout = choice.kind;
    if (is_on) {
      ImGui::PopStyleColor();
      // Not by colour alone.
      const ImVec2 min = ImGui::GetItemRectMin();
      const ImVec2 max = ImGui::GetItemRectMax();
      ImGui::GetWindowDrawList()->AddRectFilled({min.x, max.y - context.panel.theme.px(2)}, max,
                                                context.panel.theme.accent);
    }
    hover_text(choice.help);
    ImGui::SameLine(0, context.panel.theme.px(2));
  }
}

float button_width(const char* title) {
  return ImGui::CalcTextSize(title).x + ImGui::GetStyle().FramePadding.x * 2.0f;
}

/// Room for the two buttons that change the size of text, too.
bool has_size_buttons(const Theme& theme) {
  return ImGui::GetMainViewport()->Size.x >= theme.px(1'120);
}

void draw_size_buttons(ActionContext& context) {
  ViewSettings& settings = context.settings;
  if (ImGui::Button(kSmaller)) settings.scale = std::max(kScaleLeast, settings.scale / 1.1f);
  hover_text("Smaller text (Ctrl+\xe2\x80\x93); as it was: Ctrl+0");
  ImGui::SameLine(0, context.panel.theme.px(2));
  if (ImGui::Button(kLarger)) settings.scale = std::min(kScaleGreatest, settings.scale * 1.1f);
  hover_text("Larger text (Ctrl++); as it was: Ctrl+0");
  ImGui::SameLine(0, context.panel.theme.px(4));
}

/// Of everything that stands at the right end.
float right_width(const Theme& theme) {
  const float sizes = button_width(kSmaller) + button_width(kLarger) + theme.px(6);
  float width = has_size_buttons(theme) ? sizes : 0.0f;
  width += button_width("?") + ImGui::GetFrameHeight() + theme.px(20);
  for (const char* title : {"Share", "Export"}) width += button_width(title) + theme.px(4);
  for (const LayoutChoice& choice : kLayouts) width += button_width(choice.title) + theme.px(2);
  return width + theme.px(20);
}

}  // namespace

void draw_top_bar(ActionContext& context, SeedField& seed) {
  const Theme& theme = context.panel.theme;
  const bool has_scenario = context.panel.view.scenario != nullptr;
  draw_name(theme);
  ImGui::SameLine(0, theme.px(16));
  const float right = right_width(theme);
  // Where the bar is short the seed gives way: "another seed" is in the list of all actions.
  const float room = ImGui::GetContentRegionAvail().x - right - theme.px(12);
  const bool has_seed = has_scenario && room > theme.px(kPickerLeast + kSeed);
  const float picker = has_seed ? room - theme.px(kSeed) : room;
  draw_picker(context, std::clamp(picker, theme.px(kPickerLeast), theme.px(270)));
  if (has_seed) draw_seed(context, seed);
  ImGui::SameLine();
  ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), ImGui::GetContentRegionMax().x - right));
  ImGui::BeginDisabled(!has_scenario);
  if (ImGui::Button("Share")) context.requests.wants_link = true;
  hover_text("Copies a link that holds the whole scenario and this instant (Ctrl+Shift+L)");
  ImGui::SameLine(0, theme.px(4));
  if (ImGui::Button("Export")) context.wishes.popup = "export";
  hover_text("Report, JSON, CSV, scenario, picture (Ctrl+E)");
  ImGui::EndDisabled();
  ImGui::SameLine(0, theme.px(16));
  draw_layouts(context);
  ImGui::SameLine(0, theme.px(12));
  if (ImGui::Button("?")) context.wishes.tab = "help";
  hover_text("Keys, and how to read the charts (?). Every action by name: Ctrl+K");
  ImGui::SameLine(0, theme.px(4));
  if (has_size_buttons(theme)) draw_size_buttons(context);
  if (icon_button("##settings", Icon::kGear, "Theme, contrast, motion, size of text (Ctrl+,)",
                  theme))
    context.wishes.popup = "settings";
}

void draw_narrow_bar(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const float size = ImGui::GetFrameHeight();
  const float buttons = (size + theme.px(4)) * 2.0f;
  draw_picker(context, std::max(theme.px(80), ImGui::GetContentRegionAvail().x - buttons));
  ImGui::SameLine(0, theme.px(4));
  if (ImGui::Button("\xe2\x8b\xaf", {size, size})) ImGui::OpenPopup("more");
  hover_text("Share, export, seed, every action");
  ImGui::SameLine(0, theme.px(4));
  if (icon_button("##settings", Icon::kGear, "Theme, contrast, motion, size of text", theme))
    context.wishes.popup = "settings";
  if (!ImGui::BeginPopup("more")) return;
  const bool has_scenario = context.panel.view.scenario != nullptr;
  if (has_scenario) {
    ImGui::TextDisabled("seed %s", std::to_string(context.panel.view.scenario->seed).c_str());
  }
  for (const char* name : {"share", "export", "new_seed", "restart", "palette", "help"}) {
    const Action* action = find_action(name);
    if (ImGui::Button(action->title, {theme.px(260), 0})) {
      perform(*action, context);
      ImGui::CloseCurrentPopup();
    }
  }
  ImGui::EndPopup();
}

}  // namespace millrace
