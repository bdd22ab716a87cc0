// web/page.cpp — the workbench in a browser: the same frame and session as on a desktop, driven by the page's animation
// frames; web/millrace_page.js offers what is exported here as `window.millrace`.
#include <emscripten.h>

#include <memory>
#include <string>
#include <utility>

#include "sim/cli/scenario_words.hpp"
#include "sim/cli/version.hpp"
#include "sim/study/comparison_json.hpp"
#include "ui/frame/frame.hpp"
#include "ui/platform/session_files.hpp"
#include "ui/platform/window.hpp"

namespace millrace {
namespace {

constexpr double kFrameBudgetMs = 8.0;

/// What the page consists of; lives until the page is closed.
struct Page {
  Session session{session_files("")};
  Frame frame;
  std::unique_ptr<Window> window;
  double last_ms = 0.0;
  std::string answer;  // of the last exported call
};

Page& page() {
  static Page the_page;
  return the_page;
}

void draw_frame() {
  Page& it = page();
  static_cast<void>(it.window->poll(0));
  const double start_ms = emscripten_get_now();
  const double elapsed_s = (start_ms - it.last_ms) * 1e-3;
  it.last_ms = start_ms;
  it.session.advance(elapsed_s, [&] { return emscripten_get_now() - start_ms < kFrameBudgetMs; });
  if (!it.session.is_active() && !it.window->has_news()) return;
  it.window->begin_frame();
  const FrameRequests requests =
      it.frame.draw(it.session, it.window->theme(), it.window->textures());
  it.window->end_frame();
  if (requests.is_dark.has_value() || requests.scale.has_value()) {
    it.window->set_theme(requests.is_dark.value_or(it.window->theme().is_dark),
                         requests.scale.value_or(it.window->theme().scale));
  }
}

std::string problems_text(const Session& session) {
  std::string text;
  for (const Diagnostic& problem : session.view().problems) text += to_text(problem) + "\n";
  return text;
}

}  // namespace
}  // namespace millrace

using namespace millrace;

extern "C" {

/// 0, or 1 where there is no WebGL 2.
EMSCRIPTEN_KEEPALIVE int millrace_start(int is_dark) {
  WindowOptions options;
  options.is_dark = is_dark != 0;
  Result<std::unique_ptr<Window>> window = Window::open(options);
  if (!window) return 1;
  page().window = std::move(window).value();
  page().session.apply(LoadBundledCommand{std::string(kFirstScenario)});
  page().last_ms = emscripten_get_now();
  emscripten_set_main_loop(draw_frame, 0, 0);
  return 0;
}

/// What is wrong with the text; empty when it plays.
EMSCRIPTEN_KEEPALIVE const char* millrace_load(const char* text) {
  page().session.load(text, "scenario.yaml");
  page().answer = problems_text(page().session);
  return page().answer.c_str();
}

EMSCRIPTEN_KEEPALIVE void millrace_play() {
  page().session.apply(PlayCommand{});
}
EMSCRIPTEN_KEEPALIVE void millrace_pause() {
  page().session.apply(PauseCommand{});
}
EMSCRIPTEN_KEEPALIVE void millrace_step() {
  page().session.apply(StepCommand{});
}
EMSCRIPTEN_KEEPALIVE void millrace_seek(double seconds) {
  page().session.apply(SeekCommand{{static_cast<std::int64_t>(seconds * 1e9)}});
}

/// `compare --json` of a scenario's text; what is wrong with it as {"error": …} otherwise.
EMSCRIPTEN_KEEPALIVE const char* millrace_compare(const char* text) {
  SessionFiles files = session_files("");
  const ScenarioReading reading = read_scenario(text, "scenario.yaml", files.surroundings);
  std::string problem;
  for (const Diagnostic& diagnostic : reading.diagnostics) problem += to_text(diagnostic) + " ";
  if (reading.scenario.has_value()) {
    StudyOptions options;
    options.files = files.workload;
    const auto comparison =
        compare_strategies(std::make_shared<const Scenario>(*reading.scenario), options);
    if (comparison) {
      page().answer = comparison_json(comparison.value(), cli::version_number());
      return page().answer.c_str();
    }
    problem = comparison.error().message;
  }
  std::string escaped;
  for (const char c : problem)
    escaped += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c < ' ' ? ' ' : c};
  page().answer = "{\"error\":\"" + escaped + "\"}";
  return page().answer.c_str();
}
}
