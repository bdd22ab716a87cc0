// ui/panels/events.cpp — the timeline: what is going to happen, what happens, what has happened; and adding to it.
#include <fmt/format.h>

#include "ui/draw/number_text.hpp"
#include "ui/panels/event_log.hpp"
#include "ui/panels/fault_form.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/table.hpp"

namespace millrace {
namespace {

/// "coming", "now", "over"; a shape beside each, so that nobody needs colour.
const char* state_of(const FaultSpec& fault, VirtualTime now) {
  if (now.ns < fault.at.ns) return "\xe2\x96\xb7 coming";
  if (!fault.lasts.has_value())
    return fault.every.has_value() ? "\xe2\x96\xb6 repeats" : "\xe2\x97\x8f happened";
  if (fault.every.has_value()) return "\xe2\x96\xb6 repeats";
  return now.ns < fault.at.ns + fault.lasts->ns ? "\xe2\x96\xb6 now" : "\xe2\x97\x8f over";
}

std::string details_of(const FaultSpec& fault) {
  std::string text;
  for (const auto& [name, value] : fault.parameters)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
  if (fault.lasts.has_value())
    text += fmt::format("{}for {}", text.empty() ? "" : ", ", length_text(fault.lasts->ns));
  if (fault.every.has_value())
    text += fmt::format("{}every {}", text.empty() ? "" : ", ", length_text(fault.every->ns));
  return text;
}

class Events final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (context.view.scenario == nullptr) {
      empty_state(context, "No scenario is running. Choose one above, or drop a file anywhere.");
      return;
    }
    form_.draw(context);
    if (!context.view.notice.empty())
      ImGui::TextWrapped("! %s", std::string(context.view.notice).c_str());
    ImGui::Separator();
    const std::vector<FaultSpec>& faults = context.view.scenario->faults;
    const std::vector<LogEntry> entries = entries_of(context);
    const bool has_log = !entries.empty();
    if (faults.empty() && !has_log) {
      empty_state(context,
                  "Nothing happens on this timeline. Choose above what should happen now: a slow "
                  "core, a crash, more workers \xe2\x80\xa6");
      return;
    }
    const float line = ImGui::GetTextLineHeightWithSpacing();
    const float rows = static_cast<float>(std::min<std::size_t>(faults.size(), 6)) + 1.6f;
    if (!faults.empty()) {
      ImGui::BeginChild("planned", {0, has_log ? line * rows : 0.0f});
      draw_planned(context, faults);
      ImGui::EndChild();
    }
    if (has_log) draw_event_log(context, entries);
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.view.scenario == nullptr) return {};
    std::string text = "state\ttime, s\twhat\ttext\n";
    for (const FaultSpec& fault : context.view.scenario->faults)
      text += fmt::format("planned\t{:.9g}\t{}\t{}\n", static_cast<double>(fault.at.ns) * 1e-9,
                          fault.type, details_of(fault));
    return text + tab_separated(entries_of(context));
  }

 private:
  static std::vector<LogEntry> entries_of(const PanelContext& context) {
    const bool is_there = context.selection.run < context.view.runs.size();
    return is_there ? log_entries(context.view.runs[context.selection.run])
                    : std::vector<LogEntry>();
  }

  void draw_planned(PanelContext& context, const std::vector<FaultSpec>& faults) {
    static constexpr Heading kHeadings[] = {{"planned at", "Virtual time. Click: go there.", 2.0f},
                                            {"what", "An entry of the scenario's timeline.", 1.5f},
                                            {"with", "Its parameters.", 2.2f},
                                            {"state", "At the present instant.", 0.9f},
                                            {"##change", "Changes it, or takes it off.", 1.8f}};
    if (!begin_table("planned", kHeadings)) return;
    for (std::size_t i = 0; i < faults.size(); ++i) {
      const FaultSpec& fault = faults[i];
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::PushID(static_cast<int>(i));
      if (ImGui::Selectable(clock_text(fault.at.ns).c_str()))
        context.commands.add(SeekCommand{{fault.at.ns}});
      text_cell(fault.type.c_str());
      text_cell(details_of(fault).c_str());
      hover_text(details_of(fault).c_str());
      text_cell(state_of(fault, context.view.now));
      ImGui::TableNextColumn();
      if (small_button("edit", "Its values come up above, to be changed"))
        form_.edit(i, fault, *context.view.vocabulary);
      ImGui::SameLine(0, context.theme.px(4));
      if (small_button("remove", "It no longer happens; the present stays"))
        context.commands.add(RemoveEventCommand{i});
      ImGui::PopID();
    }
    ImGui::EndTable();
  }

  FaultForm form_;
};

}  // namespace

extern const PanelInfo k_panel_events;
const PanelInfo k_panel_events = {
    "events", "Faults and events",
    "What is planned on the timeline, what has happened, and adding something now.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Events>()); }};

}  // namespace millrace
