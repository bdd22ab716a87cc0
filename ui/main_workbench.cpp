// ui/main_workbench.cpp — the program millrace-workbench: its options and nothing else.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <string>

#include "ui/platform/desktop.hpp"

int main(int argc, char** argv) {
  using millrace::LayoutKind;
  using millrace::ThemeChoice;
  millrace::DesktopOptions options;
  std::string size;
  const std::map<std::string, ThemeChoice> themes = {{"system", ThemeChoice::kSystem},
                                                     {"dark", ThemeChoice::kDark},
                                                     {"light", ThemeChoice::kLight}};
  const std::map<std::string, LayoutKind> layouts = {{"learn", LayoutKind::kLearn},
                                                     {"workbench", LayoutKind::kWorkbench},
                                                     {"present", LayoutKind::kPresent}};
  CLI::App app("Millrace workbench: watch the same stream pass through all strategies at once.");
  app.footer(
      "Theme, layout, size of text and window, and recent files are remembered in\n"
      "$XDG_STATE_HOME/millrace/workbench.settings; an option holds for this start alone.");
  app.add_option(
      "SCENARIO", options.scenario,
      "a scenario file, a recording (CSV, JSON lines, kcat -J) or a shared link (#s=...); without "
      "it, a bundled one");
  app.add_option("--strategy", options.strategy, "selected at the start (canonical name)");
  app.add_option("--compare", options.compared, "shown beside it");
  app.add_option("--theme", options.theme, "system, dark or light")
      ->transform(CLI::CheckedTransformer(themes));
  app.add_option("--layout", options.layout, "learn, workbench or present")
      ->transform(CLI::CheckedTransformer(layouts));
  app.add_option("--high-contrast", options.has_high_contrast, "true or false");
  app.add_option("--ui-scale", options.scale, "size of text, 0.75 to 3")
      ->check(CLI::Range(0.75, 3.0));
  app.add_option("--tab", options.tab,
                 "a panel in front: lines, verdict, scenario_editor, help ...");
  app.add_option("--popup", options.popup, "open at the start")
      ->check(CLI::IsMember({"palette", "settings", "export"}));
  app.add_option("--tour", options.tour_stop, "begin the tour at this stop, 1 to 7")
      ->check(CLI::Range(1, 7));
  app.add_option("--size", size, "WIDTHxHEIGHT of the window");
  app.add_option("--screenshot", options.screenshot, "write a PNG and leave; needs no screen");
  app.add_option("--panel", options.panel, "of the screenshot: this panel alone");
  app.add_option("--at", options.at, "of the screenshot: virtual time, as 12s");
  app.add_option("--frames", options.frames, "a film instead: as many pictures, FILE-000.png ...")
      ->check(CLI::Range(1, 999));
  app.add_option("--every", options.every, "virtual time between two of them, as 100ms");
  app.add_option("--scale", options.pixels_a_unit, "of the screenshot: pixels a unit")
      ->check(CLI::Range(0.5, 4.0));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!size.empty()) {
    int width = 0;
    int height = 0;
    char rest = 0;
    if (std::sscanf(size.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 200 ||
        height < 200 || width > 16384 || height > 16384) {
      std::fprintf(stderr, "millrace-workbench: --size '%s' is not a size; write 1280x800\n",
                   size.c_str());
      return 2;
    }
    options.width = width;
    options.height = height;
  }
  return millrace::run_desktop(options);
}
