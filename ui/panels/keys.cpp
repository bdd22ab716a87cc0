// ui/panels/keys.cpp — the heaviest keys, and on which workers each of them lives.
#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

class Keys final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    ImGui::SetNextItemWidth(context.theme.px(180));
    ImGui::InputTextWithHint("##find", "find key  ( / )", search_, sizeof(search_));
    if (run->now.hot_keys.empty()) {
      empty_state(context, "No keys yet: either nothing was routed, or the query does not group.");
      return;
    }
    const std::vector<const HotKeyFigures*> keys = sorted(*run);
    const double all = static_cast<double>(std::max<std::int64_t>(1, run->now.rows_read));
    constexpr ImGuiTableFlags kFlags =
        ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp;
    if (!ImGui::BeginTable("keys", 4, kFlags)) return;
    ImGui::TableSetupScrollFreeze(0, 1);
    ImGui::TableSetupColumn("key", 0, 2.2f);
    ImGui::TableSetupColumn("rows", 0, 1.0f);
    ImGui::TableSetupColumn("share", 0, 1.6f);
    ImGui::TableSetupColumn("lives on worker", 0, 2.4f);
    ImGui::TableHeadersRow();
    for (const HotKeyFigures* key : keys) draw_row(context, *run, *key, all);
    ImGui::EndTable();
  }

 private:
  std::vector<const HotKeyFigures*> sorted(const RunView& run) const {
    std::vector<const HotKeyFigures*> keys;
    for (const HotKeyFigures& key : run.now.hot_keys) {
      if (key.key.find(search_) != std::string::npos) keys.push_back(&key);
    }
    std::stable_sort(keys.begin(), keys.end(), [](const HotKeyFigures* a, const HotKeyFigures* b) {
      return a->is_split && !b->is_split;
    });
    return keys;
  }

  static void draw_row(PanelContext& context, const RunView& run, const HotKeyFigures& key,
                       double all) {
    const Theme& theme = context.theme;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const bool is_followed = context.selection.key == key.key;
    const std::string label = key.is_split ? key.key + "  \xe2\x9c\x97 split" : key.key;
    if (key.is_split)
      ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
    if (ImGui::Selectable(label.c_str(), is_followed, ImGuiSelectableFlags_SpanAllColumns)) {
      context.selection.key = is_followed ? std::string() : key.key;
    }
    if (key.is_split) ImGui::PopStyleColor();
    ImGui::TableNextColumn();
    number(theme, count_text(key.rows).c_str());
    if (key.error_rows > 0)
      hover_text(fmt::format("at most {} too many: a sketch of bounded size counts", key.error_rows)
                     .c_str());
    ImGui::TableNextColumn();
    const double share = static_cast<double>(key.rows) / all;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::GetWindowDrawList()->AddRectFilled(
        at,
        {at.x + width * static_cast<float>(std::min(1.0, share * 3.0)),
         at.y + ImGui::GetFontSize()},
        with_alpha(theme.accent, 0.30f), theme.px(2));
    number(theme, share_text(share).c_str());
    ImGui::TableNextColumn();
    draw_cells(run, key, theme);
  }

  static void draw_cells(const RunView& run, const HotKeyFigures& key, const Theme& theme) {
    const auto workers = static_cast<float>(std::max<std::size_t>(1, run.now.workers.size()));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float size = ImGui::GetFontSize() * 0.8f;
    const float step = std::min(size + theme.px(3), ImGui::GetContentRegionAvail().x / workers);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    std::string text;
    for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
      const bool is_home = std::find(key.workers.begin(), key.workers.end(),
                                     static_cast<std::uint32_t>(w)) != key.workers.end();
      const ImVec2 min = {at.x + step * static_cast<float>(w), at.y + theme.px(2)};
      const ImVec2 max = {min.x + std::max(1.0f, step - theme.px(2)), min.y + size};
      const ImU32 colour = key.is_split ? theme.outcome(OutcomeKind::kInvalid).colour
                                        : theme.strategy(run.strategy).colour;
      if (is_home) {
        list.AddRectFilled(min, max, colour);
        text += fmt::format("{}{}", text.empty() ? "worker " : ", ", w);
      } else {
        list.AddRect(min, max, theme.border);
      }
    }
    ImGui::Dummy({step * workers, size});
    hover_text(text.empty() ? "no worker yet" : text.c_str());
  }

  char search_[64] = "";
};

}  // namespace

extern const PanelInfo k_panel_keys;
const PanelInfo k_panel_keys = {"keys", "Keys",
                                "The heaviest keys, split ones first. A filled cell: that worker "
                                "holds state of the key. Click a key to follow it.",
                                [] { return std::unique_ptr<Panel>(std::make_unique<Keys>()); }};

}  // namespace millrace
