// ui/panels/cards.cpp — a card a strategy: the verdict, and the figures one chooses by. Right ones first.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ui/draw/focus_ring.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/card_face.hpp"
#include "ui/panels/card_order.hpp"
#include "ui/panels/card_rows.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/offered_strategies.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace {
namespace {

class Cards final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const WorkbenchView& view = context.view;
    if (view.runs.empty()) {
      empty_state(context, "No strategies yet. Choose a scenario above, or drop a file anywhere.");
      return;
    }
    const Theme& theme = context.theme;
    const float gap = theme.px(6);
    const float add_width = theme.px(34);
    const auto count = static_cast<float>(view.runs.size());
    const float room = ImGui::GetContentRegionAvail().x - add_width;
    const float width = std::clamp((room - gap * count) / count, theme.px(172), theme.px(340));
    double fastest = 1.0;
    for (const RunView& run : view.runs) fastest = std::max(fastest, greatest_rate(run));
    for (const std::size_t i : order_.update(view.runs)) {
      ImGui::PushID(static_cast<int>(i));
      draw_card(context, i, width, fastest);
      ImGui::PopID();
      ImGui::SameLine(0, gap);
    }
    draw_add(context, add_width);
  }

  std::string copied_text(const PanelContext& context) const override {
    std::string text = "strategy\tverdict";
    for (const RunFigure& figure : run_figures()) text += fmt::format("\t{}", figure.name);
    text += '\n';
    for (const RunView& run : context.view.runs) {
      text += run.display_name + "\t" + context.theme.outcome(run.outcome).word;
      for (const RunFigure& figure : run_figures())
        text += "\t" + (run.can_run() ? figure_text(run, figure.name) : std::string(kNoValue));
      text += '\n';
    }
    return text;
  }

 private:
  static double greatest_rate(const RunView& run) {
    const Series* series = run.recorder != nullptr ? run.recorder->find("throughput_rps") : nullptr;
    double greatest = 0.0;
    if (series == nullptr) return greatest;
    for (const SeriesPoint& point : series->points) greatest = std::max(greatest, point.greatest);
    return greatest;
  }

  void draw_card(PanelContext& context, std::size_t index, float width, double fastest) {
    const WorkbenchView& view = context.view;
    const RunView& run = view.runs[index];
    const float height = ImGui::GetContentRegionAvail().y;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const bool is_clicked = ImGui::InvisibleButton("card", {width, height});
    const bool is_hovered = ImGui::IsItemHovered();
    answer_click(context, index, is_clicked);
    if (index == view.selected && run.display_name != in_sight_) {
      ImGui::SetScrollHereX(0.5f);
      in_sight_ = run.display_name;
    }
    const RunView* selected = other_than(view, index);
    if (run.can_run())
      rows_ = card_rows(view, run, selected, growth_[run.display_name + run.fork_text].update(run));
    CardFace card = {min, {min.x + width, min.y + height}, run, rows_};
    card.badge = badge_of(view, run);
    if (selected != nullptr && run.can_run())
      card.rate_delta = delta_text(run.now.throughput_rps, selected->now.throughput_rps);
    if (index < 9) card.shortcut = std::to_string(index + 1);
    card.fastest = fastest;
    card.is_selected = index == view.selected;
    card.is_compared = view.compared == index;
    card.is_hovered = is_hovered;
    draw_card_face(*ImGui::GetWindowDrawList(), card, context.theme);
    draw_focus_ring(context.theme);
    if (is_hovered) show_help(context, run, selected);
  }

  /// What deltas are against; null for the selected strategy itself and where it cannot run.
  static const RunView* other_than(const WorkbenchView& view, std::size_t index) {
    const RunView* selected = view.selected_run();
    return selected != nullptr && index != view.selected && selected->can_run() ? selected
                                                                                : nullptr;
  }

  static std::string badge_of(const WorkbenchView& view, const RunView& run) {
    if (view.is_measured) return "measured";
    if (run.forked_from.has_value()) return "fork";
    return run.is_auto_choice ? "auto" : "";
  }

  static void answer_click(PanelContext& context, std::size_t index, bool is_clicked) {
    const ImGuiIO& io = ImGui::GetIO();
    if (is_clicked && io.KeyAlt) {
      context.commands.add(RemoveRunCommand{index});
    } else if (is_clicked && io.KeyShift) {
      context.commands.add(CompareCommand{index});
    } else if (is_clicked) {
      context.commands.add(SelectCommand{index});
    }
    if (ImGui::IsItemFocused() && !io.WantTextInput && ImGui::IsKeyPressed(ImGuiKey_Delete, false))
      context.commands.add(RemoveRunCommand{index});
    const FingerMenu menu(context.theme);
    if (!ImGui::BeginPopupContextItem("card_menu")) return;
    if (ImGui::MenuItem("Look inside", "click")) context.commands.add(SelectCommand{index});
    if (ImGui::MenuItem("Compare with the selected one", "Shift+click"))
      context.commands.add(CompareCommand{index});
    if (ImGui::MenuItem("Hide", "Alt+click")) context.commands.add(RemoveRunCommand{index});
    ImGui::EndPopup();
  }

  void show_help(const PanelContext& context, const RunView& run, const RunView* selected) const {
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28.0f);
    ImGui::TextUnformatted(run.display_name.c_str());
    if (!run.problem.empty()) ImGui::TextWrapped("Cannot run: %s", run.problem.c_str());
    if (!run.refusal.empty())
      ImGui::TextWrapped("Validation refuses it: %s. It runs here, to show what breaks.",
                         run.refusal.c_str());
    if (run.plan != nullptr && run.refusal.empty())
      ImGui::TextWrapped("%s", run.plan->choice.reason.c_str());
    if (run.can_run()) {
      ImGui::Separator();
      const std::string& overload = run.overload;
      if (!overload.empty()) ImGui::TextWrapped("%s", overload.c_str());
      for (const CardRow& row : rows_) {
        ImGui::Text("%s: %s", row.label.c_str(), row.value.c_str());
        if (row.value != figure_text(run, row.term))
          ImGui::Text("%s: %s", row.term.data(), figure_text(run, row.term).c_str());
        muted_text(context.theme, meaning_of(row.term));
      }
      if (selected != nullptr)
        muted_text(context.theme, ("In small: against " + selected->display_name +
                                   ", the selected one, where they differ by 5 % or more.")
                                      .c_str());
    }
    if (!run.auto_remark.empty()) ImGui::TextWrapped("%s", run.auto_remark.c_str());
    if (run.forked_from.has_value())
      ImGui::TextWrapped("Fork at %s: %s", clock_text(run.forked_at.ns).c_str(),
                         run.fork_text.c_str());
    ImGui::Separator();
    muted_text(context.theme, "Click: look inside. Shift+click: compare. Alt+click: hide.");
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }

  static void draw_add(PanelContext& context, float width) {
    const float height = ImGui::GetContentRegionAvail().y;
    if (ImGui::Button("+##add", {width, height})) ImGui::OpenPopup("add_strategy");
    hover_text("Add a strategy to the comparison, those of other systems and papers, too");
    const FingerMenu menu(context.theme);
    if (!ImGui::BeginPopup("add_strategy")) return;
    ImGui::TextDisabled("Add to the comparison");
    for (const OfferedStrategy& offered : offered_strategies()) {
      const auto has_name = [&](const RunView& run) {
        return run.strategy == offered.name && !run.forked_from.has_value();
      };
      const bool is_there =
          std::any_of(context.view.runs.begin(), context.view.runs.end(), has_name);
      if (ImGui::MenuItem(offered.display_name.c_str(),
                          offered.is_reference ? "reference" : nullptr, is_there, !is_there))
        context.commands.add(AddRunCommand{offered.name});
      hover_text(offered.summary.c_str());
    }
    ImGui::EndPopup();
  }

  CardOrder order_;
  std::string in_sight_;  // the selected card, once the strip was scrolled to it
  std::map<std::string, SplitGrowth, std::less<>> growth_;  // by name and fork
  std::vector<CardRow> rows_;                               // of the card being drawn
};

}  // namespace

extern const PanelInfo k_panel_cards;
const PanelInfo k_panel_cards = {
    "cards", "Strategies",
    "Each card is a full run of its own on the very same records. Click to look inside, "
    "Shift+click to compare, Alt+click to hide.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Cards>()); }, true};

}  // namespace millrace
