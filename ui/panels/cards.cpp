// ui/panels/cards.cpp — a card a strategy: the verdict, and the figures one chooses by. Right ones first.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/route/strategies.hpp"
#include "ui/draw/focus_ring.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/card_order.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 5> kRows = {"aligned", "max/mean", "p99", "lag",
                                                   "split groups"};

/// Where a card is drawn, and how far down it has got.
struct Pen {
  ImDrawList& list;
  ImVec2 min;
  ImVec2 max;
  float pad = 0.0f;
  float line = 0.0f;
  float y = 0.0f;

  float left() const { return min.x + pad; }
  float right() const { return max.x - pad; }
};

void draw_right(const Pen& pen, ImFont* font, ImU32 colour, const char* text) {
  const ImVec2 extent = font->CalcTextSizeA(font->FontSize, 1e9f, 0.0f, text);
  pen.list.AddText(font, font->FontSize, {pen.right() - extent.x, pen.y}, colour, text);
}

/// "31 s +2.1 k rows/s ▲", as much as fits; the whole sentence is in the hover text.
std::string backlog_text(const RunView& run, const Pen& pen) {
  std::string text = length_text(static_cast<std::int64_t>(run.backlog_s * 1e9));
  if (run.backlog_growth_rps <= 0.0) return text;
  if (pen.right() - pen.left() > pen.line * 10.0f)
    text += "  +" + si_text(run.backlog_growth_rps, "rows/s");
  return text + " \xe2\x96\xb2";
}

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
    const Theme& theme = context.theme;
    const RunView& run = context.view.runs[index];
    const float height = ImGui::GetContentRegionAvail().y;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const bool is_clicked = ImGui::InvisibleButton("card", {width, height});
    const bool is_hovered = ImGui::IsItemHovered();
    answer_click(context, index, is_clicked);
    Pen pen = {*ImGui::GetWindowDrawList(),  min, {min.x + width, min.y + height}, theme.px(10),
               ImGui::GetFontSize() * 1.22f, 0.0f};
    draw_frame(context, index, pen, is_hovered);
    draw_focus_ring(theme);
    pen.list.PushClipRect(pen.min, pen.max, true);
    draw_head(context, index, pen);
    if (run.can_run()) {
      draw_figures(theme, run, pen, fastest);
    } else {
      pen.list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {pen.left(), pen.y}, theme.muted,
                       run.problem.c_str(), nullptr, width - pen.pad * 2.0f);
    }
    pen.list.PopClipRect();
    if (is_hovered) show_help(theme, run);
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
    if (!ImGui::BeginPopupContextItem("card_menu")) return;
    if (ImGui::MenuItem("Look inside", "click")) context.commands.add(SelectCommand{index});
    if (ImGui::MenuItem("Compare with the selected one", "Shift+click"))
      context.commands.add(CompareCommand{index});
    if (ImGui::MenuItem("Hide", "Alt+click")) context.commands.add(RemoveRunCommand{index});
    ImGui::EndPopup();
  }

  /// The border says the verdict, the fill which one is looked at.
  static void draw_frame(const PanelContext& context, std::size_t index, const Pen& pen,
                         bool is_hovered) {
    const Theme& theme = context.theme;
    const RunView& run = context.view.runs[index];
    const OutcomeStyle outcome = theme.outcome(run.outcome);
    const bool is_selected = index == context.view.selected;
    const bool is_compared = context.view.compared == index;
    const float tint = is_selected ? 0.16f : (is_hovered ? 0.08f : 0.0f);
    const ImU32 from = is_selected ? theme.strategy(run.strategy).colour : theme.foreground;
    pen.list.AddRectFilled(pen.min, pen.max, mixed(theme.panel, from, tint), theme.px(6));
    const bool is_wrong = run.outcome == OutcomeKind::kInvalid;
    const ImU32 border = run.outcome == OutcomeKind::kRunning ? theme.border : outcome.colour;
    pen.list.AddRect(pen.min, pen.max, with_alpha(border, is_wrong ? 1.0f : 0.55f), theme.px(6), 0,
                     theme.px(is_wrong || theme.has_high_contrast ? 2.0f : 1.0f));
    if (is_selected || is_compared) {
      pen.list.AddRectFilled({pen.min.x + theme.px(6), pen.max.y - theme.px(3)},
                             {pen.max.x - theme.px(6), pen.max.y},
                             with_alpha(theme.foreground, is_selected ? 0.9f : 0.45f));
    }
  }

  static void draw_head(const PanelContext& context, std::size_t index, Pen& pen) {
    const Theme& theme = context.theme;
    const RunView& run = context.view.runs[index];
    const StrategyStyle style = theme.strategy(run.strategy);
    const OutcomeStyle outcome = theme.outcome(run.outcome);
    pen.y = pen.min.y + theme.px(6);
    draw_marker(pen.list, style.marker, {pen.left() + theme.px(5), pen.y + pen.line * 0.42f},
                theme.px(5), style.colour);
    pen.list.AddText({pen.left() + theme.px(16), pen.y}, theme.foreground,
                     run.display_name.c_str());
    const char* badge = run.is_auto_choice ? "auto" : "";
    if (run.forked_from.has_value()) badge = "fork";
    if (context.view.is_measured) badge = "measured";
    if (*badge != '\0') {
      const ImVec2 extent = ImGui::CalcTextSize(badge);
      const ImVec2 at = {pen.right() - extent.x, pen.y};
      pen.list.AddRectFilled({at.x - theme.px(5), at.y},
                             {at.x + extent.x + theme.px(5), at.y + extent.y},
                             with_alpha(theme.accent, 0.22f), theme.px(3));
      pen.list.AddText(at, theme.accent, badge);
    }
    pen.y += pen.line;
    ImFont* sign = theme.large != nullptr ? theme.large : ImGui::GetFont();
    pen.list.AddText(sign, sign->FontSize, {pen.left() - theme.px(1), pen.y - theme.px(4)},
                     outcome.colour, outcome.glyph);
    pen.list.AddText({pen.left() + theme.px(16), pen.y}, outcome.colour, outcome.word);
    ImFont* mono = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
    if (index < 9) draw_right(pen, mono, theme.muted, fmt::format("{}", index + 1).c_str());
    if (!run.refusal.empty()) {
      const float x = pen.left() + theme.px(22) + ImGui::CalcTextSize(outcome.word).x;
      const char* note = "would be refused";
      if (x + ImGui::CalcTextSize(note).x < pen.right() - pen.line)
        pen.list.AddText({x, pen.y}, theme.muted, note);
    }
    pen.y += pen.line;
  }

  static void draw_figures(const Theme& theme, const RunView& run, Pen& pen, double fastest) {
    ImFont* mono = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
    ImFont* large = theme.large != nullptr ? theme.large : mono;
    const float band = pen.line * 1.75f;
    const Series* series = run.recorder->find("throughput_rps");
    if (series != nullptr) {
      draw_sparkline(pen.list, {pen.min.x + 1, pen.y}, {pen.max.x - 1, pen.y + band}, *series,
                     fastest * 1.02, theme.strategy(run.strategy).colour);
    }
    const std::string rate = run.now.rows_due == 0 ? std::string(kNoValue) + " rows/s"
                                                   : si_text(run.now.throughput_rps, "rows/s");
    pen.list.AddText(large, large->FontSize, {pen.left(), pen.y + (band - large->FontSize) * 0.6f},
                     theme.foreground, rate.c_str());
    pen.y += band + theme.px(2);
    for (const std::string_view name : kRows) {
      if (pen.y + pen.line * 0.8f > pen.max.y) break;
      const bool is_backlog = name == "lag" && !run.overload.empty();
      const bool is_bad = name == "split groups" && run.now.split_groups > 0;
      const std::string value = is_backlog ? backlog_text(run, pen) : figure_text(run, name);
      ImU32 colour = is_bad ? theme.outcome(OutcomeKind::kInvalid).colour : theme.foreground;
      if (is_backlog) colour = theme.warning;
      pen.list.AddText({pen.left(), pen.y}, is_backlog ? theme.warning : theme.muted,
                       is_backlog ? "backlog" : name.data());
      draw_right(pen, mono, colour, value.c_str());
      pen.y += pen.line * 0.97f;
    }
  }

  static void show_help(const Theme& theme, const RunView& run) {
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
      for (const std::string_view name : kRows) {
        ImGui::Text("%s: %s", name.data(), figure_text(run, name).c_str());
        muted_text(theme, meaning_of(name));
      }
    }
    if (!run.auto_remark.empty()) ImGui::TextWrapped("%s", run.auto_remark.c_str());
    if (run.forked_from.has_value())
      ImGui::TextWrapped("Fork at %s: %s", clock_text(run.forked_at.ns).c_str(),
                         run.fork_text.c_str());
    ImGui::Separator();
    muted_text(theme, "Click: look inside. Shift+click: compare. Alt+click: hide.");
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }

  static void draw_add(PanelContext& context, float width) {
    const float height = ImGui::GetContentRegionAvail().y;
    if (ImGui::Button("+##add", {width, height})) ImGui::OpenPopup("add_strategy");
    hover_text("Add a strategy to the comparison, those of other systems and papers, too");
    if (!ImGui::BeginPopup("add_strategy")) return;
    ImGui::TextDisabled("Add to the comparison");
    for (const StrategyInfo* info : all_strategies()) {
      const auto has_name = [&](const RunView& run) { return run.strategy == info->name; };
      const bool is_there =
          std::any_of(context.view.runs.begin(), context.view.runs.end(), has_name);
      const std::string name(info->display_name);
      if (ImGui::MenuItem(name.c_str(), info->is_reference ? "reference" : nullptr, is_there,
                          !is_there))
        context.commands.add(AddRunCommand{std::string(info->name)});
      hover_text(std::string(info->summary).c_str());
    }
    ImGui::EndPopup();
  }

  CardOrder order_;
};

}  // namespace

extern const PanelInfo k_panel_cards;
const PanelInfo k_panel_cards = {
    "cards", "Strategies",
    "Each card is a full run of its own on the very same records. Click to look inside, "
    "Shift+click to compare, Alt+click to hide.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Cards>()); }, true};

}  // namespace millrace
