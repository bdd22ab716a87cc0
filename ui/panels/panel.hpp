// ui/panels/panel.hpp — what a panel gets and what it is: reads the view, asks by commands, keeps view state only.
// Adding one: a file in this folder and a line in panels.list.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/draw/heat_map.hpp"
#include "ui/draw/routes.hpp"
#include "ui/draw/theme.hpp"
#include "ui/draw/time_axis.hpp"
#include "ui/session/command.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// What the user looks at, shared by all panels: what one points out, others show.
struct Selection {
  RouteHit route;
  std::string key;      // followed; "" = none
  std::size_t run = 0;  // of the panel being drawn
  std::optional<std::uint32_t>
      caret;  // byte of the scenario's text: the editor goes there and clears this
  std::optional<std::uint32_t> core;
  bool wants_key_search = false;  // the search of the keys takes the keyboard and clears this
  std::string edited;             // panel whose text was changed and not run yet; "" = none
  bool wants_run = false;         // that panel runs its text and clears this
};

/// A key and what it does, for the help.
struct KeyHelp {
  std::string keys;        // "Ctrl+K, Ctrl+Shift+P"
  std::string title;       // "Every action by name…"
  const char* group = "";  // "Time"; those of a group stand together
};

struct PanelContext {
  const WorkbenchView& view;
  CommandList& commands;
  const Theme& theme;
  TimeAxis& time;
  Selection& selection;
  TextureStore& textures;
  std::uint32_t texture_place = 0;  // first of 16 that belong to this panel
  std::span<const KeyHelp> keys = {};
};

class Panel {
 public:
  virtual ~Panel() = default;
  /// Draws into ImGui's current child window.
  virtual void draw(PanelContext& context) = 0;
  /// What Ctrl+C copies: the data on show, tab-separated, names first. "": nothing to copy.
  virtual std::string copied_text(const PanelContext& context) const;
};

struct PanelInfo {
  const char* name;     // stable, snake_case
  const char* title;    // on the screen
  const char* summary;  // hover text of the title
  std::unique_ptr<Panel> (*make)();
  bool is_of_all_runs = false;  // shown once where two strategies are side by side
};

/// In the order of panels.list.
std::span<const PanelInfo* const> panel_list();
const PanelInfo* find_panel(std::string_view name);

// Pieces that panels share.

/// A grey sentence in the middle: what would be here, and how to get it.
void empty_state(const PanelContext& context, const char* text);
/// The run a panel is about; null, with an empty state drawn, where there is none or it cannot run.
const RunView* run_or_empty(const PanelContext& context);
/// A key that this panel reads, pressed while no text is typed. Of two panels side by side the first one hears it.
bool is_key_pressed(const PanelContext& context, ImGuiKey key);
/// A soft button in a row of text: as high as the text.
bool small_button(const char* label, const char* help);
/// Text in the number font.
void number(const Theme& theme, const char* text);
/// Text in the colour of what is said aside, broken into lines.
void muted_text(const Theme& theme, const char* text);
/// The first error, or the first warning where there is no error; null where nothing is wrong.
const Diagnostic* gravest_problem(std::span<const Diagnostic> problems);
/// "Ctrl+C" as the keyboard has it: "Cmd+C" on a Mac.
std::string keys_as_here(std::string_view text);
/// Shows `text` while the last item is hovered, broken into lines.
void hover_text(const char* text);

}  // namespace millrace
