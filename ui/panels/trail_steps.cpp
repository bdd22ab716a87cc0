// ui/panels/trail_steps.cpp — stops of a record with buttons to their instants.
#include "ui/panels/trail_steps.hpp"

#include <fmt/format.h>

#include "ui/draw/number_text.hpp"

namespace millrace {

void draw_trail_record(PanelContext& context, const TrailView& trail, const TrailRecord& record) {
  const Theme& theme = context.theme;
  std::string values;
  for (std::size_t i = 0; i < record.values.size(); ++i)
    values += fmt::format("{}{} {}", i > 0 ? "   " : "",
                          i < trail.columns.size() ? trail.columns[i] : "", record.values[i]);
  if (!values.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::TextWrapped("%s", values.c_str());
    ImGui::PopStyleColor();
  }
  for (std::size_t i = 0; i < record.steps.size(); ++i) {
    const TrailStep& step = record.steps[i];
    ImGui::PushID(static_cast<int>(i));
    if (small_button(clock_text(step.at.ns).c_str(), "Go to this instant")) {
      context.commands.add(PauseCommand{});
      context.commands.add(SeekCommand{step.at});
    }
    ImGui::PopID();
    ImGui::SameLine();
    ImGui::TextWrapped("%s", step.text.c_str());
  }
}

}  // namespace millrace
