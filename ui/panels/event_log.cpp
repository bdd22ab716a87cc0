// ui/panels/event_log.cpp — a row an event.
#include "ui/panels/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/table.hpp"

namespace millrace {
namespace {

/// So many are broken into lines; of more, only those in sight are drawn, which then are all of one height.
constexpr std::size_t kWrappedMax = 200;

void draw_entry(PanelContext& context, const LogEntry& entry, std::size_t index, bool is_wrapped) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushID(static_cast<int>(index));
  if (ImGui::Selectable(clock_text(entry.at.ns).c_str(), false, ImGuiSelectableFlags_SpanAllColumns,
                        {0, row_height(context.theme)}))
    context.commands.add(SeekCommand{entry.at});
  ImGui::PopID();
  text_cell(std::string(entry.type).c_str());
  const std::string text(entry.text);
  if (is_wrapped) {
    ImGui::TableNextColumn();
    ImGui::TextWrapped("%s", text.c_str());
    return;
  }
  text_cell(text.c_str());
  hover_text(text.c_str());
}

}  // namespace

std::vector<LogEntry> log_entries(const RunView& run) {
  std::vector<LogEntry> entries;
  const auto add = [&](std::optional<VirtualTime> at, std::string_view type,
                       std::string_view text) {
    if (at.has_value() && *at <= run.now.now) entries.push_back({*at, type, text});
  };
  if (run.events != nullptr) {
    for (const TimelineEvent& event : *run.events) add(event.at, event.type, event.text);
  }
  if (run.forked_from.has_value()) add(run.forked_at, "fork", run.fork_text);
  add(run.first_split_at, "first_split", "a group has state on two workers, and nothing merges it");
  add(run.first_wrong_at, "first_wrong",
      "a result is written that one worker alone would not give");
  if (run.now.is_finished) add(run.now.now, "end", "the last row is through");
  std::stable_sort(entries.begin(), entries.end(),
                   [](const LogEntry& a, const LogEntry& b) { return a.at < b.at; });
  return entries;
}

void draw_event_log(PanelContext& context, const std::vector<LogEntry>& entries) {
  static constexpr Heading kHeadings[] = {{"happened at", "Virtual time. Click: go there.", 2.0f},
                                          {"what", "Its kind.", 1.4f},
                                          {"in words", "What happened.", 3.6f}};
  if (!begin_table("log", kHeadings)) return;
  if (entries.size() <= kWrappedMax) {
    for (std::size_t i = 0; i < entries.size(); ++i) draw_entry(context, entries[i], i, true);
  } else {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(entries.size()));
    while (clipper.Step()) {
      for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
        const auto i = static_cast<std::size_t>(row);
        draw_entry(context, entries[i], i, false);
      }
    }
  }
  ImGui::EndTable();
}

std::string tab_separated(const std::vector<LogEntry>& entries) {
  std::string text;
  for (const LogEntry& entry : entries)
    text += fmt::format("happened\t{:.9g}\t{}\t{}\n", static_cast<double>(entry.at.ns) * 1e-9,
                        entry.type, entry.text);
  return text;
}

}  // namespace millrace
