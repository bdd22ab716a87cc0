// ui/panels/comparison.cpp — two strategies figure by figure, and how far they are apart.
#include <fmt/format.h>

#include <cmath>

#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/run_figures.hpp"
#include "ui/panels/table.hpp"

namespace millrace {
namespace {

/// "+1.2 k rows/s"; "same" where the texts would not differ.
std::string difference_text(const RunFigure& figure, double a, double b) {
  const double difference = a - b;
  if (difference == 0.0 || figure.text(a) == figure.text(b)) return "same";
  return (difference > 0.0 ? "+" : "-") + figure.text(std::fabs(difference));
}

/// Which one does better: -1 = A, 1 = B, 0 = neither or no matter.
int better_of(const RunFigure& figure, double a, double b) {
  if (figure.better == Preference::kNeither || figure.text(a) == figure.text(b)) return 0;
  return (a < b) == (figure.better == Preference::kLess) ? -1 : 1;
}

class Comparison final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const WorkbenchView& view = context.view;
    if (view.runs.size() < 2) {
      empty_state(context, "There is only one strategy. Add another one with + beside the cards.");
      return;
    }
    const std::size_t a = view.selected;
    const std::size_t b = other_of(view);
    draw_head(context, a, b);
    const RunView& left = view.runs[a];
    const RunView& right = view.runs[b];
    if (!left.can_run() || !right.can_run()) {
      empty_state(context, "One of the two cannot run; its card says why.");
      return;
    }
    static constexpr Heading kHeadings[] = {
        {"figure", "Hover a name for its meaning.", 2.0f},
        {"A", "The selected strategy.", 2.0f, true},
        {"B", "The one beside it.", 2.0f, true},
        {"A - B", "The difference, in the unit of the figure.", 2.0f, true},
        {"A / B", "The ratio.", 0.9f, true},
        {"better", "Which one does better. Figures that are neither good nor bad have none.",
         0.9f}};
    if (!begin_table("figures", kHeadings)) return;
    for (const RunFigure& figure : run_figures()) draw_row(context, figure, left, right);
    ImGui::EndTable();
  }

  std::string copied_text(const PanelContext& context) const override {
    const WorkbenchView& view = context.view;
    if (view.runs.size() < 2) return {};
    const RunView& a = view.runs[view.selected];
    const RunView& b = view.runs[other_of(view)];
    std::string text = "figure\t" + a.display_name + "\t" + b.display_name + "\tA - B\n";
    for (const RunFigure& figure : run_figures()) {
      const std::optional<double> left = a.can_run() ? figure.value(a) : std::nullopt;
      const std::optional<double> right = b.can_run() ? figure.value(b) : std::nullopt;
      text += fmt::format(
          "{}\t{}\t{}\t{}\n", figure.name, left.has_value() ? fmt::format("{:g}", *left) : "",
          right.has_value() ? fmt::format("{:g}", *right) : "",
          left.has_value() && right.has_value() ? fmt::format("{:g}", *left - *right)
                                                : std::string());
    }
    return text;
  }

 private:
  static std::size_t other_of(const WorkbenchView& view) {
    if (view.compared.has_value() && *view.compared < view.runs.size() &&
        *view.compared != view.selected)
      return *view.compared;
    return view.selected == 0 ? 1 : 0;
  }

  static void draw_head(PanelContext& context, std::size_t a, std::size_t b) {
    const auto choose = [&](const char* id, std::size_t chosen, std::size_t excluded, auto ask) {
      ImGui::SetNextItemWidth(context.theme.px(190));
      if (!ImGui::BeginCombo(id, context.view.runs[chosen].display_name.c_str())) return;
      for (std::size_t i = 0; i < context.view.runs.size(); ++i) {
        if (i == excluded) continue;
        ImGui::PushID(static_cast<int>(i));
        if (choice_row(context.view.runs[i].display_name.c_str(), i == chosen, context.theme))
          ask(i);
        ImGui::PopID();
      }
      ImGui::EndCombo();
    };
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("A");
    ImGui::SameLine();
    choose("##a", a, b, [&](std::size_t i) { context.commands.add(SelectCommand{i}); });
    flow(context.theme.px(206), context.theme.px(16));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("B");
    ImGui::SameLine();
    choose("##b", b, a, [&](std::size_t i) { context.commands.add(CompareCommand{i}); });
    if (!context.view.compared.has_value()) return;
    flow(ImGui::CalcTextSize("one alone").x + context.theme.px(14), context.theme.px(8));
    if (small_button("one alone", "The other panels show one strategy again (Esc)"))
      context.commands.add(CompareCommand{std::nullopt});
  }

  static void draw_row(const PanelContext& context, const RunFigure& figure, const RunView& left,
                       const RunView& right) {
    const Theme& theme = context.theme;
    const std::optional<double> a = figure.value(left);
    const std::optional<double> b = figure.value(right);
    const std::string none(kNoValue);
    ImGui::TableNextRow();
    text_cell(figure.name.data());
    hover_text(meaning_of(figure.name));
    number_cell(theme, a.has_value() ? figure.text(*a) : none);
    number_cell(theme, b.has_value() ? figure.text(*b) : none);
    const bool has_both = a.has_value() && b.has_value();
    number_cell(theme, has_both ? difference_text(figure, *a, *b) : none);
    number_cell(theme, has_both && *b != 0.0 ? fmt::format("{:.2f}\xc3\x97", *a / *b) : none);
    const int better = has_both ? better_of(figure, *a, *b) : 0;
    text_cell(better == 0 ? "" : (better < 0 ? "\xe2\x96\xb2 A" : "\xe2\x96\xb2 B"));
  }
};

}  // namespace

extern const PanelInfo k_panel_comparison;
const PanelInfo k_panel_comparison = {
    "comparison", "Compare", "Two strategies figure by figure, with their difference.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Comparison>()); }, true};

}  // namespace millrace
