// ui/frame/actions.cpp — the table of actions.
#include "ui/frame/actions.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/frame/time_bar.hpp"

namespace millrace {
namespace {

constexpr Chord on(ImGuiKey key) {
  return {key};
}
constexpr Chord ctrl(ImGuiKey key) {
  return {key, true};
}
constexpr Chord shift(ImGuiKey key) {
  return {key, false, true};
}
constexpr Chord ctrl_shift(ImGuiKey key) {
  return {key, true, true};
}
constexpr Chord alt(ImGuiKey key) {
  return {key, false, false, true};
}
constexpr Chord typed(char character, ImGuiKey key, bool has_shift = false) {
  return {key, false, has_shift, false, character};
}

void add(ActionContext& context, Command command) {
  context.panel.commands.add(std::move(command));
}

/// With Shift as without: "+" needs it on some keyboards.
constexpr Chord ctrl_sign(ImGuiKey key) {
  return {key, true, false, false, 0, true};
}

void step(ActionContext& context, StepUnit unit, int count) {
  add(context, StepCommand{unit, count});
}

void zoom(ActionContext& context, double factor) {
  TimeAxis& time = context.panel.time;
  time.zoom(factor, (time.begin_s + time.end_s) * 0.5);
}

void pan(ActionContext& context, double share) {
  context.panel.time.pan(share * context.panel.time.span_s());
}

void scale(ActionContext& context, float factor) {
  context.settings.scale = std::clamp(context.settings.scale * factor, kScaleLeast, kScaleGreatest);
}

void split(ActionContext& context, float x, float y) {
  ViewSettings& settings = context.settings;
  settings.split_x = std::clamp(settings.split_x + x, 0.2f, 0.8f);
  settings.split_y = std::clamp(settings.split_y + y, 0.2f, 0.8f);
  settings.split_y_right = std::clamp(settings.split_y_right + y, 0.2f, 0.8f);
}

void toggle_layout(ActionContext& context, LayoutKind layout) {
  context.settings.layout = context.settings.layout == layout ? LayoutKind::kWorkbench : layout;
}

template <std::size_t Run>
void select_run(ActionContext& context) {
  if (Run < context.panel.view.runs.size()) add(context, SelectCommand{Run});
}

template <std::size_t Run>
void compare_run(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  if (Run >= view.runs.size()) return;
  const bool is_off = view.compared == Run || view.selected == Run;
  add(context, CompareCommand{is_off ? std::nullopt : std::optional<std::size_t>(Run)});
}

void play_or_pause(ActionContext& context) {
  if (context.panel.view.is_playing) {
    add(context, PauseCommand{});
  } else {
    add(context, PlayCommand{});
  }
}

void clear_selection(ActionContext& context) {
  Selection& selection = context.panel.selection;
  selection.route = {};
  selection.key.clear();
  selection.core.reset();
  context.panel.time.clear_area();
  add(context, CompareCommand{std::nullopt});
  add(context, InspectCommand{});
  if (context.settings.layout == LayoutKind::kPresent)
    context.settings.layout = LayoutKind::kWorkbench;
}

/// The selected area, else the loop; where that is shown already, or there is neither, the whole time.
void fit(ActionContext& context) {
  TimeAxis& time = context.panel.time;
  const double begin_s = time.begin_s;
  const double end_s = time.end_s;
  const std::optional<TimeSpan>& loop = context.panel.view.loop;
  if (time.has_area()) {
    time.show(time.area_begin_s, time.area_end_s);
  } else if (loop.has_value()) {
    time.show(static_cast<double>(loop->begin.ns) * 1e-9, static_cast<double>(loop->end.ns) * 1e-9);
  } else {
    time.fit();
    return;
  }
  const double tiny = time.span_s() * 1e-6;
  if (std::abs(time.begin_s - begin_s) < tiny && std::abs(time.end_s - end_s) < tiny) time.fit();
}

void find_key(ActionContext& context) {
  context.panel.selection.wants_key_search = true;
}

/// In the editor whose text was changed; where none was, the scenario as it stands.
void run_text(ActionContext& context) {
  Selection& selection = context.panel.selection;
  context.wishes.tab = selection.edited.empty() ? "scenario_editor" : selection.edited;
  selection.wants_run = true;
}

void new_seed(ActionContext& context) {
  const Scenario* scenario = context.panel.view.scenario;
  if (scenario != nullptr) add(context, SeedCommand{scenario->seed + 1});
}

constexpr const char* kTime = "Time";
constexpr const char* kStrategies = "Strategies";
constexpr const char* kCharts = "Charts";
constexpr const char* kScenario = "Scenario";
constexpr const char* kWindow = "Window";

using Context = ActionContext;

// clang-format off
const std::array kActions = {
    Action{"play", "Play or pause", kTime, on(ImGuiKey_Space), {}, nullptr, play_or_pause},
    Action{"step_forth", "A step on, as long as is picked beside the clock", kTime,
           on(ImGuiKey_RightArrow), typed('.', ImGuiKey_Period), nullptr,
           [](Context& c) { step(c, c.step_unit, 1); }, true},
    Action{"step_back", "A step back, as long as is picked beside the clock", kTime,
           on(ImGuiKey_LeftArrow), typed(',', ImGuiKey_Comma), nullptr,
           [](Context& c) { step(c, c.step_unit, -1); }, true},
    Action{"window_forth", "To the next window's results", kTime, shift(ImGuiKey_RightArrow), {},
           nullptr, [](Context& c) { step(c, StepUnit::kWindow, 1); }, true},
    Action{"window_back", "To the window before", kTime, shift(ImGuiKey_LeftArrow), {}, nullptr,
           [](Context& c) { step(c, StepUnit::kWindow, -1); }, true},
    Action{"start", "To the start", kTime, on(ImGuiKey_Home), {}, nullptr, [](Context& c) { add(c,
           SeekCommand{{0}}); }},
    Action{"end", "To the end", kTime, on(ImGuiKey_End), {}, nullptr, [](Context& c) { add(c,
           SeekCommand{kEndOfRuns}); }},
    Action{"slower", "Slower", kTime, typed('[', ImGuiKey_LeftBracket), {}, nullptr,
           [](Context& c) { add(c, SpeedCommand{slower(c.panel.view.speed)}); }, true},
    Action{"faster", "Faster, at last as fast as possible", kTime, typed(']',
           ImGuiKey_RightBracket), {}, nullptr, [](Context& c) { add(c,
           SpeedCommand{faster(c.panel.view.speed)}); }, true},
    Action{"live", "Live: play at the latest instant, in sight", kTime, on(ImGuiKey_L), {}, nullptr,
           go_live},
    Action{"measure", "Run the selected strategy for real, or back to the simulations", kTime,
           shift(ImGuiKey_M), {}, nullptr, toggle_measuring},
    Action{"go_to", "Go to a time\xe2\x80\xa6", kTime, on(ImGuiKey_G), {}, nullptr,
           [](Context& c) { c.wishes.popup = "go_to"; }},
    Action{"loop", "Loop what the charts show, or no more", kTime, on(ImGuiKey_O), {}, nullptr,
           toggle_loop},
    Action{"loop_from", "Loop from here", kTime, on(ImGuiKey_I), {}, nullptr, begin_loop_here},
    Action{"loop_to", "Loop to here", kTime, shift(ImGuiKey_I), {}, nullptr, end_loop_here},
    Action{"mark", "Mark this instant, or no more: playing stops there", kTime, on(ImGuiKey_B), {},
           nullptr, [](Context& c) { add(c, MarkCommand{c.panel.view.now}); }},
    Action{"stops", "Conditions that stop the time\xe2\x80\xa6", kTime, shift(ImGuiKey_B), {},
           nullptr, [](Context& c) { c.wishes.popup = "stops"; }},
    Action{"fork", "Fork: something different from now on\xe2\x80\xa6", kTime, on(ImGuiKey_K), {},
           nullptr, [](Context& c) { c.wishes.popup = "fork"; }},
    Action{"restart", "Start again with the same seed", kTime, on(ImGuiKey_R), {}, nullptr,
           [](Context& c) { add(c, RestartCommand{}); }},
    Action{"new_seed", "Start again with the next seed", kTime, shift(ImGuiKey_R), {}, nullptr,
           new_seed},

    Action{"select_1", "Look at strategy 1", kStrategies, on(ImGuiKey_1), {}, nullptr,
           select_run<0>},
    Action{"select_2", "Look at strategy 2", kStrategies, on(ImGuiKey_2), {}, nullptr,
           select_run<1>},
    Action{"select_3", "Look at strategy 3", kStrategies, on(ImGuiKey_3), {}, nullptr,
           select_run<2>},
    Action{"select_4", "Look at strategy 4", kStrategies, on(ImGuiKey_4), {}, nullptr,
           select_run<3>},
    Action{"select_5", "Look at strategy 5", kStrategies, on(ImGuiKey_5), {}, nullptr,
           select_run<4>},
    Action{"select_6", "Look at strategy 6", kStrategies, on(ImGuiKey_6), {}, nullptr,
           select_run<5>},
    Action{"compare_1", "Beside it, strategy 1", kStrategies, shift(ImGuiKey_1), {}, nullptr,
           compare_run<0>},
    Action{"compare_2", "Beside it, strategy 2", kStrategies, shift(ImGuiKey_2), {}, nullptr,
           compare_run<1>},
    Action{"compare_3", "Beside it, strategy 3", kStrategies, shift(ImGuiKey_3), {}, nullptr,
           compare_run<2>},
    Action{"compare_4", "Beside it, strategy 4", kStrategies, shift(ImGuiKey_4), {}, nullptr,
           compare_run<3>},
    Action{"compare_5", "Beside it, strategy 5", kStrategies, shift(ImGuiKey_5), {}, nullptr,
           compare_run<4>},
    Action{"compare_6", "Beside it, strategy 6", kStrategies, shift(ImGuiKey_6), {}, nullptr,
           compare_run<5>},

    Action{"fit", "Show the selected area, the loop, or the whole time", kCharts, on(ImGuiKey_F),
           {}, nullptr, fit},
    Action{"zoom_in", "Look closer at the time", kCharts, on(ImGuiKey_W), {}, nullptr,
           [](Context& c) { zoom(c, 0.8); }, true},
    Action{"zoom_out", "Show more of the time", kCharts, on(ImGuiKey_S), {}, nullptr,
           [](Context& c) { zoom(c, 1.25); }, true},
    Action{"pan_left", "Earlier", kCharts, on(ImGuiKey_A), {}, nullptr, [](Context& c) { pan(c,
           -0.1); }, true},
    Action{"pan_right", "Later", kCharts, on(ImGuiKey_D), {}, nullptr, [](Context& c) { pan(c,
           0.1); }, true},
    Action{ "matrix", "Ribbons or matrix", kCharts, on(ImGuiKey_M), {}, "routing", nullptr},
    Action{"heat_metric", "Busy, queue or lag of the cores", kCharts, on(ImGuiKey_H), {}, "cores",
           nullptr},
    Action{"find_key", "Find a key", kCharts, typed('/', ImGuiKey_Slash), {}, "keys",
           find_key},
    Action{"copy", "Copy the panel's data, tab-separated", kCharts, ctrl(ImGuiKey_C), {}, nullptr,
           nullptr},
    Action{"clear", "Clear selection and comparison", kCharts, on(ImGuiKey_Escape), {}, nullptr,
           clear_selection},

    Action{"edit", "Edit the scenario", kScenario, on(ImGuiKey_E), {}, nullptr,
           [](Context& c) { c.wishes.tab = "scenario_editor"; }},
    Action{"run_text", "Run what was edited", kScenario, ctrl(ImGuiKey_Enter), {}, nullptr,
           run_text},
    Action{"open", "Open a file\xe2\x80\xa6", kScenario, ctrl(ImGuiKey_O), {}, nullptr,
           [](Context& c) { c.requests.wants_open = true; }, false, true},
    Action{"share", "Copy a link to this scenario and instant", kScenario, ctrl_shift(ImGuiKey_L),
           {}, nullptr, [](Context& c) { c.requests.wants_link = true; }, false, true},
    Action{"export", "Export the comparison\xe2\x80\xa6", kScenario, ctrl(ImGuiKey_E), {}, nullptr,
           [](Context& c) { c.wishes.popup = "export"; }, false, true},

    Action{"palette", "Every action by name\xe2\x80\xa6", kWindow, ctrl(ImGuiKey_K),
           ctrl_shift(ImGuiKey_P), nullptr, [](Context& c) { c.wishes.popup = "palette"; }, false,
           true},
    Action{"help", "Keys, and how to read the charts", kWindow, typed('?', ImGuiKey_Slash, true),
           on(ImGuiKey_F1), nullptr, [](Context& c) { c.wishes.tab = "help"; }},
    Action{"tour", "90-second tour of the trading floor", kWindow, shift(ImGuiKey_T), {}, nullptr,
           [](Context& c) { c.wishes.starts_tour = true; }},
    Action{"settings", "Settings\xe2\x80\xa6", kWindow, ctrl(ImGuiKey_Comma), {}, nullptr,
           [](Context& c) { c.wishes.popup = "settings"; }, false, true},
    Action{"learn", "Layout for learning", kWindow, alt(ImGuiKey_1), {}, nullptr,
           [](Context& c) { c.settings.layout = LayoutKind::kLearn; }, false, true},
    Action{"workbench", "Layout with everything", kWindow, alt(ImGuiKey_2), {}, nullptr,
           [](Context& c) { c.settings.layout = LayoutKind::kWorkbench; }, false, true},
    Action{"present", "Present to an audience, and back", kWindow, on(ImGuiKey_P), alt(ImGuiKey_3),
           nullptr, [](Context& c) { toggle_layout(c, LayoutKind::kPresent); }},
    Action{"theme", "Dark or light", kWindow, on(ImGuiKey_T), {}, nullptr,
           [](Context& c) {
             c.settings.theme = c.panel.theme.is_dark ? ThemeChoice::kLight : ThemeChoice::kDark;
           }},
    Action{"larger", "Larger text", kWindow, ctrl_sign(ImGuiKey_Equal), ctrl(ImGuiKey_KeypadAdd),
           nullptr, [](Context& c) { scale(c, 1.1f); }, true, true},
    Action{"smaller", "Smaller text", kWindow, ctrl(ImGuiKey_Minus), ctrl(ImGuiKey_KeypadSubtract),
           nullptr, [](Context& c) { scale(c, 1.0f / 1.1f); }, true, true},
    Action{"scale_1", "Text of its own size", kWindow, ctrl(ImGuiKey_0), {}, nullptr,
           [](Context& c) { c.settings.scale = 1.0f; }, false, true},
    Action{"split_left", "Less room for the left", kWindow, alt(ImGuiKey_LeftArrow), {}, nullptr,
           [](Context& c) { split(c, -0.02f, 0.0f); }, true},
    Action{"split_right", "More room for the left", kWindow, alt(ImGuiKey_RightArrow), {}, nullptr,
           [](Context& c) { split(c, 0.02f, 0.0f); }, true},
    Action{"split_up", "Less room above", kWindow, alt(ImGuiKey_UpArrow), {}, nullptr,
           [](Context& c) { split(c, 0.0f, -0.02f); }, true},
    Action{"split_down", "More room above", kWindow, alt(ImGuiKey_DownArrow), {}, nullptr,
           [](Context& c) { split(c, 0.0f, 0.02f); }, true},
};
// clang-format on

/// The run that "Look at strategy 3" means; nothing for other actions.
std::optional<std::size_t> run_of(const Action& action) {
  const std::string_view name = action.name;
  if (name.substr(0, 7) != "select_" && name.substr(0, 8) != "compare_") return std::nullopt;
  return static_cast<std::size_t>(name.back() - '1');
}

}  // namespace

std::span<const Action> action_list() {
  return kActions;
}

const Action* find_action(std::string_view name) {
  for (const Action& action : kActions) {
    if (name == action.name) return &action;
  }
  return nullptr;
}

std::string chord_text(const Chord& chord) {
  if (!chord.is_set()) return {};
  if (chord.character != 0) return std::string(1, chord.character);
  const bool is_mac = ImGui::GetIO().ConfigMacOSXBehaviors;
  std::string text;
  if (chord.has_ctrl) text += is_mac ? "Cmd+" : "Ctrl+";
  if (chord.has_alt) text += is_mac ? "Option+" : "Alt+";
  if (chord.has_shift) text += "Shift+";
  switch (chord.key) {
    case ImGuiKey_Equal:
      return text + "+";
    case ImGuiKey_Minus:
      return text + "\xe2\x80\x93";
    case ImGuiKey_Comma:
      return text + ",";
    case ImGuiKey_LeftArrow:
      return text + "\xe2\x86\x90";
    case ImGuiKey_RightArrow:
      return text + "\xe2\x86\x92";
    case ImGuiKey_UpArrow:
      return text + "\xe2\x86\x91";
    case ImGuiKey_DownArrow:
      return text + "\xe2\x86\x93";
    case ImGuiKey_Escape:
      return text + "Esc";
    default:
      return text + ImGui::GetKeyName(chord.key);
  }
}

std::string keys_text(const Action& action) {
  std::string text = chord_text(action.chord);
  const bool is_keypad =
      action.other.key == ImGuiKey_KeypadAdd || action.other.key == ImGuiKey_KeypadSubtract;
  if (action.other.is_set() && !is_keypad) text += ", " + chord_text(action.other);
  return text;
}

std::string title_of(const Action& action, const WorkbenchView& view) {
  const std::optional<std::size_t> run = run_of(action);
  if (!run.has_value() || *run >= view.runs.size()) return action.title;
  const bool is_look = std::string_view(action.name).front() == 's';
  return (is_look ? "Look at " : "Beside it, ") + view.runs[*run].display_name;
}

void perform(const Action& action, ActionContext& context) {
  if (action.tab != nullptr) context.wishes.tab = action.tab;
  if (action.run != nullptr) {
    action.run(context);
    return;
  }
  ImGuiIO& io = ImGui::GetIO();
  const auto send = [&](bool is_down) {
    if (action.chord.has_ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, is_down);
    if (action.chord.has_shift) io.AddKeyEvent(ImGuiMod_Shift, is_down);
    io.AddKeyEvent(action.chord.key, is_down);
  };
  send(true);
  send(false);
}

}  // namespace millrace
