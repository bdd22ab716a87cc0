// ui/platform/desktop.cpp — the loop of the desktop program, and pictures.
#include "ui/platform/desktop.hpp"

#include <chrono>
#include <cstdio>
#include <utility>

#include "sim/scenario/quantity.hpp"
#include "ui/frame/frame.hpp"
#include "ui/platform/session_files.hpp"

namespace millrace {
namespace {

int fail(const std::string& message) {
  std::fprintf(stderr, "millrace-workbench: %s\n", message.c_str());
  return 2;
}

/// Selects what the options name.
void select_runs(Session& session, const DesktopOptions& options) {
  const WorkbenchView view = session.view();
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (view.runs[i].strategy == options.strategy) session.apply(SelectCommand{i});
    if (view.runs[i].strategy == options.compared) session.apply(CompareCommand{i});
  }
}

void draw(Window& window, Frame& frame, Session& session, std::string_view panel) {
  window.begin_frame();
  FrameRequests requests;
  if (panel.empty()) {
    requests = frame.draw(session, window.theme(), window.textures());
  } else {
    frame.draw_panel(session, window.theme(), window.textures(), panel);
  }
  window.end_frame();
  if (requests.is_dark.has_value() || requests.scale.has_value()) {
    window.set_theme(requests.is_dark.value_or(window.theme().is_dark),
                     requests.scale.value_or(window.theme().scale));
  }
}

int take_picture(Window& window, Frame& frame, Session& session, const DesktopOptions& options) {
  const ValueReading<VirtualDuration> at = parse_duration(options.at);
  if (!at.value.has_value())
    return fail("--at '" + options.at + "' is not a length of time; write 12s or 1.5ms");
  session.apply(PauseCommand{});
  session.apply(SeekCommand{{at.value->ns}});
  while (session.is_active()) session.advance(0.0, [] { return true; });
  for (int i = 0; i < 4; ++i) {
    static_cast<void>(window.poll(0));
    draw(window, frame, session, options.panel);
  }
  if (Status saved = window.save_picture(options.screenshot); !saved)
    return fail(saved.error().message);
  return 0;
}

void load_dropped(Session& session, const std::string& path) {
  if (std::optional<std::string> text = contents_of(path)) session.load(std::move(*text), path);
}

int run_window(Window& window, Frame& frame, Session& session) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point last = Clock::now();
  while (window.poll(session.is_active() || window.has_news() ? 0 : 200)) {
    for (const std::string& path : window.take_dropped()) load_dropped(session, path);
    const Clock::time_point start = Clock::now();
    const double elapsed_s = std::chrono::duration<double>(start - last).count();
    last = start;
    const Clock::time_point until = start + std::chrono::milliseconds(8);
    session.advance(elapsed_s, [&] { return Clock::now() < until; });
    if (session.is_active() || window.has_news()) draw(window, frame, session, {});
  }
  return 0;
}

}  // namespace

int run_desktop(const DesktopOptions& options) {
  Session session(session_files(folder_of(options.scenario)));
  if (options.scenario.empty()) {
    session.apply(LoadBundledCommand{std::string(kFirstScenario)});
  } else {
    std::optional<std::string> text = contents_of(options.scenario);
    if (!text.has_value()) return fail("cannot read '" + options.scenario + "'");
    session.load(std::move(*text), options.scenario);
  }
  for (const Diagnostic& problem : session.view().problems)
    std::fprintf(stderr, "%s\n", to_text(problem).c_str());
  if (session.view().scenario == nullptr) return fail("the scenario cannot be run");
  select_runs(session, options);
  WindowOptions window_options = options.window;
  window_options.is_hidden = !options.screenshot.empty();
  Result<std::unique_ptr<Window>> window = Window::open(window_options);
  if (!window) return fail(window.error().message);
  Frame frame;
  if (window_options.is_hidden) return take_picture(*window.value(), frame, session, options);
  return run_window(*window.value(), frame, session);
}

}  // namespace millrace
