// ui/platform/desktop.hpp — the workbench as a program of a desktop, and as a maker of pictures without a screen.
#pragma once

#include <optional>
#include <string>

#include "ui/platform/window.hpp"

namespace millrace {

struct DesktopOptions {
  std::string scenario;         // a file; "": the first bundled one
  std::string strategy;         // selected at the start; "": what auto-selection chooses
  std::string compared;         // shown beside it
  std::string screenshot;       // PNG file; "": a window
  std::string panel;            // of the screenshot: one panel alone
  std::string tab;              // a panel in front at the start
  std::string popup;            // open at the start: palette, settings, export
  int tour_stop = 0;            // the tour begins here, counted from 1; 0: no tour
  std::string at = "12s";       // virtual time of the screenshot
  int frames = 1;               // of a film: as many pictures, FILE-000.png …
  std::string every = "100ms";  // virtual time between two of them
  // What is set here wins over what was remembered, and is not remembered itself.
  std::optional<ThemeChoice> theme;
  std::optional<LayoutKind> layout;
  std::optional<float> scale;
  std::optional<bool> has_high_contrast;
  std::optional<int> width;  // in units, as height
  std::optional<int> height;
  float pixels_a_unit = 1.0f;  // of the screenshot
};

/// Exit code: 0, or 2 after saying on the error stream what is wrong.
int run_desktop(const DesktopOptions& options);

}  // namespace millrace
