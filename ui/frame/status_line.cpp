// ui/frame/status_line.cpp — one sentence, and what stands beside it.
#include "ui/frame/status_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ui/frame/cut_text.hpp"
#include "ui/frame/tour.hpp"

namespace millrace {
namespace {

constexpr int kNarrowLinesMax = 3;

std::string shown_text(const WorkbenchView& view) {
  if (view.scenario == nullptr && view.notice.empty()) return "Nothing is running.";
  return status_of(view).text;
}

bool has_offer(const ActionContext& context) {
  return !context.settings.has_seen_tour && !context.is_touring;
}

float offer_width(const ActionContext& context) {
  return has_offer(context) ? tour_offer_width(context.panel.theme) : 0.0f;
}

void draw_offer(ActionContext& context) {
  if (draw_tour_offer(context.panel.theme, context.settings)) context.wishes.starts_tour = true;
}

/// Click: the whole hash to the clipboard.
void draw_identity(const WorkbenchView& view, const std::string& text) {
  ImGui::TextDisabled("%s", text.c_str());
  if (view.run_hash.has_value() && ImGui::IsItemClicked())
    ImGui::SetClipboardText(fmt::format("{:016x}", *view.run_hash).c_str());
  hover_text(view.run_hash.has_value()
                 ? fmt::format("Run hash {:016x}. Same scenario, seed and version: the same bits "
                               "everywhere. Click: copy it. Nothing is sent anywhere.",
                               *view.run_hash)
                       .c_str()
                 : "Nothing is sent anywhere. Same scenario, seed and version: the same bits "
                   "everywhere; the run hash is known at the end of all runs.");
}

void draw_sentence(const ActionContext& context, float width, int lines) {
  const WorkbenchView& view = context.panel.view;
  const bool is_warning = status_of(view).kind == StatusKind::kNotice;
  if (is_warning) ImGui::PushStyleColor(ImGuiCol_Text, context.panel.theme.warning);
  draw_cut_text(shown_text(view), width, lines);
  if (is_warning) ImGui::PopStyleColor();
}

void draw_bottom(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  const Theme& theme = context.panel.theme;
  const float offer = offer_width(context);
  const float room = ImGui::GetContentRegionAvail().x;
  const std::string identity = view.scenario != nullptr ? identity_of(view) : std::string();
  const float width = ImGui::CalcTextSize(identity.c_str()).x + theme.px(16);
  const bool has_identity = !identity.empty() && room - offer > width * 2.4f;
  const float sentence = room - offer - (has_identity ? width : 0.0f);
  const float right = ImGui::GetContentRegionMax().x;
  if (offer > 0.0f) ImGui::AlignTextToFramePadding();
  draw_sentence(context, sentence - theme.px(8), 1);
  if (offer > 0.0f) {
    ImGui::SameLine(sentence + theme.px(8));
    draw_offer(context);
  }
  if (!has_identity) return;
  ImGui::SameLine(right - width + theme.px(16));
  if (offer > 0.0f) ImGui::AlignTextToFramePadding();
  draw_identity(view, identity);
}

void draw_top(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const float offer = offer_width(context);
  const float room = ImGui::GetContentRegionAvail().x;
  if (theme.large != nullptr) ImGui::PushFont(theme.large);
  draw_sentence(context, room - offer - theme.px(8), 1);
  if (theme.large != nullptr) ImGui::PopFont();
  if (offer <= 0.0f) return;
  ImGui::SameLine(room - offer + theme.px(12));
  draw_offer(context);
}

int narrow_lines(const ActionContext& context, float width) {
  const std::string text = shown_text(context.panel.view);
  const float height = ImGui::CalcTextSize(text.c_str(), nullptr, false, width).y;
  return std::clamp(static_cast<int>(height / ImGui::GetTextLineHeight() + 0.5f), 1,
                    kNarrowLinesMax);
}

}  // namespace

StatusLine status_of(const WorkbenchView& view) {
  if (!view.notice.empty())
    return {StatusKind::kNotice, "\xe2\x9a\xa0 " + std::string(view.notice)};
  if (!view.busy.empty()) return {StatusKind::kBusy, "\xe2\x80\xa6 " + std::string(view.busy)};
  if (!view.stopped_because.empty())
    return {StatusKind::kStopped, "\xe2\x97\x86 " + std::string(view.stopped_because)};
  return {StatusKind::kSentence, std::string(view.sentence)};
}

std::string identity_of(const WorkbenchView& view) {
  std::string text = fmt::format("seed {}", view.scenario != nullptr ? view.scenario->seed : 0);
  if (view.run_hash.has_value())
    text += fmt::format("  \xc2\xb7  run hash {:04x}\xe2\x80\xa6", *view.run_hash >> 48);
  if (view.run_hash.has_value() && view.linked != nullptr)
    text += view.linked->run_hash == *view.run_hash ? " \xe2\x9c\x93 as in the link"
                                                    : " \xe2\x9c\x97 not as in the link";
  return text + "  \xc2\xb7  runs on this machine alone";
}

void draw_status(ActionContext& context, StatusPlace place) {
  switch (place) {
    case StatusPlace::kBottom:
      draw_bottom(context);
      return;
    case StatusPlace::kTop:
      draw_top(context);
      return;
    case StatusPlace::kNarrow: {
      const float width = ImGui::GetContentRegionAvail().x;
      draw_sentence(context, width, narrow_lines(context, width));
      if (has_offer(context)) draw_offer(context);
      return;
    }
  }
}

float status_height(const ActionContext& context, StatusPlace place, float width) {
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float offer = has_offer(context) ? ImGui::GetFrameHeight() : 0.0f;
  if (place == StatusPlace::kBottom) return std::max(ImGui::GetTextLineHeight(), offer) + spacing;
  if (place == StatusPlace::kTop) {
    const ImFont* large = context.panel.theme.large;
    const float line = large != nullptr ? large->FontSize : ImGui::GetTextLineHeight();
    return std::max(line, offer) + spacing;
  }
  const auto lines = static_cast<float>(narrow_lines(context, width));
  return ImGui::GetTextLineHeight() * lines + spacing + (offer > 0.0f ? offer + spacing : 0.0f);
}

}  // namespace millrace
