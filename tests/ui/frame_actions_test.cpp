// tests/ui/frame_actions_test.cpp — what single actions do, on keyboards of several kinds; texts of the frame.
#include <doctest/doctest.h>

#include <string>

#include "tests/ui/frame_desk.hpp"
#include "ui/frame/cut_text.hpp"
#include "ui/frame/popups.hpp"
#include "ui/frame/status_line.hpp"
#include "ui/frame/time_bar.hpp"
#include "ui/panels/window_ends.hpp"

namespace millrace::test {
namespace {

/// Performs actions without a window.
struct Hands {
  explicit Hands(const WorkbenchView& of) : view(of) {}

  std::vector<Command> perform(const char* name) {
    CommandList commands;
    PanelContext panel = {view, commands, theme, time, selection, textures};
    ActionContext context = {panel, requests, settings, wishes, unit};
    millrace::perform(*find_action(name), context);
    return commands.all();
  }

  const WorkbenchView& view;
  Theme theme = dark_theme();
  TimeAxis time;
  Selection selection;
  CountingTextures textures;
  FrameRequests requests;
  ViewSettings settings;
  FrameWishes wishes;
  StepUnit unit = StepUnit::kSecond;
};

/// The popup with the conditions that stop the time, as a panel.
class Stops final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (!std::exchange(is_open_, true)) ImGui::OpenPopup("stops");
    FrameRequests requests;
    ViewSettings settings;
    FrameWishes wishes;
    ActionContext action = {context, requests, settings, wishes};
    draw_stops_popup(action, state_);
  }

 private:
  bool is_open_ = false;
  TimeBarState state_;
};

}  // namespace

TEST_CASE("steps go by the unit that is picked") {
  const WorkbenchView view;
  Hands hands(view);
  hands.unit = StepUnit::kWindow;
  const std::vector<Command> forth = hands.perform("step_forth");
  REQUIRE(find_command<StepCommand>(forth) != nullptr);
  CHECK(find_command<StepCommand>(forth)->unit == StepUnit::kWindow);
  hands.unit = StepUnit::kEvent;
  const std::vector<Command> back = hands.perform("step_back");
  CHECK(find_command<StepCommand>(back)->unit == StepUnit::kEvent);
  CHECK(find_command<StepCommand>(back)->count == -1);
}

TEST_CASE("F shows the selected area, else the loop, and the second time the whole run") {
  WorkbenchView view;
  view.loop = TimeSpan{{10'000'000'000}, {20'000'000'000}};
  Hands hands(view);
  hands.time.limit_s = hands.time.end_s = 60.0;
  hands.perform("fit");
  CHECK(hands.time.begin_s == doctest::Approx(10.0));
  CHECK(hands.time.end_s == doctest::Approx(20.0));
  hands.perform("fit");
  CHECK(hands.time.span_s() == doctest::Approx(60.0));
  hands.time.area_begin_s = 3.0;
  hands.time.area_end_s = 5.0;
  hands.perform("fit");
  CHECK(hands.time.begin_s == doctest::Approx(3.0));
  CHECK(hands.time.end_s == doctest::Approx(5.0));
}

TEST_CASE("Esc lets go of the core, the area and the record that were selected, too") {
  const WorkbenchView view;
  Hands hands(view);
  hands.selection.core = 3;
  hands.selection.key = "T1";
  hands.time.area_begin_s = 1.0;
  hands.time.area_end_s = 2.0;
  const std::vector<Command> commands = hands.perform("clear");
  CHECK_FALSE(hands.selection.core.has_value());
  CHECK(hands.selection.key.empty());
  CHECK_FALSE(hands.time.has_area());
  const auto* inspect = find_command<InspectCommand>(commands);
  REQUIRE(inspect != nullptr);
  CHECK(inspect->key.empty());
  CHECK_FALSE(inspect->source_partition.has_value());
}

TEST_CASE("a slash finds keys from any tab, typed with Shift as well") {
  for (const bool has_shift : {false, true}) {
    Desk desk;
    play_to(desk.session(), 0.3);
    desk.press(ImGuiKey_E);  // another tab of the same group
    desk.frames(3);
    if (has_shift) ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    desk.type("/");
    if (has_shift) ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    desk.frames(4);
    CHECK(ImGui::GetIO().WantTextInput);
    desk.type("T");
    desk.frames(2);
    CHECK(desk.shows("lives on"));
  }
}

TEST_CASE("signs that are typed with AltGr are heard, and Ctrl with plus whatever Shift does") {
  Desk desk;
  const double before = desk.view().speed;
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, true);
  desk.type("]");
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
  ImGui::GetIO().AddKeyEvent(ImGuiMod_Alt, false);
  CHECK(desk.view().speed == before * 2.0);
  desk.press(ImGuiKey_Equal, ImGuiMod_Ctrl | ImGuiMod_Shift);
  CHECK(desk.frame().settings().scale > 1.05f);
}

TEST_CASE("on a Mac keys are named as its keyboard names them") {
  const Desk desk;
  CHECK(chord_text(find_action("palette")->chord) == "Ctrl+K");
  ImGui::GetIO().ConfigMacOSXBehaviors = true;
  CHECK(chord_text(find_action("palette")->chord) == "Cmd+K");
  CHECK(chord_text(find_action("learn")->chord) == "Option+1");
  CHECK(keys_as_here("Ctrl+C copies; Ctrl+K finds") == "Cmd+C copies; Cmd+K finds");
}

TEST_CASE("the palette runs what was edited, from any tab") {
  Desk desk;
  play_to(desk.session(), 0.3);
  CHECK(desk.view().now.ns > 0);
  desk.press(ImGuiKey_K, ImGuiMod_Ctrl);
  desk.type("run what was");
  desk.press(ImGuiKey_Enter);
  desk.frames(4);
  CHECK(desk.view().is_playing);  // it began anew
}

TEST_CASE("a limit that is typed and left by Tab holds") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  session.apply(PauseCommand{});
  Stage stage(600, 500);
  Stops stops;
  for (int i = 0; i < 3; ++i) stage.frame(session, stops);
  stage.click(session, stops, stage.centre_of("##limit"));
  stage.type("7");
  stage.frame(session, stops);
  const std::vector<Command> commands = stage.tap(session, stops, ImGuiKey_Tab);
  CHECK(find_command<BreakCommand>(commands) != nullptr);
}

TEST_CASE("every layout says why a command was not done") {
  for (const LayoutKind layout :
       {LayoutKind::kLearn, LayoutKind::kWorkbench, LayoutKind::kPresent}) {
    ViewSettings settings;
    settings.layout = layout;
    Desk desk({1280, 800}, settings);
    desk.session().apply(SetValueCommand{"load.rat", "1"});
    REQUIRE_FALSE(desk.view().notice.empty());
    desk.frames(1);
    CHECK(desk.shows(desk.view().notice.substr(0, 12)));
  }
}

TEST_CASE("a window that is wide enough for the workbench is wide enough to present") {
  ViewSettings settings;
  settings.layout = LayoutKind::kPresent;
  Desk desk({900, 700}, settings);
  CHECK(desk.shows("Workbench"));  // the layouts' buttons
}

TEST_CASE("the run hash stands beside the seed once it is known") {
  Desk desk;
  CHECK(identity_of(desk.view()).find("run hash") == std::string::npos);
  play_to(desk.session(), -1.0);
  REQUIRE(desk.view().run_hash.has_value());
  CHECK(identity_of(desk.view()).find("run hash") != std::string::npos);
}

TEST_CASE("beyond the scenario's end the clock says that runs drain") {
  WorkbenchView view;
  view.duration = {20'000'000'000};
  view.now = {4'000'000'000};
  CHECK(duration_text(view) == "/ 00:00:20.000");
  view.now = {21'000'000'000};
  CHECK(duration_text(view) == "/ 00:00:20.000 + draining");
  view.is_finished = true;
  CHECK(duration_text(view) == "/ 00:00:20.000 + drained");
}

TEST_CASE("text is cut between letters, with an ellipsis, and not where it fits") {
  const Desk desk;
  ImGui::NewFrame();
  CHECK(cut_to_fit("short", 1e6f) == "short");
  const std::string text = "\xc3\x84\xc3\x96\xc3\x9c \xc3\x84\xc3\x96\xc3\x9c and more of it";
  for (float width = 10.0f; width < 200.0f; width += 7.0f) {
    const std::string cut = cut_to_fit(text, width);
    if (cut == text) continue;
    CHECK(ImGui::CalcTextSize(cut.c_str()).x <= std::max(width, 20.0f));
    const std::string kept = cut.substr(0, cut.size() - 3);
    CHECK(cut.substr(cut.size() - 3) == "\xe2\x80\xa6");
    CHECK(text.rfind(kept, 0) == 0);
    CHECK((kept.size() == text.size() ||
           (static_cast<unsigned char>(text[kept.size()]) & 0xc0u) != 0x80u));
  }
  ImGui::EndFrame();
}

TEST_CASE("window ends follow the topic's first event time; recordings have none") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  const WorkbenchView view = session.view();
  Scenario scenario = *view.scenario;
  const RunView& run = view.runs.front();
  const double step = static_cast<double>(run.plan->query->window->durations_ms.back()) * 1e-3 /
                      scenario.topic.time_scale;
  scenario.topic.start_time_ms = 0;
  REQUIRE_FALSE(window_ends(&scenario, run, 0.0, step * 3.0, 100).empty());
  CHECK(window_ends(&scenario, run, 0.0, step * 3.0, 100).front() == doctest::Approx(step));
  scenario.topic.start_time_ms = run.plan->query->window->durations_ms.back() / 4;
  CHECK(window_ends(&scenario, run, 0.0, step * 3.0, 100).front() == doctest::Approx(step * 0.75));
  scenario.topic.recording = "trades.csv";
  CHECK(window_ends(&scenario, run, 0.0, step * 3.0, 100).empty());
}

}  // namespace millrace::test
