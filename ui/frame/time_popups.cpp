// ui/frame/time_popups.cpp — the conditions that stop the time, with their limits; and what a fork does differently.
#include <fmt/format.h>

#include <algorithm>

#include "core/route/strategies.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/text_field.hpp"
#include "ui/draw/touch.hpp"
#include "ui/frame/time_bar.hpp"
#include "ui/frame/time_ruler.hpp"
#include "ui/session/time_text.hpp"

namespace millrace {
namespace {

struct BreakChoice {
  BreakKind kind;
  const char* title;
  const char* unit;  // of the limit; null: there is none
  double factor;     // of the limit as it is shown
  const char* help;
};
constexpr BreakChoice kBreaks[] = {
    {BreakKind::kFirstSplit, "first split group", nullptr, 1.0,
     "A group has state on two workers, and nothing merges it"},
    {BreakKind::kFirstWrong, "first wrong result", nullptr, 1.0,
     "A result that one worker alone would not give, when its window is closed"},
    {BreakKind::kQueueFull, "a queue is full to", "%", 100.0,
     "Of the rows that a worker's queue holds; 95 % is where back-pressure is critical"},
    {BreakKind::kLag, "lag above", "rows", 1.0, "Rows that are due and were not read yet"},
    {BreakKind::kLatency, "p99 above", "ms", 1.0, "Of the rows of the last virtual second"},
    {BreakKind::kWatermarkStalled, "watermark stalls for", "ms", 1.0,
     "No progress while records arrive: windows cannot close"},
};

void draw_break(PanelContext& context, TimeBarState& state, const BreakChoice& choice) {
  const Theme& theme = context.theme;
  const auto place = static_cast<std::size_t>(choice.kind);
  if (place >= context.view.breaks.size()) return;
  const BreakView& now = context.view.breaks[place];
  ImGui::PushID(choice.title);
  bool is_on = now.is_on;
  double& limit = state.limits[place];
  if (now.is_on || limit == 0.0) limit = now.limit;
  const bool is_toggled = ImGui::Checkbox(choice.title, &is_on);
  hover_text(choice.help);
  bool is_changed = false;
  if (choice.unit != nullptr) {
    ImGui::SameLine(theme.px(190));
    ImGui::SetNextItemWidth(theme.px(90));
    double shown = limit * choice.factor;
    if (ImGui::InputDouble("##limit", &shown, 0.0, 0.0, "%.6g"))
      state.typed_limit = shown / choice.factor;
    // By Enter, Tab or a click elsewhere: what was typed holds.
    if (ImGui::IsItemDeactivatedAfterEdit() && state.typed_limit != limit) {
      limit = state.typed_limit;
      is_changed = true;
    }
    ImGui::SameLine(0, theme.px(4));
    ImGui::TextUnformatted(choice.unit);
  }
  if (is_toggled || is_changed)
    context.commands.add(BreakCommand{choice.kind, is_on || is_changed, limit});
  if (now.hit_at.has_value()) {
    ImGui::SameLine(theme.px(340));
    if (small_button(clock_text(now.hit_at->ns).c_str(),
                     "When it last stopped the time; click to go there"))
      context.commands.add(SeekCommand{*now.hit_at});
  }
  ImGui::PopID();
}

void draw_legend(const Theme& theme) {
  ImGui::SeparatorText("On the ruler");
  for (std::size_t i = 0; i < kRulerMarks; ++i) {
    const auto mark = static_cast<RulerMark>(i);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float size = ImGui::GetTextLineHeight();
    draw_ruler_mark(*ImGui::GetWindowDrawList(), mark, {at.x + size * 0.5f, at.y + size * 0.5f},
                    size * 0.32f, theme);
    ImGui::Dummy({size, size});
    ImGui::SameLine(0, theme.px(6));
    ImGui::TextUnformatted(meaning_of(mark));
  }
}

/// A field for each parameter; a list where there are words to choose from.
void draw_parameter(const ParameterInfo& parameter, std::string& value, const Theme& theme) {
  const std::string name(parameter.name);
  ImGui::PushID(name.c_str());
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(name.c_str());
  hover_text(std::string(parameter.summary).c_str());
  ImGui::SameLine(theme.px(130));
  ImGui::SetNextItemWidth(theme.px(180));
  std::vector<std::string> words;
  for (const std::string_view word : parameter.words) words.emplace_back(word);
  if (parameter.kind == ParameterKind::kStrategy) {
    for (const StrategyInfo* info : all_strategies()) words.emplace_back(info->name);
  }
  if (words.empty()) {
    const std::string hint =
        parameter.default_text.empty() ? std::string("value") : std::string(parameter.default_text);
    text_field("##value", hint.c_str(), value);
  } else if (ImGui::BeginCombo("##value", value.empty() ? "choose" : value.c_str())) {
    for (const std::string& word : words) {
      if (choice_row(word.c_str(), word == value, theme)) value = word;
    }
    ImGui::EndCombo();
  }
  hover_text(std::string(parameter.summary).c_str());
  if (!parameter.unit.empty()) {
    ImGui::SameLine(0, theme.px(4));
    ImGui::TextUnformatted(std::string(parameter.unit).c_str());
  }
  ImGui::PopID();
}

/// Those that change the records cannot be forked; the session says so, and here they are not offered.
bool is_of_the_job(const ChoiceInfo& fault) {
  constexpr std::string_view kOfTheJob[] = {"slow_core",      "stall_worker", "crash_worker",
                                            "slow_sink",      "rescale",      "rebalance",
                                            "switch_strategy"};
  return std::find(std::begin(kOfTheJob), std::end(kOfTheJob), fault.name) != std::end(kOfTheJob);
}

const ChoiceInfo* chosen_fault(const ScenarioVocabulary& words, TimeBarState& state) {
  const ChoiceInfo* fault = find_choice(words.faults, state.fork_type);
  if (fault == nullptr) fault = find_choice(words.faults, "switch_strategy");
  if (fault == nullptr) return nullptr;
  if (state.fork_type != fault->name || state.fork_values.size() != fault->parameters.size()) {
    state.fork_type = std::string(fault->name);
    state.fork_values.clear();
    for (const ParameterInfo& parameter : fault->parameters) {
      // What must be given begins with something that can be run.
      const bool is_number = parameter.is_required && parameter.words.empty() &&
                             parameter.kind != ParameterKind::kStrategy;
      state.fork_values.push_back(is_number ? "1" : "");
    }
  }
  return fault;
}

/// Above the bar, at its right end, whoever opened it.
void place_above_bar(const Theme& theme) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const ImVec2 corner = {
      viewport->WorkPos.x + viewport->WorkSize.x - theme.px(10),
      viewport->WorkPos.y + viewport->WorkSize.y - ImGui::GetFrameHeight() - theme.px(18)};
  ImGui::SetNextWindowPos(corner, ImGuiCond_Always, {1.0f, 1.0f});
}

void draw_branches(PanelContext& context) {
  const WorkbenchView& view = context.view;
  bool has_any = false;
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    const RunView& run = view.runs[i];
    if (run.fork_text.empty()) continue;
    if (!has_any) ImGui::SeparatorText("Forks");
    has_any = true;
    ImGui::PushID(static_cast<int>(i));
    if (small_button(run.display_name.c_str(), "Look at it"))
      context.commands.add(SelectCommand{i});
    ImGui::SameLine();
    ImGui::TextUnformatted(
        fmt::format("from {}: {}", clock_text(run.forked_at.ns), run.fork_text).c_str());
    ImGui::SameLine();
    if (small_button("remove", "This fork goes")) context.commands.add(RemoveRunCommand{i});
    ImGui::PopID();
  }
}

}  // namespace

void draw_stops_popup(ActionContext& context, TimeBarState& state) {
  if (ImGui::IsPopupOpen("stops")) place_above_bar(context.panel.theme);
  if (!ImGui::BeginPopup("stops")) return;
  const Theme& theme = context.panel.theme;
  ImGui::SeparatorText("Stop playing at, in any strategy");
  for (const BreakChoice& choice : kBreaks) draw_break(context.panel, state, choice);
  ImGui::SeparatorText("Your marks");
  for (const VirtualTime at : context.panel.view.marks) {
    const std::string text = clock_text(at.ns);
    ImGui::PushID(text.c_str());
    if (small_button(text.c_str(), "Go there")) context.panel.commands.add(SeekCommand{at});
    ImGui::SameLine();
    if (small_button("remove", "This mark goes")) context.panel.commands.add(MarkCommand{at});
    ImGui::PopID();
  }
  if (ImGui::Button("mark this instant (B)"))
    context.panel.commands.add(MarkCommand{context.panel.view.now});
  draw_legend(theme);
  ImGui::EndPopup();
}

void draw_fork_popup(ActionContext& context, TimeBarState& state) {
  if (ImGui::IsPopupOpen("fork")) place_above_bar(context.panel.theme);
  if (!ImGui::BeginPopup("fork")) return;
  PanelContext& panel = context.panel;
  const WorkbenchView& view = panel.view;
  const RunView* run = view.selected_run();
  if (run == nullptr || !run->can_run() || view.vocabulary == nullptr) {
    ImGui::TextDisabled("A strategy that runs can be forked: select one first");
    ImGui::EndPopup();
    return;
  }
  ImGui::SeparatorText(
      fmt::format("Fork {} at {}", run->display_name, clock_text(view.now.ns)).c_str());
  ImGui::TextDisabled("The same up to now; from now on:");
  const ChoiceInfo* fault = chosen_fault(*view.vocabulary, state);
  if (fault == nullptr) {
    ImGui::EndPopup();
    return;
  }
  ImGui::SetNextItemWidth(panel.theme.px(310));
  if (ImGui::BeginCombo("##what", state.fork_type.c_str())) {
    for (const ChoiceInfo& choice : view.vocabulary->faults) {
      if (!is_of_the_job(choice)) continue;
      if (choice_row(std::string(choice.name).c_str(), choice.name == state.fork_type, panel.theme))
        state.fork_type = std::string(choice.name);
      hover_text(std::string(choice.summary).c_str());
    }
    ImGui::EndCombo();
  }
  fault = chosen_fault(*view.vocabulary, state);
  ImGui::TextDisabled("%s", std::string(fault->summary).c_str());
  FaultSpec event;
  event.type = state.fork_type;
  bool is_complete = true;
  for (std::size_t i = 0; i < fault->parameters.size(); ++i) {
    const ParameterInfo& parameter = fault->parameters[i];
    draw_parameter(parameter, state.fork_values[i], panel.theme);
    if (!state.fork_values[i].empty())
      event.parameters.emplace_back(std::string(parameter.name), state.fork_values[i]);
    is_complete = is_complete && (!parameter.is_required || !state.fork_values[i].empty());
  }
  ImGui::BeginDisabled(!is_complete);
  if (ImGui::Button("fork here")) {
    panel.commands.add(ForkCommand{view.selected, {event}});
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndDisabled();
  hover_text("It becomes a card of its own, beside the one it comes from");
  draw_branches(panel);
  ImGui::EndPopup();
}

void draw_go_to_popup(ActionContext& context, TimeBarState& state) {
  if (ImGui::IsPopupOpen("go_to")) place_above_bar(context.panel.theme);
  if (!ImGui::BeginPopup("go_to")) return;
  const WorkbenchView& view = context.panel.view;
  const bool is_new = ImGui::IsWindowAppearing();
  if (is_new) {
    state.go_to = clock_text(view.now.ns);
    state.go_to_problem.clear();
  }
  ImGui::TextUnformatted("Go to");
  ImGui::SameLine();
  ImGui::SetNextItemWidth(context.panel.theme.px(180));
  const bool is_entered =
      ready_text_field("##time", "1:23.4", state.go_to, is_new,
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  ImGui::TextDisabled("1:23.4   12.5s   +10s   -2s   80 %%   end");
  if (is_entered) {
    const Result<VirtualTime> to = read_time(state.go_to, view.now, view.duration);
    if (to.has_value()) {
      context.panel.commands.add(SeekCommand{to.value()});
      ImGui::CloseCurrentPopup();
    } else {
      state.go_to_problem = to.error().message;
    }
  }
  if (!state.go_to_problem.empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, context.panel.theme.outcome(OutcomeKind::kInvalid).colour);
    ImGui::TextUnformatted(("\xe2\x9c\x97 " + state.go_to_problem).c_str());
    ImGui::PopStyleColor();
  }
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace millrace
