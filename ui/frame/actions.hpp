// ui/frame/actions.hpp — everything that can be asked of the workbench by a key, with its name: what the keyboard
// reads, the palette lists and the help shows is this one table.
#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "ui/frame/frame.hpp"
#include "ui/frame/view_settings.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {

/// What an action asks of the frame itself; worked off in the same frame.
struct FrameWishes {
  std::string tab;    // a panel to bring to the front
  std::string popup;  // of the frame, to be opened: "palette", "settings", "export", "open"
  bool starts_tour = false;
};

struct ActionContext {
  PanelContext& panel;
  FrameRequests& requests;
  ViewSettings& settings;
  FrameWishes& wishes;
  StepUnit step_unit = StepUnit::kSecond;  // picked beside the clock
  bool is_touring = false;
};

/// A key with what is held beside it; or, where `character` is set, whatever types that character on this keyboard.
struct Chord {
  ImGuiKey key = ImGuiKey_None;
  bool has_ctrl = false;  // Ctrl, or Cmd on keyboards that have it
  bool has_shift = false;
  bool has_alt = false;
  char character = 0;
  bool ignores_shift = false;  // a sign that some keyboards type with Shift

  bool is_set() const { return key != ImGuiKey_None; }
};

struct Action {
  const char* name;   // stable, snake_case
  const char* title;  // sentence case, what happens
  const char* group;
  Chord chord;
  Chord other;                  // a second way; often none
  const char* tab;              // of the panel that must be in front first; null: any
  void (*run)(ActionContext&);  // null: the panel in front reads the key itself
  bool repeats = false;         // while the key is held
  bool is_for_typing = false;   // works while a text is typed, too
};

/// In the order in which help and palette show them; those of a group stand together.
std::span<const Action> action_list();
const Action* find_action(std::string_view name);

/// "Ctrl+Shift+P"; "" when there is none.
std::string chord_text(const Chord& chord);
/// Both ways: "Ctrl+K, Ctrl+Shift+P".
std::string keys_text(const Action& action);
/// The title, with the strategy that a number stands for at present.
std::string title_of(const Action& action, const WorkbenchView& view);
/// Does it, or sends the key to the panel that reads it.
void perform(const Action& action, ActionContext& context);

}  // namespace millrace
