// ui/main_workbench.cpp — the program millrace-workbench: its options and nothing else.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

#include "ui/platform/desktop.hpp"

int main(int argc, char** argv) {
  millrace::DesktopOptions options;
  std::string size = "1440x900";
  std::string theme = "dark";
  CLI::App app("Millrace workbench: watch the same stream pass through all strategies at once.");
  app.add_option("SCENARIO", options.scenario, "a scenario file; without it, a bundled one");
  app.add_option("--strategy", options.strategy, "selected at the start (canonical name)");
  app.add_option("--compare", options.compared, "shown beside it");
  app.add_option("--theme", theme, "dark or light")->check(CLI::IsMember({"dark", "light"}));
  app.add_option("--ui-scale", options.window.scale, "size of text, 0.75 to 3")
      ->check(CLI::Range(0.75, 3.0));
  app.add_option("--screenshot", options.screenshot, "write a PNG and leave; needs no screen");
  app.add_option("--panel", options.panel, "of the screenshot: this panel alone");
  app.add_option("--at", options.at, "of the screenshot: virtual time, as 12s");
  app.add_option("--size", size, "WIDTHxHEIGHT");
  app.add_option("--scale", options.window.pixels_a_unit, "of the screenshot: pixels a unit")
      ->check(CLI::Range(0.5, 4.0));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (std::sscanf(size.c_str(), "%dx%d", &options.window.width, &options.window.height) != 2 ||
      options.window.width < 200 || options.window.height < 200) {
    std::fprintf(stderr, "millrace-workbench: --size '%s' is not a size; write 1280x800\n",
                 size.c_str());
    return 2;
  }
  options.window.is_dark = theme == "dark";
  return millrace::run_desktop(options);
}
