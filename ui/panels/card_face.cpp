// ui/panels/card_face.cpp — from top to bottom; what does not fit is the least important.
#include "ui/panels/card_face.hpp"

#include <algorithm>

#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

/// Size of what is said aside, beside the text's.
constexpr float kSmall = 0.82f;

/// Where a card is drawn, and how far down it has got.
struct Pen {
  ImDrawList& list;
  const Theme& theme;
  ImVec2 min;
  ImVec2 max;
  float pad = 0.0f;
  float line = 0.0f;
  float y = 0.0f;

  float left() const { return min.x + pad; }
  float right() const { return max.x - pad; }
  float width() const { return right() - left(); }
};

float width_of(const ImFont* font, float size, const std::string& text) {
  return font->CalcTextSizeA(size, 1e9f, 0.0f, text.c_str()).x;
}

ImFont* mono_of(const Theme& theme) {
  return theme.mono != nullptr ? theme.mono : ImGui::GetFont();
}

/// The border says the verdict, the fill which one is looked at.
void draw_frame(const Pen& pen, const CardFace& card) {
  const Theme& theme = pen.theme;
  const OutcomeStyle outcome = theme.outcome(card.run.outcome);
  const float tint = card.is_selected ? 0.16f : (card.is_hovered ? 0.08f : 0.0f);
  const ImU32 from = card.is_selected ? theme.strategy(card.run.strategy).colour : theme.foreground;
  pen.list.AddRectFilled(pen.min, pen.max, mixed(theme.panel, from, tint), theme.px(6));
  const bool is_wrong = card.run.outcome == OutcomeKind::kInvalid;
  const ImU32 border = card.run.outcome == OutcomeKind::kRunning ? theme.border : outcome.colour;
  pen.list.AddRect(pen.min, pen.max, with_alpha(border, is_wrong ? 1.0f : 0.55f), theme.px(6), 0,
                   theme.px(is_wrong || theme.has_high_contrast ? 2.0f : 1.0f));
  if (!card.is_selected && !card.is_compared) return;
  pen.list.AddRectFilled({pen.min.x + theme.px(6), pen.max.y - theme.px(3)},
                         {pen.max.x - theme.px(6), pen.max.y},
                         with_alpha(theme.foreground, card.is_selected ? 0.9f : 0.45f));
}

void draw_head(Pen& pen, const CardFace& card) {
  const Theme& theme = pen.theme;
  const StrategyStyle style = theme.strategy(card.run.strategy);
  const OutcomeStyle outcome = theme.outcome(card.run.outcome);
  pen.y = pen.min.y + theme.px(6);
  draw_marker(pen.list, style.marker, {pen.left() + theme.px(5), pen.y + pen.line * 0.42f},
              theme.px(5), style.colour);
  pen.list.AddText({pen.left() + theme.px(16), pen.y}, theme.foreground,
                   card.run.display_name.c_str());
  if (!card.badge.empty()) {
    const ImVec2 extent = ImGui::CalcTextSize(card.badge.c_str());
    const ImVec2 at = {pen.right() - extent.x, pen.y};
    pen.list.AddRectFilled({at.x - theme.px(5), at.y},
                           {at.x + extent.x + theme.px(5), at.y + extent.y},
                           mixed(theme.panel, theme.accent, 0.3f), theme.px(3));
    pen.list.AddText(at, theme.is_dark ? theme.foreground : theme.accent, card.badge.c_str());
  }
  pen.y += pen.line;
  ImFont* sign = theme.large != nullptr ? theme.large : ImGui::GetFont();
  pen.list.AddText(sign, sign->FontSize, {pen.left() - theme.px(1), pen.y - theme.px(4)},
                   outcome.colour, outcome.glyph);
  pen.list.AddText({pen.left() + theme.px(16), pen.y}, outcome.colour, outcome.word);
  ImFont* mono = mono_of(theme);
  const float key = width_of(mono, mono->FontSize, card.shortcut);
  pen.list.AddText(mono, mono->FontSize, {pen.right() - key, pen.y}, theme.muted,
                   card.shortcut.c_str());
  if (!card.run.refusal.empty()) {
    const float x = pen.left() + theme.px(22) + ImGui::CalcTextSize(outcome.word).x;
    const char* note = "would be refused";
    if (x + ImGui::CalcTextSize(note).x < pen.right() - pen.line)
      pen.list.AddText({x, pen.y}, theme.muted, note);
  }
  pen.y += pen.line;
}

/// The number, and below it its course: a line through a number looks like one that strikes it out.
void draw_rate(Pen& pen, const CardFace& card) {
  const Theme& theme = pen.theme;
  ImFont* mono = mono_of(theme);
  ImFont* large = theme.large != nullptr ? theme.large : mono;
  const std::string rate = card.run.now.rows_due == 0
                               ? std::string(kNoValue) + " rows/s"
                               : si_text(card.run.now.throughput_rps, "rows/s");
  pen.list.AddText(large, large->FontSize, {pen.left(), pen.y}, theme.foreground, rate.c_str());
  const float small = mono->FontSize * kSmall;
  const float end = pen.left() + width_of(large, large->FontSize, rate) + theme.px(6);
  const float delta = width_of(mono, small, card.rate_delta);
  if (!card.rate_delta.empty() && end + delta <= pen.right())
    pen.list.AddText(mono, small, {pen.right() - delta, pen.y + (large->FontSize - small) * 0.7f},
                     theme.muted, card.rate_delta.c_str());
  const float top = pen.y + large->FontSize + theme.px(1);
  const float height = pen.line * 0.6f;
  if (const Series* series = card.run.recorder->find("throughput_rps"); series != nullptr)
    draw_sparkline(pen.list, {pen.min.x + 1, top}, {pen.max.x - 1, top + height}, *series,
                   card.fastest * 1.02, theme.strategy(card.run.strategy).colour);
  pen.y = top + height + theme.px(3);
}

ImU32 colour_of(CardTone tone, const Theme& theme) {
  if (tone == CardTone::kWrong) return theme.outcome(OutcomeKind::kInvalid).colour;
  return tone == CardTone::kWarning ? theme.warning : theme.foreground;
}

/// The longest forms of a row that stand beside each other with room between them.
void draw_row(const Pen& pen, const CardRow& row) {
  const Theme& theme = pen.theme;
  ImFont* mono = mono_of(theme);
  const float gap = theme.px(8);
  const float room = pen.width() - gap;
  const auto width = [&](const std::string& label, const std::string& value) {
    return ImGui::CalcTextSize(label.c_str()).x + width_of(mono, mono->FontSize, value);
  };
  const bool is_long_label = width(row.label, row.value) <= room;
  const bool is_long_value = is_long_label || width(row.short_label, row.value) <= room;
  const std::string& value = is_long_value ? row.value : row.short_value;
  const std::string& label =
      is_long_label || width(row.label, value) <= room ? row.label : row.short_label;
  const ImU32 colour = colour_of(row.tone, theme);
  pen.list.AddText({pen.left(), pen.y}, row.tone == CardTone::kPlain ? theme.muted : colour,
                   label.c_str());
  const float x = pen.right() - width_of(mono, mono->FontSize, value);
  pen.list.AddText(mono, mono->FontSize, {x, pen.y}, colour, value.c_str());
  if (row.delta.empty()) return;
  const float small = mono->FontSize * kSmall;
  const float delta_x = x - gap - width_of(mono, small, row.delta);
  if (delta_x < pen.left() + ImGui::CalcTextSize(label.c_str()).x + gap) return;
  pen.list.AddText(mono, small, {delta_x, pen.y + (mono->FontSize - small) * 0.6f}, theme.muted,
                   row.delta.c_str());
}

void draw_rows(Pen& pen, const CardFace& card) {
  const Theme& theme = pen.theme;
  ImFont* font = ImGui::GetFont();
  const float small = font->FontSize * kSmall;
  const std::string remark =
      card.run.auto_remark.empty() ? "" : "! " + better_choice_text(card.run);
  const float height =
      remark.empty()
          ? 0.0f
          : font->CalcTextSizeA(small, 1e9f, pen.width(), remark.c_str()).y + theme.px(4);
  const float step = pen.line * 0.95f;
  bool is_first = true;
  for (const CardRow& row : card.rows) {
    if (!is_first && pen.y + pen.line * 0.8f > pen.max.y - height - theme.px(3)) break;
    is_first = false;
    draw_row(pen, row);
    pen.y += step;
  }
  if (remark.empty()) return;
  pen.list.AddText(font, small, {pen.left(), std::min(pen.y, pen.max.y - height)}, theme.warning,
                   remark.c_str(), nullptr, pen.width());
}

}  // namespace

void draw_card_face(ImDrawList& list, const CardFace& card, const Theme& theme) {
  Pen pen = {list, theme, card.min, card.max, theme.px(10), ImGui::GetFontSize() * 1.22f, 0.0f};
  draw_frame(pen, card);
  list.PushClipRect(card.min, card.max, true);
  draw_head(pen, card);
  if (card.run.can_run()) {
    draw_rate(pen, card);
    draw_rows(pen, card);
  } else {
    list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {pen.left(), pen.y}, theme.muted,
                 card.run.problem.c_str(), nullptr, pen.width());
  }
  list.PopClipRect();
}

}  // namespace millrace
