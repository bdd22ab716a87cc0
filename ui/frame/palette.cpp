// ui/frame/palette.cpp — everything that can be done, by name (Ctrl+K).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "ui/draw/text_field.hpp"
#include "ui/draw/touch.hpp"
#include "ui/frame/focus.hpp"
#include "ui/frame/popups.hpp"

namespace millrace {
namespace {

constexpr std::size_t kShownMax = 200;

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

struct Found {
  const PaletteEntry* entry = nullptr;
  int fit = 0;
};

std::vector<Found> find_entries(const std::vector<PaletteEntry>& entries, std::string_view search) {
  std::vector<Found> found;
  for (const PaletteEntry& entry : entries) {
    const std::optional<int> fit = palette_fit(search, entry.title);
    if (fit.has_value()) found.push_back({&entry, *fit});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Found& a, const Found& b) { return a.fit < b.fit; });
  if (found.size() > kShownMax) found.resize(kShownMax);
  return found;
}

/// Group, title, key; true when it was chosen.
bool draw_entry(const PaletteEntry& entry, bool is_chosen, const Theme& theme) {
  const float left = ImGui::GetCursorPosX();
  const bool is_clicked = choice_row("##entry", is_chosen, theme);
  if (is_chosen && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
  ImGui::SameLine(left);
  if (is_for_fingers(theme)) ImGui::AlignTextToFramePadding();
  ImGui::TextDisabled("%s", entry.group.c_str());
  ImGui::SameLine(left + theme.px(90));
  ImGui::TextUnformatted(entry.title.c_str());
  if (entry.keys.empty()) return is_clicked;
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  const float width = ImGui::CalcTextSize(entry.keys.c_str()).x;
  ImGui::SameLine(ImGui::GetContentRegionMax().x - width - theme.px(4));
  ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(theme.accent), "%s", entry.keys.c_str());
  if (theme.mono != nullptr) ImGui::PopFont();
  return is_clicked;
}

}  // namespace

std::optional<int> palette_fit(std::string_view search, std::string_view title) {
  int fit = 0;
  std::size_t at = 0;
  std::size_t last = 0;
  bool is_first = true;
  for (const char wanted : search) {
    if (wanted == ' ') continue;
    while (at < title.size() && lower(title[at]) != lower(wanted)) ++at;
    if (at == title.size()) return std::nullopt;
    const bool is_word_start = at == 0 || title[at - 1] == ' ' || title[at - 1] == '-';
    // Letters that follow each other and beginnings of words fit best; gaps cost, at most a little each.
    const auto gap = static_cast<int>(std::min<std::size_t>(is_first ? at : at - last - 1, 8));
    fit += is_word_start ? std::min(gap, 1) : gap;
    last = at++;
    is_first = false;
  }
  return fit;
}

std::vector<PaletteEntry> palette_entries(const WorkbenchView& view) {
  std::vector<PaletteEntry> entries;
  for (const Action& action : action_list()) {
    if (std::string_view(action.name) == "palette") continue;
    entries.push_back({title_of(action, view), keys_text(action), action.group,
                       [&action](ActionContext& context) { perform(action, context); }});
  }
  for (const PanelInfo* info : panel_list()) {
    entries.push_back({fmt::format("Show {}", info->title), "", "Panel",
                       [info](ActionContext& context) { context.wishes.tab = info->name; }});
  }
  for (const ExportChoice& choice : export_choices()) {
    if (view.scenario == nullptr) break;
    entries.push_back(
        {fmt::format("Export: {}", choice.title), "", "Scenario",
         [kind = choice.kind](ActionContext& context) { context.requests.wants_export = kind; }});
  }
  for (const std::string& name : view.bundled) {
    entries.push_back({"Play " + name, "", "Scenario", [name](ActionContext& context) {
                         context.panel.commands.add(LoadBundledCommand{name});
                       }});
  }
  for (std::size_t i = 6; i < view.runs.size(); ++i) {  // the first six have keys
    entries.push_back(
        {"Look at " + view.runs[i].display_name, "", "Strategies",
         [i](ActionContext& context) { context.panel.commands.add(SelectCommand{i}); }});
  }
  return entries;
}

void draw_palette(PaletteState& state, ActionContext& context) {
  const Theme& theme = context.panel.theme;
  place_popup(theme, 620);
  if (!ImGui::BeginPopup("palette")) {
    state.is_new = true;
    return;
  }
  const bool is_new = state.is_new;
  if (is_new) state = {};
  ImGui::SetNextItemWidth(-1.0f);
  if (ready_text_field("##search", "type what you want to do", state.search, is_new))
    state.chosen = 0;
  const std::vector<PaletteEntry> entries = palette_entries(context.panel.view);
  const std::vector<Found> found = find_entries(entries, state.search);
  const std::size_t last = found.empty() ? 0 : found.size() - 1;
  bool has_moved = false;
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) {
    state.chosen = state.chosen == last ? 0 : state.chosen + 1;
    has_moved = true;
  }
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) {
    state.chosen = state.chosen == 0 ? last : state.chosen - 1;
    has_moved = true;
  }
  state.chosen = std::min(state.chosen, last);
  const bool is_entered =
      ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter);
  const PaletteEntry* wanted = nullptr;
  ImGui::BeginChild("found", {0, theme.px(330)});
  for (std::size_t i = 0; i < found.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    if (draw_entry(*found[i].entry, i == state.chosen, theme)) wanted = found[i].entry;
    if (has_moved && i == state.chosen) ImGui::SetScrollHereY();
    ImGui::PopID();
  }
  if (found.empty()) ImGui::TextDisabled("Nothing is called that.");
  ImGui::EndChild();
  ImGui::TextDisabled("\xe2\x86\x91\xe2\x86\x93 choose   Enter do it   Esc leave");
  if (is_entered && !found.empty()) wanted = found[state.chosen].entry;
  // Esc in a text field only leaves the field; here it leaves the palette.
  if (wanted != nullptr || ImGui::IsKeyPressed(ImGuiKey_Escape)) {
    ImGui::CloseCurrentPopup();
    hide_focus();
  }
  if (wanted != nullptr) wanted->run(context);
  ImGui::EndPopup();
}

}  // namespace millrace
