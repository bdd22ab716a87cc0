// ui/panels/help.cpp — keys, gestures and words.
#include <cstring>

#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

struct Gesture {
  const char* what;
  const char* does;
};

constexpr Gesture kGestures[] = {
    {"drag", "pans time, in every chart at once"},
    {"wheel", "zooms at the cursor; sideways pans"},
    {"double-click", "shows the whole run"},
    {"click", "goes to that instant, or selects what is there"},
    {"Shift+drag", "selects a stretch of time for its figures; with the right button, too"},
    {"click on a legend", "hides a line or shows it again"},
    {"click on a card", "looks inside; Shift+click compares, Alt+click hides"},
    {"hover", "reads values, and says what a word means"},
    {"Ctrl+C", "copies the data of the panel under the mouse, for a spreadsheet"},
};

class Help final : public Panel {
 public:
  void draw(PanelContext& context) override {
    ImGui::TextWrapped(
        "The same records pass through every strategy at once, in virtual time. A card is a "
        "strategy; what the selected one does is below. Everything runs on this machine.");
    if (!context.keys.empty() && ImGui::CollapsingHeader("Keys", ImGuiTreeNodeFlags_DefaultOpen))
      draw_keys(context);
    if (ImGui::CollapsingHeader("Mouse and fingers", ImGuiTreeNodeFlags_DefaultOpen)) {
      if (ImGui::BeginTable("gestures", 2, ImGuiTableFlags_SizingStretchProp)) {
        columns(0.8f, 2.0f);
        for (const Gesture& gesture : kGestures) row(context, gesture.what, gesture.does);
        ImGui::EndTable();
      }
    }
    if (ImGui::CollapsingHeader("Words", ImGuiTreeNodeFlags_DefaultOpen)) {
      if (ImGui::BeginTable("words", 2, ImGuiTableFlags_SizingStretchProp)) {
        columns(0.8f, 2.0f);
        for (const Term& term : glossary()) row(context, term.name.data(), term.meaning);
        ImGui::EndTable();
      }
    }
  }

  std::string copied_text(const PanelContext& context) const override {
    std::string text;
    for (const KeyHelp& key : context.keys) text += key.keys + "\t" + key.title + "\n";
    for (const Term& term : glossary()) {
      text += term.name;
      text += '\t';
      text += term.meaning;
      text += '\n';
    }
    return text;
  }

 private:
  static void columns(float left, float right) {
    ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, left);
    ImGui::TableSetupColumn("meaning", ImGuiTableColumnFlags_WidthStretch, right);
  }

  static void row(const PanelContext& context, const char* name, const char* meaning) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    number(context.theme, name);
    ImGui::TableNextColumn();
    ImGui::TextWrapped("%s", meaning);
  }

  static void draw_keys(const PanelContext& context) {
    if (!ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingStretchProp)) return;
    columns(0.8f, 2.0f);
    const char* group = "";
    for (const KeyHelp& key : context.keys) {
      if (std::strcmp(key.group, group) != 0) {
        group = key.group;
        ImGui::TableNextRow();
        ImGui::TableNextColumn();
        ImGui::TextDisabled("%s", group);
        ImGui::TableNextColumn();
      }
      row(context, key.keys.c_str(), key.title.c_str());
    }
    ImGui::EndTable();
  }
};

}  // namespace

extern const PanelInfo k_panel_help;
const PanelInfo k_panel_help = {"help", "Help", "Keys, gestures, and what the words mean.",
                                [] { return std::unique_ptr<Panel>(std::make_unique<Help>()); },
                                true};

}  // namespace millrace
