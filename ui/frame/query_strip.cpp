// ui/frame/query_strip.cpp — one line of query, one line of reason, and a banner where the scenario has errors.
#include "ui/frame/query_strip.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/job/placement_facts.hpp"
#include "core/route/strategy_info.hpp"

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

void draw_query(const ActionContext& context, const StrategyChoice* choice) {
  const Theme& theme = context.panel.theme;
  const std::string& query = context.panel.view.scenario->query;
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  const float column = std::max(1.0f, ImGui::CalcTextSize("0").x);
  const float edit = ImGui::CalcTextSize("edit").x + theme.px(40);
  const auto columns =
      static_cast<std::size_t>(std::max(10.0f, (ImGui::GetContentRegionAvail().x - edit) / column));
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

void draw_reason(const ActionContext& context, const StrategyChoice* choice) {
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
  ImGui::TextUnformatted(reason.c_str());
  ImGui::PopStyleColor();
  hover_text((reason + "\n" + alternatives_text(*choice)).c_str());
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

float query_strip_lines(const WorkbenchView& view) {
  return has_errors(view.problems) ? 3.3f : 2.0f;
}

void draw_query_strip(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  if (view.scenario == nullptr) {
    ImGui::TextDisabled("No query yet: choose a scenario above, or drop a file anywhere.");
  } else {
    draw_query(context, view.auto_choice);
    ImGui::SameLine();
    ImGui::SetCursorPosX(ImGui::GetContentRegionMax().x - ImGui::CalcTextSize("edit").x -
                         theme.px(8));
    if (ImGui::SmallButton("edit")) context.wishes.tab = "scenario_editor";
    hover_text("The scenario with its query as text (E)");
    draw_reason(context, view.auto_choice);
  }
  draw_banner(context);
}

}  // namespace millrace
