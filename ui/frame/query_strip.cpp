// ui/frame/query_strip.cpp — one line of query, one line of reason, and a banner where the scenario has errors.
#include "ui/frame/query_strip.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/job/placement_facts.hpp"
#include "core/route/strategy_info.hpp"
#include "ui/draw/touch.hpp"
#include "ui/frame/cut_text.hpp"

namespace millrace {
namespace {

constexpr std::string_view kEllipsis = "\xe2\x80\xa6 ";

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool is_follower(char c) {
  return (static_cast<unsigned char>(c) & 0xc0u) == 0x80u;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_follower(c); }));
}

/// Byte of the code point `columns` further on.
std::size_t advance(std::string_view text, std::size_t from, std::size_t columns) {
  while (from < text.size() && columns > 0) {
    ++from;
    while (from < text.size() && is_follower(text[from])) ++from;
    --columns;
  }
  return from;
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Without line breaks and comments; `span` is moved along.
QueryLine tidied(std::string_view query, SourceSpan span) {
  QueryLine line;
  bool is_quoted = false;
  for (std::size_t i = 0; i < query.size(); ++i) {
    if (i == span.begin) line.span.begin = static_cast<std::uint32_t>(line.text.size());
    if (i == span.end) line.span.end = static_cast<std::uint32_t>(line.text.size());
    if (query[i] == '\'') is_quoted = !is_quoted;
    if (!is_quoted && query.substr(i, 2) == "--") {
      while (i + 1 < query.size() && query[i + 1] != '\n') ++i;
      continue;
    }
    if (!is_quoted && is_space(query[i])) {
      if (!line.text.empty() && line.text.back() != ' ') line.text += ' ';
    } else {
      line.text += query[i];
    }
  }
  if (span.end >= query.size()) line.span.end = static_cast<std::uint32_t>(line.text.size());
  while (!line.text.empty() && line.text.back() == ' ') line.text.pop_back();
  const auto size = static_cast<std::uint32_t>(line.text.size());
  line.span.end = std::min(line.span.end, size);
  if (!span.is_known() || line.span.begin >= line.span.end) line.span = {};
  while (line.span.is_known() && line.text[line.span.end - 1] == ' ') --line.span.end;
  return line;
}

/// Why each other strategy was not taken, a line each.
std::string alternatives_text(const StrategyChoice& choice) {
  std::string text;
  for (const StrategyAlternative& other : choice.alternatives) {
    text += fmt::format("\n{} {}: {}", other.is_valid ? "\xe2\x9c\x93" : "\xe2\x9c\x97",
                        other.strategy->display_name, other.why);
  }
  return text;
}

void draw_query(const ActionContext& context, const StrategyChoice* choice, float width) {
  const Theme& theme = context.panel.theme;
  const std::string& query = context.panel.view.scenario->query;
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  const float column = std::max(1.0f, ImGui::CalcTextSize("0").x);
  const auto columns = static_cast<std::size_t>(std::max(10.0f, width / column));
  const QueryLine line =
      query_line(query, choice != nullptr ? choice->span : SourceSpan{}, columns);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::TextUnformatted(line.text.c_str());
  if (line.span.is_known()) {
    const char* text = line.text.c_str();
    const float begin = at.x + ImGui::CalcTextSize(text, text + line.span.begin).x;
    const float end = at.x + ImGui::CalcTextSize(text, text + line.span.end).x;
    const float bottom = at.y + ImGui::GetTextLineHeight();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddText({begin, at.y}, theme.accent, text + line.span.begin, text + line.span.end);
    list.AddRectFilled({begin, bottom}, {end, bottom + theme.px(2)}, theme.accent);
  }
  if (theme.mono != nullptr) ImGui::PopFont();
  hover_text(fmt::format("{}\n\nUnderlined: what decided the plan.", query).c_str());
}

void draw_reason(const ActionContext& context, const StrategyChoice* choice, float right) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  const RunView* run = view.selected_run();
  if (run != nullptr && run->plan != nullptr && run->plan->query != nullptr) {
    const KeyRelation relation = key_relation(*run->plan);
    const OutcomeKind kind = !relation.is_known    ? OutcomeKind::kRunning
                             : relation.is_aligned ? OutcomeKind::kValid
                                                   : OutcomeKind::kUnknown;
    ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(kind).colour);
    number(theme, relation.text.c_str());
    ImGui::PopStyleColor();
    hover_text(relation.help.c_str());
    ImGui::SameLine(0, theme.px(14));
  }
  if (choice == nullptr) {
    ImGui::TextDisabled("no strategy was chosen");
    return;
  }
  const std::string reason =
      fmt::format("auto \xe2\x86\x92 {} (rule {}): {}", choice->strategy->display_name,
                  choice->rule, choice->reason);
  ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
  draw_cut_text(reason, right - ImGui::GetCursorPosX(), 1,
                reason + "\n" + alternatives_text(*choice));
  ImGui::PopStyleColor();
}

/// Auto's choice is right, and another one is too and does clearly better: worth a line.
const std::string* remark_of(const WorkbenchView& view) {
  for (const RunView& run : view.runs) {
    if (run.is_auto_choice && !run.auto_remark.empty()) return &run.auto_remark;
  }
  return nullptr;
}

void draw_remark(const ActionContext& context, float right) {
  const std::string* remark = remark_of(context.panel.view);
  if (remark == nullptr) return;
  ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(context.panel.theme.warning), "\xe2\x96\xb2");
  ImGui::SameLine(0, context.panel.theme.px(6));
  draw_cut_text(*remark, right - ImGui::GetCursorPosX());
}

void draw_banner(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  const auto is_error = [](const Diagnostic& problem) {
    return problem.severity == Severity::kError;
  };
  const auto first = std::find_if(view.problems.begin(), view.problems.end(), is_error);
  if (first == view.problems.end()) return;
  const auto more = std::count_if(view.problems.begin(), view.problems.end(), is_error) - 1;
  const ImU32 colour = theme.outcome(OutcomeKind::kInvalid).colour;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ImGui::GetTextLineHeight() + theme.px(4);
  const bool is_clicked =
      ImGui::InvisibleButton("problem", {std::max(1.0f, ImGui::GetContentRegionAvail().x), height});
  const ImVec2 end = {ImGui::GetItemRectMax().x, at.y + height};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, end, with_alpha(colour, ImGui::IsItemHovered() ? 0.35f : 0.2f),
                     theme.px(3));
  list.AddRectFilled(at, {at.x + theme.px(3), end.y}, colour);
  std::string text = to_text(*first);
  if (more > 0) text += fmt::format("   +{} more", more);
  text += view.scenario == nullptr ? "" : "   (the last good run keeps playing)";
  list.PushClipRect(at, end, true);
  list.AddText({at.x + theme.px(8), at.y + theme.px(2)}, theme.foreground, text.c_str());
  list.PopClipRect();
  hover_text((text + "\n\nClick: to the place in the editor.").c_str());
  if (!is_clicked) return;
  context.wishes.tab = "scenario_editor";
  if (first->span.is_known()) context.panel.selection.caret = first->span.begin;
}

}  // namespace

QueryLine query_line(std::string_view query, SourceSpan span, std::size_t columns_max) {
  QueryLine line = tidied(query, span);
  if (columns_of(line.text) <= columns_max || columns_max < 8) return line;
  const std::string_view all = line.text;
  std::size_t begin = 0;
  if (line.span.is_known() && columns_of(all.substr(0, line.span.end)) + 2 > columns_max) {
    // The token ends the part that is kept, with some of what follows where there is room.
    const std::size_t columns_to_end = columns_of(all.substr(0, line.span.end));
    begin = advance(all, 0, columns_to_end + 4 - std::min(columns_max, columns_to_end));
    begin = std::min<std::size_t>(begin, line.span.begin);
  }
  const std::size_t room = columns_max - (begin > 0 ? 4 : 2);
  const std::size_t end = advance(all, begin, room);
  QueryLine cut;
  if (begin > 0) cut.text = kEllipsis;
  if (line.span.is_known()) {
    const auto moved =
        static_cast<std::int64_t>(cut.text.size()) - static_cast<std::int64_t>(begin);
    cut.span.begin = static_cast<std::uint32_t>(line.span.begin + moved);
    cut.span.end = static_cast<std::uint32_t>(
        std::min<std::int64_t>(line.span.end, static_cast<std::int64_t>(end)) + moved);
  }
  cut.text += all.substr(begin, end - begin);
  while (!cut.text.empty() && cut.text.back() == ' ') cut.text.pop_back();
  if (end < all.size()) cut.text += " \xe2\x80\xa6";
  return cut;
}

KeyRelation key_relation(const JobPlan& plan) {
  KeyRelation relation;
  const PlacementFacts facts = placement_facts(*plan.query, plan.topic);
  if (!facts.has_grouping()) {
    relation.text = "G {}: nothing is grouped";
    relation.help = "Without groups no state has to meet: any worker may take any record.";
    return relation;
  }
  const std::string grouping = fmt::format("G {{{}}}", listed(facts.grouping));
  if (!facts.is_key_known()) {
    relation.text = "K {} \xc2\xb7 " + grouping;
    relation.help = "The topic has no key that is known: its records may lie on any partition.";
    return relation;
  }
  relation.is_known = true;
  relation.is_aligned = facts.is_aligned;
  relation.text = fmt::format("K {{{}}} {} {}", listed(facts.key_columns),
                              facts.is_aligned ? "\xe2\x8a\x86" : "\xe2\x8a\x84", grouping);
  relation.help = fmt::format(
      "K: the columns that key the topic. G: the columns that the query groups by.\n{}",
      facts.is_aligned ? "All of K is in G: all records of a group lie on one source partition, so "
                         "partitions may stay whole."
                       : "Not all of K is in G (or the producer does not place by key): records of "
                         "a group lie on several source partitions, so they must be brought "
                         "together row by row, or merged afterwards.");
  return relation;
}

float query_strip_height(const ActionContext& context, bool is_short) {
  const WorkbenchView& view = context.panel.view;
  const Theme& theme = context.panel.theme;
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const float edit = is_for_fingers(theme) ? ImGui::GetFrameHeight() + theme.px(12) : 0.0f;
  if (is_short) return std::max(line + theme.px(12), edit);
  float lines = 2.0f;
  if (remark_of(view) != nullptr) lines += 1.0f;
  const float banner = has_errors(view.problems) ? line * 1.3f : 0.0f;
  return std::max(line * lines + theme.px(12), edit) + banner;
}

void draw_query_strip(ActionContext& context, bool is_short) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  if (view.scenario == nullptr) {
    ImGui::TextDisabled("No query yet: choose a scenario above, or drop a file anywhere.");
    draw_banner(context);
    return;
  }
  const bool is_touched = is_for_fingers(theme);
  const float edit =
      ImGui::CalcTextSize("edit").x + ImGui::GetStyle().FramePadding.x * 2.0f + theme.px(2);
  const float right = ImGui::GetContentRegionMax().x - edit - theme.px(10);
  const ImVec2 at = ImGui::GetCursorPos();
  ImGui::SetCursorPos({right + theme.px(10), at.y});
  if (small_button("edit", "The query as text, checked while you type")) {
    context.wishes.tab = "sql_editor";
  }
  ImGui::SetCursorPos(at);
  draw_query(context, view.auto_choice, right - at.x);
  // Beside a button that fingers hit there is room for a line; beside a small one there is not.
  const float end = is_touched ? right : ImGui::GetContentRegionMax().x;
  if (!is_short) {
    draw_reason(context, view.auto_choice, end);
    draw_remark(context, ImGui::GetContentRegionMax().x);
  }
  draw_banner(context);
}

}  // namespace millrace
