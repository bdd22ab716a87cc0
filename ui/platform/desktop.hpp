// ui/platform/desktop.hpp — the workbench as a program of a desktop, and as a maker of pictures without a screen.
#pragma once

#include <optional>
#include <string>

#include "ui/platform/window.hpp"

namespace millrace {

struct DesktopOptions {
  std::string scenario;  // a file; "": the first bundled one
  std::string strategy;  // selected at the start; "": what auto-selection chooses
  std::string compared;
  std::string screenshot;  // PNG file; "": a window
  std::string panel;       // of the screenshot: one panel alone
  std::string at = "12s";  // virtual time of the screenshot
  WindowOptions window;
};

/// Exit code: 0, or 2 after saying on the error stream what is wrong.
int run_desktop(const DesktopOptions& options);

}  // namespace millrace
