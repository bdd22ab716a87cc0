// ui/panels/keys.cpp — the heaviest keys, and on which workers each of them lives. Split ones first.
#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/text_field.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/signs.hpp"
#include "ui/panels/table.hpp"

namespace millrace {
namespace {

std::string joined(const std::vector<std::uint32_t>& numbers, const char* between) {
  std::string text;
  for (const std::uint32_t number : numbers)
    text += (text.empty() ? "" : between) + std::to_string(number);
  return text;
}

class Keys final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    draw_head(context, *run);
    if (run->now.hot_keys.empty()) {
      empty_state(context, run->now.rows_read == 0
                               ? "0 records yet \xe2\x80\x94 press Space to play."
                               : "This query has no grouping columns, so no key owns state.");
      return;
    }
    collect(*run);
    if (shown_.empty()) {
      empty_state(context,
                  "None of the 20 heaviest keys contains this text. Press Enter to follow "
                  "a key by its exact name.");
      return;
    }
    static constexpr Heading kHeadings[] = {
        {"key", "Click: follow it here, in the routing and over the cores.", 2.2f},
        {"rows", "An upper bound: a sketch of bounded size counts.", 0.9f, true},
        {"share", "Of all rows read so far.", 1.2f},
        {"lives on", "A cell a worker; filled: that worker got rows of the key.", 2.0f}};
    if (!begin_table("keys", kHeadings)) return;
    double most = 1.0;
    for (const HotKeyFigures* key : shown_) most = std::max(most, static_cast<double>(key->rows));
    const double all = static_cast<double>(std::max<std::int64_t>(1, run->now.rows_read));
    for (const HotKeyFigures* key : shown_) draw_row(context, *run, *key, all, most);
    ImGui::EndTable();
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    std::string text = "key\trows\tat most too many\tsplit\tworkers\n";
    for (const HotKeyFigures& key : context.view.runs[context.selection.run].now.hot_keys) {
      text += fmt::format("{}\t{}\t{}\t{}\t{}\n", key.key, key.rows, key.error_rows,
                          key.is_split ? "yes" : "no", joined(key.workers, " "));
    }
    return text;
  }

 private:
  void draw_head(PanelContext& context, const RunView& run) {
    // Of two panels side by side the first one hears it.
    const bool is_asked =
        context.selection.wants_key_search && context.selection.run == context.view.selected;
    if (is_asked) context.selection.wants_key_search = false;
    ImGui::SetNextItemWidth(context.theme.px(180));
    if (ready_text_field("##find", "find key  ( / )", search_, is_asked,
                         ImGuiInputTextFlags_EnterReturnsTrue) &&
        !search_.empty())
      follow(context, search_);
    hover_text("Shows the keys that contain this text. Enter: follow the key of this name.");
    if (!context.selection.key.empty()) {
      ImGui::SameLine();
      if (small_button(("following " + context.selection.key + "  \xc3\x97").c_str(),
                       "Click: follow no key"))
        follow(context, "");
      return;
    }
    const auto split = std::count_if(run.now.hot_keys.begin(), run.now.hot_keys.end(),
                                     [](const HotKeyFigures& key) { return key.is_split; });
    const std::string text =
        split > 0 ? fmt::format("{} of the {} heaviest are split", split, run.now.hot_keys.size())
                  : std::string("click a key to follow it");
    flow(ImGui::CalcTextSize(text.c_str()).x, context.theme.px(8));
    muted_text(context.theme, text.c_str());
  }

  static void follow(PanelContext& context, const std::string& key) {
    context.selection.key = key;
    InspectCommand inspect;
    inspect.key = key;
    context.commands.add(inspect);
  }

  void collect(const RunView& run) {
    shown_.clear();
    for (const bool is_split : {true, false}) {
      for (const HotKeyFigures& key : run.now.hot_keys) {
        if (key.is_split == is_split && key.key.find(search_) != std::string::npos)
          shown_.push_back(&key);
      }
    }
  }

  static void draw_row(PanelContext& context, const RunView& run, const HotKeyFigures& key,
                       double all, double most) {
    const Theme& theme = context.theme;
    const ImU32 wrong = theme.outcome(OutcomeKind::kInvalid).colour;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const bool is_followed = context.selection.key == key.key;
    ImGui::PushID(key.key.c_str());
    const std::string label = key.key.empty() ? std::string("(no key)") : key.key;
    const ImVec2 name_at = ImGui::GetCursorScreenPos();
    if (key.is_split) ImGui::PushStyleColor(ImGuiCol_Text, wrong);
    if (ImGui::Selectable(label.c_str(), is_followed, ImGuiSelectableFlags_SpanAllColumns,
                          {0, row_height(theme)}))
      follow(context, is_followed ? std::string() : key.key);
    if (key.is_split) {
      ImGui::PopStyleColor();
      hover_text(meaning_of("split groups"));
      const float line = ImGui::GetFontSize();
      const float x = name_at.x + ImGui::CalcTextSize(label.c_str()).x + line * 0.5f;
      ImDrawList& list = *ImGui::GetWindowDrawList();
      draw_scissors(list, {x + line * 0.45f, name_at.y + line * 0.55f}, line * 0.42f, wrong);
      list.AddText({x + line * 1.15f, name_at.y}, wrong, "split");
    }
    ImGui::PopID();
    number_cell(theme, (key.error_rows > 0 ? "\xe2\x89\xa4 " : "") + count_text(key.rows));
    ImGui::TableNextColumn();
    const double share = static_cast<double>(key.rows) / all;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::GetWindowDrawList()->AddRectFilled(
        at,
        {at.x + width * static_cast<float>(static_cast<double>(key.rows) / most),
         at.y + ImGui::GetFontSize()},
        with_alpha(theme.accent, 0.28f), theme.px(2));
    number(theme, (" " + share_text(share)).c_str());
    ImGui::TableNextColumn();
    draw_cells(run, key, theme);
  }

  static void draw_cells(const RunView& run, const HotKeyFigures& key, const Theme& theme) {
    const auto workers = static_cast<float>(std::max<std::size_t>(1, run.now.workers.size()));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float size = ImGui::GetFontSize() * 0.8f;
    const float step = std::min(size + theme.px(3), ImGui::GetContentRegionAvail().x / workers);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 wrong = theme.outcome(OutcomeKind::kInvalid).colour;
    for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
      const bool is_home =
          std::binary_search(key.workers.begin(), key.workers.end(), static_cast<std::uint32_t>(w));
      const ImVec2 min = {at.x + step * static_cast<float>(w), at.y + theme.px(2)};
      const ImVec2 max = {min.x + std::max(1.0f, step - theme.px(2)), min.y + size};
      if (is_home) {
        list.AddRectFilled(min, max, key.is_split ? wrong : theme.strategy(run.strategy).colour);
      } else if (step > 4.0f) {
        list.AddRect(min, max, theme.border);
      }
    }
    if (key.is_split)
      list.AddRect({at.x - 2, at.y}, {at.x + step * workers, at.y + size + theme.px(4)}, wrong,
                   theme.px(2), 0, theme.px(1.2f));
    ImGui::Dummy({step * workers, size});
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayShort)) {
      ImGui::SetTooltip("%s", key.workers.empty()
                                  ? "no worker yet"
                                  : fmt::format("worker {}", joined(key.workers, ", ")).c_str());
    }
  }

  std::string search_;
  std::vector<const HotKeyFigures*> shown_;  // of the view, while it is drawn
};

}  // namespace

extern const PanelInfo k_panel_keys;
const PanelInfo k_panel_keys = {"keys", "Keys",
                                "The heaviest keys, split ones first. A filled cell: that worker "
                                "holds state of the key. Click a key to follow it.",
                                [] { return std::unique_ptr<Panel>(std::make_unique<Keys>()); }};

}  // namespace millrace
