// ui/frame/focus.hpp — the keyboard's focus: who gets arrows and space, and dragging with a finger. The only file here
// that looks inside ImGui.
#pragma once

#include "ui/draw/theme.hpp"

namespace millrace {

/// The focus ring is on the screen: Tab was pressed since the last click.
bool is_focus_shown();
/// Hides the ring, as a click does.
void hide_focus();
/// A text field was asked to take the keyboard and does so in this frame.
bool is_field_due();
/// A menu, a list or another popup lies over the window.
bool is_popup_open();
/// Until the next frame, arrows, space, Home and End do not move ImGui's focus. Call every frame in which they mean
/// something else.
void keep_keys_from_focus();
/// Scrolls the current child window sideways as the mouse or a finger drags it; a drag is no click on what it began on.
void scroll_by_dragging(float threshold);

}  // namespace millrace
