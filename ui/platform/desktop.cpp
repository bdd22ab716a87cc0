// ui/platform/desktop.cpp — starting the desktop program: what was asked for, what was remembered, a window or a
// picture.
#include "ui/platform/desktop.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "sim/scenario/quantity.hpp"
#include "ui/platform/desktop_loop.hpp"
#include "ui/platform/settings_file.hpp"
#include "ui/platform/system_look.hpp"

namespace millrace {
namespace {

int fail(const std::string& message) {
  std::fprintf(stderr, "millrace-workbench: %s\n", message.c_str());
  return 2;
}

/// Selects what the options name; false, and said, where there is no such run.
bool select_runs(Session& session, const DesktopOptions& options) {
  const WorkbenchView view = session.view();
  const auto find = [&](const std::string& strategy) {
    std::size_t i = 0;
    while (i < view.runs.size() && view.runs[i].strategy != strategy) ++i;
    return i;
  };
  for (const std::string& wanted : {options.strategy, options.compared}) {
    if (wanted.empty() || find(wanted) < view.runs.size()) continue;
    std::string names;
    for (const RunView& run : view.runs) names += (names.empty() ? "" : ", ") + run.strategy;
    fail("the scenario does not run '" + wanted + "'; it runs " + names);
    return false;
  }
  if (!options.strategy.empty()) session.apply(SelectCommand{find(options.strategy)});
  if (!options.compared.empty()) session.apply(CompareCommand{find(options.compared)});
  return true;
}

ViewSettings with_options(ViewSettings settings, const DesktopOptions& options) {
  settings.theme = options.theme.value_or(settings.theme);
  settings.layout = options.layout.value_or(settings.layout);
  settings.scale = options.scale.value_or(settings.scale);
  settings.window_width = options.width.value_or(settings.window_width);
  settings.window_height = options.height.value_or(settings.window_height);
  if (options.has_high_contrast.has_value())
    settings.high_contrast = *options.has_high_contrast ? Preference::kOn : Preference::kOff;
  return settings;
}

/// What the user changed while the program ran joins what was remembered before; options of this start do not.
ViewSettings to_remember(ViewSettings remembered, const ViewSettings& begun,
                         const ViewSettings& now) {
  if (now.theme != begun.theme) remembered.theme = now.theme;
  if (now.layout != begun.layout) remembered.layout = now.layout;
  if (now.scale != begun.scale) remembered.scale = now.scale;
  if (now.high_contrast != begun.high_contrast) remembered.high_contrast = now.high_contrast;
  if (now.reduced_motion != begun.reduced_motion) remembered.reduced_motion = now.reduced_motion;
  if (now.window_width != begun.window_width) remembered.window_width = now.window_width;
  if (now.window_height != begun.window_height) remembered.window_height = now.window_height;
  remembered.window_x = now.window_x;
  remembered.window_y = now.window_y;
  remembered.is_maximised = now.is_maximised;
  remembered.split_x = now.split_x;
  remembered.split_y = now.split_y;
  remembered.split_y_right = now.split_y_right;
  remembered.has_seen_tour = now.has_seen_tour;
  remembered.recent = now.recent;
  return remembered;
}

/// "film.png" -> "film-007.png"; of one picture alone its own name.
std::string picture_path(const DesktopOptions& options, int frame) {
  if (options.frames == 1) return options.screenshot;
  std::string number = std::to_string(frame);
  number.insert(0, 3 - std::min<std::size_t>(3, number.size()), '0');
  const std::size_t dot = options.screenshot.rfind(".png");
  return options.screenshot.substr(0, dot) + "-" + number + ".png";
}

int take_pictures(DesktopLoop& loop, Window& window, const DesktopOptions& options) {
  const ValueReading<VirtualDuration> at = parse_duration(options.at);
  const ValueReading<VirtualDuration> every = parse_duration(options.every);
  if (!at.value.has_value())
    return fail("--at '" + options.at + "' is not a length of time; write 12s or 1.5ms");
  if (!every.value.has_value())
    return fail("--every '" + options.every + "' is not a length of time; write 100ms");
  if (!options.panel.empty() && !has_panel(options.panel))
    return fail("there is no panel '" + options.panel + "'");
  Session& session = loop.session();
  session.apply(PauseCommand{});
  for (int i = 0; i < options.frames; ++i) {
    session.apply(SeekCommand{{at.value->ns + i * every.value->ns}});
    while (session.is_active()) session.advance(0.0, [] { return true; });
    constexpr int kSettling = 4;  // ImGui's layouts
    for (int settled = 0; settled < kSettling; ++settled) {
      static_cast<void>(window.poll(0));
      loop.draw(options.panel);
      // The tour may have asked for another instant.
      while (session.is_active() && !session.view().is_playing)
        session.advance(0.0, [] { return true; });
    }
    if (Status saved = window.save_picture(picture_path(options, i)); !saved)
      return fail(saved.error().message);
  }
  return 0;
}

}  // namespace

int run_desktop(const DesktopOptions& options) {
  const bool is_picture = !options.screenshot.empty();
  const std::string path = is_picture ? std::string() : settings_path();
  const ViewSettings remembered = read_settings(path);
  const ViewSettings begun = with_options(remembered, options);
  const SystemLook system = is_picture ? SystemLook() : read_system_look();
  DesktopLoop loop(begun, system);
  if (options.scenario.empty()) {
    loop.session().apply(LoadBundledCommand{std::string(kFirstScenario)});
  } else if (DesktopLoop::is_link(options.scenario)) {
    if (Status opened = loop.open_link(options.scenario); !opened)
      return fail(opened.error().message);
  } else if (!loop.open(options.scenario)) {
    return fail("cannot read '" + options.scenario + "'");
  }
  for (const Diagnostic& problem : loop.session().view().problems)
    std::fprintf(stderr, "%s\n", to_text(problem).c_str());
  // A window shows what is wrong beside something that runs; a picture of something else would mislead.
  if (loop.session().view().scenario == nullptr) {
    if (is_picture) return fail("the scenario cannot be run");
  } else if (!select_runs(loop.session(), options)) {
    return 2;
  }
  const Look look = look_of(begun, system);
  WindowOptions window_options;
  window_options.width = begun.window_width;
  window_options.height = begun.window_height;
  window_options.pixels_a_unit = options.pixels_a_unit;
  window_options.is_hidden = is_picture;
  window_options.is_dark = look.is_dark;
  window_options.scale = look.scale;
  window_options.has_high_contrast = look.has_high_contrast;
  window_options.has_reduced_motion = look.has_reduced_motion;
  window_options.x = begun.window_x;
  window_options.y = begun.window_y;
  window_options.is_maximised = begun.is_maximised && !options.width.has_value();
  Result<std::unique_ptr<Window>> window = Window::open(window_options);
  if (!window) return fail(window.error().message);
  loop.attach(*window.value());
  if (!options.tab.empty()) loop.frame().show_panel(options.tab);
  if (!options.popup.empty()) loop.frame().show_popup(options.popup);
  if (options.tour_stop > 0)
    loop.frame().start_tour(static_cast<std::size_t>(options.tour_stop - 1));
  if (is_picture) return take_pictures(loop, *window.value(), options);
  Status kept;
  loop.keep_settings_by([&](const ViewSettings& now) {
    kept = write_settings(path, to_remember(remembered, begun, now));
  });
  loop.run();
  return kept ? 0 : fail(kept.error().message);
}

}  // namespace millrace
