// ui/frame/popups.hpp — what opens over the window: every action by name, settings, exports, a file chooser.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "ui/frame/actions.hpp"

namespace millrace {

/// One line of the palette.
struct PaletteEntry {
  std::string title;
  std::string keys;
  std::string group;
  std::function<void(ActionContext&)> run;
};

struct PaletteState {
  std::string search;
  std::size_t chosen = 0;
  bool is_new = false;  // opened by this frame
};

/// Every action, panel, scenario and strategy.
std::vector<PaletteEntry> palette_entries(const WorkbenchView& view);
/// Whether the letters of `search` stand in `title` in this order, letter case aside; the smaller, the better the fit.
std::optional<int> palette_fit(std::string_view search, std::string_view title);

struct ExportChoice {
  ExportKind kind;
  const char* title;
  const char* help;
};
std::span<const ExportChoice> export_choices();

void draw_palette(PaletteState& state, ActionContext& context);
void draw_settings_popup(ActionContext& context);
void draw_export_popup(ActionContext& context);
void draw_open_popup(const FolderListing& listing, ActionContext& context);

/// Where a popup of this frame opens: in the middle, below the bar, `width` at scale 1 or what there is.
void place_popup(const Theme& theme, float width);

}  // namespace millrace
