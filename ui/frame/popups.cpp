// ui/frame/popups.cpp — settings, exports, the file chooser.
#include "ui/frame/popups.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/text_field.hpp"
#include "ui/draw/touch.hpp"

namespace millrace {
namespace {

/// A row of choices of which one holds, with its label before it.
template <typename Choice, std::size_t kCount>
void choices(const char* label, const char* help, const char* const (&names)[kCount],
             Choice& choice, const Theme& theme) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(label);
  hover_text(help);
  ImGui::SameLine(theme.px(130));
  ImGui::PushID(label);
  for (std::size_t i = 0; i < kCount; ++i) {
    if (i > 0) ImGui::SameLine(0, theme.px(4));
    const bool is_on = static_cast<std::size_t>(choice) == i;
    if (is_on)
      ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
    if (ImGui::Button(fmt::format("{}{}", is_on ? "\xe2\x9c\x93 " : "", names[i]).c_str()))
      choice = static_cast<Choice>(i);
    if (is_on) ImGui::PopStyleColor();
    hover_text(help);
  }
  ImGui::PopID();
}

void draw_scale(ViewSettings& settings, const Theme& theme) {
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("Text size");
  ImGui::SameLine(theme.px(130));
  constexpr int kPercents[] = {75, 100, 125, 150, 200, 250, 300};
  const int now = static_cast<int>(settings.scale * 100.0f + 0.5f);
  if (ImGui::Button("A\xe2\x80\x93")) settings.scale = std::max(kScaleLeast, settings.scale / 1.1f);
  hover_text("Smaller (Ctrl+\xe2\x80\x93)");
  ImGui::SameLine(0, theme.px(4));
  ImGui::SetNextItemWidth(theme.px(110));
  if (ImGui::BeginCombo("##scale", fmt::format("{} %", now).c_str())) {
    for (const int percent : kPercents) {
      if (choice_row(fmt::format("{} %", percent).c_str(), percent == now, theme))
        settings.scale = static_cast<float>(percent) / 100.0f;
    }
    ImGui::EndCombo();
  }
  hover_text("75 to 300 %. The present layout adds a quarter.");
  ImGui::SameLine(0, theme.px(4));
  if (ImGui::Button("A+")) settings.scale = std::min(kScaleGreatest, settings.scale * 1.1f);
  hover_text("Larger (Ctrl++)");
}

constexpr ExportChoice kExports[] = {
    {ExportKind::kHtml, "Report as one HTML page",
     "Charts, verdicts with evidence, scenario, seed and hash. Loads nothing from anywhere."},
    {ExportKind::kJson, "Comparison as JSON",
     "The document of `millrace compare --json`: every figure of every strategy, with units."},
    {ExportKind::kCsv, "Comparison as CSV", "A row a strategy, a column a measure."},
    {ExportKind::kScenario, "Scenario as YAML", "The text as it stands in the editor."},
    {ExportKind::kPicture, "Picture of this window as PNG",
     "What you see, at the screen's resolution."},
};

}  // namespace

std::span<const ExportChoice> export_choices() {
  return kExports;
}

void place_popup(const Theme& theme, float width) {
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const float wide = std::min(theme.px(width), viewport.Size.x - theme.px(12));
  const ImVec2 at = {viewport.Pos.x + viewport.Size.x * 0.5f, viewport.Pos.y + theme.px(44)};
  ImGui::SetNextWindowPos(at, ImGuiCond_Always, {0.5f, 0.0f});
  ImGui::SetNextWindowSizeConstraints({wide, 0}, {wide, viewport.Size.y - theme.px(60)});
}

void draw_settings_popup(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  place_popup(theme, 430);
  if (!ImGui::BeginPopup("settings")) return;
  ViewSettings& settings = context.settings;
  choices("Theme", "System: as your desktop or browser is set (T switches)",
          {"system", "dark", "light"}, settings.theme, theme);
  choices("High contrast", "Stronger borders and text", {"system", "on", "off"},
          settings.high_contrast, theme);
  choices("Less motion", "No moving particles; values still change", {"system", "on", "off"},
          settings.reduced_motion, theme);
  draw_scale(settings, theme);
  ImGui::Separator();
  if (ImGui::Button("all as at first")) {
    ViewSettings fresh;
    fresh.recent = settings.recent;
    fresh.has_seen_tour = settings.has_seen_tour;
    fresh.window_width = settings.window_width;
    fresh.window_height = settings.window_height;
    fresh.window_x = settings.window_x;
    fresh.window_y = settings.window_y;
    fresh.is_maximised = settings.is_maximised;
    settings = fresh;
  }
  hover_text("Theme, size of text, layout and splitters; files that you opened stay in the list.");
  ImGui::SameLine();
  if (ImGui::Button("close")) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void draw_export_popup(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  place_popup(theme, 430);
  if (!ImGui::BeginPopup("export")) return;
  const bool has_scenario = context.panel.view.scenario != nullptr;
  ImGui::BeginDisabled(!has_scenario);
  for (const ExportChoice& choice : kExports) {
    if (choice_row(choice.title, false, theme)) context.requests.wants_export = choice.kind;
    hover_text(choice.help);
  }
  ImGui::EndDisabled();
  ImGui::Separator();
  ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
  ImGui::TextWrapped("%s", has_scenario
                               ? "Comparisons are of the whole scenario, played to its end."
                               : "There is nothing to export before a scenario runs.");
  ImGui::PopStyleColor();
  ImGui::EndPopup();
}

void draw_open_popup(const FolderListing& listing, ActionContext& context) {
  const Theme& theme = context.panel.theme;
  place_popup(theme, 560);
  if (!ImGui::BeginPopup("open")) return;
  ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
  ImGui::TextWrapped("%s", listing.path.c_str());
  ImGui::PopStyleColor();
  const std::string base = listing.path == "/" ? "/" : listing.path + "/";
  ImGui::BeginChild("entries", {0, theme.px(330)});
  if (!listing.problem.empty()) ImGui::TextWrapped("%s", listing.problem.c_str());
  if (!listing.parent.empty() &&
      choice_row("\xe2\x86\x91  ..", false, theme, ImGuiSelectableFlags_DontClosePopups)) {
    context.requests.list_folder = listing.parent;
  }
  for (const std::string& folder : listing.folders) {
    if (choice_row((folder + "/").c_str(), false, theme, ImGuiSelectableFlags_DontClosePopups))
      context.requests.list_folder = base + folder;
  }
  for (const std::string& file : listing.files) {
    if (choice_row(file.c_str(), false, theme)) {
      context.requests.open_path = base + file;
      ImGui::CloseCurrentPopup();
    }
  }
  if (listing.problem.empty() && listing.folders.empty() && listing.files.empty())
    ImGui::TextDisabled("No scenario (.yaml) and no recording (.csv, .jsonl, .json) here.");
  ImGui::EndChild();
  ImGui::TextDisabled("Or drop a file anywhere on the window.");
  ImGui::EndPopup();
}

}  // namespace millrace
